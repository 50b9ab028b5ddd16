package safety

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// Urgent reads the first of Alerts and says how many are open. Whom somebody is asked
// to call after a loss stands before the others, however much else is due before it:
// it is one call, and no list should come before it. Then comes what is due first. The
// calls take half the places at most, so that they push no danger off the page.
//
// Faults: Forbidden without AlertRead.
func (s *Service) Urgent(ctx context.Context, who access.Actor, most int) (first []Alert, open int, err error) {
	if err := who.Require(access.AlertRead); err != nil {
		return nil, 0, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		calls, err := alertsWhere(tx, who, `al.closed_at IS NULL AND al.kind = 'loss'`, nil, fmt.Sprintf(`ORDER BY al.due_at, al.id LIMIT %d`, (most+1)/2))
		if err != nil {
			return err
		}
		due, err := alertsWhere(tx, who, `al.closed_at IS NULL`, nil, fmt.Sprintf(`ORDER BY al.due_at, al.id LIMIT %d`, most+1))
		if err != nil {
			return err
		}
		if open = len(due); open > most {
			all, err := countOpen(tx, who)
			if err != nil {
				return err
			}
			open = all.Open
		}
		first = before(calls, due, most)
		return withSteps(tx, who, first, lastStep)
	})
	if err != nil {
		return nil, 0, fmt.Errorf("urgent alerts: %w", err)
	}
	return first, open, nil
}

// before puts calls before what is due, each alert once, as many as there is room for.
func before(calls, due []Alert, most int) []Alert {
	out := calls
	for _, a := range due {
		if !slices.ContainsFunc(calls, func(c Alert) bool { return c.ID == a.ID }) {
			out = append(out, a)
		}
	}
	return out[:min(most, len(out))]
}
