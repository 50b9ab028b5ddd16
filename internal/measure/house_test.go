package measure

import (
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// house is the room under test: a mother and a father with their twins, who have
// an accepted place in a group whose first session is today. Ruth, the
// practitioner, leads the group and sees them; Tom sees nobody.
type house struct {
	accesstest.World
	db             *store.DB
	svc            *Service
	alerts         *safety.Service
	agreed         *consent.Service
	record         family.Record
	mother, father access.Actor
	place          PlaceID
	group          GroupID
}

var planForTests = []Planned{
	{Instrument: "epds", Timepoint: Before, Anchor: AtSession, Session: 1, OffsetDays: -14, WindowDays: 28},
	{Instrument: "prfq", Timepoint: Before, Anchor: AtSession, Session: 1, OffsetDays: -14, WindowDays: 28},
	{Instrument: "sensitivity", Timepoint: Before, Anchor: AtSession, Session: 1, OffsetDays: -14, WindowDays: 28},
	{Instrument: "checkin", Timepoint: Before, Anchor: AtAccepted, WindowDays: 60},
	{Instrument: "epds", Timepoint: After, Anchor: AtLast, WindowDays: 28},
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	log := audit.New(make([]byte, 32))
	accounts, err := identity.New(db, log, make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	families := family.New(db, log, jobs.NewQueue())
	h := &house{World: accesstest.New(t, db), db: db, alerts: safety.New(db, log, accounts), agreed: consent.New(db, log)}
	h.svc = New(db, log, Rooms{
		Library: wordedLibrary(t), Family: families, Consent: h.agreed, Safety: h.alerts,
		Plan: func(programme string) []Planned {
			if programme != "waves" {
				return nil
			}
			return planForTests
		},
	})
	h.update(t, func(tx *store.Tx) (err error) {
		h.record, err = families.RegisterIn(tx, h.Here.Coordinator, family.Registration{
			Caregivers: []family.NewCaregiver{
				{Name: "Julia Wiśniewska", Called: "Julia", Relation: family.Mother},
				{Name: "Tomasz Wiśniewski", Called: "Tomasz", Relation: family.Father},
			},
			Infants: []family.NewInfant{{Name: "Antoni", Born: civil.New(2026, 11, 1)}, {Name: "Ewa", Born: civil.New(2026, 11, 1)}},
		})
		return err
	})
	h.mother = accesstest.CaregiverOf(t, db, h.Here.Service, h.record.Adults()[0].ID)
	h.father = accesstest.CaregiverOf(t, db, h.Here.Service, h.record.Adults()[1].ID)
	h.group, h.place = h.addGroup(t, "open", accesstest.Today), ident.New[place]()
	h.addPlace(t, h.place, h.group, h.record)
	for _, p := range h.record.People {
		h.letSee(t, h.Here.Practitioner, p.ID)
	}
	return h
}

func (h *house) update(t *testing.T, fn func(*store.Tx) error) {
	t.Helper()
	if err := h.db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// addGroup makes a group of two sessions led by Ruth, the first on the day.
func (h *house) addGroup(t *testing.T, state string, first civil.Date) GroupID {
	t.Helper()
	id := ident.New[group]()
	h.exec(t, `INSERT INTO programme_group (id, service_id, programme, ref, mode, lang, capacity, first_on, last_on, starts, ends, state,
created_by, created_at, changed_at) VALUES ($1, $2, 'waves', $3, 'video', 'en', 8, $4, $5, '10:00', '11:30', $6, $7, $8, $8)`,
		id, h.Here.Service, ident.Reference(), first, first.AddDays(7), state, h.Here.Lead.Account, accepted())
	for n := range 2 {
		h.exec(t, `INSERT INTO group_session (id, service_id, group_id, number, on_day, starts, ends) VALUES ($1, $2, $3, $4, $5, '10:00', '11:30')`,
			ident.New[group](), h.Here.Service, id, n+1, first.AddDays(7*n))
	}
	h.exec(t, `INSERT INTO facilitator (group_id, account_id, from_on) VALUES ($1, $2, $3)`, id, h.Here.Practitioner.Account, accesstest.Today.AddDays(-30))
	return id
}

// addPlace gives the whole family an accepted place.
func (h *house) addPlace(t *testing.T, id PlaceID, in GroupID, record family.Record) {
	t.Helper()
	h.exec(t, `INSERT INTO place (id, service_id, programme, family_id, group_id, state, dyads, asked_by, start_from, start_by, asked_at, answered_at, changed_at)
VALUES ($1, $2, 'waves', $3, $4, 'accepted', $5, $6, $7, $7, $8, $8, $8)`,
		id, h.Here.Service, record.ID, in, len(record.Dyads), record.Adults()[0].ID, accesstest.Today, accepted())
	for _, d := range record.Dyads {
		h.exec(t, `INSERT INTO place_dyad (place_id, dyad_id) VALUES ($1, $2)`, id, d.ID)
	}
}

// accepted is shortly before midnight in London, ten days before Today.
func accepted() time.Time { return time.Date(2027, 1, 30, 23, 30, 0, 0, time.UTC) }

func (h *house) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	h.update(t, func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
}

func (h *house) letSee(t *testing.T, who access.Actor, p access.PersonID) {
	t.Helper()
	h.update(t, func(tx *store.Tx) error {
		return access.Grant(tx, access.Sight{Account: who.Account, Person: p, Reason: "test", From: accesstest.Today.AddDays(-30), Until: accesstest.Today.AddDays(90)})
	})
}

// dyad is that of a caregiver with the first or second twin.
func (h *house) dyad(t *testing.T, of access.Actor, twin int) family.DyadID {
	t.Helper()
	infant := h.record.Infants()[twin].ID
	for _, d := range h.record.Dyads {
		if d.Caregiver.ID == of.Person && d.Infant.ID == infant {
			return d.ID
		}
	}
	t.Fatal("no such dyad")
	return family.DyadID{}
}

// task finds a caregiver's due questionnaire.
func (h *house) task(t *testing.T, who access.Actor, instrument string) Task {
	t.Helper()
	due, err := h.svc.Due(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range due {
		if task.Instrument == instrument {
			return task
		}
	}
	t.Fatalf("%s is not due: %s", instrument, asked(due))
	return Task{}
}

// begin opens a due questionnaire.
func (h *house) begin(t *testing.T, who access.Actor, instrument string) ResponseID {
	t.Helper()
	task := h.task(t, who, instrument)
	id, err := h.svc.Draft(t.Context(), who, Start{task.Instrument, task.Dyad, task.Timepoint})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// answerAll ticks the same option on every item.
func (h *house) answerAll(t *testing.T, who access.Actor, id ResponseID, items, value int) {
	t.Helper()
	for item := 1; item <= items; item++ {
		if _, err := h.svc.Answer(t.Context(), who, id, item, value); err != nil {
			t.Fatalf("item %d: %v", item, err)
		}
	}
}

// alertCount is how many alerts there are, whoever may see them.
func (h *house) alertCount(t *testing.T) (n int) {
	t.Helper()
	err := h.db.View(t.Context(), func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM alert`).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// paper is an EPDS on paper with the same option ticked throughout.
func (h *house) paper(t *testing.T, at Timepoint, value int) KeyIn {
	t.Helper()
	in := KeyIn{ID: NewID(), Instrument: "epds", Dyad: h.dyad(t, h.mother, 0), Timepoint: at, TakenOn: accesstest.Today, Values: map[int]int{}}
	for item := 1; item <= 10; item++ {
		in.Values[item] = value
	}
	return in
}

func (h *house) keyIn(t *testing.T, in KeyIn) Keyed {
	t.Helper()
	out, err := h.svc.KeyIn(t.Context(), h.Here.Practitioner, in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// refused checks that an act failed as it should, with that message for the
// person where one is named.
func refused(t *testing.T, what string, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: %v, want %v", what, err, kind)
		return
	}
	if problems := fault.ProblemsOf(err); key != "" && (len(problems) == 0 || problems[0].Key != key) {
		t.Errorf("%s: %v, want %s", what, problems, key)
	}
}
