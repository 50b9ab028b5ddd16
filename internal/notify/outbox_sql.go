package notify

import (
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

const entryColumns = `m.id, COALESCE(p.called, ''), m.enquirer, m.person_id, m.text_key, m.state, m.why, m.channel, m.made_at, m.not_before,
 m.decided_at, COALESCE(a.name, '')`

const entryTables = `message m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN account a ON a.id = m.said_by`

func scanEntry(r *store.Rows) (e Entry, err error) {
	var enquirer string
	err = r.Scan(&e.ID, &e.To, &enquirer, &e.Person, &e.Text, &e.State, &e.Why, &e.Channel, &e.MadeAt, &e.NotBefore, &e.DecidedAt, &e.SaidBy)
	if err == nil && enquirer != "" {
		e.To, err = calledOf(enquirer)
	}
	return e, err
}

// visible is the condition for messages that the reader may see.
func visible(who access.Actor, first int) access.Filter {
	return who.Within(access.OutboxRead).Adults("m.person_id", "m.service_id", first)
}

// entries reads one more than a page holds. An index serves both orders: by the
// service, and by the service and a state.
func entries(tx *store.Tx, who access.Actor, f Filter, after MessageID) ([]Entry, error) {
	see := visible(who, 2)
	args := append([]any{who.Service}, see.Args...)
	condition := ""
	add := func(format string, arg any) {
		args = append(args, arg)
		condition += fmt.Sprintf(format, len(args))
	}
	if !after.IsZero() {
		add(` AND m.id < $%d`, after)
	}
	if f.State != "" {
		add(` AND m.state = $%d`, string(f.State))
	}
	rows, err := tx.Query(`SELECT `+entryColumns+` FROM `+entryTables+`
WHERE m.service_id = $1 AND `+see.SQL+condition+` ORDER BY m.id DESC LIMIT `+fmt.Sprint(PageSize+1), args...)
	return store.Collect(rows, err, scanEntry)
}

func entryByID(tx *store.Tx, who access.Actor, id MessageID) (Entry, error) {
	see := visible(who, 2)
	rows, err := tx.Query(`SELECT `+entryColumns+` FROM `+entryTables+` WHERE m.id = $1 AND `+see.SQL, append([]any{id}, see.Args...)...)
	return store.One(rows, err, scanEntry)
}

// listed is a message as the outbox lists it, and as the gate asks about it.
type listed struct {
	entry Entry
	row   row
}

// toSay reads the first messages after one that the gate left to be said by voice,
// the oldest first: those of each reason by the index message_why, and of these the
// oldest.
func toSay(tx *store.Tx, who access.Actor, after MessageID, most int) (all []listed, err error) {
	see := visible(who, 5)
	for _, why := range []string{WhyByHand, WhyShared} {
		rows, err := tx.Query(`SELECT `+messageColumns+`, COALESCE(p.called, '') FROM message m LEFT JOIN person p ON p.id = m.person_id
WHERE m.service_id = $1 AND m.state = $2 AND m.why = $3 AND m.id > $4 AND `+see.SQL+` ORDER BY m.id LIMIT `+fmt.Sprint(most),
			append([]any{who.Service, string(Held), why, after.String()}, see.Args...)...)
		found, err := store.Collect(rows, err, scanListed)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b listed) int { return strings.Compare(a.entry.ID.String(), b.entry.ID.String()) })
	return all[:min(len(all), most)], nil
}

func scanListed(r *store.Rows) (l listed, err error) {
	var called string
	if l.row, err = scanMessage(r, &called); err != nil {
		return l, err
	}
	m := l.row
	if m.Enquirer != nil {
		called = m.Enquirer.Called
	}
	l.entry = Entry{
		ID: m.id, To: called, Person: m.Person, Text: m.Text, State: m.state, Why: m.why, Channel: m.channel, MadeAt: m.madeAt, NotBefore: m.NotBefore,
	}
	return l, nil
}
