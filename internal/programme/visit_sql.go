package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// visitsOf reads what was written down of the contacts of places.
func visitsOf(tx *store.Tx, places []any) (map[PlaceID][]FamilyVisit, error) {
	if len(places) == 0 {
		return nil, nil
	}
	rows, err := tx.Query(`
SELECT v.place_id, v.contact, v.state, v.on_day, v.starts, v.why, a.name, v.at FROM visit v JOIN account a ON a.id = v.by_account
WHERE v.place_id IN (`+store.List(1, len(places))+`)`, places...)
	all, err := store.Collect(rows, err, func(r *store.Rows) (v FamilyVisit, err error) {
		var starts string
		if err := r.Scan(&v.Place, &v.Contact, &v.State, &v.Day, &starts, &v.Why, &v.ByName, &v.At); err != nil || starts == "" {
			return v, err
		}
		v.Starts, err = civil.ParseClock(starts)
		v.Clocked = err == nil
		return v, err
	})
	if err != nil {
		return nil, fmt.Errorf("visits: %w", err)
	}
	out := map[PlaceID][]FamilyVisit{}
	for _, v := range all {
		out[v.Place] = append(out[v.Place], v)
	}
	return out, nil
}

func putVisit(tx *store.Tx, who access.Actor, v FamilyVisit) error {
	starts := ""
	if v.Clocked {
		starts = v.Starts.String()
	}
	_, err := tx.Exec(`
INSERT INTO visit (place_id, contact, state, on_day, starts, why, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (place_id, contact) DO UPDATE SET state = excluded.state, on_day = excluded.on_day, starts = excluded.starts, why = excluded.why,
 by_account = excluded.by_account, at = excluded.at`,
		v.Place, v.Contact, string(v.State), v.Day, starts, v.Why, who.Account, tx.Now())
	if err != nil {
		return fmt.Errorf("put visit: %w", err)
	}
	return nil
}

func deleteVisit(tx *store.Tx, v FamilyVisit) error {
	if _, err := tx.Exec(`DELETE FROM visit WHERE place_id = $1 AND contact = $2`, v.Place, v.Contact); err != nil {
		return fmt.Errorf("delete visit: %w", err)
	}
	return nil
}
