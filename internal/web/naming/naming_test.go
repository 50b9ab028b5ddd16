package naming_test

import (
	"testing"

	"holdfast/content/text"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/web/naming"
)

func TestHowOldABabyIsOnADay(t *testing.T) {
	texts, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	p, due := texts.Printer("en", nil), civil.New(2027, 2, 12)
	for _, tt := range []struct {
		name string
		baby family.Person
		on   civil.Date
		want string
	}{
		{"nobody has said", family.Person{}, due, ""},
		{"on the way", family.Person{Due: due}, due.AddDays(-7), "39\u00a0weeks pregnant, due 12\u00a0February"},
		{"two weeks late", family.Person{Due: due}, due.AddDays(14), "42\u00a0weeks pregnant, due 12\u00a0February"},
		{"born by then, though nobody has said so", family.Person{Due: due}, due.AddDays(15), "due 12\u00a0February"},
		{"born", family.Person{Due: due, Born: due}, due.AddMonths(2), "2\u00a0m"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := naming.BabyAge(p, tt.baby, tt.on, p.AgeMonths); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
