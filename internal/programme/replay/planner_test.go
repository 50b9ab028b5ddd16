package replay_test

import (
	"testing"

	"holdfast/internal/programme/plan/plantest"
	"holdfast/internal/programme/replay"
)

// Single histories vary by more than policies differ, so that eight together are asked for less than the benchmark finds
// on thirty.
func TestPlanningLetsFewerBabiesAgeOut(t *testing.T) {
	var habit, best, ours, highHabit, highOurs int
	for seed := range uint64(8) {
		h := plantest.History(plantest.Smaller, 501+seed)
		a, _ := replay.Run(h, replay.FirstCome())
		b, _ := replay.Run(h, replay.BestSlot())
		c, _ := replay.Run(h, replay.Planned(replay.Standard))
		habit, best, ours = habit+a.AgedOut, best+b.AgedOut, ours+c.AgedOut
		highHabit, highOurs = highHabit+a.HighNeedAgedOut, highOurs+c.HighNeedAgedOut
	}
	if 100*ours > 75*habit || 100*ours > 95*best || 100*highOurs > 75*highHabit {
		t.Errorf("%d aged out as planned, %d by habit, %d by best slot; %d and %d of them in high need", ours, habit, best, highOurs, highHabit)
	}
}
