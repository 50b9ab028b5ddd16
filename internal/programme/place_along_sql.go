package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// missingPairs reads the dyads of a place's babies that are not part of it, as far
// as the reader may see both people.
func missingPairs(tx *store.Tx, who access.Actor, id PlaceID) ([]pair, error) {
	adult := who.Adults("c.id", "c.service_id", 2)
	infant := who.People("i.id", "i.service_id", 2+len(adult.Args))
	rows, err := tx.Query(`
SELECT DISTINCT d.id, `+family.PersonColumns("c")+`, `+family.PersonColumns("i")+`
FROM place_dyad pd JOIN dyad m ON m.id = pd.dyad_id JOIN dyad d ON d.infant_id = m.infant_id
 JOIN person c ON c.id = d.caregiver_id JOIN person i ON i.id = d.infant_id
WHERE pd.place_id = $1 AND m.ended_on IS NULL AND d.ended_on IS NULL AND i.lost_on IS NULL
 AND NOT EXISTS (SELECT 1 FROM place_dyad x WHERE x.place_id = pd.place_id AND x.dyad_id = d.id)
 AND `+adult.SQL+` AND `+infant.SQL+` ORDER BY c.id, i.id`, append(append([]any{id}, adult.Args...), infant.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (p pair, err error) {
		fields := append([]any{&p.dyad}, family.PersonFields(&p.caregiver)...)
		err = r.Scan(append(fields, family.PersonFields(&p.infant)...)...)
		return p, err
	})
}

func insertPlaceDyad(tx *store.Tx, id PlaceID, dyad family.DyadID) error {
	if _, err := tx.Exec(`INSERT INTO place_dyad (place_id, dyad_id) VALUES ($1, $2)`, id, dyad); err != nil {
		return fmt.Errorf("insert dyad of place %s: %w", id, err)
	}
	return nil
}

// placeTakes is the programme of a place and how many dyads are part of it.
func placeTakes(tx *store.Tx, id PlaceID) (key Key, dyads int, err error) {
	err = tx.QueryRow(`
SELECT pl.programme, COUNT(pd.dyad_id) FROM place pl LEFT JOIN place_dyad pd ON pd.place_id = pl.id WHERE pl.id = $1 GROUP BY pl.programme`, id).Scan(&key, &dyads)
	if err != nil {
		return "", 0, fmt.Errorf("dyads of place %s: %w", id, err)
	}
	return key, dyads, nil
}

// setDyads writes what a place takes of its group's capacity.
func setDyads(tx *store.Tx, id PlaceID, dyads int) error {
	_, err := tx.Exec(`UPDATE place SET dyads = $2, changed_at = $3 WHERE id = $1`, id, dyads, tx.Now())
	if err != nil {
		return fmt.Errorf("set dyads of place %s: %w", id, err)
	}
	return nil
}
