package identity

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// Purpose is what a link is for. A link opens nothing of another purpose.
type Purpose string

// The purposes of links.
const (
	ForSignIn Purpose = "sign-in" // a caregiver's way in; works once
	ForEnrol  Purpose = "enrol"   // staff choose a password; works once
	ForOffer  Purpose = "offer"   // a place to accept or decline; Thing is the offer
	ForJoin   Purpose = "join"    // another carer is invited; Thing is the invitation
)

// How long links stand that this room decides on. A way in lasts a day, because
// a message may be read at night; an enrolment lasts over a weekend.
const (
	SignInLinkLasts = 24 * time.Hour
	enrolLinkLasts  = 72 * time.Hour
)

// LinkState is what a link is good for now.
type LinkState string

// The states of a link.
const (
	LinkOpen    LinkState = "open"
	LinkUsed    LinkState = "used"
	LinkExpired LinkState = "expired"
)

// NewLink is a link to be made.
type NewLink struct {
	Purpose Purpose
	Account access.AccountID // who it signs in; zero for none
	Thing   string           // what it opens, such as a place's identifier
	Expires time.Time
}

// Link is what a secret opens.
type Link struct {
	Purpose Purpose
	Account access.AccountID
	Thing   string
	Made    time.Time
	Expires time.Time
	Used    *time.Time
	State   LinkState
	hash    string
}

// stateAt says what a link is good for at now. What was used stays used when it
// expires, so that "you have already answered" stays true.
func (l Link) stateAt(now time.Time) LinkState {
	switch {
	case l.Used != nil:
		return LinkUsed
	case !now.Before(l.Expires):
		return LinkExpired
	}
	return LinkOpen
}

// LinkIn makes a link and returns its secret, which is nowhere else: whoever loses
// it needs a new one. The making is recorded by the use case that wants the link.
func (a *Accounts) LinkIn(tx *store.Tx, in NewLink) (secret string, err error) {
	if in.Purpose == "" || !in.Expires.After(tx.Now()) {
		return "", fmt.Errorf("link for %q that never opens", in.Purpose)
	}
	secret = ident.Secret()
	return secret, insertLink(tx, HashSecret(secret), in)
}

// Link reads what a secret opens, whatever its state, without using it. Following
// a link must be safe: mail programs follow links before people do.
//
// Faults: NotFound for a secret that was never given out for the purpose.
func (a *Accounts) Link(ctx context.Context, p Purpose, secret string) (l Link, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		l, err = a.LinkBySecretIn(tx, p, secret)
		return err
	})
	return l, err
}

// LinkBySecretIn is Link within a transaction.
func (a *Accounts) LinkBySecretIn(tx *store.Tx, p Purpose, secret string) (Link, error) {
	l, err := linkByHash(tx, p, HashSecret(secret))
	if err != nil {
		return Link{}, fmt.Errorf("link for %s: %w", p, err)
	}
	l.State = l.stateAt(tx.Now())
	return l, nil
}

// UseLinkIn uses up an open link.
//
// Faults: NotFound alike for one that is unknown, used or expired.
func (a *Accounts) UseLinkIn(tx *store.Tx, p Purpose, secret string) (Link, error) {
	l, err := a.LinkBySecretIn(tx, p, secret)
	if err != nil {
		return Link{}, err
	}
	if l.State != LinkOpen {
		return Link{}, fault.NotFoundf("link for %s, %s", p, l.State)
	}
	return l, markLinkUsed(tx, l.hash)
}
