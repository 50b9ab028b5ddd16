package programme_test

import (
	"fmt"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/programme"
)

// others is what the waiting list says of the groups that the only family on it cannot
// have.
func (h *house) others(who access.Actor) string {
	h.t.Helper()
	list, err := h.Waiting(h.t.Context(), who, programme.WaitingFilter{Programme: programme.BabyLove})
	h.must(err)
	if len(list.Rows) != 1 {
		h.t.Fatalf("%d families wait", len(list.Rows))
	}
	return fmt.Sprint(list.Rows[0].Others)
}

func TestTheWaitingListSaysWhyOtherGroupsDoNotFit(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		h.group(nil) // fits best
		h.group(func(g *programme.NewGroup) { g.Lang = "pl" })
		h.group(func(g *programme.NewGroup) { g.Lang = "ur" })
		h.group(func(g *programme.NewGroup) { g.First = g.First.AddDays(1) }) // a Wednesday
		full := h.group(func(g *programme.NewGroup) { g.Capacity = 1 })
		h.join(h.wait(fits("Cleo")), full)
		no := h.group(func(g *programme.NewGroup) { g.Room = "Room 3" })
		tom := fits("Tom")
		tom.wishes = programme.Wishes{Lang: "en", Times: []programme.HalfDay{"tue-am"}}
		w := h.wait(tom)
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: no}))
		if _, err := h.DeclineOffer(t.Context(), h.secret(w.carer(0)), programme.KeepWaiting); err != nil {
			t.Fatal(err)
		}
		if got := h.others(h.Here.Coordinator); got != "[{lang 2} {time 1} {declined 1} {full 1}]" {
			t.Errorf("the others: %s", got)
		}
	})
}

func TestWhoMayNotKnowWhoIsKeptApartReadsOnlyThatAGroupDoesNotFit(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		h.group(nil)
		group := h.group(nil)
		cleo, tom := h.wait(fits("Cleo")), h.wait(fits("Tom"))
		h.join(cleo, group)
		h.restrict(tom.carer(0), cleo.baby())
		for name, tt := range map[string]struct {
			who  access.Actor
			want string
		}{
			"whoever fills groups":      {h.Here.Coordinator, "[{other 1}]"},
			"whoever leads the service": {h.Here.Lead, "[{apart 1}]"},
		} {
			if got := h.others(tt.who); got != tt.want {
				t.Errorf("%s reads %s, not %s", name, got, tt.want)
			}
		}
	})
}
