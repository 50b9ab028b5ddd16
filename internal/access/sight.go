package access

import (
	"fmt"
	"strconv"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Filter is the condition that a query over personal rows joins, and its
// arguments. It is the only source of such conditions.
type Filter struct {
	SQL  string
	Args []any
}

// People filters rows by the person in column (such as "p.id"); service is the
// row's service column. first is the number of the first placeholder that is
// free in the query: the filter's arguments are appended from there.
//
//   - a caregiver: their own person and, by infants, the babies they care for and
//     no restriction keeps from them; never another adult, not even of the same
//     family, and never a baby who was lost: of that baby nothing speaks to them
//     unless they ask for it (Remembered)
//   - a coordinator, a lead, the program: everybody of their service
//   - other staff: those whom a sight row lets them see today
//   - everyone else: nobody
func (a Actor) People(column, service string, first int) Filter {
	switch {
	case a.system, a.Has(Coordinator), a.Has(Lead):
		return Filter{fmt.Sprintf("%s = $%d", service, first), []any{a.Service}}
	case a.Has(Practitioner):
		return a.sighted(column, service, first)
	case a.Has(Caregiver):
		return Filter{
			`(` + column + ` = ` + placeholder(first) + ` OR ` + caresFor(placeholder(first), column, placeholder(first+1)) + `)`,
			[]any{a.Person, a.Today},
		}
	}
	return Filter{"1 = 0", nil}
}

// placeholder is the nth of a query.
func placeholder(n int) string { return "$" + strconv.Itoa(n) }

// sighted is the filter of those whom a sight row lets the actor see. Sight that
// ends at a moment is none for an actor who does not know what time it is.
func (a Actor) sighted(column, service string, first int) Filter {
	f := Filter{
		fmt.Sprintf(`(%s = $%d AND EXISTS (SELECT 1 FROM sight WHERE sight.account_id = $%d AND sight.person_id = %s
 AND sight.from_on <= $%d AND (sight.until_on IS NULL OR sight.until_on >= $%d)`,
			service, first, first+1, column, first+2, first+2),
		[]any{a.Service, a.Account, a.Today},
	}
	if a.Now.IsZero() {
		f.SQL += ` AND sight.until_at IS NULL))`
		return f
	}
	f.SQL += fmt.Sprintf(` AND (sight.until_at IS NULL OR sight.until_at > $%d)))`, first+3)
	f.Args = append(f.Args, a.Now)
	return f
}

// Remembered filters rows by an infant in column as People does, and for a
// caregiver is the other half of it: the babies they lost, and those who moved away
// from them. Only the pages that they open in order to remember ask for it.
func (a Actor) Remembered(column, service string, first int) Filter {
	if !a.Has(Caregiver) || a.system {
		return a.People(column, service, first)
	}
	return Filter{
		fmt.Sprintf(`EXISTS (SELECT 1 FROM dyad mine JOIN person baby ON baby.id = mine.infant_id
 WHERE mine.caregiver_id = $%d AND mine.infant_id = %s AND (baby.lost_on IS NOT NULL AND mine.ended_on IS NULL OR mine.ended_why = 'moved') AND NOT %s)`,
			first, column, Apart("mine.caregiver_id", "mine.infant_id", fmt.Sprintf("$%d", first+1))),
		[]any{a.Person, a.Today},
	}
}

// Adults filters rows that hold one adult's own words or details by the adult in
// column. It is People without the babies: what a caregiver said is theirs.
func (a Actor) Adults(column, service string, first int) Filter {
	if a.Has(Caregiver) && !a.system {
		return Filter{fmt.Sprintf("%s = $%d", column, first), []any{a.Person}}
	}
	return a.People(column, service, first)
}

// Adult is the service of an adult whose own words and details the actor may see.
//
// Faults: NotFound for any other adult, and for an infant.
func (a Actor) Adult(tx *store.Tx, id PersonID) (service ServiceID, err error) {
	if a.Has(Caregiver) && !a.system && id == a.Person {
		return a.Service, nil // who signed in is there, and their own words are theirs
	}
	see := a.Adults("p.id", "p.service_id", 2)
	err = tx.QueryRow(`SELECT p.service_id FROM person p WHERE p.id = $1 AND p.kind = 'adult' AND `+see.SQL,
		append([]any{id}, see.Args...)...).Scan(&service)
	return service, err
}

// Sight is one dated permission to see a person.
type Sight struct {
	Account AccountID
	Person  PersonID
	Reason  string // why, such as "facilitates:" and the group: one row for each
	From    civil.Date
	Until   civil.Date // last day; zero for open
	UntilAt time.Time  // when it ends within that day; zero for not before its end
}

// Grant lets an account see a person, or moves the days of an earlier grant for
// the same reason.
func Grant(tx *store.Tx, s Sight) error {
	_, err := tx.Exec(`
INSERT INTO sight (account_id, person_id, reason, from_on, until_on, until_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, person_id, reason) DO UPDATE SET from_on = excluded.from_on, until_on = excluded.until_on, until_at = excluded.until_at`,
		s.Account, s.Person, s.Reason, s.From, s.Until, moment(s.UntilAt))
	if err != nil {
		return fmt.Errorf("grant sight %s: %w", s.Reason, err)
	}
	return nil
}

// moment is a time as a column takes it: NULL for none.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// EndFor closes every grant of an account for the reason, whomever it lets them
// see, on the given day; that day still counts.
func EndFor(tx *store.Tx, reason string, account AccountID, on civil.Date) error {
	_, err := tx.Exec(`UPDATE sight SET until_on = $1 WHERE reason = $2 AND account_id = $3 AND (until_on IS NULL OR until_on > $1)`, on, reason, account)
	if err != nil {
		return fmt.Errorf("end sight %s of %s: %w", reason, account, err)
	}
	return nil
}

// End closes every grant for the reason on the given day; that day still counts.
// A zero person means all of them.
func End(tx *store.Tx, reason string, who PersonID, on civil.Date) error {
	query := `UPDATE sight SET until_on = $1 WHERE reason = $2 AND (until_on IS NULL OR until_on > $1)`
	args := []any{on, reason}
	if !who.IsZero() {
		query += ` AND person_id = $3`
		args = append(args, who)
	}
	if _, err := tx.Exec(query, args...); err != nil {
		return fmt.Errorf("end sight %s: %w", reason, err)
	}
	return nil
}
