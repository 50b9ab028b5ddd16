package exchange

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// The queries of a copy are asked as the person would ask them: who is the
// caregiver of [access.Caregiving], so the one filter keeps everybody else's rows
// out.

func youOf(tx *store.Tx, who access.Actor) (y You, err error) {
	see := who.Adults("p.id", "p.service_id", 1)
	err = tx.QueryRow(`SELECT p.name, p.called, p.lang, p.interpreter FROM person p WHERE `+see.SQL, see.Args...).
		Scan(&y.Name, &y.Called, &y.Lang, &y.Interpreter)
	if err != nil {
		return y, fmt.Errorf("own details: %w", err)
	}
	see = who.Adults("d.person_id", "''", 1)
	rows, err := tx.Query(`SELECT d.channel, d.value FROM contact_detail d WHERE `+see.SQL+` AND d.removed_at IS NULL ORDER BY d.id`, see.Args...)
	y.Details, err = store.Collect(rows, err, func(r *store.Rows) (d Detail, err error) { return d, r.Scan(&d.Channel, &d.Value) })
	return y, err
}

func waysOf(tx *store.Tx, who access.Actor) ([]Way, error) {
	see := who.Adults("w.person_id", "''", 1)
	rows, err := tx.Query(`
SELECT w.channel, w.safe, w.from_time, w.until_time, w.voicemail, w.shared, w.seen_by, w.wording, w.asked_at
FROM safe_contact w WHERE `+see.SQL+` ORDER BY w.channel`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (w Way, err error) {
		return w, r.Scan(&w.Channel, &w.Safe, &w.From, &w.Until, &w.Voicemail, &w.Shared, &w.SeenBy, &w.Wording, &w.AskedAt)
	})
}

// filled is one filling-in as the database knows it.
type filled struct {
	id, instrument, lang, timepoint string
	Questionnaire
}

func filledOf(tx *store.Tx, who access.Actor) ([]filled, error) {
	see := who.Adults("r.person_id", "r.service_id", 1)
	rows, err := tx.Query(`
SELECT r.id, r.instrument, r.lang, r.timepoint, r.taken_on FROM response r WHERE `+see.SQL+` AND r.state = 'complete' ORDER BY r.taken_on, r.id`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (f filled, err error) {
		return f, r.Scan(&f.id, &f.instrument, &f.lang, &f.timepoint, &f.On)
	})
}

func answersOf(tx *store.Tx, response string) ([]Answered, error) {
	rows, err := tx.Query(`SELECT item, value FROM response_item WHERE response_id = $1 ORDER BY item`, response)
	return store.Collect(rows, err, func(r *store.Rows) (a Answered, err error) { return a, r.Scan(&a.Item, &a.Option) })
}

func scoresOf(tx *store.Tx, response string) (map[string]float64, error) {
	rows, err := tx.Query(`SELECT scale, value FROM response_scale WHERE response_id = $1 ORDER BY scale`, response)
	type score struct {
		scale string
		value float64
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (s score, err error) { return s, r.Scan(&s.scale, &s.value) })
	out := map[string]float64{}
	for _, s := range all {
		out[s.scale] = s.value
	}
	return out, err
}

func attendedBy(tx *store.Tx, who access.Actor) ([]Attended, error) {
	see := who.Adults("a.person_id", "s.service_id", 1)
	rows, err := tx.Query(`
SELECT s.on_day, s.number, a.mark, a.with_baby FROM attendance a JOIN group_session s ON s.id = a.session_id
WHERE `+see.SQL+` AND a.mark <> '' ORDER BY s.on_day, s.id`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (a Attended, err error) {
		return a, r.Scan(&a.On, &a.Number, &a.Mark, &a.WithBaby)
	})
}

func contactedBy(tx *store.Tx, who access.Actor) ([]Contacted, error) {
	see := who.Adults("c.person_id", "c.service_id", 1)
	rows, err := tx.Query(`
SELECT c.at, c.kind, b.name, c.reached FROM contact c JOIN account b ON b.id = c.by_account WHERE `+see.SQL+` ORDER BY c.at, c.id`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (c Contacted, err error) {
		return c, r.Scan(&c.At, &c.Kind, &c.By, &c.Reached)
	})
}

func cardsOf(tx *store.Tx, who access.Actor) ([]NoCards, error) {
	see := who.Adults("r.person_id", "r.service_id", 1)
	rows, err := tx.Query(`SELECT r.only_on, r.at FROM card_rest r WHERE `+see.SQL, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (c NoCards, err error) { return c, r.Scan(&c.Only, &c.At) })
}

func visitedBy(tx *store.Tx, who access.Actor) ([]Visited, error) {
	see := who.Adults("w.person_id", "p.service_id", 1)
	rows, err := tx.Query(`
SELECT v.on_day, v.starts, v.state FROM visit_with w JOIN visit v ON v.place_id = w.place_id AND v.contact = w.contact JOIN place p ON p.id = v.place_id
WHERE `+see.SQL+` ORDER BY v.on_day, v.place_id, v.contact`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (v Visited, err error) { return v, r.Scan(&v.On, &v.Starts, &v.State) })
}

func sentTo(tx *store.Tx, who access.Actor) ([]Sent, error) {
	see := who.Adults("m.person_id", "m.service_id", 1)
	rows, err := tx.Query(`
SELECT m.decided_at, m.channel, m.address, m.subject, m.body FROM message m
WHERE `+see.SQL+` AND m.state = 'sent' AND m.decided_at IS NOT NULL ORDER BY m.id`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (s Sent, err error) {
		return s, r.Scan(&s.At, &s.Channel, &s.To, &s.Subject, &s.Body)
	})
}

// wroteBy reads what they wrote for themselves. To whom they show it is not said:
// a copy names nobody else.
func wroteBy(tx *store.Tx, who access.Actor) ([]Wrote, error) {
	see := who.Adults("w.person_id", "w.service_id", 1)
	rows, err := tx.Query(`SELECT w.written_at, w.words FROM own_words w WHERE `+see.SQL+` ORDER BY w.written_at, w.id`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (w Wrote, err error) { return w, r.Scan(&w.At, &w.Text) })
}

// readingsOf reads who of the staff read the record of a person. What exactly they
// read is not said: that something is kept apart would be told by it.
func readingsOf(tx *store.Tx, who access.Actor) ([]Reading, error) {
	see := who.Adults("p.id", "p.service_id", 1)
	rows, err := tx.Query(`
SELECT e.at, b.name FROM person p JOIN audit_event e ON e.kind = 'person' AND e.thing = p.id JOIN account b ON b.id = e.actor
WHERE `+see.SQL+` AND b.person_id IS NULL AND (e.action = 'person.seen' OR e.action = 'restricted.seen' OR e.action = 'alert.seen'
 OR e.action = 'copy.seen' OR e.action = 'glass.broken') ORDER BY e.id`, see.Args...)
	return store.Collect(rows, err, func(r *store.Rows) (g Reading, err error) { return g, r.Scan(&g.At, &g.By) })
}
