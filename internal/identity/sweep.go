package identity

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/store"
)

// sweepAfter is how long what has ended stays readable, for whoever asks what
// happened last month. The audit log stays.
const sweepAfter = 90 * 24 * time.Hour

// Sweep forgets attempts that no limit counts any more, and logins and links long
// ended. It is run once a day.
func (a *Accounts) Sweep(ctx context.Context) error {
	err := a.db.Update(ctx, func(tx *store.Tx) error {
		now := tx.Now()
		for _, s := range []struct {
			query  string
			before time.Time
		}{
			{`DELETE FROM attempt WHERE at < $1`, now.Add(-longestWindow)},
			{`DELETE FROM login WHERE expires_at < $1`, now.Add(-sweepAfter)},
			{`DELETE FROM link WHERE expires_at < $1`, now.Add(-sweepAfter)},
		} {
			if _, err := tx.Exec(s.query, s.before); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sweep logins: %w", err)
	}
	return nil
}
