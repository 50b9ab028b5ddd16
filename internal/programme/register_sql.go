package programme

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// marking is one line of a register as it is stored.
type marking struct {
	session   SessionID
	person    family.PersonID
	place     PlaceID
	mark      Mark
	withBaby  bool
	reason    Reason
	by        access.AccountID
	byName    string
	at        time.Time
	late      bool
	undone    bool
	was       Mark
	wasBaby   bool
	wasReason Reason
}

const markingSelect = `
SELECT a.session_id, a.person_id, a.place_id, a.mark, a.with_baby, a.reason, a.by_account, b.name, a.at, a.late, a.undone, a.was_mark, a.was_baby, a.was_reason
FROM attendance a JOIN account b ON b.id = a.by_account `

func scanMarking(r *store.Rows) (m marking, err error) {
	err = r.Scan(&m.session, &m.person, &m.place, &m.mark, &m.withBaby, &m.reason, &m.by, &m.byName, &m.at, &m.late, &m.undone, &m.was, &m.wasBaby, &m.wasReason)
	return m, err
}

// markingsOf reads a session's register: of the people whom its rows are about, so
// the caller has asked who may be seen.
func markingsOf(tx *store.Tx, session SessionID) (map[family.PersonID]marking, error) {
	rows, err := tx.Query(markingSelect+`WHERE a.session_id = $1`, session)
	all, err := store.Collect(rows, err, scanMarking)
	if err != nil {
		return nil, fmt.Errorf("register of %s: %w", session, err)
	}
	out := make(map[family.PersonID]marking, len(all))
	for _, m := range all {
		out[m.person] = m
	}
	return out, nil
}

func putMarking(tx *store.Tx, m marking) error {
	_, err := tx.Exec(`
INSERT INTO attendance (session_id, person_id, place_id, mark, with_baby, reason, by_account, at, late, undone, was_mark, was_baby, was_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (session_id, person_id) DO UPDATE SET mark = excluded.mark, with_baby = excluded.with_baby, reason = excluded.reason,
 by_account = excluded.by_account, at = excluded.at, late = excluded.late, undone = excluded.undone,
 was_mark = excluded.was_mark, was_baby = excluded.was_baby, was_reason = excluded.was_reason`,
		m.session, m.person, m.place, string(m.mark), m.withBaby, string(m.reason), m.by, tx.Now(), m.late, m.undone,
		string(m.was), m.wasBaby, string(m.wasReason))
	if err != nil {
		return fmt.Errorf("mark in %s: %w", m.session, err)
	}
	return nil
}

func removeMarking(tx *store.Tx, session SessionID, person family.PersonID) error {
	_, err := tx.Exec(`DELETE FROM attendance WHERE session_id = $1 AND person_id = $2`, session, person)
	if err != nil {
		return fmt.Errorf("unmark in %s: %w", session, err)
	}
	return nil
}

// clearTold removes what was said of a session's old day: that somebody cannot
// come then, or that it was not held.
func clearTold(tx *store.Tx, group GroupID, number int) error {
	_, err := tx.Exec(`
DELETE FROM attendance WHERE mark IN ('cant', 'service') AND session_id IN (SELECT s.id FROM group_session s WHERE s.group_id = $1 AND s.number = $2)`,
		group, number)
	if err != nil {
		return fmt.Errorf("clear session %d of group %s: %w", number, group, err)
	}
	return nil
}

// clearPlans removes that the people of a place cannot come to sessions after a
// day: they are not expected there any more.
func clearPlans(tx *store.Tx, p Place, after civil.Date) error {
	_, err := tx.Exec(`
DELETE FROM attendance WHERE place_id = $1 AND mark = 'cant' AND session_id IN (SELECT s.id FROM group_session s WHERE s.group_id = $2 AND s.on_day > $3)`,
		p.ID, p.Group, after)
	if err != nil {
		return fmt.Errorf("clear plans of place %s: %w", p.ID, err)
	}
	return nil
}

// cameTo reports whether a register says anything of the people of a place that
// happened, and not only what they planned.
func cameTo(tx *store.Tx, place PlaceID) (bool, error) {
	return exists(tx, `SELECT COUNT(*) FROM attendance WHERE place_id = $1 AND mark IN ('present', 'part', 'absent')`, place)
}

// marked is one mark of a person in a group, with the session's number and day.
type marked struct {
	number int
	day    civil.Date
	person family.PersonID
	mark   Mark
}

// marksIn reads the marks of a group in the order of its sessions, of one person
// or, when person is zero, of everybody.
func marksIn(tx *store.Tx, group GroupID, person family.PersonID) ([]marked, error) {
	condition, args := ``, []any{group}
	if !person.IsZero() {
		condition, args = ` AND a.person_id = $2`, append(args, person)
	}
	rows, err := tx.Query(`
SELECT s.number, s.on_day, a.person_id, a.mark FROM attendance a JOIN group_session s ON s.id = a.session_id
WHERE s.group_id = $1`+condition+` ORDER BY s.number`, args...)
	all, err := store.Collect(rows, err, func(r *store.Rows) (m marked, err error) {
		err = r.Scan(&m.number, &m.day, &m.person, &m.mark)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("marks of group %s: %w", group, err)
	}
	return all, nil
}

// note is a session's two lines about one dyad.
type note struct {
	dyad       family.DyadID
	well, next string
	by         string
	at         *time.Time
}

// notesOf reads a session's notes about dyads both of whose people the reader may
// see.
func notesOf(tx *store.Tx, who access.Actor, session SessionID) (map[family.DyadID]note, error) {
	adult := who.Adults("d.caregiver_id", "d.service_id", 2)
	infant := who.People("d.infant_id", "d.service_id", 2+len(adult.Args))
	rows, err := tx.Query(`
SELECT n.dyad_id, n.well, n.next, a.name, n.at FROM session_note n JOIN dyad d ON d.id = n.dyad_id JOIN account a ON a.id = n.by_account
WHERE n.session_id = $1 AND `+adult.SQL+` AND `+infant.SQL, append(append([]any{session}, adult.Args...), infant.Args...)...)
	all, err := store.Collect(rows, err, func(r *store.Rows) (n note, err error) {
		err = r.Scan(&n.dyad, &n.well, &n.next, &n.by, &n.at)
		return n, err
	})
	if err != nil {
		return nil, fmt.Errorf("notes of %s: %w", session, err)
	}
	out := make(map[family.DyadID]note, len(all))
	for _, n := range all {
		out[n.dyad] = n
	}
	return out, nil
}

func putNote(tx *store.Tx, who access.Actor, n Note) error {
	_, err := tx.Exec(`
INSERT INTO session_note (session_id, dyad_id, well, next, by_account, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (session_id, dyad_id) DO UPDATE SET well = excluded.well, next = excluded.next, by_account = excluded.by_account, at = excluded.at`,
		n.Session, n.Dyad, n.Well, n.Next, who.Account, tx.Now())
	if err != nil {
		return fmt.Errorf("note in %s: %w", n.Session, err)
	}
	return nil
}
