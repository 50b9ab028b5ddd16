package programme_test

import (
	"slices"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// lose tells the death of a baby.
func (h *house) lose(who access.Actor, infant family.PersonID) family.Loss {
	h.t.Helper()
	l, err := h.families.RecordLoss(h.t.Context(), who, family.NewLoss{Infant: infant, Kind: family.Death})
	h.must(err)
	return l
}

// as is a caregiver who was given an account.
func (h *house) as(person access.PersonID) (who access.Actor) {
	h.t.Helper()
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error {
		var id access.AccountID
		err := tx.QueryRow(`SELECT id FROM account WHERE person_id = $1`, person).Scan(&id)
		if err == nil {
			who, err = h.accounts.ActorIn(tx, id)
		}
		return err
	}))
	return who
}

func (h *house) reverse(l family.Loss) family.Loss {
	h.t.Helper()
	back, err := h.families.ReverseLoss(h.t.Context(), h.Here.Lead, l.ID)
	h.must(err)
	return back
}

// waitingFor counts the messages to a person that wait to be sent.
func (h *house) waitingFor(person access.PersonID) (n int) {
	h.t.Helper()
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT COUNT(*) FROM message WHERE person_id = $1 AND state = 'waiting'`, person).Scan(&n)
	}))
	return n
}

// messages counts every message there is.
func (h *house) messages() (n int) {
	h.t.Helper()
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM message`).Scan(&n) }))
	return n
}

func (h *house) stateOf(id programme.PlaceID) (state, why string, dyads int) {
	h.t.Helper()
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT state, ended_why, dyads FROM place WHERE id = $1`, id).Scan(&state, &why, &dyads)
	}))
	return state, why, dyads
}

func TestALossEndsThePlaceWithoutAWord(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, w := h.group(nil), h.wait(fits("Amina", "Tom"))
		amina := h.signedIn(h.join(w, group))
		before := h.messages()
		loss := h.lose(amina, w.baby())
		if loss.By != amina.Account || loss.Ring != w.carer(0) || loss.Caller != h.Here.Lead.Account && loss.Caller != h.Here.Practitioner.Account {
			t.Errorf("%+v", loss)
		}
		if again := h.lose(amina, w.baby()); again.ID != loss.ID {
			t.Error("told twice, it was kept twice")
		}
		tom := h.as(w.carer(1))
		if again := h.lose(tom, w.baby()); again.ID != loss.ID {
			t.Error("the other parent told another loss")
		}
		h.must(h.CancelSession(t.Context(), h.Here.Coordinator, h.session(group, 1).ID, "Closed"))
		h.must(h.InfantDated(t.Context(), family.InfantDated{Service: h.Here.Service, Infant: w.baby()}))
		if got := h.messages(); got != before {
			t.Errorf("%d messages were queued because of a loss", got-before)
		}
		if n := h.waitingFor(w.carer(0)) + h.waitingFor(w.carer(1)); n != 0 {
			t.Errorf("%d messages about the baby still wait to be sent", n)
		}
		if g := h.detail(group); g.Taken != 0 || len(g.Places) != 0 {
			t.Error("the group's page still shows the place")
		}
		for _, who := range []access.Actor{amina, tom} {
			home, err := h.Home(t.Context(), who)
			h.must(err)
			if len(home.Groups)+len(home.Waits) > 0 || h.sees(who, w.baby(), accesstestToday) {
				t.Error("a home still speaks of the baby")
			}
			lost, err := h.families.Remembered(t.Context(), who)
			h.must(err)
			if len(lost) != 1 || lost[0].Infant.Name != "Noor" || lost[0].Loss.ID != loss.ID {
				t.Errorf("remembered: %+v", lost)
			}
		}
		h.refuses(h.PutBack(t.Context(), h.Here.Coordinator, w.place), fault.Conflict, "programme.place.changed")
		dates := family.Dates{Infant: w.baby(), Born: civil.New(2026, 12, 20)}
		h.refuses(h.families.SetDates(t.Context(), h.Here.Coordinator, dates), fault.NotFound, "")
	})
}

func TestOneNamedPersonIsAskedToCall(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		w := h.wait(fits("Amina"))
		h.update(func(tx *store.Tx) error { // Friday: nobody works on Saturday
			_, err := tx.Exec(`UPDATE episode SET worker_id = $1 WHERE family_id = $2`, h.Here.Colleague.Account, w.record.ID)
			return err
		})
		coordinator := h.on(civil.New(2027, 2, 12), 16, 0, h.Here.Coordinator)
		loss := h.lose(coordinator, w.baby())
		if loss.Caller != h.Here.Colleague.Account || !loss.CallBy.Equal(time.Date(2027, 2, 16, 0, 0, 0, 0, time.UTC)) {
			t.Fatalf("%s is asked to call by %s", loss.CallerName, loss.CallBy)
		}
		colleague := h.Here.Colleague
		colleague.Today = civil.New(2027, 2, 12)
		alerts, err := h.safety.Alerts(t.Context(), colleague)
		h.must(err)
		if len(alerts) != 1 || alerts[0].Kind != safety.Loss || alerts[0].Owner != h.Here.Colleague.Account || len(alerts[0].Infants) != 0 {
			t.Fatalf("%+v", alerts)
		}
		h.reverse(loss)
		if alerts, err = h.safety.Alerts(t.Context(), colleague); err != nil || len(alerts) != 0 {
			t.Errorf("the call stays after it was taken back: %v", err)
		}
		if h.sees(h.Here.Colleague, w.baby(), colleague.Today) {
			t.Error("the sight that came with the call stays")
		}
	})
}

func TestATwinWhoLivesKeepsThePlace(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		twins := fits("Amina", "Tom")
		twins.born = append(twins.born, civil.New(2026, 12, 15))
		w := h.wait(twins)
		amina := h.signedIn(h.join(w, group))
		lost, lives := w.record.Infants()[0].ID, w.record.Infants()[1].ID
		waited := h.waitingFor(w.carer(0))
		loss := h.lose(h.Here.Coordinator, lost)
		if g := h.detail(group); g.Taken != 2 || len(g.Places[0].Infants) != 1 || g.Places[0].Infants[0].ID != lives {
			t.Fatalf("%d seats taken", g.Taken)
		}
		if got := h.waitingFor(w.carer(0)); got != waited {
			t.Errorf("%d of %d messages about the group still wait", got, waited)
		}
		home, err := h.Home(t.Context(), amina)
		h.must(err)
		if len(home.Groups) != 1 || len(home.Groups[0].Infants) != 1 || home.Groups[0].Infants[0].ID != lives {
			t.Fatalf("%+v", home)
		}
		register, err := h.Session(t.Context(), h.Here.Lead, h.session(group, 1).ID)
		h.must(err)
		if len(register.Rows) != 2 || len(register.Rows[0].Dyads) != 1 || register.Rows[0].Dyads[0].Infant.ID != lives {
			t.Errorf("the register: %+v", register.Rows)
		}
		if back := h.reverse(loss); len(back.NotBack) != 0 || h.detail(group).Taken != 4 {
			t.Errorf("not put back: %v", back.NotBack)
		}
	})
}

func TestALossTakenBackPutsBackWhatItCan(t *testing.T) {
	tests := map[string]struct {
		before, after func(h *house, group programme.GroupID, w waiting)
		notBack       []string
		state         programme.PlaceState
	}{
		"a place in a group": {before: func(h *house, group programme.GroupID, w waiting) { h.join(w, group) }, state: programme.Accepted},
		"a wish":             {state: programme.Waiting},
		"an offer": {before: func(h *house, group programme.GroupID, w waiting) {
			h.must(h.Offer(h.t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group}))
		}, state: programme.Offered},
		"a seat given away: the family waits again": {
			before:  func(h *house, group programme.GroupID, w waiting) { h.join(w, group) },
			after:   func(h *house, group programme.GroupID, _ waiting) { h.join(h.wait(fits("Ben")), group) },
			notBack: []string{programme.NotBackSeat}, state: programme.Waiting,
		},
		"an offer whose time is over: the family waits again": {
			before: func(h *house, group programme.GroupID, w waiting) {
				h.must(h.Offer(h.t.Context(), h.Here.Coordinator, programme.Offer{Place: w.place, Group: group, Expires: morning.Add(time.Hour)}))
			},
			after:   func(h *house, _ programme.GroupID, _ waiting) { h.clock.Advance(2 * time.Hour) },
			notBack: []string{programme.NotBackOffer}, state: programme.Waiting,
		},
	}
	eachEngine(t, func(t *testing.T, h *house) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				h.clock.Set(morning)
				group, w := h.group(func(n *programme.NewGroup) { n.Capacity = 1 }), h.wait(fits("Amina"))
				if tt.before != nil {
					tt.before(h, group, w)
				}
				waited := h.waitingFor(w.carer(0))
				loss := h.lose(h.Here.Coordinator, w.baby())
				if state, why, _ := h.stateOf(w.place); state != "withdrawn" || why != programme.EndedByLoss || h.waitingFor(w.carer(0)) != 0 {
					t.Fatalf("after the loss the place is %s, %s", state, why)
				}
				if tt.after != nil {
					tt.after(h, group, w)
				}
				sent := h.messages()
				back := h.reverse(loss)
				if !slices.Equal(back.NotBack, tt.notBack) || back.Stands() || back.ReversedBy == "" {
					t.Errorf("%+v", back)
				}
				if state, why, dyads := h.stateOf(w.place); state != string(tt.state) || why != "" || dyads != 1 {
					t.Errorf("the place is %s (%s) with %d dyads", state, why, dyads)
				}
				if got := h.waitingFor(w.carer(0)); got != waited || h.messages() != sent {
					t.Errorf("%d messages wait, %d did before", got, waited)
				}
				if baby, err := h.families.Person(t.Context(), h.Here.Lead, w.baby()); err != nil || !baby.Lost.IsZero() {
					t.Errorf("the baby is still lost: %v", err)
				}
				if again := h.reverse(loss); !again.ReversedAt.Equal(*back.ReversedAt) {
					t.Error("taking back twice changed something")
				}
			})
		}
	})
}

func TestABabyWhoMovedStaysForTheOthers(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, w := h.group(nil), h.wait(fits("Amina", "Grandmother"))
		amina := h.signedIn(h.join(w, group))
		loss, err := h.families.RecordLoss(t.Context(), amina, family.NewLoss{Infant: w.baby(), Kind: family.Moved, Carers: []access.PersonID{w.carer(1)}})
		h.must(err)
		grandmother := h.as(w.carer(1))
		if h.sees(amina, w.baby(), accesstestToday) || !h.sees(grandmother, w.baby(), accesstestToday) {
			t.Fatal("a caregiver speaks for themselves alone")
		}
		home, err := h.Home(t.Context(), amina)
		h.must(err)
		if len(home.Groups) != 0 || h.waitingFor(w.carer(0)) != 0 {
			t.Error("Amina still hears of the group")
		}
		if home, err = h.Home(t.Context(), grandmother); err != nil || len(home.Groups) != 1 || h.waitingFor(w.carer(1)) == 0 {
			t.Errorf("the grandmother lost her place: %v", err)
		}
		if g := h.detail(group); g.Taken != 1 || len(g.Places[0].Caregivers) != 1 {
			t.Errorf("%d seats taken", g.Taken)
		}
		if back := h.reverse(loss); len(back.NotBack) != 0 || h.detail(group).Taken != 2 || !h.sees(amina, w.baby(), accesstestToday) {
			t.Errorf("%+v", back)
		}
	})
}

func TestALaterPregnancyStartsClean(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, first := h.group(nil), h.wait(fits("Amina"))
		amina := h.signedIn(h.join(first, group))
		h.lose(amina, first.baby())
		next := h.wait(people{carers: []string{"Amina"}, due: civil.New(2027, 9, 1)})
		if state, _, dyads := h.stateOf(next.place); state != "waiting" || dyads != 1 {
			t.Errorf("the new wish is %s with %d dyads", state, dyads)
		}
	})
}

func TestWhoMayTellAndTakeBackALoss(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		w := h.wait(fits("Amina"))
		other := h.wait(fits("Ben"))
		ben := accesstest.CaregiverOf(t, h.db, h.Here.Service, other.carer(0))
		in := family.NewLoss{Infant: w.baby(), Kind: family.Death}
		for name, tt := range map[string]struct {
			who  access.Actor
			kind fault.Kind
		}{
			"another parent": {ben, fault.NotFound},
			"a practitioner who does not see the baby": {h.Here.Colleague, fault.NotFound},
			"the coordinator of another service":       {h.There.Coordinator, fault.NotFound},
			"an administrator":                         {h.Here.Administrator, fault.Forbidden},
			"a visitor":                                {access.Actor{}, fault.Forbidden},
		} {
			if _, err := h.families.RecordLoss(t.Context(), tt.who, in); !fault.Is(err, tt.kind) {
				t.Errorf("%s: %v", name, err)
			}
		}
		in.Kind = family.Miscarriage
		_, err := h.families.RecordLoss(t.Context(), h.Here.Coordinator, in)
		h.refuses(err, fault.Invalid, "loss.kind.missing")
		in.Kind, in.Day = family.Death, civil.New(2026, 1, 1)
		_, err = h.families.RecordLoss(t.Context(), h.Here.Coordinator, in)
		h.refuses(err, fault.Invalid, "loss.day.before-birth")
		loss := h.lose(h.Here.Coordinator, w.baby())
		for _, who := range []access.Actor{h.Here.Coordinator, h.Here.Practitioner, ben} {
			if _, err := h.families.ReverseLoss(t.Context(), who, loss.ID); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%v took it back: %v", who.Roles, err)
			}
		}
		if _, err := h.families.ReverseLoss(t.Context(), h.There.Lead, loss.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the lead of another service took it back: %v", err)
		}
	})
}
