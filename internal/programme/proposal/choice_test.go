package proposal_test

import (
	"testing"

	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/store"
)

func TestWhatWasChosenStandsOnEveryPlanAfterIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		before := h.plan()
		if !before.Choice.ID.IsZero() || before.Weighting != proposal.Count {
			t.Fatalf("nobody has chosen, and the plan says %+v", before.Choice)
		}
		rooms := h.Rooms.Proposals
		if err := rooms.Choose(t.Context(), h.mei, proposal.Need, "a"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a coordinator chooses: %v", err)
		}
		if err := rooms.Choose(t.Context(), h.dana, "dice", "a"); !fault.Is(err, fault.Invalid) {
			t.Errorf("anything can be chosen: %v", err)
		}
		for range 2 {
			h.must(rooms.Choose(t.Context(), h.dana, proposal.Need, "a"))
		}
		all, err := rooms.Choices(t.Context(), h.mei)
		h.must(err)
		if len(all) != 1 {
			t.Errorf("the same form chose %d times", len(all))
		}
		after := h.plan()
		if after.Weighting != proposal.Need || after.Choice.By != h.dana.Name || after.Choice.At.IsZero() {
			t.Errorf("the plan does not say what was chosen: %+v", after.Choice)
		}
		if again := h.read(before.ID); again.Weighting != proposal.Count || !again.Choice.ID.IsZero() {
			t.Errorf("a plan made before has changed: %+v", again.Choice)
		}
		var n int
		h.View(func(tx *store.Tx) error {
			return tx.QueryRow(`SELECT COUNT(*) FROM audit_event WHERE action = 'plan.chosen'`).Scan(&n)
		})
		if n != 1 {
			t.Errorf("%d lines in the audit", n)
		}
	})
}

// Two families could have the one place that is left: who has less time, and who is in
// the greatest need.
func TestGreaterNeedComesFirstOnceChosen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := together(t, h.plan())
		const taken = `(SELECT COALESCE(SUM(p.dyads), 0) FROM place p WHERE p.group_id = programme_group.id AND p.state IN ('offered', 'accepted'))`
		h.exec(`UPDATE programme_group SET capacity = `+taken+` WHERE state = 'open' AND id <> $1`, a.Line.Group)
		h.exec(`UPDATE programme_group SET capacity = 1 + `+taken+` WHERE id = $1`, a.Line.Group)
		h.exec(`DELETE FROM place_dyad WHERE place_id IN (SELECT id FROM place WHERE state = 'waiting' AND id <> $1 AND id <> $2)`, a.ID, b.ID)
		h.exec(`UPDATE place SET dyads = 1 WHERE id IN ($1, $2)`, a.ID, b.ID)
		h.exec(`UPDATE place SET dyads = 0 WHERE state = 'waiting' AND id <> $1 AND id <> $2`, a.ID, b.ID)
		first, second := a, b
		if _, sits := seats(h.plan())[a.ID]; !sits {
			first, second = b, a
		}
		h.must(h.Rooms.Programmes.SetNeed(t.Context(), h.mei, second.ID, programme.Highest))
		if _, sits := seats(h.plan())[first.ID]; !sits {
			t.Error("need counts though nobody chose it")
		}
		h.must(h.Rooms.Proposals.Choose(t.Context(), h.dana, proposal.Need, ""))
		if _, sits := seats(h.plan())[second.ID]; !sits {
			t.Error("the greatest need has no place though it was chosen to come first")
		}
	})
}

func TestAServiceWithoutAPastIsToldSo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		got, err := h.Rooms.Proposals.Weigh(t.Context(), h.mei, programme.BabyLove)
		h.must(err)
		if got.Draws != 0 || !got.Own || got.Groups < 4 {
			t.Errorf("a small service's past: %+v", got)
		}
		grace, err := h.Rooms.Proposals.Weigh(t.Context(), h.as("grace"), programme.BabyLove)
		h.must(err)
		if grace.Draws != 0 || len(grace.Orders) != 0 || grace.Families >= 40 {
			t.Errorf("figures of next to nothing: %+v", grace)
		}
		if _, err := h.Rooms.Proposals.Weigh(t.Context(), h.as("ruth"), programme.BabyLove); !fault.Is(err, fault.Forbidden) {
			t.Errorf("who fills no groups weighs: %v", err)
		}
	})
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	h.must(h.Rooms.DB.Update(h.t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}))
}
