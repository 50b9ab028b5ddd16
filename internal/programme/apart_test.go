package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
)

func (h *house) restrict(adult, about access.PersonID) family.RestrictionID {
	h.t.Helper()
	id, err := h.families.Restrict(h.t.Context(), h.Here.Lead, family.NewRestriction{
		Adult: adult, About: about, From: h.Here.Lead.Today, Why: family.CourtOrder, Evidence: "Order seen",
	})
	h.must(err)
	return id
}

func TestPeopleWhoAreKeptApartAreNeverOfferedOneGroup(t *testing.T) {
	for name, whom := range map[string]func(tom, cleo waiting) (adult, about access.PersonID){
		"a man and somebody else's baby":        func(tom, cleo waiting) (_, _ access.PersonID) { return tom.carer(0), cleo.baby() },
		"a man and a woman":                     func(tom, cleo waiting) (_, _ access.PersonID) { return tom.carer(0), cleo.carer(0) },
		"a woman in the group, and a man's own": func(tom, cleo waiting) (_, _ access.PersonID) { return cleo.carer(0), tom.baby() },
	} {
		t.Run(name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, h *house) {
				group, other := h.group(nil), h.group(nil)
				cleo, tom := h.wait(fits("Cleo")), h.wait(fits("Tom"))
				h.join(cleo, group)
				adult, about := whom(tom, cleo)
				id := h.restrict(adult, about)

				h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: tom.place, Group: group}), fault.Conflict, programme.FitOther)
				all, err := h.Candidates(t.Context(), h.Here.Coordinator, group, programme.WaitingCursor{}, 0)
				h.must(err)
				if len(all.Rows) != 0 || !all.Next.IsZero() {
					t.Errorf("he is a candidate: %+v", all)
				}
				_, err = h.NextOffer(t.Context(), h.Here.Coordinator, programme.NextOffer{Group: group})
				h.refuses(err, fault.Conflict, "programme.offer.nobody")
				list, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
				h.must(err)
				if len(list.Rows) != 1 || len(list.Rows[0].Fits) != 1 || list.Rows[0].Fits[0].Group.ID != other {
					t.Errorf("the waiting list shows %+v", list.Rows)
				}

				h.must(h.families.EndRestriction(t.Context(), h.Here.Lead, id))
				h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: tom.place, Group: group}))
			})
		})
	}
}

func TestARestrictedParentLeavesThePlaceThatTheOtherKeeps(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		w := h.wait(fits("Amina", "Tom"))
		amina := h.signedIn(h.join(w, group))
		first := h.session(group, 1)
		ruth := h.on(tuesdays, 10, 0, h.Here.Practitioner)
		h.mark(ruth, first.ID, w.carer(0), programme.Present)
		h.mark(ruth, first.ID, w.carer(1), programme.Present)

		before, err := h.Partings(t.Context(), h.Here.Lead, w.carer(1), w.baby())
		h.must(err)
		if len(before) != 1 || before[0].Effect != programme.PartLeaves || before[0].In.ID != group {
			t.Errorf("it is said beforehand: %+v", before)
		}
		h.restrict(w.carer(1), w.baby())

		story, err := h.Story(t.Context(), h.Here.Lead, w.record.ID)
		h.must(err)
		if len(story.Places) != 2 || len(story.Visits) != 2 {
			t.Fatalf("two places and what both came to: %+v", story)
		}
		for _, p := range story.Places {
			state, carer := programme.Accepted, w.carer(0)
			if p.ID != w.place {
				state, carer = programme.Withdrawn, w.carer(1)
			}
			if p.State != state || len(p.Caregivers) != 1 || p.Caregivers[0].ID != carer || p.Dyads != 1 || p.EndedWhy != "" {
				t.Errorf("%+v", p)
			}
		}
		if v := h.home(amina); len(v.Groups) != 1 {
			t.Errorf("hers: %+v", v)
		}
		second := h.session(group, 2)
		h.refuses(h.Mark(t.Context(), h.on(second.Day, 10, 0, h.Here.Practitioner), programme.Marking{Session: second.ID, Person: w.carer(1), Mark: programme.Present}), fault.NotFound, "")
	})
}

func TestAnOfferThatARestrictedParentHoldsIsOver(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		w := h.wait(fits("Tom", "Amina")) // he asked
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group}))
		secret := h.secret(w.carer(0))
		h.restrict(w.carer(0), w.baby())
		v, err := h.OfferByLink(t.Context(), secret)
		h.must(err)
		if v.State != programme.OfferWithdrawn || len(v.Infants) != 0 {
			t.Errorf("his link shows %+v", v)
		}
		out, err := h.AcceptOffer(t.Context(), secret)
		h.must(err)
		if out.State != programme.OfferWithdrawn || out.Token != "" {
			t.Errorf("his link does %+v", out)
		}
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group}))
		if len(h.sent(w.carer(1), "place-offer")) != 1 {
			t.Error("the place is not offered to her")
		}
	})
}

func TestWhoIsExcludedIsOfferedNoCouplesGroup(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		tom := h.wait(fits("Tom"))
		g, err := h.Group(t.Context(), h.Here.Coordinator, group)
		h.must(err)
		couples := g.Programme.Couples
		t.Cleanup(func() { g.Programme.Couples = couples })
		h.must(h.safety.SetCouples(t.Context(), h.Here.Lead, tom.carer(0), safety.LeaveOut))

		g.Programme.Couples = false
		all, err := h.Candidates(t.Context(), h.Here.Coordinator, group, programme.WaitingCursor{}, 0)
		h.must(err)
		if len(all.Rows) != 1 {
			t.Errorf("a group that is not for couples has %d candidates", len(all.Rows))
		}
		g.Programme.Couples = true
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: tom.place, Group: group}), fault.Conflict, programme.FitOther)
		all, err = h.Candidates(t.Context(), h.Here.Coordinator, group, programme.WaitingCursor{}, 0)
		h.must(err)
		list, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		h.must(err)
		if len(all.Rows) != 0 || len(list.Rows) != 1 || len(list.Rows[0].Fits) != 0 {
			t.Errorf("%d candidates, waiting list %+v", len(all.Rows), list.Rows)
		}
		h.must(h.safety.SetCouples(t.Context(), h.Here.Lead, tom.carer(0), safety.MayMeet))
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: tom.place, Group: group}))
	})
}
