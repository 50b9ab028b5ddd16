package identity

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// DemoSignIn signs anybody in without any proof, in a demonstration only.
//
// Faults: NotFound outside a demonstration, and for no account.
func (a *Accounts) DemoSignIn(ctx context.Context, account access.AccountID) (token string, err error) {
	if !a.demo {
		return "", fault.NotFoundf("demonstration")
	}
	err = a.db.Update(ctx, func(tx *store.Tx) error {
		who, err := a.ActorIn(tx, account)
		if err != nil {
			return err
		}
		lasts := staffLogin
		if who.Has(access.Caregiver) {
			lasts = caregiverLogin
		}
		token, err = a.loginIn(tx, who, lasts)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("demonstrate as %s: %w", account, err)
	}
	return token, nil
}
