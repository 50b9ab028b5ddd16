package programme

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// Kept is a session that a caregiver came to with a baby they lost.
type Kept struct {
	Infant family.PersonID
	Day    civil.Date
	Title  string
}

// Remembered lists the sessions that the caregiver who asks came to with the babies
// they lost, oldest first. Nothing else shows them any more.
//
// Faults: Forbidden without HomeUse.
func (s *Service) Remembered(ctx context.Context, who access.Actor) (out []Kept, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = s.keptSessions(tx, who)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("what %s keeps: %w", who.Person, err)
	}
	return out, nil
}

func (s *Service) keptSessions(tx *store.Tx, who access.Actor) ([]Kept, error) {
	lost := who.Remembered("d.infant_id", "d.service_id", 2)
	rows, err := tx.Query(`
SELECT d.infant_id, n.on_day, n.number, g.programme FROM attendance a JOIN group_session n ON n.id = a.session_id
JOIN programme_group g ON g.id = n.group_id JOIN place_dyad pd ON pd.place_id = a.place_id
JOIN dyad d ON d.id = pd.dyad_id AND d.caregiver_id = a.person_id
WHERE a.person_id = $1 AND a.mark IN ('present', 'part') AND `+lost.SQL+` ORDER BY n.on_day, n.id`, append([]any{who.Person}, lost.Args...)...)
	type line struct {
		Kept
		number int
		key    Key
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (l line, err error) { return l, r.Scan(&l.Infant, &l.Day, &l.number, &l.key) })
	if err != nil {
		return nil, err
	}
	var out []Kept
	for _, l := range all {
		program, err := s.catalogue.Programme(l.key)
		if err != nil {
			return nil, err
		}
		l.Title = program.Plan(l.number).Title
		out = append(out, l.Kept)
	}
	return out, nil
}
