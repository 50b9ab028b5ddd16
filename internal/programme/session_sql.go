package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

const sessionColumns = `s.id, s.group_id, s.number, s.on_day, s.was_on, s.starts, s.ends, s.closed_at`

func scanSession(r *store.Rows) (n Session, err error) {
	err = r.Scan(&n.ID, &n.Group, &n.Number, &n.Day, &n.Was, &n.Starts, &n.Ends, &n.ClosedAt)
	return n, err
}

// sessionsOf reads all sessions of a group, in their order.
func sessionsOf(tx *store.Tx, g Group) ([]Session, error) {
	rows, err := tx.Query(`SELECT `+sessionColumns+` FROM group_session s WHERE s.group_id = $1 ORDER BY s.number`, g.ID)
	found, err := store.Collect(rows, err, scanSession)
	if err != nil {
		return nil, fmt.Errorf("sessions of group %s: %w", g.ID, err)
	}
	for i := range found {
		found[i].Title = g.Programme.Plan(found[i].Number).Title
	}
	return found, nil
}

// sessionByID finds a session of a service, with its group.
func (s *Service) sessionByID(tx *store.Tx, service access.ServiceID, today civil.Date, id SessionID) (Session, Group, error) {
	rows, err := tx.Query(`SELECT `+sessionColumns+` FROM group_session s WHERE s.id = $1 AND s.service_id = $2`, id, service)
	n, err := store.One(rows, err, scanSession)
	if err != nil {
		return n, Group{}, fmt.Errorf("session %s: %w", id, err)
	}
	g, err := s.groupByID(tx, service, today, n.Group)
	n.Title = g.titleOf(n.Number)
	return n, g, err
}

func insertSession(tx *store.Tx, g Group, number int, day civil.Date) error {
	_, err := tx.Exec(`
INSERT INTO group_session (id, service_id, group_id, number, on_day, starts, ends) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		fresh(SessionID{}), g.Service, g.ID, number, day, g.Starts, g.Ends)
	if err != nil {
		return fmt.Errorf("insert session %d of group %s: %w", number, g.ID, err)
	}
	return nil
}

// moveSession gives a session another day and keeps the one it had.
func moveSession(tx *store.Tx, group GroupID, m Moved) error {
	_, err := tx.Exec(`UPDATE group_session SET was_on = on_day, on_day = $3 WHERE group_id = $1 AND number = $2`, group, m.Number, m.To)
	if err != nil {
		return fmt.Errorf("move session %d of group %s: %w", m.Number, group, err)
	}
	return nil
}

// setTimes changes the times of the sessions of a group from a day on.
func setTimes(tx *store.Tx, g Group, from civil.Date) error {
	_, err := tx.Exec(`UPDATE group_session SET starts = $3, ends = $4 WHERE group_id = $1 AND on_day >= $2 AND closed_at IS NULL`,
		g.ID, from, g.Starts, g.Ends)
	if err != nil {
		return fmt.Errorf("set times of group %s: %w", g.ID, err)
	}
	return nil
}

func closeSession(tx *store.Tx, who access.Actor, id SessionID) error {
	_, err := tx.Exec(`UPDATE group_session SET closed_at = $2, closed_by = $3 WHERE id = $1`, id, tx.Now(), who.Account)
	if err != nil {
		return fmt.Errorf("close register of %s: %w", id, err)
	}
	return nil
}

// finished reports whether the register of a group's session is.
func finished(tx *store.Tx, group GroupID, number int) (bool, error) {
	return exists(tx, `SELECT COUNT(*) FROM group_session WHERE group_id = $1 AND number = $2 AND closed_at IS NOT NULL`, group, number)
}

func insertDayOff(tx *store.Tx, who access.Actor, group GroupID, d DayOff) error {
	_, err := tx.Exec(`
INSERT INTO session_cancelled (group_id, number, on_day, why, closed, at, by_account) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (group_id, on_day) DO UPDATE SET number = excluded.number, why = excluded.why, closed = excluded.closed, at = excluded.at, by_account = excluded.by_account`,
		group, d.Number, d.Day, d.Why, d.Closed, tx.Now(), who.Account)
	if err != nil {
		return fmt.Errorf("cancel session %d of group %s: %w", d.Number, group, err)
	}
	return nil
}

func daysOff(tx *store.Tx, group GroupID) ([]DayOff, error) {
	rows, err := tx.Query(`SELECT number, on_day, why, closed FROM session_cancelled WHERE group_id = $1 ORDER BY on_day`, group)
	return store.Collect(rows, err, func(r *store.Rows) (d DayOff, err error) {
		err = r.Scan(&d.Number, &d.Day, &d.Why, &d.Closed)
		return d, err
	})
}

// heldThrough is the number of the last session that took place, as the register
// says: it was finished, or somebody was marked as there or missing. A session
// whose time has passed without a register may still be cancelled afterwards.
func heldThrough(tx *store.Tx, group GroupID) (number int, err error) {
	err = tx.QueryRow(`
SELECT COALESCE(MAX(s.number), 0) FROM group_session s WHERE s.group_id = $1 AND (s.closed_at IS NOT NULL
 OR EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND a.mark IN ('present', 'part', 'absent')))`, group).Scan(&number)
	if err != nil {
		return 0, fmt.Errorf("sessions held of group %s: %w", group, err)
	}
	return number, nil
}
