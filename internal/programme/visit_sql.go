package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
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
	with, err := visitedWith(tx, places)
	if err != nil {
		return nil, err
	}
	out := map[PlaceID][]FamilyVisit{}
	for _, v := range all {
		v.With = with[visitKey{v.Place, v.Contact}]
		out[v.Place] = append(out[v.Place], v)
	}
	return out, nil
}

// visitKey is one contact of one place.
type visitKey struct {
	place   PlaceID
	contact string
}

func visitedWith(tx *store.Tx, places []any) (map[visitKey][]family.PersonID, error) {
	type row struct {
		visitKey
		person family.PersonID
	}
	rows, err := tx.Query(`SELECT w.place_id, w.contact, w.person_id FROM visit_with w WHERE w.place_id IN (`+store.List(1, len(places))+`) ORDER BY w.person_id`, places...)
	all, err := store.Collect(rows, err, func(r *store.Rows) (w row, err error) { return w, r.Scan(&w.place, &w.contact, &w.person) })
	if err != nil {
		return nil, fmt.Errorf("with whom visits are: %w", err)
	}
	out := map[visitKey][]family.PersonID{}
	for _, w := range all {
		out[w.visitKey] = append(out[w.visitKey], w.person)
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
	if _, err := tx.Exec(`DELETE FROM visit_with WHERE place_id = $1 AND contact = $2`, v.Place, v.Contact); err != nil {
		return fmt.Errorf("put visit: %w", err)
	}
	for _, person := range v.With {
		if _, err := tx.Exec(`INSERT INTO visit_with (place_id, contact, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, v.Place, v.Contact, person); err != nil {
			return fmt.Errorf("put whom a visit is with: %w", err)
		}
	}
	return nil
}

func deleteVisit(tx *store.Tx, v FamilyVisit) error {
	for _, table := range []string{"visit_with", "visit"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE place_id = $1 AND contact = $2`, v.Place, v.Contact); err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
	}
	return nil
}
