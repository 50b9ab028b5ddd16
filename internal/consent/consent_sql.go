package consent

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type answer struct{}

func insertAnswer(tx *store.Tx, person access.PersonID, a Answer) error {
	_, err := tx.Exec(`INSERT INTO consent (id, person_id, purpose, wording, given, at, by_account) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		ident.New[answer](), person, string(a.Purpose), a.Wording, a.Given, tx.Now(), a.By)
	if err != nil {
		return fmt.Errorf("insert consent of %s: %w", person, err)
	}
	return nil
}

func lastAnswer(tx *store.Tx, person access.PersonID, p Purpose) (given bool, err error) {
	err = tx.QueryRow(`SELECT given FROM consent WHERE person_id = $1 AND purpose = $2 ORDER BY at DESC, id DESC LIMIT 1`,
		person, string(p)).Scan(&given)
	return given, err
}

func historyOf(tx *store.Tx, person access.PersonID) ([]Answer, error) {
	rows, err := tx.Query(`
SELECT c.purpose, c.wording, c.given, c.at, c.by_account, COALESCE(a.name, '')
FROM consent c LEFT JOIN account a ON a.id = c.by_account WHERE c.person_id = $1 ORDER BY c.at DESC, c.id DESC`, person)
	return store.Collect(rows, err, func(r *store.Rows) (a Answer, err error) {
		err = r.Scan(&a.Purpose, &a.Wording, &a.Given, &a.At, &a.By, &a.ByName)
		return a, err
	})
}
