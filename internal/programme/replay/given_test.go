package replay_test

import (
	"fmt"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/replay"
)

// short is two families for one place of a group that was held: the one who asked first
// has as much time as the other, who is in greater need.
func short(needs ...int) *replay.History {
	begins := civil.New(2026, 1, 5)
	h := &replay.History{
		Name: "short", Begins: begins, Weeks: 20, Cohort: replay.Cohort{ToWeek: 20}, Languages: []string{"en"}, Sites: []string{"mill"}, Programmes: []string{"p"},
		Rules: replay.Rules{OfferWeeks: 6, NoticeWeeks: 1, PublishWeeks: 20, LengthWeeks: 8, Leaders: 2},
		Given: []replay.Given{{
			Group:     plan.Group{ID: "g", Programme: "p", Starts: begins.AddDays(7*9 + 3), Language: "en", Slot: "thu-am", Mode: plan.Virtual, Places: 1},
			Announced: begins.AddDays(20),
		}},
	}
	for i, need := range needs {
		h.Families = append(h.Families, replay.Family{GivesUp: begins.AddDays(1000), Family: plan.Family{
			ID: fmt.Sprintf("f%d", i), Programme: "p", Size: 1, Opens: begins, Closes: begins.AddDays(80), Languages: []string{"en"}, Slots: []string{"thu-am"},
			Modes: []plan.Mode{plan.Virtual}, Need: need, WaitingSince: begins.AddDays(i),
		}})
	}
	return h
}

func TestGroupsThatWereHeldAreFilledAndNoneIsOpened(t *testing.T) {
	byNeed := replay.Standard
	byCount := replay.Standard
	byCount.Weights.Need = 0
	tests := map[string]struct {
		policy replay.Policy
		served string
	}{
		"who asked first has the place":    {replay.FirstCome(), "f0"},
		"counting, who waited longer has":  {replay.Planned(byCount), "f0"},
		"by need, who needs it most has":   {replay.Planned(byNeed), "f1"},
		"nor does the best slot open more": {replay.BestSlot(), "f0"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := short(1, 5)
			if p := h.Problems(); len(p) > 0 {
				t.Fatal(p)
			}
			r, d := replay.Run(h, replay.Seated(tt.policy))
			if r.Served != 1 || r.AgedOut != 1 || r.GroupsRun != 1 || len(d.Opened) != 0 {
				t.Errorf("%+v, opened %v", r, d.Opened)
			}
			if len(d.Offers) != 1 || d.Offers[0].Family != tt.served || d.Offers[0].Week < 3 {
				t.Errorf("offered %v", d.Offers)
			}
			if want := float64(7*9+3) / 7; tt.served == "f0" && fmt.Sprintf("%.4f", want) != fmt.Sprintf("%.4f", r.MeanWaitWeeks) {
				t.Errorf("waited %v weeks, not %v", r.MeanWaitWeeks, want)
			}
		})
	}
}
