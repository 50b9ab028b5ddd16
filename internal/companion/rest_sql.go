package companion

import (
	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

func restOf(tx *store.Tx, who access.Actor) (Rest, error) {
	own := who.Adults("r.person_id", "r.service_id", 1)
	rows, err := tx.Query(`SELECT r.only_on FROM card_rest r WHERE `+own.SQL, own.Args...)
	days, err := store.Collect(rows, err, store.Column[civil.Date])
	switch {
	case err != nil || len(days) == 0:
		return Awake, err
	case days[0].IsZero():
		return Paused, nil
	case days[0] == who.Today:
		return NotToday, nil
	}
	return Awake, nil
}

// setRest keeps one line a person. A day that has passed says nothing any more, and
// is written over by the next.
func setRest(tx *store.Tx, who access.Actor, want Rest) error {
	if want == Awake {
		_, err := tx.Exec(`DELETE FROM card_rest WHERE person_id = $1`, who.Person)
		return err
	}
	var only civil.Date
	if want == NotToday {
		only = who.Today
	}
	_, err := tx.Exec(`
INSERT INTO card_rest (person_id, service_id, only_on, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (person_id) DO UPDATE SET only_on = excluded.only_on, at = excluded.at`, who.Person, who.Service, only, tx.Now())
	return err
}
