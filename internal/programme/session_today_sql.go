package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// held is the condition that a session takes place: its group goes on, or had not
// stopped before it.
const held = `g.id = s.group_id AND (g.state = 'open' OR s.number < g.next_number)`

// CROSS JOIN keeps SQLite to the order in which tables are named: it begins with
// the account's few groups, or with a day in the order of its hours and ends when
// the page is full.
const (
	sessionsOfDay = `group_session s CROSS JOIN programme_group g`
	sessionsLed   = `facilitator f CROSS JOIN group_session s CROSS JOIN programme_group g`
	led           = ` AND s.group_id = f.group_id AND f.until_on IS NULL AND f.account_id = `
)

// heldOn reads the sessions of a day that the reader may open, by their hour.
func heldOn(tx *store.Tx, who access.Actor, f SessionFilter, most int) ([]Session, error) {
	if !who.May(access.PlaceFill) {
		return ledOn(tx, who, f, most)
	}
	return sessionsWhere(tx, sessionsOfDay, ``, []any{who.Service, f.Day}, f, most)
}

// ledOn reads the sessions of a day that the reader leads, by their hour.
func ledOn(tx *store.Tx, who access.Actor, f SessionFilter, most int) ([]Session, error) {
	return sessionsWhere(tx, sessionsLed, led+`$3`, []any{who.Service, f.Day, who.Account}, f, most)
}

func sessionsWhere(tx *store.Tx, tables, condition string, args []any, f SessionFilter, most int) ([]Session, error) {
	if !f.After.IsZero() {
		condition += fmt.Sprintf(` AND (s.starts, s.id) > ($%d, $%d)`, len(args)+1, len(args)+2)
		args = append(args, f.After.Starts, f.After.ID)
	}
	if !f.Site.IsZero() {
		condition += fmt.Sprintf(` AND g.site_id = $%d`, len(args)+1)
		args = append(args, f.Site)
	}
	rows, err := tx.Query(`SELECT `+sessionColumns+` FROM `+tables+` WHERE s.service_id = $1 AND s.on_day = $2 AND `+held+condition+`
ORDER BY s.starts, s.id LIMIT `+fmt.Sprint(most), args...)
	return store.Collect(rows, err, scanSession)
}

// countHeld counts the sessions of a day that the reader may open, and stops where
// nobody counts any more.
func countHeld(tx *store.Tx, who access.Actor, day civil.Date) (n int, err error) {
	tables, condition, args := sessionsOfDay, ``, []any{who.Service, day}
	if !who.May(access.PlaceFill) {
		tables, condition, args = sessionsLed, led+`$3`, append(args, who.Account)
	}
	err = tx.QueryRow(`SELECT COUNT(*) FROM (SELECT 1 FROM `+tables+` WHERE s.service_id = $1 AND s.on_day = $2 AND `+held+condition+
		` LIMIT `+fmt.Sprint(SessionCountMost)+`) AS held`, args...).Scan(&n)
	return n, err
}

// unfinished reads sessions of the groups the actor leads, from a day on until
// yesterday, whose register is open, newest first.
func unfinished(tx *store.Tx, who access.Actor, from civil.Date, most int) ([]Session, error) {
	rows, err := tx.Query(`SELECT `+sessionColumns+` FROM `+sessionsLed+` WHERE s.service_id = $1 AND s.on_day >= $2 AND s.on_day < $3
 AND s.closed_at IS NULL AND `+held+led+`$4 ORDER BY s.on_day DESC, s.starts, s.id LIMIT `+fmt.Sprint(most),
		who.Service, from, who.Today, who.Account)
	return store.Collect(rows, err, scanSession)
}

// tally is how many caregivers a session expects and how many were marked.
type tally struct{ places, cant, marked int }

func talliesOf(tx *store.Tx, sessions []any) (map[SessionID]tally, error) {
	rows, err := tx.Query(`
SELECT s.id,
 (SELECT COUNT(DISTINCT d.caregiver_id) FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
  WHERE pl.group_id = s.group_id AND pl.state IN ('accepted', 'completed') AND d.ended_on IS NULL),
 (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id AND a.mark = 'cant'),
 (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id)
FROM group_session s WHERE s.id IN (`+store.List(1, len(sessions))+`)`, sessions...)
	out := make(map[SessionID]tally, len(sessions))
	_, err = store.Collect(rows, err, func(r *store.Rows) (none struct{}, err error) {
		var id SessionID
		var t tally
		err = r.Scan(&id, &t.places, &t.cant, &t.marked)
		out[id] = t
		return none, err
	})
	if err != nil {
		return nil, fmt.Errorf("who is expected: %w", err)
	}
	return out, nil
}
