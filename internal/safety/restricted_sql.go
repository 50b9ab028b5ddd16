package safety

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// insertRestricted stores a note; fresh is false when it is there already.
func insertRestricted(tx *store.Tx, service access.ServiceID, by access.AccountID, n RestrictedNote) (fresh bool, err error) {
	rows, err := tx.Exec(`
INSERT INTO restricted_note (id, service_id, person_id, kind, present, answer, note, by_account, at)
VALUES ($1, $2, $3, 'safe-enquiry', $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
		n.ID, service, n.Person, string(n.Present), string(n.Answer), n.Note, by, tx.Now())
	if err != nil {
		return false, fmt.Errorf("insert restricted note %s: %w", n.ID, err)
	}
	return rows == 1, nil
}

func restrictedOf(tx *store.Tx, who access.Actor, person access.PersonID) ([]RestrictedNote, error) {
	see := who.Adults("n.person_id", "n.service_id", 2)
	rows, err := tx.Query(`
SELECT n.id, n.person_id, n.present, n.answer, n.note, n.at, a.name
FROM restricted_note n JOIN account a ON a.id = n.by_account WHERE n.person_id = $1 AND `+see.SQL+` ORDER BY n.at DESC, n.id DESC`,
		append([]any{person}, see.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (n RestrictedNote, err error) {
		err = r.Scan(&n.ID, &n.Person, &n.Present, &n.Answer, &n.Note, &n.At, &n.ByName)
		return n, err
	})
}

func isExcluded(tx *store.Tx, person access.PersonID) (bool, error) {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM exclusion WHERE person_id = $1 AND ended_at IS NULL`, person).Scan(&n)
	return n > 0, err
}

func insertExclusion(tx *store.Tx, service access.ServiceID, by access.AccountID, person access.PersonID) error {
	_, err := tx.Exec(`INSERT INTO exclusion (id, service_id, person_id, by_account, at) VALUES ($1, $2, $3, $4, $5)`,
		ident.New[exclusion](), service, person, by, tx.Now())
	if err != nil {
		return fmt.Errorf("exclude %s from couples' groups: %w", person, err)
	}
	return nil
}

func endExclusion(tx *store.Tx, by access.AccountID, person access.PersonID) error {
	_, err := tx.Exec(`UPDATE exclusion SET ended_at = $1, ended_by = $2 WHERE person_id = $3 AND ended_at IS NULL`, tx.Now(), by, person)
	return err
}

// adultsByRef reads the adults of the family with a reference.
func adultsByRef(tx *store.Tx, who access.Actor, ref string) ([]family.Person, error) {
	see := who.Adults("p.id", "p.service_id", 2)
	rows, err := tx.Query(`
SELECT `+family.PersonColumns("p")+` FROM family f JOIN person p ON p.family_id = f.id
WHERE f.ref = $1 AND p.kind = 'adult' AND `+see.SQL+` ORDER BY p.id`, append([]any{strings.ToUpper(strings.TrimSpace(ref))}, see.Args...)...)
	return store.Collect(rows, err, func(r *store.Rows) (p family.Person, err error) { return p, r.Scan(family.PersonFields(&p)...) })
}

// babiesOf reads the living babies somebody cares for.
func babiesOf(tx *store.Tx, who access.Actor, person access.PersonID) ([]access.PersonID, error) {
	see := who.People("p.id", "p.service_id", 2)
	rows, err := tx.Query(`
SELECT p.id FROM dyad d JOIN person p ON p.id = d.infant_id
WHERE d.caregiver_id = $1 AND d.ended_on IS NULL AND p.lost_on IS NULL AND `+see.SQL+` ORDER BY p.id`, append([]any{person}, see.Args...)...)
	return store.Collect(rows, err, store.Column[access.PersonID])
}
