package programme

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// todayShown is how many sessions of one day are shown: more than any service
// holds.
const todayShown = 60

// SessionsOn lists the sessions of a day, by their hour: those the actor leads or,
// for a coordinator and a lead, all of the service. What does not take place, in a
// group that has stopped, is left out.
func (s *Service) SessionsOn(ctx context.Context, who access.Actor, day civil.Date) (out []SessionRow, err error) {
	if err := who.Require(access.RegisterRead); err != nil {
		return nil, err
	}
	condition, args := `s.on_day = $2`, []any{who.Service, day}
	if !who.May(access.PlaceFill) {
		condition, args = condition+` AND `+ledBy("$3"), append(args, who.Account)
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = s.sessionRows(tx, who, condition+` ORDER BY s.starts, s.id LIMIT `+fmt.Sprint(todayShown), args)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sessions on %s: %w", day, err)
	}
	return out, nil
}

// How far back a register that nobody finished is something to do, and how many
// of them are shown.
const (
	unfinishedDays  = 90
	unfinishedShown = 20
)

// Unfinished lists past sessions of the groups the actor leads whose register was
// never finished, newest first.
func (s *Service) Unfinished(ctx context.Context, who access.Actor) (out []SessionRow, err error) {
	if err := who.Require(access.RegisterWrite); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = s.sessionRows(tx, who, `s.on_day < $2 AND s.on_day >= $4 AND s.closed_at IS NULL AND `+ledBy("$3")+
			` ORDER BY s.on_day DESC, s.starts, s.id LIMIT `+fmt.Sprint(unfinishedShown),
			[]any{who.Service, who.Today, who.Account, who.Today.AddDays(-unfinishedDays)})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("unfinished registers: %w", err)
	}
	return out, nil
}

// ledBy is the condition that the account in a placeholder leads session s's group.
// It begins with the account's few groups, not with everybody's sessions.
func ledBy(account string) string {
	return `s.group_id IN (SELECT f.group_id FROM facilitator f WHERE f.account_id = ` + account + ` AND f.until_on IS NULL)`
}

// sessionRows reads sessions that take place, with who is expected and marked.
func (s *Service) sessionRows(tx *store.Tx, who access.Actor, condition string, args []any) ([]SessionRow, error) {
	rows, err := tx.Query(`
SELECT `+sessionColumns+`,
 (SELECT COUNT(DISTINCT d.caregiver_id) FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
  WHERE pl.group_id = s.group_id AND pl.state IN ('accepted', 'completed')),
 (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id AND a.mark = 'cant'),
 (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id)
FROM group_session s JOIN programme_group g ON g.id = s.group_id
WHERE s.service_id = $1 AND (g.state = 'open' OR s.number < g.next_number) AND `+condition, args...)
	out, err := store.Collect(rows, err, func(r *store.Rows) (row SessionRow, err error) {
		var cant int
		n := &row.Session
		err = r.Scan(&n.ID, &n.Group, &n.Number, &n.Day, &n.Was, &n.Starts, &n.Ends, &n.ClosedAt, &row.Places, &cant, &row.Marked)
		row.Coming = max(row.Places-cant, 0)
		return row, err
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return out, s.addGroups(tx, who, out)
}

// addGroups sets the group of every session found, in one query.
func (s *Service) addGroups(tx *store.Tx, who access.Actor, out []SessionRow) error {
	var ids []any
	for _, row := range out {
		ids = append(ids, row.Session.Group)
	}
	found, err := s.groups(tx, who.Today, `WHERE g.id IN (`+store.List(2, len(ids))+`)`, ids...)
	if err != nil {
		return err
	}
	byID := make(map[GroupID]Group, len(found))
	for _, g := range found {
		byID[g.ID] = g
	}
	for i := range out {
		n := &out[i].Session
		out[i].Group = byID[n.Group]
		n.Title = out[i].Group.titleOf(n.Number)
	}
	return nil
}
