package outcome

import (
	"fmt"
	"testing"
	"time"

	"holdfast/content/programmes"
	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// house is the room under test, with one group of Baby Love that ended a month
// ago: seven mothers with a baby each, of whom the seventh has twins and comes
// with the father, an eighth who left after one session, a ninth who had a place
// and never came, and a tenth who declined it.
type house struct {
	accesstest.World
	db       *store.DB
	svc      *Service
	measures *measure.Service
	agreed   *consent.Service
	families []family.Record
	group    programme.GroupID
	first    civil.Date
}

// attended is the marks of the nine caregivers' places, the father's own last.
var attended = []string{
	"pppppppp", "ppphpppp", "pppppp..", "ppppcppp", "pphppapp", "pppppapp", "ppppphhp", "paaaa...", "aaaaaaaa", "........", "pc......",
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	log := audit.New(make([]byte, 32))
	accounts, err := identity.New(db, log, make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		t.Fatal(err)
	}
	families := family.New(db, log, jobs.NewQueue())
	h := &house{World: accesstest.New(t, db), db: db, agreed: consent.New(db, log), first: accesstest.Today.AddDays(-80)}
	h.measures = measure.New(db, log, measure.Rooms{
		Library: library(t), Family: families, Consent: h.agreed, Safety: safety.New(db, log, accounts),
		Plan: func(key string) []measure.Planned {
			p, err := catalogue.Programme(programme.Key(key))
			if err != nil {
				return nil
			}
			return p.Measures
		},
	})
	h.svc = New(db, log, catalogue, h.measures)
	h.group = h.addGroup(t)
	for n := range 10 {
		h.families = append(h.families, h.addFamily(t, families, n))
	}
	return h
}

func (h *house) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	err := h.db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func moment() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) }

func (h *house) addGroup(t *testing.T) programme.GroupID {
	t.Helper()
	id := newID[programme.GroupID](t)
	h.exec(t, `INSERT INTO programme_group (id, service_id, programme, ref, mode, lang, capacity, first_on, last_on, starts, ends, state,
created_by, created_at, changed_at) VALUES ($1, $2, 'baby-love', 'K7QF-3MXA', 'video', 'en', 12, $3, $4, '10:00', '11:30', 'open', $5, $6, $6)`,
		id, h.Here.Service, h.first, h.first.AddDays(49), h.Here.Lead.Account, moment())
	for n := range 8 {
		h.exec(t, `INSERT INTO group_session (id, service_id, group_id, number, on_day, starts, ends) VALUES ($1, $2, $3, $4, $5, '10:00', '11:30')`,
			newID[programme.SessionID](t), h.Here.Service, id, n+1, h.first.AddDays(7*n))
	}
	return id
}

// addFamily registers a family and what became of its place.
func (h *house) addFamily(t *testing.T, families *family.Service, n int) family.Record {
	t.Helper()
	in := family.Registration{
		Caregivers: []family.NewCaregiver{{Name: fmt.Sprintf("=Mother %d", n+1), Relation: family.Mother}},
		Infants:    []family.NewInfant{{Name: "Baby", Born: h.first.AddDays(-70)}},
	}
	if n == 6 {
		in.Caregivers = append(in.Caregivers, family.NewCaregiver{Name: "Father", Relation: family.Father})
		in.Infants = append(in.Infants, in.Infants[0])
	}
	var record family.Record
	err := h.db.Update(t.Context(), func(tx *store.Tx) (err error) {
		record, err = families.RegisterIn(tx, h.Here.Coordinator, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	state, outcome, group := "completed", "accepted", any(h.group)
	switch n {
	case 7:
		state = "withdrawn"
	case 8:
		state = "accepted"
	case 9:
		state, outcome, group = "declined", "declined", nil
	}
	place := newID[programme.PlaceID](t)
	h.exec(t, `INSERT INTO place (id, service_id, programme, family_id, group_id, state, dyads, asked_by, start_from, start_by, asked_at, answered_at, changed_at)
VALUES ($1, $2, 'baby-love', $3, $4, $5, $6, $7, $8, $8, $9, $9, $9)`,
		place, h.Here.Service, record.ID, group, state, len(record.Dyads), record.Adults()[0].ID, h.first, moment())
	h.exec(t, `INSERT INTO place_offer (id, place_id, group_id, offered_at, expires_at, outcome) VALUES ($1, $2, $3, $4, $4, $5)`,
		newID[programme.OfferID](t), place, h.group, moment(), outcome)
	for _, d := range record.Dyads {
		h.exec(t, `INSERT INTO place_dyad (place_id, dyad_id) VALUES ($1, $2)`, place, d.ID)
	}
	h.mark(t, place, record.Adults()[0].ID, attended[n])
	if n == 6 {
		h.mark(t, place, record.Adults()[1].ID, attended[10])
	}
	return record
}

func (h *house) mark(t *testing.T, place programme.PlaceID, person access.PersonID, all string) {
	t.Helper()
	for n, m := range marks(all) {
		if m == programme.Unmarked {
			continue
		}
		h.exec(t, `INSERT INTO attendance (session_id, person_id, place_id, mark, with_baby, by_account, at, late, undone, was_baby)
SELECT id, $1, $2, $3, $4, $5, $6, $7, $7, $7 FROM group_session WHERE group_id = $8 AND number = $9`,
			person, place, string(m), true, h.Here.Practitioner.Account, moment(), false, h.group, n+1)
	}
}

// epds stores a paper EPDS with a total for the mother of a family: that many
// points on its first items, where the last option of items 1, 2 and 4 and the
// first of the others score 3.
func (h *house) epds(t *testing.T, n int, at measure.Timepoint, total int) {
	t.Helper()
	values := map[int]int{}
	for item := 1; item <= 10; item++ {
		points := min(3, total)
		total -= points
		values[item] = points + 1
		if item != 1 && item != 2 && item != 4 {
			values[item] = 4 - points
		}
	}
	h.keyIn(t, "epds", h.families[n].Dyads[0].ID, at, values)
}

func (h *house) keyIn(t *testing.T, instrument string, dyad family.DyadID, at measure.Timepoint, values map[int]int) {
	t.Helper()
	on := h.first
	if at == measure.After {
		on = h.first.AddDays(50)
	}
	_, err := h.measures.KeyIn(t.Context(), h.Here.Lead, measure.KeyIn{
		ID: measure.NewID(), Instrument: instrument, Dyad: dyad, Timepoint: at, TakenOn: on, Coder: "A. Coder", Values: values,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func newID[T any, P interface {
	*T
	UnmarshalText([]byte) error
}](t *testing.T) T {
	t.Helper()
	var id T
	if err := P(&id).UnmarshalText([]byte(access.NewPersonID().String())); err != nil {
		t.Fatal(err)
	}
	return id
}
