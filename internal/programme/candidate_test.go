package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

func TestWhoCouldComeIsReadAPageAtATime(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		for i, name := range []string{"Third", "First", "Second"} {
			h.wait(people{carers: []string{name}, born: []civil.Date{civil.New(2026, 10, []int{9, 2, 5}[i])}})
		}
		h.wait(people{carers: []string{"Not yet"}, due: civil.New(2027, 3, 20)})
		ask := func(who access.Actor, after programme.WaitingCursor) programme.CandidatePage {
			t.Helper()
			page, err := h.Candidates(t.Context(), who, group, after, 2)
			h.must(err)
			return page
		}
		first := ask(h.Here.Coordinator, programme.WaitingCursor{})
		if len(first.Rows) != 2 || first.Next.IsZero() || first.Rows[0].Caregivers[0].Name != "First" || first.Rows[1].Caregivers[0].Name != "Second" {
			t.Errorf("first: %+v", first)
		}
		second := ask(h.Here.Coordinator, first.Next)
		if len(second.Rows) != 1 || !second.Next.IsZero() || second.Rows[0].Caregivers[0].Name != "Third" || !second.Rows[0].Easy() {
			t.Errorf("second: %+v", second)
		}
		if blind := ask(h.Here.Colleague, programme.WaitingCursor{}); len(blind.Rows) != 0 || !blind.Next.IsZero() {
			t.Errorf("somebody who sees none of them is told of %d", len(blind.Rows))
		}
		_, err := h.Candidates(t.Context(), h.There.Coordinator, group, programme.WaitingCursor{}, 2)
		h.refuses(err, fault.NotFound, "")
	})
}

func TestTheBeginningOfTheWaitingList(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		h.group(func(g *programme.NewGroup) { g.First = tuesdays.AddDays(70) }) // too late for the first of them
		for i := range 3 {
			h.wait(people{carers: []string{"One who waits"}, born: []civil.Date{civil.New(2026, 10, 2+i)}})
		}
		f := programme.WaitingFilter{Programme: programme.BabyLove, Most: 2}
		page, err := h.Waiting(t.Context(), h.Here.Coordinator, f)
		h.must(err)
		if len(page.Rows) != 2 || page.Next.IsZero() || len(page.Rows[0].Fits) == 0 || page.Rows[0].Fits[0].Group.ID != group {
			t.Errorf("%+v", page)
		}
		f.After = page.Next
		rest, err := h.Waiting(t.Context(), h.Here.Coordinator, f)
		h.must(err)
		if len(rest.Rows) != 1 || !rest.Next.IsZero() {
			t.Errorf("the rest: %+v", rest)
		}
	})
}
