package safety_test

import (
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the room with two parents and their baby in it. The practitioner may
// see the mother; the colleague's work with her ended yesterday.
type house struct {
	*safety.Service
	accesstest.World
	db             *store.DB
	families       *family.Service
	clock          *storetest.Clock
	mother, father access.PersonID
	own, partner   access.Actor // the parents, signed in
}

// morning is ten o'clock where the services are, on the day the world acts.
var morning = time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC)

func eachEngine(t *testing.T, body func(t *testing.T, h house)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			clock := storetest.NewClock(morning)
			body(t, newHouse(t, storetest.Open(t, e, storetest.WithClock(clock)), clock))
		})
	}
}

func newHouse(t *testing.T, db *store.DB, clock *storetest.Clock) house {
	t.Helper()
	log := audit.New(storetest.Key())
	accounts, err := identity.New(db, log, storetest.Key())
	if err != nil {
		t.Fatal(err)
	}
	h := house{Service: safety.New(db, log, accounts), World: accesstest.New(t, db), db: db, clock: clock}
	families := family.New(db, log, jobs.NewQueue())
	h.families = families
	err = db.Update(t.Context(), func(tx *store.Tx) error {
		r, err := families.RegisterIn(tx, h.Here.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Julia Wiśniewska", Called: "Julia", Relation: family.Mother}, {Name: "Tomasz", Relation: family.Father}},
			Infants:    []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}, {Born: civil.New(2026, 11, 1)}},
		})
		if err != nil {
			return err
		}
		h.mother, h.father = r.Adults()[0].ID, r.Adults()[1].ID
		for _, sight := range []access.Sight{
			{Account: h.Here.Practitioner.Account, Person: h.mother, From: accesstest.Today},
			{Account: h.Here.Practitioner.Account, Person: r.Infants()[0].ID, From: accesstest.Today},
			{Account: h.Here.Colleague.Account, Person: h.mother, From: accesstest.Today.AddDays(-60), Until: accesstest.Today.AddDays(-1)},
		} {
			sight.Reason = "test"
			if err := access.Grant(tx, sight); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.own = accesstest.CaregiverOf(t, db, h.Here.Service, h.mother)
	h.partner = accesstest.CaregiverOf(t, db, h.Here.Service, h.father)
	return h
}

// opened is an alert that the mother's answer opened.
func (h house) opened(t *testing.T, kind safety.Kind) safety.AlertID {
	t.Helper()
	id, err := h.Open(t.Context(), h.own, safety.NewAlert{Person: h.mother, Kind: kind, Source: "caregiver"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) read(t *testing.T, id safety.AlertID) safety.Alert {
	t.Helper()
	a, err := h.Alert(t.Context(), h.Here.Lead, id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func wantFault(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: %v, want %s", what, err, kind)
	}
}
