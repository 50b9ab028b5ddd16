package family

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

func insertFact(tx *store.Tx, service access.ServiceID, f Fact) error {
	_, err := tx.Exec(`
INSERT INTO infant_fact (id, service_id, infant_id, kind, due_on, born_on, at, by_account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		f.ID, service, f.Infant, string(f.Kind), f.Due, f.Born, tx.Now(), f.By)
	if err != nil {
		return fmt.Errorf("insert fact of infant %s: %w", f.Infant, err)
	}
	return nil
}

const factSelect = `
SELECT f.id, f.infant_id, f.kind, f.due_on, f.born_on, f.at, f.by_account, COALESCE(a.name, ''), f.undone_at
FROM infant_fact f LEFT JOIN account a ON a.id = f.by_account `

func scanFact(r *store.Rows) (f Fact, err error) {
	err = r.Scan(&f.ID, &f.Infant, &f.Kind, &f.Due, &f.Born, &f.At, &f.By, &f.ByName, &f.Undone)
	return f, err
}

// factsOf reads what was written of an infant, whom the caller has found through
// the filter, in the order it was written.
func factsOf(tx *store.Tx, infant PersonID) ([]Fact, error) {
	rows, err := tx.Query(factSelect+`WHERE f.infant_id = $1 ORDER BY f.at, f.id`, infant)
	found, err := store.Collect(rows, err, scanFact)
	if err != nil {
		return nil, fmt.Errorf("facts of infant %s: %w", infant, err)
	}
	return found, nil
}

func factByID(tx *store.Tx, id FactID) (Fact, error) {
	rows, err := tx.Query(factSelect+`WHERE f.id = $1`, id)
	f, err := store.One(rows, err, scanFact)
	if err != nil {
		return Fact{}, fmt.Errorf("fact %s: %w", id, err)
	}
	return f, nil
}

func undoFact(tx *store.Tx, who access.Actor, id FactID) error {
	_, err := tx.Exec(`UPDATE infant_fact SET undone_at = $1, undone_by = $2 WHERE id = $3 AND undone_at IS NULL`, tx.Now(), who.Account, id)
	if err != nil {
		return fmt.Errorf("undo fact %s: %w", id, err)
	}
	return nil
}

// expectedBeside reads the other babies of an infant's family whom the reader may
// see, who are not born yet and not lost.
func expectedBeside(tx *store.Tx, who access.Actor, p Person) ([]Person, error) {
	see := who.People("p.id", "p.service_id", 3)
	rows, err := tx.Query(`SELECT `+PersonColumns("p")+` FROM person p
WHERE p.family_id = $1 AND p.id <> $2 AND p.kind = 'infant' AND p.born_on IS NULL AND p.lost_on IS NULL AND `+see.SQL+` ORDER BY p.id`,
		append([]any{p.Family, p.ID}, see.Args...)...)
	return store.Collect(rows, err, scanPerson)
}

// Previous is what held of an infant's dates before they were last changed.
type Previous struct {
	Due, Born civil.Date
	Kind      FactKind // of the change
	At        time.Time
}

// PreviousIn reads what held before the last change that stands, of those infants
// whose dates changed since a moment. The caller has found them through the filter.
func PreviousIn(tx *store.Tx, since time.Time, infants ...PersonID) (map[PersonID]Previous, error) {
	if len(infants) == 0 {
		return nil, nil
	}
	args := make([]any, len(infants))
	for i, id := range infants {
		args[i] = id
	}
	rows, err := tx.Query(factSelect+`WHERE f.infant_id IN (`+store.List(1, len(args))+`) AND f.undone_at IS NULL ORDER BY f.at, f.id`, args...)
	found, err := store.Collect(rows, err, scanFact)
	if err != nil {
		return nil, fmt.Errorf("dates before: %w", err)
	}
	of := map[PersonID][]Fact{}
	for _, f := range found {
		of[f.Infant] = append(of[f.Infant], f)
	}
	out := map[PersonID]Previous{}
	for id, facts := range of {
		last := len(facts) - 1
		if last == 0 || facts[last].At.Before(since) {
			continue
		}
		p := Previous{Kind: facts[last].Kind, At: facts[last].At}
		p.Due, p.Born = DatesOf(facts[:last])
		out[id] = p
	}
	return out, nil
}
