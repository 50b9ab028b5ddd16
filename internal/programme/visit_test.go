package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

func TestWhatCannotBeWrittenDownOfAVisit(t *testing.T) {
	today := civil.New(2027, 2, 9)
	for _, tt := range []struct {
		name string
		in   programme.FamilyVisit
		want string
	}{
		{"nothing known of it", programme.FamilyVisit{Day: today}, "state:visit.state.missing"},
		{"nothing at all", programme.FamilyVisit{}, "state:visit.state.missingday:visit.day.missing"},
		{"no day", programme.FamilyVisit{State: programme.VisitHeld}, "day:visit.day.missing"},
		{"planned for yesterday", programme.FamilyVisit{State: programme.VisitPlanned, Day: today.AddDays(-1)}, "day:visit.day.past"},
		{"planned a year and a day ahead", programme.FamilyVisit{State: programme.VisitPlanned, Day: today.AddDays(367)}, "day:visit.day.far"},
		{"held tomorrow", programme.FamilyVisit{State: programme.VisitHeld, Day: today.AddDays(1)}, "day:visit.day.future"},
		{"planned for today", programme.FamilyVisit{State: programme.VisitPlanned, Day: today}, ""},
		{"held today", programme.FamilyVisit{State: programme.VisitHeld, Day: today}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			tt.in.With = []family.PersonID{access.NewPersonID()}
			for _, p := range fault.ProblemsOf(tt.in.Check(today)) {
				got += p.Field + ":" + p.Key
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestAVisitIsDueUntilSomebodySaysWhatBecameOfIt(t *testing.T) {
	today := civil.New(2027, 2, 9)
	weeks := func(from, to int) civil.Window {
		return civil.Window{From: today.AddDays(from), To: today.AddDays(to)}
	}
	for _, tt := range []struct {
		name string
		in   programme.VisitSheet
		by   civil.Date
		due  bool
	}{
		{"its weeks begin in two", programme.VisitSheet{Days: weeks(14, 40)}, today.AddDays(40), true},
		{"its weeks begin later", programme.VisitSheet{Days: weeks(15, 40)}, today.AddDays(40), false},
		{"its weeks are over", programme.VisitSheet{Days: weeks(-30, -2)}, today.AddDays(-2), true},
		{"the baby is in hospital", programme.VisitSheet{Waits: true}, civil.Date{}, false},
		{"it is planned soon", programme.VisitSheet{Days: weeks(-3, 9), Visit: &programme.FamilyVisit{State: programme.VisitPlanned, Day: today.AddDays(3)}}, today.AddDays(3), true},
		{"it was to be yesterday", programme.VisitSheet{Visit: &programme.FamilyVisit{State: programme.VisitPlanned, Day: today.AddDays(-1)}}, today.AddDays(-1), true},
		{"it was held", programme.VisitSheet{Days: weeks(-3, 9), Visit: &programme.FamilyVisit{State: programme.VisitHeld, Day: today}}, civil.Date{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if by, due := tt.in.Due(today); by != tt.by || due != tt.due {
				t.Errorf("by %s, due %v", by, due)
			}
		})
	}
}
