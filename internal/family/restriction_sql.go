package family

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// insertRestriction stores one; fresh is false when it is there already.
func insertRestriction(tx *store.Tx, who access.Actor, service access.ServiceID, n NewRestriction) (fresh bool, err error) {
	rows, err := tx.Exec(`
INSERT INTO restriction (id, service_id, adult_id, about_id, from_on, until_on, why, evidence, by_account, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
		n.ID, service, n.Adult, n.About, n.From, n.Until, string(n.Why), n.Evidence, who.Account, tx.Now())
	if err != nil {
		return false, fmt.Errorf("insert restriction %s: %w", n.ID, err)
	}
	return rows == 1, nil
}

func endRestriction(tx *store.Tx, who access.Actor, id RestrictionID) error {
	_, err := tx.Exec(`UPDATE restriction SET ended_at = $1, ended_by = $2 WHERE id = $3`, tx.Now(), who.Account, id)
	return err
}

// restrictionsWhere reads restrictions about people whom the reader may see.
func restrictionsWhere(tx *store.Tx, who access.Actor, condition string, arg any) ([]Restriction, error) {
	see := who.People("r.about_id", "r.service_id", 2)
	rows, err := tx.Query(`
SELECT r.id, r.from_on, r.until_on, r.why, r.evidence, b.name, r.at, r.ended_at, COALESCE(e.name, ''), `+PersonColumns("p")+`, `+PersonColumns("o")+`
FROM restriction r JOIN person p ON p.id = r.adult_id JOIN person o ON o.id = r.about_id
JOIN account b ON b.id = r.by_account LEFT JOIN account e ON e.id = r.ended_by
WHERE `+condition+` AND `+see.SQL+` ORDER BY r.at DESC, r.id DESC`, append([]any{arg}, see.Args...)...)
	return store.Collect(rows, err, func(rows *store.Rows) (r Restriction, err error) {
		fields := []any{&r.ID, &r.From, &r.Until, &r.Why, &r.Evidence, &r.ByName, &r.At, &r.EndedAt, &r.EndedBy}
		fields = append(append(fields, PersonFields(&r.Adult)...), PersonFields(&r.About)...)
		err = rows.Scan(fields...)
		return r, err
	})
}
