package notify

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// HoldIn holds whatever waits to be sent to a person about a thing: what it was
// about is theirs no longer. A sign-in link that they asked for still goes.
func (s *Service) HoldIn(tx *store.Tx, person access.PersonID) error {
	if _, err := s.holdIn(tx, WhyEnded, `m.person_id = $1 AND m.about <> ''`, person); err != nil {
		return fmt.Errorf("hold what waits for %s: %w", person, err)
	}
	return nil
}

// HoldRestored holds whatever waits in a database that was put back to an earlier day,
// and says how much that is: most of it was sent since, and nobody is to get it twice.
// It stands in the outbox, from where it can be sent after all.
func (s *Service) HoldRestored(tx *store.Tx) (int, error) {
	n, err := s.holdIn(tx, WhyRestored, `1 = 1`)
	if err != nil {
		return 0, fmt.Errorf("hold what waited when the copy was made: %w", err)
	}
	return n, nil
}

func (s *Service) holdIn(tx *store.Tx, why, condition string, args ...any) (int, error) {
	rows, err := tx.Query(`SELECT `+messageColumns+` FROM message m WHERE m.state = 'waiting' AND `+condition, args...)
	waiting, err := store.Collect(rows, err, func(r *store.Rows) (row, error) { return scanMessage(r) })
	if err != nil {
		return 0, err
	}
	for _, m := range waiting {
		if err := s.putOff(tx, m, held(why)); err != nil {
			return 0, err
		}
	}
	return len(waiting), nil
}
