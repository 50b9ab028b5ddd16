package family

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

func insertDetail(tx *store.Tx, p PersonID, d NewDetail) error {
	_, err := tx.Exec(`INSERT INTO contact_detail (id, person_id, channel, value, value_key, added_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		ident.New[detail](), p, string(d.Channel), d.Value, ValueKey(d.Channel, d.Value), tx.Now())
	if err != nil {
		return fmt.Errorf("insert %s of %s: %w", d.Channel, p, err)
	}
	return nil
}

func removeDetails(tx *store.Tx, p PersonID) error {
	_, err := tx.Exec(`UPDATE contact_detail SET removed_at = $1 WHERE person_id = $2 AND removed_at IS NULL`, tx.Now(), p)
	if err != nil {
		return fmt.Errorf("remove details of %s: %w", p, err)
	}
	return nil
}

func detailsOf(tx *store.Tx, people []PersonID) (map[PersonID][]Detail, error) {
	if len(people) == 0 {
		return nil, nil
	}
	args := make([]any, len(people))
	for i, p := range people {
		args[i] = p
	}
	rows, err := tx.Query(`
SELECT id, person_id, channel, value FROM contact_detail WHERE person_id IN (`+store.List(1, len(args))+`) AND removed_at IS NULL ORDER BY person_id, id`, args...)
	all, err := store.Collect(rows, err, func(r *store.Rows) (d Detail, err error) {
		err = r.Scan(&d.ID, &d.Person, &d.Channel, &d.Value)
		return d, err
	})
	out := make(map[PersonID][]Detail, len(people))
	for _, d := range all {
		out[d.Person] = append(out[d.Person], d)
	}
	return out, err
}

func updateInfant(tx *store.Tx, p Person) error {
	_, err := tx.Exec(`UPDATE person SET name = $1, called = $2, name_key = $3, born_on = $4, due_on = $5 WHERE id = $6`,
		p.Name, p.Called, NameKey(p.Name), p.Born, p.Due, p.ID)
	if err != nil {
		return fmt.Errorf("update infant %s: %w", p.ID, err)
	}
	return nil
}

// insertContact stores a contact; fresh is false when it is there already.
func insertContact(tx *store.Tx, service access.ServiceID, c Contact) (fresh bool, err error) {
	n, err := tx.Exec(`
INSERT INTO contact (id, service_id, person_id, kind, at, by_account, reached, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING`,
		c.ID, service, c.Person, string(c.Kind), c.At, c.By, c.Reached, c.Note)
	if err != nil {
		return false, fmt.Errorf("insert contact %s: %w", c.ID, err)
	}
	return n == 1, nil
}

func contactsOf(tx *store.Tx, p PersonID) ([]Contact, error) {
	rows, err := tx.Query(`
SELECT c.id, c.person_id, c.kind, c.at, c.by_account, a.name, c.reached, c.note
FROM contact c JOIN account a ON a.id = c.by_account WHERE c.person_id = $1 ORDER BY c.at DESC, c.id DESC`, p)
	return store.Collect(rows, err, func(r *store.Rows) (c Contact, err error) {
		err = r.Scan(&c.ID, &c.Person, &c.Kind, &c.At, &c.By, &c.ByName, &c.Reached, &c.Note)
		return c, err
	})
}
