package family

import (
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

func insertFamily(tx *store.Tx, service access.ServiceID, id ID, ref string) error {
	_, err := tx.Exec(`INSERT INTO family (id, service_id, ref, created_at) VALUES ($1, $2, $3, $4)`,
		id, service, ref, tx.Now())
	if err != nil {
		return fmt.Errorf("insert family %s: %w", id, err)
	}
	return nil
}

func insertPerson(tx *store.Tx, p Person) error {
	_, err := tx.Exec(`
INSERT INTO person (id, service_id, family_id, kind, name, called, name_key, lang, interpreter, due_on, born_on, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		p.ID, p.Service, p.Family, string(p.Kind), p.Name, p.Called, NameKey(p.Name), p.Lang, p.Interpreter, p.Due, p.Born, tx.Now())
	if err != nil {
		return fmt.Errorf("insert person %s: %w", p.ID, err)
	}
	return nil
}

func insertDyad(tx *store.Tx, service access.ServiceID, d Dyad) error {
	_, err := tx.Exec(`
INSERT INTO dyad (id, service_id, family_id, caregiver_id, infant_id, relation, since_on) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		d.ID, service, d.Family, d.Caregiver.ID, d.Infant.ID, string(d.Relation), d.Since)
	if err != nil {
		return fmt.Errorf("insert dyad %s: %w", d.ID, err)
	}
	return nil
}

func insertEpisode(tx *store.Tx, service access.ServiceID, f ID, opened civil.Date) error {
	_, err := tx.Exec(`INSERT INTO episode (id, service_id, family_id, opened_on) VALUES ($1, $2, $3, $4)`,
		ident.New[episode](), service, f, opened)
	if err != nil {
		return fmt.Errorf("open episode of family %s: %w", f, err)
	}
	return nil
}

// PersonColumns are the columns of a person under an alias, and PersonFields where
// they go, for queries that join people to what is theirs.
func PersonColumns(alias string) string {
	columns := []string{"id", "family_id", "service_id", "kind", "name", "called", "lang", "interpreter", "due_on", "born_on", "lost_on"}
	return alias + "." + strings.Join(columns, ", "+alias+".")
}

// PersonFields are the destinations of PersonColumns.
func PersonFields(p *Person) []any {
	return []any{&p.ID, &p.Family, &p.Service, &p.Kind, &p.Name, &p.Called, &p.Lang, &p.Interpreter, &p.Due, &p.Born, &p.Lost}
}

func scanPerson(r *store.Rows) (p Person, err error) {
	err = r.Scan(PersonFields(&p)...)
	return p, err
}

func personByID(tx *store.Tx, who access.Actor, id PersonID) (p Person, err error) {
	f := who.People("p.id", "p.service_id", 2)
	err = tx.QueryRow(`SELECT `+PersonColumns("p")+` FROM person p WHERE p.id = $1 AND `+f.SQL,
		append([]any{id}, f.Args...)...).Scan(PersonFields(&p)...)
	if err != nil {
		return Person{}, fmt.Errorf("person %s: %w", id, err)
	}
	return p, nil
}

// peopleOf reads those people of a family whom the reader may see, adults first.
func peopleOf(tx *store.Tx, who access.Actor, f ID) ([]Person, error) {
	see := who.People("p.id", "p.service_id", 2)
	rows, err := tx.Query(`SELECT `+PersonColumns("p")+` FROM person p WHERE p.family_id = $1 AND `+see.SQL+` ORDER BY p.kind, p.id`,
		append([]any{f}, see.Args...)...)
	return store.Collect(rows, err, scanPerson)
}

// dyadsWhere reads dyads both of whose people the reader may see. The condition's
// arguments come first.
func dyadsWhere(tx *store.Tx, who access.Actor, condition string, args ...any) ([]Dyad, error) {
	adult := who.Adults("p.id", "p.service_id", len(args)+1)
	infant := who.People("i.id", "i.service_id", len(args)+1+len(adult.Args))
	args = append(append(slices.Clip(args), adult.Args...), infant.Args...)
	rows, err := tx.Query(`
SELECT d.id, d.family_id, d.relation, d.since_on, d.ended_on, `+PersonColumns("p")+`, `+PersonColumns("i")+`
FROM dyad d JOIN person p ON p.id = d.caregiver_id JOIN person i ON i.id = d.infant_id
WHERE `+condition+` AND `+adult.SQL+` AND `+infant.SQL+` ORDER BY d.id`, args...)
	return store.Collect(rows, err, scanDyad)
}

func scanDyad(r *store.Rows) (d Dyad, err error) {
	fields := []any{&d.ID, &d.Family, &d.Relation, &d.Since, &d.Ended}
	fields = append(append(fields, PersonFields(&d.Caregiver)...), PersonFields(&d.Infant)...)
	err = r.Scan(fields...)
	return d, err
}
