package notify

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// HoldIn holds whatever waits to be sent to a person about a thing: what it was
// about is theirs no longer. A sign-in link that they asked for still goes.
func (s *Service) HoldIn(tx *store.Tx, person access.PersonID) error {
	rows, err := tx.Query(`SELECT `+messageColumns+` FROM message m WHERE m.person_id = $1 AND m.state = 'waiting' AND m.about <> ''`, person)
	waiting, err := store.Collect(rows, err, func(r *store.Rows) (row, error) { return scanMessage(r) })
	if err != nil {
		return fmt.Errorf("what waits for %s: %w", person, err)
	}
	for _, m := range waiting {
		if err := s.putOff(tx, m, held(WhyEnded)); err != nil {
			return err
		}
	}
	return nil
}
