package family

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// searchAdults reads one row more than a page holds. A whole name is looked up by
// its beginning, which the index on (service_id, name_key) serves; a surname
// alone by the beginning of any word.
func searchAdults(tx *store.Tx, who access.Actor, q Query) ([]Found, error) {
	see := who.Adults("p.id", "p.service_id", 5)
	key := NameKey(q.Text)
	condition, args := "", []any{who.Service, string(Adult), q.After.Key, q.After.ID.String()}
	args = append(args, see.Args...)
	if key != "" {
		n := len(args)
		name, word, ref := fmt.Sprintf("$%d", n+1), fmt.Sprintf("$%d", n+2), fmt.Sprintf("$%d", n+3)
		condition = ` AND (` + store.Begins("p.name_key", name) + ` OR ` + tx.Contains("p.name_key", word) + ` OR f.ref = ` + ref + `)`
		args = append(args, key, " "+key, strings.ToUpper(strings.TrimSpace(q.Text)))
	}
	rows, err := tx.Query(`
SELECT `+PersonColumns("p")+`, f.ref FROM person p JOIN family f ON f.id = p.family_id
WHERE p.service_id = $1 AND p.kind = $2 AND (p.name_key > $3 OR (p.name_key = $3 AND p.id > $4)) AND `+see.SQL+condition+`
ORDER BY p.name_key, p.id LIMIT `+fmt.Sprint(PageSize+1), args...)
	return store.Collect(rows, err, func(r *store.Rows) (f Found, err error) {
		err = r.Scan(append(PersonFields(&f.Person), &f.Ref)...)
		return f, err
	})
}

// addInfants sets With of every person found, in one query for the page.
func addInfants(tx *store.Tx, who access.Actor, found []Found) error {
	if len(found) == 0 {
		return nil
	}
	marks, args := make([]string, len(found)), make([]any, len(found))
	at := make(map[PersonID]int, len(found))
	for i, f := range found {
		marks[i], args[i], at[f.Person.ID] = fmt.Sprintf("$%d", i+1), f.Person.ID, i
	}
	see := who.People("p.id", "p.service_id", len(args)+1)
	rows, err := tx.Query(`
SELECT d.caregiver_id, `+PersonColumns("p")+` FROM dyad d JOIN person p ON p.id = d.infant_id
WHERE d.caregiver_id IN (`+strings.Join(marks, ", ")+`) AND d.ended_on IS NULL AND p.lost_on IS NULL AND `+see.SQL+` ORDER BY p.id`,
		append(args, see.Args...)...)
	type pair struct {
		caregiver PersonID
		infant    Person
	}
	pairs, err := store.Collect(rows, err, func(r *store.Rows) (p pair, err error) {
		err = r.Scan(append([]any{&p.caregiver}, PersonFields(&p.infant)...)...)
		return p, err
	})
	if err != nil {
		return fmt.Errorf("infants of people found: %w", err)
	}
	for _, p := range pairs {
		f := &found[at[p.caregiver]]
		f.With = append(f.With, p.infant)
	}
	return nil
}
