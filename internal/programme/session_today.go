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
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if out, err = sessionsOn(tx, who, day); err != nil || len(out) == 0 {
			return err
		}
		args, at := []any{}, map[GroupID]int{}
		for i, row := range out {
			args, at[row.Session.Group] = append(args, row.Session.Group), i
		}
		groups, err := s.groups(tx, who.Today, `WHERE g.id IN (`+store.List(2, len(args))+`)`, args...)
		if err != nil {
			return err
		}
		for _, g := range groups {
			row := &out[at[g.ID]]
			row.Group, row.Session.Title = g, g.titleOf(row.Session.Number)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("sessions on %s: %w", day, err)
	}
	return out, nil
}

func sessionsOn(tx *store.Tx, who access.Actor, day civil.Date) ([]SessionRow, error) {
	mine, args := ``, []any{who.Service, day}
	if !who.May(access.PlaceFill) {
		mine = ` AND EXISTS (SELECT 1 FROM facilitator f WHERE f.group_id = s.group_id AND f.account_id = $3 AND f.until_on IS NULL)`
		args = append(args, who.Account)
	}
	rows, err := tx.Query(`
SELECT `+sessionColumns+`,
 (SELECT COUNT(DISTINCT d.caregiver_id) FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
  WHERE pl.group_id = s.group_id AND pl.state IN ('accepted', 'completed')),
 (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id AND a.mark = 'cant'),
 (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id)
FROM group_session s JOIN programme_group g ON g.id = s.group_id
WHERE s.service_id = $1 AND s.on_day = $2 AND (g.state = 'open' OR s.number < g.next_number)`+mine+`
ORDER BY s.starts, s.id LIMIT `+fmt.Sprint(todayShown), args...)
	return store.Collect(rows, err, func(r *store.Rows) (row SessionRow, err error) {
		var cant int
		n := &row.Session
		err = r.Scan(&n.ID, &n.Group, &n.Number, &n.Day, &n.Was, &n.Starts, &n.Ends, &n.ClosedAt, &row.Places, &cant, &row.Marked)
		row.Coming = max(row.Places-cant, 0)
		return row, err
	})
}
