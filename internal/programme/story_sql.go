package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// visitsOf reads the marks of a family's caregivers whom the reader may see.
func (s *Service) visitsOf(tx *store.Tx, who access.Actor, id family.ID) ([]Visit, error) {
	see := who.Adults("a.person_id", "s.service_id", 2)
	rows, err := tx.Query(`
SELECT `+sessionColumns+`, g.programme, a.person_id, a.mark, a.with_baby, a.reason
FROM place pl JOIN attendance a ON a.place_id = pl.id JOIN group_session s ON s.id = a.session_id JOIN programme_group g ON g.id = s.group_id
WHERE pl.family_id = $1 AND `+see.SQL+` ORDER BY s.on_day DESC, s.id DESC`, append([]any{id}, see.Args...)...)
	found, err := store.Collect(rows, err, func(r *store.Rows) (v Visit, err error) {
		v.Session, err = s.scanStory(r, &v.Person, &v.Mark, &v.WithBaby, &v.Reason)
		return v, err
	})
	if err != nil {
		return nil, fmt.Errorf("visits of family %s: %w", id, err)
	}
	return found, nil
}

// visitNotesOf reads what was written about a family's dyads whose caregiver and
// baby the reader may both see.
func (s *Service) visitNotesOf(tx *store.Tx, who access.Actor, id family.ID) ([]VisitNote, error) {
	adult := who.Adults("d.caregiver_id", "d.service_id", 2)
	infant := who.People("d.infant_id", "d.service_id", 2+len(adult.Args))
	args := append(append([]any{id}, adult.Args...), infant.Args...)
	rows, err := tx.Query(`
SELECT `+sessionColumns+`, g.programme, n.dyad_id, n.well, n.next, b.name
FROM dyad d JOIN session_note n ON n.dyad_id = d.id JOIN account b ON b.id = n.by_account
JOIN group_session s ON s.id = n.session_id JOIN programme_group g ON g.id = s.group_id
WHERE d.family_id = $1 AND `+adult.SQL+` AND `+infant.SQL+` ORDER BY s.on_day DESC, s.id DESC`, args...)
	found, err := store.Collect(rows, err, func(r *store.Rows) (n VisitNote, err error) {
		n.Session, err = s.scanStory(r, &n.Dyad, &n.Well, &n.Next, &n.By)
		return n, err
	})
	if err != nil {
		return nil, fmt.Errorf("notes of family %s: %w", id, err)
	}
	return found, nil
}

// scanStory reads a session with the title of its plan, and the columns after it.
func (s *Service) scanStory(r *store.Rows, more ...any) (n Session, err error) {
	var key Key
	fields := []any{&n.ID, &n.Group, &n.Number, &n.Day, &n.Was, &n.Starts, &n.Ends, &n.ClosedAt, &key}
	if err := r.Scan(append(fields, more...)...); err != nil {
		return n, err
	}
	p, err := s.catalogue.Programme(key)
	if err != nil {
		return n, err
	}
	n.Title = p.Plan(n.Number).Title
	return n, nil
}
