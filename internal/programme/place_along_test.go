package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// joins is somebody who begins to care for the baby of a family with a place.
func (h *house) joins(w waiting, name string) (p family.Person) {
	h.t.Helper()
	h.update(func(tx *store.Tx) (err error) {
		p, err = h.families.JoinIn(tx, h.Here.Coordinator, family.Joining{
			Family: w.record.ID, New: family.NewCaregiver{Name: name, Relation: family.Father}, Infants: []family.PersonID{w.baby()}, As: family.Father,
		})
		return err
	})
	return p
}

func (h *house) place(w waiting) programme.PlaceInGroup {
	h.t.Helper()
	p, err := h.Place(h.t.Context(), h.Here.Coordinator, w.place)
	h.must(err)
	return p
}

func TestWhoJoinsAFamilyComesAlongToItsGroup(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		h.join(amina, group)
		tom := h.joins(amina, "Tom")

		could, err := h.CouldCome(t.Context(), h.Here.Coordinator, amina.place)
		h.must(err)
		if len(could) != 1 || could[0].ID != tom.ID {
			t.Fatalf("could come: %v", could)
		}
		if h.sees(h.Here.Practitioner, tom.ID, h.Here.Coordinator.Today) {
			t.Error("the group's leader sees somebody who does not come")
		}
		told := len(h.sent(amina.carer(0), "place-joined"))
		for range 2 { // a second click
			h.must(h.ComeAlong(t.Context(), h.Here.Coordinator, amina.place, tom.ID))
		}
		if p := h.place(amina); len(p.Caregivers) != 2 || p.Dyads != 2 || p.State != programme.Accepted {
			t.Errorf("%+v", p)
		}
		if g := h.detail(group); g.Left != 6 {
			t.Errorf("%d seats left", g.Left)
		}
		if !h.sees(h.Here.Practitioner, tom.ID, h.detail(group).Last) {
			t.Error("the group's leader does not see who comes along")
		}
		if got := h.sent(tom.ID, "place-joined"); len(got) != 1 || got[0]["day"] != tuesdays.String() {
			t.Errorf("he was told %v", got)
		}
		if got := len(h.sent(amina.carer(0), "place-joined")); got != told {
			t.Error("the other carer was told of it")
		}
		could, err = h.CouldCome(t.Context(), h.Here.Coordinator, amina.place)
		h.must(err)
		if len(could) != 0 {
			t.Errorf("could come once more: %v", could)
		}
		home, err := h.Home(t.Context(), access.Caregiving(h.Here.Service, tom.ID, h.Here.Coordinator.Today))
		h.must(err)
		if len(home.Groups) != 1 {
			t.Errorf("his page shows %d groups", len(home.Groups))
		}
	})
}

func TestWhoCannotComeAlong(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		full := h.group(func(n *programme.NewGroup) { n.Capacity = 1 })
		amina, other := h.wait(fits("Amina")), h.wait(fits("Cleo"))
		h.join(amina, full)
		tom := h.joins(amina, "Tom")
		mei := h.Here.Coordinator
		h.refuses(h.ComeAlong(t.Context(), mei, amina.place, tom.ID), fault.Conflict, "programme.along.full")
		if p := h.place(amina); len(p.Caregivers) != 1 || p.Dyads != 1 {
			t.Errorf("refused, the place is %+v", p)
		}
		h.refuses(h.ComeAlong(t.Context(), h.Here.Practitioner, amina.place, tom.ID), fault.Forbidden, "")
		h.refuses(h.ComeAlong(t.Context(), h.There.Coordinator, amina.place, tom.ID), fault.NotFound, "")
		_, err := h.CouldCome(t.Context(), h.There.Coordinator, amina.place)
		h.refuses(err, fault.NotFound, "")

		// Whoever asked reads on the page of an offer how many of them come.
		bo := h.joins(other, "Bo")
		h.refuses(h.ComeAlong(t.Context(), mei, other.place, bo.ID), fault.Conflict, "programme.place.changed")
		if could, err := h.CouldCome(t.Context(), mei, other.place); err != nil || len(could) != 0 {
			t.Errorf("could come to a place that is not accepted: %v, %v", could, err)
		}
		h.join(other, h.group(nil))
		h.refuses(h.ComeAlong(t.Context(), mei, other.place, tom.ID), fault.NotFound, "")
		h.restrict(bo.ID, other.carer(0))
		h.refuses(h.ComeAlong(t.Context(), mei, other.place, bo.ID), fault.Conflict, programme.FitOther)

		h.must(h.Withdraw(t.Context(), mei, amina.place, "They moved away"))
		h.refuses(h.ComeAlong(t.Context(), mei, amina.place, tom.ID), fault.Conflict, "programme.place.changed")
		could, err := h.CouldCome(t.Context(), mei, amina.place)
		h.must(err)
		if len(could) != 0 {
			t.Errorf("could come to a place that has ended: %v", could)
		}
	})
}

func TestACoupleTakesOnePlaceWhereFamiliesAreCounted(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		due := tuesdays.AddDays(7 * 12) // 28 weeks on the first day
		w := h.wait(people{carers: []string{"Efua"}, due: due, programme: "baby-steps"})
		h.join(w, h.group(func(n *programme.NewGroup) { n.Programme = "baby-steps" }))
		tom := h.joins(w, "Tom")
		h.must(h.ComeAlong(t.Context(), h.Here.Coordinator, w.place, tom.ID))
		if p := h.place(w); len(p.Caregivers) != 2 || p.Dyads != 1 {
			t.Errorf("%d caregivers take %d", len(p.Caregivers), p.Dyads)
		}
		h.restrict(tom.ID, w.carer(0))
		if p := h.place(w); len(p.Caregivers) != 1 || p.Dyads != 1 {
			t.Errorf("parted, %d caregivers take %d", len(p.Caregivers), p.Dyads)
		}
	})
}
