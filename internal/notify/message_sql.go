package notify

import (
	"encoding/json"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// row is a message as the database knows it.
type row struct {
	Message
	id      MessageID
	state   State
	why     string
	tries   int
	channel string
	address string
	subject string
	body    string
	madeAt  time.Time
}

func insertMessage(tx *store.Tx, m row) error {
	args, err := json.Marshal(m.Args)
	if err != nil {
		return err
	}
	enquirer := ""
	if m.Enquirer != nil {
		b, err := json.Marshal(m.Enquirer)
		if err != nil {
			return err
		}
		enquirer = string(b)
	}
	_, err = tx.Exec(`
INSERT INTO message (id, service_id, person_id, enquirer, text_key, args, about, infant_id, made_at, not_before, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m.id, m.Service, m.Person, enquirer, m.Text, string(args), m.About, m.Infant, tx.Now(), m.NotBefore, string(m.state))
	if err != nil {
		return fmt.Errorf("insert message %s: %w", m.id, err)
	}
	return nil
}

const messageColumns = `m.id, m.service_id, m.person_id, m.enquirer, m.text_key, m.args, m.about, m.infant_id, m.made_at, m.not_before,
 m.state, m.why, m.tries, m.channel, m.address, m.subject, m.body`

// scanMessage reads messageColumns and whatever extra columns follow them.
func scanMessage(r *store.Rows, extra ...any) (m row, err error) {
	var enquirer, args string
	err = r.Scan(append([]any{&m.id, &m.Service, &m.Person, &enquirer, &m.Text, &args, &m.About, &m.Infant, &m.madeAt, &m.NotBefore,
		&m.state, &m.why, &m.tries, &m.channel, &m.address, &m.subject, &m.body}, extra...)...)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal([]byte(args), &m.Args); err != nil {
		return m, fmt.Errorf("arguments of message %s: %w", m.id, err)
	}
	if enquirer == "" {
		return m, nil
	}
	if err := json.Unmarshal([]byte(enquirer), &m.Enquirer); err != nil {
		return m, fmt.Errorf("enquirer of message %s: %w", m.id, err)
	}
	return m, nil
}

func messageByID(tx *store.Tx, id MessageID) (row, error) {
	rows, err := tx.Query(`SELECT `+messageColumns+` FROM message m WHERE m.id = $1`, id)
	return store.One(rows, err, func(r *store.Rows) (row, error) { return scanMessage(r) })
}

// waitingAbout reads the messages about a baby that wait to be sent, by the index on
// a service's messages of one state.
func waitingAbout(tx *store.Tx, service access.ServiceID, infant access.PersonID) ([]row, error) {
	rows, err := tx.Query(`SELECT `+messageColumns+` FROM message m WHERE m.service_id = $1 AND m.state = 'waiting' AND m.infant_id = $2 ORDER BY m.id`,
		service, infant)
	all, err := store.Collect(rows, err, func(r *store.Rows) (row, error) { return scanMessage(r) })
	if err != nil {
		return nil, fmt.Errorf("waiting messages about %s: %w", infant, err)
	}
	return all, nil
}

func setInfant(tx *store.Tx, id MessageID, infant access.PersonID) error {
	_, err := tx.Exec(`UPDATE message SET infant_id = $2 WHERE id = $1`, id, infant)
	return err
}

// setContent keeps what is about to be sent, with its link blanked.
func setContent(tx *store.Tx, m row) error {
	_, err := tx.Exec(`UPDATE message SET channel = $1, address = $2, subject = $3, body = $4 WHERE id = $5`,
		m.channel, m.address, m.subject, m.body, m.id)
	if err != nil {
		return fmt.Errorf("write message %s: %w", m.id, err)
	}
	return nil
}

func setState(tx *store.Tx, m row) error {
	args, err := json.Marshal(m.Args)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`
UPDATE message SET state = $1, why = $2, tries = $3, channel = $4, not_before = $5, args = $6, decided_at = $7 WHERE id = $8`,
		string(m.state), m.why, m.tries, m.channel, m.NotBefore, string(args), tx.Now(), m.id)
	if err != nil {
		return fmt.Errorf("set state of message %s: %w", m.id, err)
	}
	return nil
}

func setSaid(tx *store.Tx, m row, by access.AccountID) error {
	if err := setState(tx, m); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE message SET said_by = $1 WHERE id = $2`, by, m.id)
	return err
}

func belongs(tx *store.Tx, person access.PersonID, service access.ServiceID) (bool, error) {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM person WHERE id = $1 AND service_id = $2 AND kind = 'adult'`, person, service).Scan(&n)
	return n > 0, err
}

// sharedMailbox reports whether another adult gave the same mailbox as theirs.
func sharedMailbox(tx *store.Tx, person access.PersonID) (bool, error) {
	var n int
	err := tx.QueryRow(`
SELECT COUNT(*) FROM contact_detail mine JOIN contact_detail other ON other.value_key = mine.value_key
WHERE mine.person_id = $1 AND mine.channel = 'email' AND mine.removed_at IS NULL
 AND other.person_id <> $1 AND other.channel = 'email' AND other.removed_at IS NULL`, person).Scan(&n)
	return n > 0, err
}

func addressesOf(details []family.Detail) map[family.Channel]string {
	out := map[family.Channel]string{}
	for _, d := range details {
		if out[d.Channel] == "" {
			out[d.Channel] = d.Value
		}
	}
	// A number that texts reach can be rung, and the other way round.
	if out[family.Call] == "" {
		out[family.Call] = out[family.Text]
	}
	if out[family.Text] == "" {
		out[family.Text] = out[family.Call]
	}
	return out
}

// calledOf reads what to call an enquirer.
func calledOf(enquirer string) (string, error) {
	var e Enquirer
	if err := json.Unmarshal([]byte(enquirer), &e); err != nil {
		return "", fmt.Errorf("enquirer: %w", err)
	}
	return e.Called, nil
}

// holdersOf finds the caregivers of a service who may sign in and gave this address
// as theirs.
func holdersOf(tx *store.Tx, service access.ServiceID, key string) ([]access.PersonID, error) {
	rows, err := tx.Query(`
SELECT DISTINCT p.id FROM contact_detail d JOIN person p ON p.id = d.person_id JOIN account a ON a.person_id = p.id
WHERE d.value_key = $1 AND d.channel = 'email' AND d.removed_at IS NULL AND p.service_id = $2 AND a.disabled_at IS NULL ORDER BY p.id`,
		key, service)
	return store.Collect(rows, err, store.Column[access.PersonID])
}

// waitingFor reads the messages to a person that wait, but for those they asked for.
func waitingFor(tx *store.Tx, person access.PersonID) ([]row, error) {
	rows, err := tx.Query(`SELECT `+messageColumns+` FROM message m WHERE m.person_id = $1 AND m.state = 'waiting' ORDER BY m.id`, person)
	all, err := store.Collect(rows, err, func(r *store.Rows) (row, error) { return scanMessage(r) })
	var out []row
	for _, m := range all {
		if !isOne(m.Text, asked) {
			out = append(out, m)
		}
	}
	return out, err
}
