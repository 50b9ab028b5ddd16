package family

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// insertStanding stores a fact; fresh is false when it is there already.
func insertStanding(tx *store.Tx, who access.Actor, service access.ServiceID, n NewStanding) (fresh bool, err error) {
	rows, err := tx.Exec(`
INSERT INTO standing (id, service_id, adult_id, infant_id, what, value, basis, evidence, from_on, until_on, by_account, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
		n.ID, service, n.Adult, n.Infant, string(n.What), string(n.Value), string(n.Basis), n.Evidence, n.From, n.Until, who.Account, tx.Now())
	if err != nil {
		return false, fmt.Errorf("insert standing %s: %w", n.ID, err)
	}
	return rows == 1, nil
}

func endStanding(tx *store.Tx, who access.Actor, id StandingID, until civil.Date) error {
	_, err := tx.Exec(`UPDATE standing SET until_on = $1, ended_at = $2, ended_by = $3 WHERE id = $4`, until, tx.Now(), who.Account, id)
	return err
}

func markWrong(tx *store.Tx, who access.Actor, id StandingID) error {
	_, err := tx.Exec(`UPDATE standing SET wrong_at = $1, wrong_by = $2 WHERE id = $3 AND wrong_at IS NULL`, tx.Now(), who.Account, id)
	return err
}

func standingByID(tx *store.Tx, who access.Actor, id StandingID) (Standing, error) {
	found, err := standingsWhere(tx, who, `st.id = $1`, id)
	if err != nil {
		return Standing{}, err
	}
	if len(found) == 0 {
		return Standing{}, fault.NotFoundf("standing %s", id)
	}
	return found[0], nil
}

// standingsWhere reads facts both of whose people the reader may see.
func standingsWhere(tx *store.Tx, who access.Actor, condition string, arg any) ([]Standing, error) {
	adult := who.Adults("st.adult_id", "st.service_id", 2)
	infant := who.People("st.infant_id", "st.service_id", 2+len(adult.Args))
	rows, err := tx.Query(`
SELECT st.id, st.what, st.value, st.basis, st.evidence, st.from_on, st.until_on, b.name, st.at, COALESCE(e.name, ''), st.wrong_at, COALESCE(w.name, ''),
 `+PersonColumns("p")+`, `+PersonColumns("i")+`
FROM standing st JOIN person p ON p.id = st.adult_id JOIN person i ON i.id = st.infant_id JOIN account b ON b.id = st.by_account
LEFT JOIN account e ON e.id = st.ended_by LEFT JOIN account w ON w.id = st.wrong_by
WHERE `+condition+` AND `+adult.SQL+` AND `+infant.SQL+` ORDER BY st.from_on DESC, st.id DESC`,
		append(append([]any{arg}, adult.Args...), infant.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (s Standing, err error) {
		fields := []any{&s.ID, &s.What, &s.Value, &s.Basis, &s.Evidence, &s.From, &s.Until, &s.ByName, &s.At, &s.EndedBy, &s.WrongAt, &s.WrongBy}
		fields = append(append(fields, PersonFields(&s.Adult)...), PersonFields(&s.Infant)...)
		err = r.Scan(fields...)
		return s, err
	})
}

// responsible reads whoever the last fact of the day says holds responsibility.
func responsible(tx *store.Tx, infant PersonID, on civil.Date) ([]PersonID, error) {
	rows, err := tx.Query(`
SELECT st.adult_id, st.value FROM standing st
WHERE st.infant_id = $1 AND st.what = 'responsibility' AND st.wrong_at IS NULL AND st.from_on <= $2 AND (st.until_on IS NULL OR st.until_on >= $2)
ORDER BY st.from_on, st.id`, infant, on)
	type fact struct {
		adult PersonID
		value StandingValue
	}
	facts, err := store.Collect(rows, err, func(r *store.Rows) (f fact, err error) { return f, r.Scan(&f.adult, &f.value) })
	if err != nil {
		return nil, fmt.Errorf("who is responsible for %s: %w", infant, err)
	}
	holds := map[PersonID]bool{}
	var out []PersonID
	for _, f := range facts {
		holds[f.adult] = f.value == Yes
	}
	for _, f := range facts {
		if holds[f.adult] {
			out, holds[f.adult] = append(out, f.adult), false
		}
	}
	return out, nil
}
