package safety

import (
	"testing"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/identity"
)

func TestByWhenWhoAsksIsRung(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	off := []identity.Holiday{{Day: civil.New(2027, time.March, 29)}, {Day: civil.New(2027, time.March, 26)}} // Easter
	for _, tt := range []struct {
		name  string
		asked time.Time
		want  civil.Date
	}{
		{"on a Monday morning: taken by Tuesday, answered by Wednesday", time.Date(2027, 2, 8, 9, 0, 0, 0, london), civil.New(2027, time.February, 10)},
		{"a minute before midnight counts as that day", time.Date(2027, 2, 8, 23, 59, 0, 0, london), civil.New(2027, time.February, 10)},
		{"on a Thursday: never at a weekend", time.Date(2027, 2, 11, 9, 0, 0, 0, london), civil.New(2027, time.February, 15)},
		{"on a Friday: Sunday is moved on", time.Date(2027, 2, 12, 9, 0, 0, 0, london), civil.New(2027, time.February, 15)},
		{"before Easter: past both holidays and the weekend", time.Date(2027, 3, 24, 9, 0, 0, 0, london), civil.New(2027, time.March, 30)},
		{"over the change to summer time", time.Date(2027, 3, 27, 12, 0, 0, 0, london), civil.New(2027, time.March, 30)},
	} {
		got := rungBy(tt.asked, london, off)
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		late := dueToAnswer(WantsToTalk, dueToOwn(WantsToTalk, tt.asked), london)
		if promised := got.AddDays(1).In(london, civil.Clock{}); late.After(promised) {
			t.Errorf("%s: staff are told at %s, after %s was promised", tt.name, late, got)
		}
	}
}
