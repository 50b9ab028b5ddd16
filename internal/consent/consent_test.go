package consent_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/jobs"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

type house struct {
	*consent.Service
	accesstest.World
	db             *store.DB
	mother, father access.PersonID
	infant         access.PersonID
}

func newHouse(t *testing.T, db *store.DB) house {
	t.Helper()
	log := audit.New(storetest.Key())
	h := house{Service: consent.New(db, log), World: accesstest.New(t, db), db: db}
	families := family.New(db, log, jobs.NewQueue())
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		r, err := families.RegisterIn(tx, h.Here.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Julia", Relation: family.Mother}, {Name: "Tomasz", Relation: family.Father}},
			Infants:    []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}},
		})
		if err != nil {
			return err
		}
		h.mother, h.father, h.infant = r.Adults()[0].ID, r.Adults()[1].ID, r.Infants()[0].ID
		sight := access.Sight{Account: h.Here.Practitioner.Account, Person: h.mother, Reason: "test", From: accesstest.Today}
		if err := access.Grant(tx, sight); err != nil {
			return err
		}
		// The colleague's work with the mother ended yesterday.
		sight.Account, sight.From, sight.Until = h.Here.Colleague.Account, accesstest.Today.AddDays(-60), accesstest.Today.AddDays(-1)
		return access.Grant(tx, sight)
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h house) has(t *testing.T, person access.PersonID, p consent.Purpose) (ok bool) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) (err error) {
		ok, err = h.Has(tx, person, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func TestLastAnswerHolds(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		own := accesstest.CaregiverOf(t, db, h.Here.Service, h.mother)
		if h.has(t, h.mother, consent.Messages) {
			t.Error("nobody asked, and it counts as agreement")
		}
		steps := []struct {
			do   func() error
			want bool
		}{
			{func() error {
				return h.Give(t.Context(), h.Here.Coordinator, h.mother, consent.Messages, "enquiry.messages")
			}, true},
			{func() error { return h.Withdraw(t.Context(), own, h.mother, consent.Messages) }, false},
			{func() error { return h.Withdraw(t.Context(), own, h.mother, consent.Messages) }, false},
			{func() error { return h.Give(t.Context(), own, h.mother, consent.Messages, "home.messages") }, true},
		}
		for i, s := range steps {
			if err := s.do(); err != nil {
				t.Fatalf("answer %d: %v", i, err)
			}
			if got := h.has(t, h.mother, consent.Messages); got != s.want {
				t.Errorf("after answer %d agrees: %v, want %v", i, got, s.want)
			}
		}
		if h.has(t, h.mother, consent.Measures) || h.has(t, h.father, consent.Messages) {
			t.Error("an answer counts for another purpose or person")
		}
		history, err := h.History(t.Context(), own, h.mother)
		if err != nil || len(history) != 3 {
			t.Fatalf("%d lines, %v; want 3: the withdrawal sent twice is one", len(history), err)
		}
		if last, first := history[0], history[2]; !last.By.IsZero() || !last.Given || first.By != h.Here.Coordinator.Account || first.ByName != h.Here.Coordinator.Name {
			t.Errorf("history %+v", history)
		}
		now, err := h.Current(t.Context(), own, h.mother)
		if err != nil || len(now) != 1 || now[consent.Messages].Wording != "home.messages" {
			t.Errorf("holds now: %+v, %v", now, err)
		}
	})
}

func TestWhoReadsAndWritesAnAnswer(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		if err := h.Give(t.Context(), h.Here.Lead, h.mother, consent.Measures, "w"); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name        string
			who         access.Actor
			read, write fault.Kind // Internal for "may"
		}{
			{"the person herself", accesstest.CaregiverOf(t, db, h.Here.Service, h.mother), fault.Internal, fault.Internal},
			{"the coordinator", h.Here.Coordinator, fault.Internal, fault.Internal},
			{"a worker who may see her", h.Here.Practitioner, fault.Internal, fault.Internal},
			{"the other parent", accesstest.CaregiverOf(t, db, h.Here.Service, h.father), fault.NotFound, fault.NotFound},
			{"a worker whose sight ended yesterday", h.Here.Colleague, fault.NotFound, fault.NotFound},
			{"the administrator", h.Here.Administrator, fault.NotFound, fault.NotFound},
			{"the lead of another service", h.There.Lead, fault.NotFound, fault.NotFound},
			{"a visitor", access.Actor{}, fault.NotFound, fault.NotFound},
		} {
			t.Run(tt.name, func(t *testing.T) {
				got, err := h.History(t.Context(), tt.who, h.mother)
				if fault.KindOf(err) != tt.read || (err == nil) != (len(got) > 0) {
					t.Errorf("reads %d lines, %v; want %s", len(got), err, tt.read)
				}
				err = h.Withdraw(t.Context(), tt.who, h.mother, consent.TakingPart)
				if fault.KindOf(err) != tt.write || (err == nil) != (tt.write == fault.Internal) {
					t.Errorf("writes: %v; want %s", err, tt.write)
				}
			})
		}
	})
}

func TestInfantAgreesToNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		if err := h.Give(t.Context(), h.Here.Lead, h.infant, consent.TakingPart, "w"); !fault.Is(err, fault.NotFound) {
			t.Errorf("an infant agreed: %v", err)
		}
		if err := h.Give(t.Context(), h.Here.Lead, h.mother, "marketing", "w"); !fault.Is(err, fault.Invalid) {
			t.Errorf("agreed to a purpose that there is not: %v", err)
		}
	})
}
