package consent

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type answer struct{}

func insertAnswer(tx *store.Tx, person access.PersonID, a Answer) error {
	_, err := tx.Exec(`
INSERT INTO consent (id, person_id, about_id, purpose, wording, given, said_on, how, at, by_account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		ident.New[answer](), person, a.About, string(a.Purpose), a.Wording, a.Given, a.Said, string(a.How), tx.Now(), a.By)
	if err != nil {
		return fmt.Errorf("insert consent of %s: %w", person, err)
	}
	return nil
}

// lastAnswers is what people last said about a purpose for themselves. Who never
// answered is not in it.
func lastAnswers(tx *store.Tx, people []access.PersonID, p Purpose) (map[access.PersonID]bool, error) {
	if len(people) == 0 {
		return nil, nil
	}
	args := []any{string(p)}
	for _, person := range people {
		args = append(args, person)
	}
	rows, err := tx.Query(`
SELECT person_id, given FROM consent WHERE purpose = $1 AND person_id IN (`+store.List(2, len(people))+`) AND about_id IS NULL ORDER BY at, id`, args...)
	return answersBy(rows, err)
}

// answersBy reads people and what they said, the latest last: that one holds.
func answersBy(rows *store.Rows, err error) (map[access.PersonID]bool, error) {
	type line struct {
		person access.PersonID
		given  bool
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (l line, err error) {
		err = r.Scan(&l.person, &l.given)
		return l, err
	})
	out := map[access.PersonID]bool{}
	for _, l := range all {
		out[l.person] = l.given
	}
	return out, err
}

// answersAbout is the last answer of everybody who ever answered for an infant.
func answersAbout(tx *store.Tx, infant access.PersonID, p Purpose) (map[access.PersonID]bool, error) {
	rows, err := tx.Query(`SELECT person_id, given FROM consent WHERE about_id = $1 AND purpose = $2 ORDER BY at, id`, infant, string(p))
	return answersBy(rows, err)
}

func historyOf(tx *store.Tx, person access.PersonID) ([]Answer, error) {
	rows, err := tx.Query(`
SELECT c.purpose, c.about_id, c.wording, c.given, c.said_on, c.how, c.at, c.by_account, COALESCE(a.name, '')
FROM consent c LEFT JOIN account a ON a.id = c.by_account WHERE c.person_id = $1 ORDER BY c.at DESC, c.id DESC`, person)
	return store.Collect(rows, err, func(r *store.Rows) (a Answer, err error) {
		err = r.Scan(&a.Purpose, &a.About, &a.Wording, &a.Given, &a.Said, &a.How, &a.At, &a.By, &a.ByName)
		return a, err
	})
}

// infant is a baby somebody cares for.
type infant struct {
	id     access.PersonID
	called string
}

// infantsOf reads the living babies that a person cares for, as far as the reader
// may see them.
func infantsOf(tx *store.Tx, who access.Actor, person access.PersonID) ([]infant, error) {
	see := who.People("p.id", "p.service_id", 2)
	rows, err := tx.Query(`
SELECT p.id, p.called FROM dyad d JOIN person p ON p.id = d.infant_id
WHERE d.caregiver_id = $1 AND d.ended_on IS NULL AND p.lost_on IS NULL AND `+see.SQL+` ORDER BY p.id`, append([]any{person}, see.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (i infant, err error) { return i, r.Scan(&i.id, &i.called) })
}

// sees is nil for an infant whom the reader may see.
func sees(tx *store.Tx, who access.Actor, infant access.PersonID) error {
	see := who.People("p.id", "p.service_id", 2)
	var id access.PersonID
	err := tx.QueryRow(`SELECT p.id FROM person p WHERE p.id = $1 AND p.kind = 'infant' AND `+see.SQL, append([]any{infant}, see.Args...)...).Scan(&id)
	if err != nil {
		return fmt.Errorf("consent for %s: %w", infant, err)
	}
	return nil
}
