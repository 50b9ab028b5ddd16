package measure

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// marksOf reads the scores of a dyad's complete responses and of those about its
// caregiver, oldest first.
func marksOf(tx *store.Tx, who access.Actor, dyad family.Dyad) ([]mark, error) {
	see := who.Adults("r.person_id", "r.service_id", 2)
	rows, err := tx.Query(`
SELECT r.id, r.instrument, r.version, r.timepoint, r.taken_on, r.person_id, r.dyad_id, x.scale, x.value
FROM response r JOIN response_scale x ON x.response_id = r.id
WHERE r.person_id = $1 AND r.state = 'complete' AND `+see.SQL+`
ORDER BY r.taken_on, r.completed_at, r.id`, append([]any{dyad.Caregiver.ID}, see.Args...)...)
	marks, err := store.Collect(rows, err, func(r *store.Rows) (m mark, err error) {
		err = r.Scan(&m.response, &m.instrument, &m.version, &m.timepoint, &m.on, &m.person, &m.dyad, &m.scale, &m.value)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("scores of dyad %s: %w", dyad.ID, err)
	}
	return marks, nil
}

// accountName reads the name of the member of staff who entered a response; empty
// for none.
func accountName(tx *store.Tx, id access.AccountID) (name string, err error) {
	if id.IsZero() {
		return "", nil
	}
	err = tx.QueryRow(`SELECT name FROM account WHERE id = $1`, id).Scan(&name)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return name, err
}
