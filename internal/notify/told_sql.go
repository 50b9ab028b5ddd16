package notify

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

func idArgs(all []access.PersonID) []any {
	out := make([]any, len(all))
	for i, id := range all {
		out[i] = id
	}
	return out
}

func peopleOf(tx *store.Tx, people []access.PersonID) (map[access.PersonID]personOf, error) {
	rows, err := tx.Query(`
SELECT p.id, p.called, p.lang, p.lost_on IS NOT NULL, f.closed_at IS NOT NULL FROM person p JOIN family f ON f.id = p.family_id
WHERE p.id IN (`+store.List(1, len(people))+`)`, idArgs(people)...)
	out := make(map[access.PersonID]personOf, len(people))
	_, err = store.Collect(rows, err, func(r *store.Rows) (p personOf, err error) {
		var id access.PersonID
		err = r.Scan(&id, &p.called, &p.lang, &p.lost, &p.ended)
		out[id] = p
		return p, err
	})
	return out, err
}

// infantFacts reads whether a baby was lost, and whether it is somebody's to hear of,
// which is asked of the filter that holds their pages.
func infantFacts(tx *store.Tx, to access.Actor, infant access.PersonID) (lost, theirs bool, err error) {
	lost, err = infantBy(tx, to.People("i.id", "i.service_id", 2), infant)
	if !fault.Is(err, fault.NotFound) {
		return lost, err == nil, err
	}
	// Not theirs to hear of any more: because of a loss, or for another reason.
	lost, err = infantBy(tx, to.Remembered("i.id", "i.service_id", 2), infant)
	if fault.Is(err, fault.NotFound) {
		return false, false, nil
	}
	return lost, false, err
}

// infantBy reads whether an infant was lost, through a filter.
func infantBy(tx *store.Tx, see access.Filter, infant access.PersonID) (lost bool, err error) {
	err = tx.QueryRow(`SELECT i.lost_on IS NOT NULL FROM person i WHERE i.id = $1 AND `+see.SQL, append([]any{infant}, see.Args...)...).Scan(&lost)
	if err != nil {
		return false, fmt.Errorf("infant %s: %w", infant, err)
	}
	return lost, nil
}
