package programme_test

import (
	"slices"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

const babySteps programme.Key = "baby-steps"

// expecting is a family of two parents on the waiting list of Baby Steps.
func (h *house) expecting(due civil.Date, names ...string) (w waiting) {
	h.t.Helper()
	in := family.Registration{Infants: []family.NewInfant{{Due: due}}}
	for _, name := range names {
		in.Caregivers = append(in.Caregivers, family.NewCaregiver{Name: name, Relation: family.Mother})
	}
	h.update(func(tx *store.Tx) (err error) {
		if w.record, err = h.families.RegisterIn(tx, h.Here.Coordinator, in); err != nil {
			return err
		}
		w.place, err = h.WaitIn(tx, h.Here.Coordinator, programme.NewPlace{
			Programme: babySteps, Family: w.record.ID, AskedBy: w.record.Adults()[0].ID, Dyads: w.record.Dyads,
		})
		return err
	})
	return w
}

// weeksAt is the due date of somebody who is so many weeks along on a day.
func weeksAt(weeks int, on civil.Date) civil.Date { return on.AddDays(280 - weeks*7) }

func TestAGroupAcrossTheBirth(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Programme, n.Capacity = babySteps, 2 })
		days := func() (out []civil.Date) {
			for _, s := range h.detail(group).Sessions {
				out = append(out, s.Day)
			}
			return out
		}
		want := dates(t, "2027-03-02", "2027-03-09", "2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06", "2027-07-06", "2027-07-13", "2027-07-20")
		if got := days(); !slices.Equal(got, want) {
			t.Fatalf("laid on %v", got)
		}
		h.must(h.CancelSession(t.Context(), h.Here.Coordinator, h.session(group, 4).ID, "A leader is ill"))
		want = dates(t, "2027-03-02", "2027-03-09", "2027-03-16", "2027-03-30", "2027-04-06", "2027-04-13", "2027-07-06", "2027-07-13", "2027-07-20")
		if got := days(); !slices.Equal(got, want) {
			t.Errorf("a cancelled session before the birth moves the part after it: %v", got)
		}
		if g := h.detail(group); g.Last != civil.New(2027, 7, 20) {
			t.Errorf("ends on %s", g.Last)
		}
	})
}

func TestPlacesByWeeksOfPregnancy(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Programme, n.Capacity = babySteps, 2 })
		first := tuesdays
		couple, alone := h.expecting(weeksAt(28, first), "Ana", "Ben"), h.expecting(weeksAt(30, first), "Cleo")
		late, soon := h.expecting(weeksAt(31, first), "Dora"), h.expecting(weeksAt(25, first), "Edda")
		page, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: babySteps})
		h.must(err)
		until := map[programme.PlaceID]civil.Date{}
		for _, row := range page.Rows {
			until[row.ID] = row.CanStartUntil
		}
		if until[couple.place] != first.AddDays(14) || until[alone.place] != first {
			t.Errorf("can start until %v", until)
		}
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: late.place, Group: group}), fault.Conflict, programme.FitTooLate)
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: soon.place, Group: group}), fault.Conflict, programme.FitTooEarly)
		h.join(couple, group)
		if g := h.detail(group); g.Taken != 1 || g.Left != 1 {
			t.Errorf("a couple takes %d places", g.Taken)
		}
		h.join(alone, group)
		if g := h.detail(group); g.Status != programme.Full {
			t.Errorf("two families in a group of two: %s", g.Status)
		}
	})
}

func TestWhoCanStartWhileExpecting(t *testing.T) {
	p, first := shipped(t, babySteps), civil.New(2027, 3, 2)
	last := civil.New(2027, 7, 6)
	for _, tt := range []struct {
		name  string
		baby  programme.Baby
		why   string
		weeks int
		until civil.Date
	}{
		{"on the day of 26 weeks", programme.Baby{Due: weeksAt(26, first)}, programme.FitYes, 26, first.AddDays(28)},
		{"the day before it", programme.Baby{Due: weeksAt(26, first).AddDays(1)}, programme.FitTooEarly, 25, first.AddDays(29)},
		{"on the day of 30 weeks", programme.Baby{Due: weeksAt(30, first)}, programme.FitYes, 30, first},
		{"the day after it", programme.Baby{Due: weeksAt(30, first).AddDays(-1)}, programme.FitTooLate, 30, first.AddDays(-1)},
		{"born before the group begins", programme.Baby{Due: weeksAt(29, first), Born: first}, programme.FitBorn, 29, first.AddDays(-1)},
		{"born after it began", programme.Baby{Due: weeksAt(29, first), Born: first.AddDays(20)}, programme.FitYes, 29, first.AddDays(7)},
		{"without a date", programme.Baby{}, programme.FitNoDate, 0, civil.Date{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fit := programme.Eligible(p, tt.baby, first, last)
			if fit.Why != tt.why || fit.OK != (tt.why == programme.FitYes) || fit.Pregnant.Weeks() != tt.weeks || fit.CanStartUntil != tt.until {
				t.Errorf("%+v", fit)
			}
		})
	}
}
