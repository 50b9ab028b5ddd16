package family

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

func insertStay(tx *store.Tx, service access.ServiceID, s Stay) error {
	_, err := tx.Exec(`
INSERT INTO hospital_stay (id, service_id, infant_id, from_on, until_on, at, by_account) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING`, s.ID, service, s.Infant, s.From, s.Until, tx.Now(), s.By)
	if err != nil {
		return fmt.Errorf("insert stay of %s: %w", s.Infant, err)
	}
	return nil
}

func endStay(tx *store.Tx, who access.Actor, id StayID, until civil.Date) error {
	_, err := tx.Exec(`UPDATE hospital_stay SET until_on = $1, ended_at = $2, ended_by = $3 WHERE id = $4`, until, tx.Now(), who.Account, id)
	if err != nil {
		return fmt.Errorf("end stay %s: %w", id, err)
	}
	return nil
}

const staySelect = `SELECT h.id, h.infant_id, h.from_on, h.until_on, h.at, h.by_account FROM hospital_stay h `

func scanStay(r *store.Rows) (s Stay, err error) {
	err = r.Scan(&s.ID, &s.Infant, &s.From, &s.Until, &s.At, &s.By)
	return s, err
}

func stayByID(tx *store.Tx, id StayID) (Stay, error) {
	rows, err := tx.Query(staySelect+`WHERE h.id = $1`, id)
	s, err := store.One(rows, err, scanStay)
	if err != nil {
		return Stay{}, fmt.Errorf("stay %s: %w", id, err)
	}
	return s, nil
}

// staysOf reads the stays of a baby whom the caller has found through the filter.
func staysOf(tx *store.Tx, infant PersonID) ([]Stay, error) {
	rows, err := tx.Query(staySelect+`WHERE h.infant_id = $1 ORDER BY h.from_on, h.id`, infant)
	found, err := store.Collect(rows, err, scanStay)
	if err != nil {
		return nil, fmt.Errorf("stays of %s: %w", infant, err)
	}
	return found, nil
}

func setWaits(tx *store.Tx, who access.Actor, id StayID, person PersonID, kinds []Wait) error {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	_, err := tx.Exec(`
INSERT INTO hospital_wait (stay_id, person_id, kinds, at, by_account) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (stay_id, person_id) DO UPDATE SET kinds = excluded.kinds, at = excluded.at, by_account = excluded.by_account`,
		id, person, strings.Join(words, " "), tx.Now(), who.Account)
	if err != nil {
		return fmt.Errorf("set what waits in stay %s: %w", id, err)
	}
	return nil
}

// PausesIn reads the pauses of dyads, which the caller has found through the filter.
func PausesIn(tx *store.Tx, dyads ...DyadID) (Pauses, error) {
	if len(dyads) == 0 {
		return nil, nil
	}
	args := make([]any, len(dyads))
	for i, d := range dyads {
		args[i] = d
	}
	rows, err := tx.Query(`
SELECT h.id, h.infant_id, h.from_on, h.until_on, h.at, h.by_account, d.id, d.caregiver_id, w.kinds
FROM dyad d JOIN hospital_stay h ON h.infant_id = d.infant_id
LEFT JOIN hospital_wait w ON w.stay_id = h.id AND w.person_id = d.caregiver_id
WHERE d.id IN (`+store.List(1, len(args))+`) ORDER BY h.from_on, h.id`, args...)
	found, err := store.Collect(rows, err, func(r *store.Rows) (p Pause, err error) {
		var kinds *string
		err = r.Scan(&p.ID, &p.Infant, &p.From, &p.Until, &p.At, &p.By, &p.Dyad, &p.Caregiver, &kinds)
		if kinds == nil {
			p.Kinds = Waits()
			return p, err
		}
		p.Said = true
		for _, k := range strings.Fields(*kinds) {
			p.Kinds = append(p.Kinds, Wait(k))
		}
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("pauses of dyads: %w", err)
	}
	return found, nil
}
