package programme_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

var accesstestToday = accesstest.Today

// sees reports whether a practitioner may see a person on a day.
func (h *house) sees(who access.Actor, person access.PersonID, on civil.Date) bool {
	h.t.Helper()
	who.Today = on
	_, err := h.families.Person(h.t.Context(), who, person)
	if err != nil && !fault.Is(err, fault.NotFound) {
		h.t.Fatal(err)
	}
	return err == nil
}

func TestAnOfferIsAcceptedByItsLink(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina", "Tom"))
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: amina.place, Group: group}))
		if h.sees(h.Here.Practitioner, amina.carer(0), accesstestToday) {
			t.Error("an offer alone lets the leaders see the family")
		}
		if got := h.sent(amina.carer(1), "place-offer"); len(got) != 0 {
			t.Error("the other parent was sent the offer")
		}
		secret := h.secret(amina.carer(0))
		view, err := h.OfferByLink(t.Context(), secret)
		h.must(err)
		if view.State != programme.OfferOpen || view.Group.ID != group || view.Caregivers != 2 || view.Infants[0].Fit.AtFirst.Weeks() != 11 || !view.Keeps {
			t.Errorf("%+v", view)
		}
		if want := morning.Add(72 * time.Hour); !view.Expires.Equal(want) {
			t.Errorf("expires %s", view.Expires)
		}
		got, err := h.AcceptOffer(t.Context(), secret)
		h.must(err)
		if got.State != programme.OfferAccepted {
			t.Fatalf("%+v", got)
		}
		if own := h.signedIn(got.Token); own.Person != amina.carer(0) || !own.Has(access.Caregiver) {
			t.Errorf("signed in as %+v", own)
		}
		if len(h.sent(amina.carer(1), "place-welcome")) != 1 {
			t.Error("the other parent was not invited to their own page")
		}
		for _, who := range []access.PersonID{amina.carer(0), amina.carer(1), amina.baby()} {
			if !h.sees(h.Here.Practitioner, who, accesstestToday) || h.sees(h.Here.Colleague, who, accesstestToday) {
				t.Error("the group's leaders, and only they, see its people")
			}
			last := h.detail(group).Last.AddDays(90)
			if !h.sees(h.Here.Practitioner, who, last) || h.sees(h.Here.Practitioner, who, last.AddDays(1)) {
				t.Error("sight does not end ninety days after the last session")
			}
		}

		again, err := h.AcceptOffer(t.Context(), secret)
		h.must(err)
		if again.State != programme.OfferAccepted || again.Token != "" {
			t.Errorf("a used link signs in again: %+v", again)
		}
		if g := h.detail(group); g.Taken != 2 || g.Places[0].State != programme.Accepted {
			t.Errorf("%d taken", g.Taken)
		}
		_, err = h.OfferByLink(t.Context(), "never-given-out")
		h.refuses(err, fault.NotFound, "")
	})
}

func TestAnOfferThatIsOver(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Capacity = 1 })
		amina, ben := h.wait(fits("Amina")), h.wait(fits("Ben"))
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: amina.place, Group: group, Expires: morning.Add(time.Hour)}))
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: ben.place, Group: group}), fault.Conflict, "programme.offer.full")

		h.clock.Advance(time.Hour)
		got, err := h.AcceptOffer(t.Context(), h.secret(amina.carer(0)))
		h.must(err)
		if got.State != programme.OfferExpired || got.Token != "" {
			t.Errorf("%+v", got)
		}
		if g := h.detail(group); g.Left != 1 {
			t.Error("an expired offer still takes a seat before the job has run")
		}
		// The seat goes to the next family at once, without the job.
		next, err := h.NextOffer(t.Context(), h.Here.Coordinator, programme.NextOffer{Group: group})
		h.must(err)
		if next != ben.place {
			t.Error("the seat went to somebody else")
		}
		if p := h.placeIn(group, amina.place); p.State != programme.Lapsed {
			t.Errorf("the place is %s", p.State)
		}
		h.must(h.PutBack(t.Context(), h.Here.Coordinator, amina.place))
	})
}

func (h *house) placeIn(group programme.GroupID, id programme.PlaceID) programme.PlaceRow {
	h.t.Helper()
	for _, p := range h.detail(group).Places {
		if p.ID == id {
			return p
		}
	}
	h.t.Fatal("the place is not in the group")
	return programme.PlaceRow{}
}

func TestTheJobEndsOffers(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: amina.place, Group: group}))
		for _, tt := range []struct {
			after time.Duration
			want  int
		}{{71 * time.Hour, 0}, {time.Hour, 1}, {time.Hour, 0}} {
			h.clock.Advance(tt.after)
			n, err := h.Lapse(t.Context())
			h.must(err)
			if n != tt.want {
				t.Errorf("%d lapsed, want %d", n, tt.want)
			}
		}
	})
}

func TestDeclining(t *testing.T) {
	for _, tt := range []struct {
		name string
		keep programme.Keep
		want int
	}{
		{"and waiting on puts the family back where it was", programme.KeepWaiting, 1},
		{"and not waiting on ends it", programme.StopWaiting, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, h *house) {
				group, amina := h.group(nil), h.wait(fits("Amina"))
				h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: amina.place, Group: group}))
				secret := h.secret(amina.carer(0))
				for range 2 { // the second time nothing more happens
					state, err := h.DeclineOffer(t.Context(), secret, tt.keep)
					h.must(err)
					if state != programme.OfferDeclined {
						t.Errorf("%s", state)
					}
				}
				page, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
				h.must(err)
				if len(page.Rows) != tt.want {
					t.Errorf("%d wait", len(page.Rows))
				}
				_, err = h.NextOffer(t.Context(), h.Here.Coordinator, programme.NextOffer{Group: group})
				h.refuses(err, fault.Conflict, "programme.offer.nobody")
			})
		})
	}
}

func TestAFamilyIsOfferedWholeOrNotAtAll(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Capacity = 3 })
		born := civil.New(2026, 12, 15)
		twins := h.wait(people{carers: []string{"Amina", "Tom"}, born: []civil.Date{born, born}})
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: twins.place, Group: group}), fault.Conflict, "programme.offer.full")
		apart := h.wait(people{carers: []string{"Ben"}, born: []civil.Date{born, civil.New(2026, 8, 1)}})
		h.refuses(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: apart.place, Group: group}), fault.Conflict, programme.FitTooOld)
		four := h.group(func(n *programme.NewGroup) { n.Capacity = 4 })
		h.join(twins, four)
		if g := h.detail(four); g.Taken != 4 || g.Status != programme.Full {
			t.Errorf("%d dyads taken, %s", g.Taken, g.Status)
		}
	})
}

func TestTheNextOfferGoesToWhoHasLeastTimeLeftAndFits(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		h.wait(fits("Plenty of time"))
		soon := h.wait(people{carers: []string{"Soon"}, born: []civil.Date{civil.New(2026, 9, 10)}})
		h.wait(people{carers: []string{"Too late"}, born: []civil.Date{civil.New(2026, 8, 20)}})
		h.wait(people{carers: []string{"Not yet"}, due: civil.New(2027, 3, 20)})
		h.wait(people{carers: []string{"Evenings only"}, born: []civil.Date{civil.New(2026, 9, 5)}, wishes: programme.Wishes{Times: []programme.HalfDay{"tue-eve"}}})

		found, err := h.Candidates(t.Context(), h.Here.Coordinator, group, programme.WaitingCursor{}, 0)
		h.must(err)
		list := found.Rows
		if len(list) != 3 || list[0].Caregivers[0].Name != "Evenings only" || list[0].Misses[0] != programme.WishTime || list[1].ID != soon.place {
			t.Errorf("%d candidates: %+v", len(list), list)
		}
		in := programme.NextOffer{Group: group, Submission: "one click"}
		for range 2 { // two clicks of the same button are one offer
			got, err := h.NextOffer(t.Context(), h.Here.Coordinator, in)
			h.must(err)
			if got != soon.place {
				t.Error("offered to somebody else")
			}
		}
		if g := h.detail(group); g.Taken != 1 {
			t.Errorf("%d taken", g.Taken)
		}
	})
}

func TestTheWaitingListTellsTheTimeLeft(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		h.wait(people{carers: []string{"Late"}, born: []civil.Date{civil.New(2026, 8, 1)}})
		h.wait(people{carers: []string{"Soon"}, born: []civil.Date{civil.New(2026, 9, 2)}, group: group})
		h.wait(fits("Later"))
		page, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		h.must(err)
		if len(page.Rows) != 2 || !page.Outgrown || !page.Next.IsZero() {
			t.Fatalf("%+v", page)
		}
		if r := page.Rows[0]; r.Caregivers[0].Name != "Soon" || r.DaysLeft != 21 || !r.Warn || len(r.Fits) != 1 || r.Fits[0].Fit.DaysToSpare != 0 {
			t.Errorf("%+v", r)
		}
		if r := page.Rows[1]; r.Warn || r.CanStartUntil != civil.New(2027, 6, 15) {
			t.Errorf("%+v", r)
		}
		late, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove, Outgrown: true})
		h.must(err)
		if len(late.Rows) != 1 || late.Rows[0].DaysLeft != -8 {
			t.Errorf("%+v", late.Rows)
		}
	})
}

func TestTheWaitingListIsReadInPages(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		for i := range 60 {
			h.wait(people{carers: []string{fmt.Sprint("Family ", i)}, born: []civil.Date{civil.New(2026, 12, 1+i%28)}})
		}
		seen, f := map[programme.PlaceID]bool{}, programme.WaitingFilter{Programme: programme.BabyLove}
		last := civil.Date{}
		for range 4 {
			page, err := h.Waiting(t.Context(), h.Here.Coordinator, f)
			h.must(err)
			for _, r := range page.Rows {
				if seen[r.ID] || r.StartBy.Before(last) {
					t.Fatal("twice, or out of order")
				}
				seen[r.ID], last = true, r.StartBy
			}
			if f.After = page.Next; f.After.IsZero() {
				break
			}
		}
		if len(seen) != 60 {
			t.Errorf("%d families on all pages", len(seen))
		}
	})
}

func TestABirthMovesTheTimeLeft(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		w := h.wait(people{carers: []string{"Amina"}, due: civil.New(2027, 3, 20)})
		h.must(h.families.SetDates(t.Context(), h.Here.Coordinator, family.Dates{Infant: w.baby(), Born: civil.New(2027, 2, 8), Due: civil.New(2027, 3, 20)}))
		h.must(h.InfantDated(t.Context(), family.InfantDated{Service: h.Here.Service, Infant: w.baby()}))
		page, err := h.Waiting(t.Context(), h.Here.Coordinator, programme.WaitingFilter{Programme: programme.BabyLove})
		h.must(err)
		if got := page.Rows[0].CanStartUntil; got != civil.New(2027, 8, 8) {
			t.Errorf("can start until %s", got)
		}
	})
}

func TestWithdrawingFreesTheSeats(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Capacity = 1 })
		amina, ben := h.wait(fits("Amina")), h.wait(fits("Ben"))
		h.join(amina, group)
		h.refuses(h.Withdraw(t.Context(), h.Here.Coordinator, amina.place, " "), fault.Invalid, "programme.why.missing")
		h.must(h.Withdraw(t.Context(), h.Here.Coordinator, amina.place, "They moved away"))
		h.must(h.Withdraw(t.Context(), h.Here.Coordinator, amina.place, "They moved away"))
		next, err := h.NextOffer(t.Context(), h.Here.Coordinator, programme.NextOffer{Group: group})
		h.must(err)
		if next != ben.place {
			t.Error("the free seat went to somebody else")
		}
		if !h.sees(h.Here.Practitioner, amina.carer(0), accesstestToday.AddDays(28)) || h.sees(h.Here.Practitioner, amina.carer(0), accesstestToday.AddDays(29)) {
			t.Error("the leaders' sight does not end four weeks after somebody left")
		}
	})
}

// Forty families race for eight seats: some are offered a place at the same moment
// by several coordinators, and accept at once.
func TestNoGroupIsEverFilledBeyondItsCapacity(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		var all []waiting
		for i := range 40 {
			all = append(all, h.wait(fits(fmt.Sprint("Family ", i))))
		}
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
		defer cancel()
		race(t, len(all), func(i int) error {
			err := h.Offer(ctx, h.Here.Coordinator, programme.Offer{Place: all[i].place, Group: group})
			if fault.Is(err, fault.Conflict) {
				return nil
			}
			return err
		})
		if g := h.detail(group); g.Taken != 8 {
			t.Errorf("offered %d dyads of 8", g.Taken)
		}
		offered := offeredOf(h, group, all)
		race(t, 40, func(i int) error { // every link is opened by five people at once
			_, err := h.AcceptOffer(ctx, h.secret(offered[i%len(offered)].carer(0)))
			return err
		})
		g := h.detail(group)
		if g.Taken != 8 || g.Left != 0 || g.Status != programme.Full {
			t.Errorf("%d taken, %d left", g.Taken, g.Left)
		}
	})
}

// Several coordinators click "offer to the next" while families accept, decline
// and leave.
func TestSeatsThatComeAndGoAtTheSameMomentAreNeverTakenTwice(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Capacity = 3 })
		var all []waiting
		for i := range 12 {
			all = append(all, h.wait(fits(fmt.Sprint("Family ", i))))
		}
		for _, w := range all[:3] {
			h.must(h.Offer(t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group}))
		}
		secrets := []string{h.secret(all[0].carer(0)), h.secret(all[1].carer(0)), h.secret(all[2].carer(0))}
		race(t, 12, func(i int) error {
			var err error
			switch {
			case i == 0:
				_, err = h.AcceptOffer(t.Context(), secrets[0])
			case i == 1:
				_, err = h.DeclineOffer(t.Context(), secrets[1], programme.KeepWaiting)
			case i == 2:
				err = h.Withdraw(t.Context(), h.Here.Coordinator, all[2].place, "They moved away")
			default:
				_, err = h.NextOffer(t.Context(), h.Here.Coordinator, programme.NextOffer{Group: group})
			}
			if fault.Is(err, fault.Conflict) {
				return nil
			}
			return err
		})
		if g := h.detail(group); g.Taken > 3 || h.placeIn(group, all[0].place).State != programme.Accepted {
			t.Errorf("%d of 3 seats taken", g.Taken)
		}
	})
}

func TestOneFormFromTwoTabsAtOnceIsOneGroupAndOneOffer(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		ids := make([]programme.GroupID, 6)
		in := h.tuesday()
		in.Submission = "one form"
		race(t, len(ids), func(i int) (err error) {
			ids[i], err = h.CreateGroup(t.Context(), h.Here.Coordinator, in)
			return err
		})
		if len(slices.Compact(ids)) != 1 {
			t.Fatalf("groups %v", ids)
		}
		for range 3 {
			h.wait(fits("Amina"))
		}
		race(t, 6, func(int) error {
			_, err := h.NextOffer(t.Context(), h.Here.Coordinator, programme.NextOffer{Group: ids[0], Submission: "one click"})
			return err
		})
		if g := h.detail(ids[0]); g.Taken != 1 {
			t.Errorf("%d places offered", g.Taken)
		}
	})
}

func offeredOf(h *house, group programme.GroupID, all []waiting) (out []waiting) {
	for _, p := range h.detail(group).Places {
		for _, w := range all {
			if p.ID == w.place && p.State == programme.Offered {
				out = append(out, w)
			}
		}
	}
	return out
}

// race runs n calls at once and fails on any error.
func race(t *testing.T, n int, call func(i int) error) {
	t.Helper()
	var wait sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wait.Go(func() { errs[i] = call(i) })
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			t.Fatalf("call %d: %v", i, err)
		}
	}
}
