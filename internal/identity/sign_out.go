package identity

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// SignOut ends the login on the server. A token that opens nothing is signed out
// already, so it is no fault.
func (a *Accounts) SignOut(ctx context.Context, token string) error {
	err := a.db.Update(ctx, func(tx *store.Tx) error { return endLogin(tx, HashSecret(token)) })
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// SignOutEverywhere ends every login of the actor's own account, on every device.
func (a *Accounts) SignOutEverywhere(ctx context.Context, who access.Actor) error {
	return a.db.Update(ctx, func(tx *store.Tx) error {
		if err := endLogins(tx, who.Account); err != nil {
			return err
		}
		return a.log.Record(tx, who.Did("account.signed-out", "account", who.Account.String()))
	})
}
