package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// Session reads a session's page: its plan and, for those who may see them, who is
// expected, each baby's age on that day, what was marked and written. Staff who do
// not lead the group leave a line in the audit before they are shown its people.
//
// Faults: NotFound.
func (s *Service) Session(ctx context.Context, who access.Actor, id SessionID) (r Register, err error) {
	if err := who.Require(access.RegisterRead); err != nil {
		return r, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if r.Session, r.Group, err = s.sessionByID(tx, who.Service, who.Today, id); err != nil {
			return err
		}
		r.Plan = r.Group.Programme.Plan(r.Session.Number)
		r.Rows, err = s.registerRows(tx, who, r.Session)
		return err
	})
	if err != nil {
		return Register{}, fmt.Errorf("session %s: %w", id, err)
	}
	if len(r.Rows) == 0 || who.IsSystem() || r.Group.ledBy(who.Account) {
		return r, nil
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("register.seen", "session", id.String())); err != nil {
		return Register{}, fmt.Errorf("record reading of session %s: %w", id, err)
	}
	return r, nil
}

func (g Group) ledBy(account access.AccountID) bool {
	return slices.ContainsFunc(g.Leaders, func(l Leader) bool { return l.Account == account })
}

// expected reads the dyads with a place in a session's group, and those who left
// but were marked in this session.
func expected(tx *store.Tx, who access.Actor, n Session) ([]pair, error) {
	rows, err := tx.Query(`
SELECT pl.id FROM place pl WHERE pl.group_id = $1 AND (pl.state IN ('accepted', 'completed')
 OR EXISTS (SELECT 1 FROM attendance a WHERE a.place_id = pl.id AND a.session_id = $2))`, n.Group, n.ID)
	ids, err := store.Collect(rows, err, store.Column[PlaceID])
	if err != nil {
		return nil, fmt.Errorf("places of session %s: %w", n.ID, err)
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return pairsOf(tx, who, args)
}

func (s *Service) registerRows(tx *store.Tx, who access.Actor, n Session) ([]RegisterRow, error) {
	pairs, err := expected(tx, who, n)
	if err != nil {
		return nil, err
	}
	markings, err := markingsOf(tx, n.ID)
	if err != nil {
		return nil, err
	}
	// Who fills groups need not read what was seen of a parent with their baby.
	notes, err := notesOf(tx, who.Within(access.RegisterWrite), n.ID)
	if err != nil {
		return nil, err
	}
	misses, err := missesThrough(tx, n)
	if err != nil {
		return nil, err
	}
	ring, err := toRingIn(tx, n.Group)
	if err != nil {
		return nil, err
	}
	var out []RegisterRow
	for _, p := range pairs {
		if _, came := markings[p.caregiver.ID]; !came && !p.lasts() {
			continue
		}
		i := slices.IndexFunc(out, func(r RegisterRow) bool { return r.Caregiver.ID == p.caregiver.ID })
		if i < 0 {
			i = len(out)
			row := RegisterRow{Place: p.place, Caregiver: p.caregiver, WithBaby: true, Misses: misses[p.caregiver.ID], Ring: ring[p.caregiver.ID]}
			if m, ok := markings[p.caregiver.ID]; ok {
				row.set(m)
			}
			out = append(out, row)
		}
		if !p.lasts() {
			continue // who came stays in the register of that day; the baby is not spoken of
		}
		out[i].Dyads = append(out[i].Dyads, registerDyad(p, n.Day, notes[p.dyad]))
	}
	slices.SortStableFunc(out, func(a, b RegisterRow) int { return compareNames(a.Caregiver, b.Caregiver) })
	return out, nil
}

func (r *RegisterRow) set(m marking) {
	r.Mark, r.WithBaby, r.Reason, r.By, r.At, r.Late = m.mark, m.withBaby, m.reason, m.byName, &m.at, m.late
	r.CanUndo = !m.undone
}

func registerDyad(p pair, day civil.Date, n note) RegisterDyad {
	return RegisterDyad{
		Dyad: p.dyad, Infant: p.infant,
		Age:       civil.AgeAt(p.infant.Anchor(), day),
		Corrected: civil.AgeAt(civil.CorrectedBirth(p.infant.Anchor(), p.infant.Due), day),
		Well:      n.well, Next: n.next, NoteBy: n.by, NoteAt: n.at,
	}
}

// missesThrough counts everybody's misses in a row up to and with a session.
func missesThrough(tx *store.Tx, n Session) (map[family.PersonID]int, error) {
	all, err := marksIn(tx, n.Group, family.PersonID{})
	if err != nil {
		return nil, err
	}
	marks := map[family.PersonID][]Mark{}
	for _, m := range all {
		if m.number <= n.Number {
			marks[m.person] = append(marks[m.person], m.mark)
		}
	}
	out := make(map[family.PersonID]int, len(marks))
	for person, list := range marks {
		out[person] = Misses(list)
	}
	return out, nil
}

func compareNames(a, b family.Person) int {
	x, y := family.NameKey(a.Name), family.NameKey(b.Name)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}
