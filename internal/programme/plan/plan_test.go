package plan_test

import (
	"reflect"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/plan/plantest"
)

var monday = civil.New(2026, 9, 7)

// service is one group of two places on Tuesday mornings in English, four weeks ahead.
func service(families ...plan.Family) *plan.Instance {
	return &plan.Instance{
		Name: "one group", Today: monday, NoticeDays: 7, Weights: plan.Weights{Need: 0.25, Safeguarding: 1, KeepPerWeek: 0.985, PerWeekWaited: 0.002},
		Sites: []plan.Site{{ID: "mill"}}, Families: families,
		Groups: []plan.Group{{
			ID: "g1", Programme: "baby-love", Starts: civil.New(2026, 10, 5), Language: "en", Slot: "tue-am", Mode: plan.InPerson, Site: "mill", Places: 2, Minimum: 2,
		}},
	}
}

func waits(id string, change func(*plan.Family)) plan.Family {
	f := plan.Family{
		ID: id, Programme: "baby-love", Size: 1, Opens: monday, Closes: civil.New(2027, 1, 18), Languages: []string{"en"}, Slots: []string{"tue-am"},
		Modes: []plan.Mode{plan.InPerson}, Sites: []string{"mill"}, Need: 1, WaitingSince: civil.New(2026, 8, 3),
	}
	if change != nil {
		change(&f)
	}
	return f
}

func TestWhyAFamilyHasNoPlace(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*plan.Family)
		want   plan.Reason
	}{
		{"the window closes before a group could be told", func(f *plan.Family) { f.Closes = monday.AddDays(6) }, plan.ReasonClosed},
		{"no group of the programme", func(f *plan.Family) { f.Programme = "baby-steps" }, plan.ReasonProgramme},
		{"the group starts after the window", func(f *plan.Family) { f.Closes = civil.New(2026, 10, 4) }, plan.ReasonWindow},
		{"another language", func(f *plan.Family) { f.Languages = []string{"ar"} }, plan.ReasonLanguage},
		{"only by video", func(f *plan.Family) { f.Modes = []plan.Mode{plan.Virtual} }, plan.ReasonMode},
		{"only on Wednesdays", func(f *plan.Family) { f.Slots = []string{"wed-pm"} }, plan.ReasonSlot},
		{"the group was declined", func(f *plan.Family) { f.Declined = []string{"g1"} }, plan.ReasonDeclined},
		{"kept apart from somebody who is in", func(f *plan.Family) { f.ApartFrom = []string{"f1"} }, plan.ReasonApart},
		{"two places where one is left", func(f *plan.Family) { f.Size = 2 }, plan.ReasonFull},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := plan.Solve(service(waits("f1", func(f *plan.Family) { f.Need = 5 }), waits("f2", tt.change)))
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Placements) != 1 || len(p.Unplaced) != 1 || p.Unplaced[0].Reason != tt.want {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestWhyAFamilyHasItsPlace(t *testing.T) {
	in := service(waits("f1", nil), waits("f2", nil), waits("f3", nil))
	in.Groups = append(in.Groups, in.Groups[0])
	in.Groups[1].ID, in.Groups[1].Starts = "g2", civil.New(2026, 10, 12)
	in.Fixed = []plan.Fixed{{Family: "f1", Group: "g1"}}
	p, err := plan.Solve(in)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []plan.Why{
		{Key: plan.WhyFixed},
		{Key: plan.WhyFirst, Fit: 2, Until: in.Groups[1].Starts},
		{Key: plan.WhyLast, Fit: 2, Earlier: 1, Until: in.Groups[1].Starts},
	} {
		if p.Placements[i].Why != want {
			t.Errorf("%s: %+v, want %+v", p.Placements[i].Family, p.Placements[i].Why, want)
		}
	}
}

func TestWhatWouldHelp(t *testing.T) {
	in := service(
		waits("f1", nil), waits("f2", nil), waits("f3", nil), waits("f4", nil),
		waits("f5", func(f *plan.Family) { f.Languages, f.Need = []string{"ar"}, 5 }),
	)
	got, err := plan.WouldHelp(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) == 0 || got[0].Key != plan.HelpGroup || got[0].Families != 2 || got[0].Group.Language != "en" || got[0].Group.Slot != "tue-am" {
		t.Fatalf("%+v", got)
	}
	for _, h := range got {
		if h.Key == plan.HelpInterpreter {
			t.Error("an interpreter only changes who is in, and is said to place more")
		}
	}
	in.Families = in.Families[3:]
	if got, err = plan.WouldHelp(in); err != nil {
		t.Fatal(err)
	}
	interpreter := false
	for _, h := range got {
		interpreter = interpreter || h.Key == plan.HelpInterpreter && h.Language == "ar" && h.Families == 1
	}
	if !interpreter {
		t.Errorf("%+v", got)
	}
}

func TestAPlanStandsBesideTheUsualOrders(t *testing.T) {
	for seed := range uint64(20) {
		in := plantest.Solve(plantest.Size{Families: 60, Groups: 8, Regions: 1}, seed)
		made, beside, err := plan.SolveBeside(in)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := plan.Solve(in)
		if err != nil {
			t.Fatal(err)
		}
		if made.Value != alone.Value || !reflect.DeepEqual(made.Placements, alone.Placements) {
			t.Errorf("seed %d: beside others the plan is another", seed)
		}
		first, err := plan.FirstCome(in)
		if err != nil {
			t.Fatal(err)
		}
		deadline, err := plan.EarliestDeadline(in)
		if err != nil {
			t.Fatal(err)
		}
		fixed := len(in.Fixed)
		if len(beside.FirstCome) != len(first.Placements)-fixed || len(beside.Deadline) != len(deadline.Placements)-fixed {
			t.Errorf("seed %d: %d and %d placed, alone %d and %d", seed, len(beside.FirstCome), len(beside.Deadline), len(first.Placements)-fixed, len(deadline.Placements)-fixed)
		}
		for _, p := range []*plan.Plan{made, first, deadline} {
			if n := len(p.Placements) - fixed; n > beside.Most {
				t.Errorf("seed %d: %d placed, and %d are said to be the most", seed, n, beside.Most)
			}
		}
	}
}
