package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// touched is the first session of a group that a closure, or taking it back,
// touches, and the day on which it is or was to be held.
type touched struct {
	group  GroupID
	number int
	day    civil.Date
}

func scanTouched(r *store.Rows) (t touched, err error) {
	return t, r.Scan(&t.group, &t.number, &t.day)
}

// meeting is the groups of a service that meet on one of some days.
func meeting(tx *store.Tx, service access.ServiceID, w civil.Window) ([]touched, error) {
	rows, err := tx.Query(`
SELECT s.group_id, s.number, s.on_day FROM group_session s
WHERE s.service_id = $1 AND s.on_day BETWEEN $2 AND $3 AND s.closed_at IS NULL ORDER BY s.on_day, s.starts, s.id`, service, w.From, w.To)
	all, err := store.Collect(rows, err, scanTouched)
	if err != nil {
		return nil, fmt.Errorf("groups that meet from %s: %w", w.From, err)
	}
	return firsts(all), nil
}

// closedFor is the groups of a service of which a session moved because of a closure.
func closedFor(tx *store.Tx, service access.ServiceID, w civil.Window) ([]touched, error) {
	rows, err := tx.Query(`
SELECT c.group_id, c.number, c.on_day FROM session_cancelled c JOIN programme_group g ON g.id = c.group_id
WHERE g.service_id = $1 AND c.on_day BETWEEN $2 AND $3 AND c.closed = $4 ORDER BY c.on_day, c.group_id`, service, w.From, w.To, true)
	all, err := store.Collect(rows, err, scanTouched)
	if err != nil {
		return nil, fmt.Errorf("groups moved by a closure from %s: %w", w.From, err)
	}
	return firsts(all), nil
}

// firsts leaves one session of each group, the first.
func firsts(all []touched) (out []touched) {
	seen := map[GroupID]bool{}
	for _, t := range all {
		if !seen[t.group] {
			seen[t.group], out = true, append(out, t)
		}
	}
	return out
}

// deleteDaysOff removes that a group did not meet on some days because its service
// was closed.
func deleteDaysOff(tx *store.Tx, group GroupID, w civil.Window) error {
	_, err := tx.Exec(`DELETE FROM session_cancelled WHERE group_id = $1 AND on_day BETWEEN $2 AND $3 AND closed = $4`, group, w.From, w.To, true)
	if err != nil {
		return fmt.Errorf("open days of group %s: %w", group, err)
	}
	return nil
}

// keepDaysOff lets what moved because a service was closed stay where it is, whatever
// becomes of a later closure.
func keepDaysOff(tx *store.Tx, service access.ServiceID, w civil.Window) error {
	_, err := tx.Exec(`UPDATE session_cancelled SET closed = $1 WHERE on_day BETWEEN $2 AND $3 AND closed = $4
 AND group_id IN (SELECT g.id FROM programme_group g WHERE g.service_id = $5)`, false, w.From, w.To, true, service)
	if err != nil {
		return fmt.Errorf("leave moved what a closure from %s moved: %w", w.From, err)
	}
	return nil
}

// startDays is the last day to start of every family with an accepted place in a
// group: as many as there are families, and nothing of whom.
func startDays(tx *store.Tx, group GroupID) ([]civil.Date, error) {
	rows, err := tx.Query(`SELECT start_by FROM place WHERE group_id = $1 AND state = 'accepted'`, group)
	return store.Collect(rows, err, store.Column[civil.Date])
}

// visitsPlanned counts what is planned for some days with families whom the reader
// may see.
func visitsPlanned(tx *store.Tx, who access.Actor, w civil.Window) (int, error) {
	all, err := places(tx, who, `EXISTS (SELECT 1 FROM visit v WHERE v.place_id = pl.id AND v.state = 'planned' AND v.on_day BETWEEN $1 AND $2)`,
		[]any{w.From, w.To}, ``)
	return len(all), err
}
