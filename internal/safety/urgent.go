package safety

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// Urgent reads the first of Alerts, the one due first on top, and says how many are
// open.
//
// Faults: Forbidden without AlertRead.
func (s *Service) Urgent(ctx context.Context, who access.Actor, most int) (first []Alert, open int, err error) {
	if err := who.Require(access.AlertRead); err != nil {
		return nil, 0, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		first, err = alertsWhere(tx, who, `al.closed_at IS NULL`, nil, fmt.Sprintf(`ORDER BY al.due_at, al.id LIMIT %d`, most+1))
		if err != nil {
			return err
		}
		if open = len(first); open > most {
			all, err := countOpen(tx, who)
			if err != nil {
				return err
			}
			first, open = first[:most], all.Open
		}
		return withSteps(tx, who, first, lastStep)
	})
	if err != nil {
		return nil, 0, fmt.Errorf("urgent alerts: %w", err)
	}
	return first, open, nil
}
