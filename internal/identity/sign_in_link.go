package identity

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// CaregiverAccountIn finds the account of a person who cares for a baby, or makes
// one. Name is what to call them.
func (a *Accounts) CaregiverAccountIn(tx *store.Tx, who access.Actor, person access.PersonID, name string) (access.AccountID, error) {
	id, err := accountOfPerson(tx, person)
	if err == nil || !fault.Is(err, fault.NotFound) {
		return id, err
	}
	id = access.NewAccountID()
	if err := insertCaregiver(tx, id, who.Service, person, name); err != nil {
		return access.AccountID{}, err
	}
	if err := insertRole(tx, id, datedRole{role: access.Caregiver, from: who.Today}); err != nil {
		return access.AccountID{}, err
	}
	return id, a.log.Record(tx, who.Did("account.made", "account", id.String()))
}

// SignInLinkIn makes a one-time way in for a caregiver's person, and the account
// if there is none yet. The ones made before stay good until they expire: a second
// request must not spoil the message that is being read.
func (a *Accounts) SignInLinkIn(tx *store.Tx, who access.Actor, person access.PersonID, name string) (secret string, err error) {
	account, err := a.CaregiverAccountIn(tx, who, person, name)
	if err != nil {
		return "", err
	}
	return a.LinkIn(tx, NewLink{Purpose: ForSignIn, Account: account, Expires: tx.Now().Add(SignInLinkLasts)})
}

// SignInByLink uses up a caregiver's link and opens a login. It belongs behind a
// button: a page that only shows must not use the link up.
//
// Faults: NotFound for a link that is unknown, used or expired, or whose account
// was disabled.
func (a *Accounts) SignInByLink(ctx context.Context, secret string) (token string, err error) {
	err = a.db.Update(ctx, func(tx *store.Tx) error {
		l, err := a.UseLinkIn(tx, ForSignIn, secret)
		if err != nil {
			return err
		}
		token, err = a.LoginIn(tx, l.Account)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return "", a.refuse(ctx, access.Actor{}, "sign-in.refused", err)
	}
	if err != nil {
		return "", fmt.Errorf("sign in by link: %w", err)
	}
	return token, nil
}
