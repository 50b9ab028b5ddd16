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

// How long a login lasts. Staff: twelve hours in all and thirty minutes without
// doing anything, which is what NIST SP 800-63B (2017, §4.2.3) asks of two
// factors, and long enough for a day's work with a group in it. Caregivers: thirty
// days, because the way back in is a message that may not be safe at that hour;
// leaving by "Exit this page" ends it at once.
const (
	staffLogin     = 12 * time.Hour
	staffIdle      = 30 * time.Minute
	caregiverLogin = 30 * 24 * time.Hour
)

// SignIn is what a member of staff gives at the door.
type SignIn struct {
	Email    string
	Password string
	Code     string // of the code generator
	From     string // network address, for the limit
}

// credentials is what an account signs in with.
type credentials struct {
	access.Actor
	hash     string
	key      string // of the code generator, sealed
	usedStep int64
	found    bool
}

// SignIn opens a login and returns its token. Every failure gets one answer, after
// the work that a success takes, and is recorded.
//
// Faults: Conflict when too many tries were made for the account or from the
// source, whether or not there is such an account; Invalid on the whole form
// otherwise.
func (a *Accounts) SignIn(ctx context.Context, in SignIn) (token string, err error) {
	if err := a.admit(ctx, in); err != nil {
		return "", err
	}
	c, now, err := a.credentials(ctx, in.Email)
	if err != nil {
		return "", err
	}
	step, ok, err := a.proves(ctx, c, in.Password, in.Code, now)
	if err != nil {
		return "", err
	}
	if ok {
		err = a.db.Update(ctx, func(tx *store.Tx) error {
			// Of two tabs with one code, one gets in.
			ok, err = useStep(tx, c, step)
			if err != nil || !ok {
				return err
			}
			if err := forgetAttempts(tx, a.attemptKey(signInByAccount.What, emailKey(in.Email))); err != nil {
				return err
			}
			token, err = a.loginIn(tx, c.Actor, staffLogin)
			return err
		})
		if err != nil {
			return "", fmt.Errorf("sign in %s: %w", c.Account, err)
		}
	}
	if !ok {
		return "", a.refuse(ctx, c.Actor, "sign-in.refused", fault.Check(fault.At("", "identity.sign-in.failed")))
	}
	return token, nil
}

// admit counts the attempt, in a transaction of its own so that it stays counted.
// What a source that is shut out still tries counts against no account: one
// machine must not be able to shut out everybody.
func (a *Accounts) admit(ctx context.Context, in SignIn) error {
	var byAccount, bySource bool
	err := a.db.Update(ctx, func(tx *store.Tx) (err error) {
		if bySource, err = a.AllowIn(tx, signInBySource, Source(in.From)); err != nil || !bySource {
			return err
		}
		byAccount, err = a.AllowIn(tx, signInByAccount, emailKey(in.Email))
		return err
	})
	if err != nil {
		return fmt.Errorf("count sign-in: %w", err)
	}
	if !byAccount || !bySource {
		return a.refuse(ctx, access.Actor{}, "sign-in.limited", errTooMany())
	}
	return nil
}

// credentials reads an account that may sign in by password. Where there is none
// it returns some that nothing proves, made of the same parts.
func (a *Accounts) credentials(ctx context.Context, email string) (c credentials, now time.Time, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		now = tx.Now()
		c, err = a.credentialsByEmail(tx, emailKey(email))
		return err
	})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return c, now, fmt.Errorf("credentials: %w", err)
	}
	if err == nil && c.hash != "" && c.IsStaff() {
		c.found = true
		return c, now, nil
	}
	return credentials{Actor: c.Actor, hash: dummyHash(), key: a.sealText(newCodeKey(), "")}, now, nil
}

// proves checks the password and the code, both always.
func (a *Accounts) proves(ctx context.Context, c credentials, password, code string, now time.Time) (step int64, ok bool, err error) {
	var owner string
	if c.found {
		owner = c.Account.String()
	}
	key, err := a.openText(c.key, owner)
	if err != nil {
		return 0, false, fmt.Errorf("code generator of %s: %w", c.Account, err)
	}
	var right bool
	var hashErr error
	if err := a.withHash(ctx, func() { right, hashErr = checkPassword(c.hash, limited(password)) }); err != nil {
		return 0, false, err
	}
	if hashErr != nil {
		return 0, false, fmt.Errorf("account %s: %w", c.Account, hashErr)
	}
	step, matched, err := matchCode(key, code, now, c.usedStep)
	return step, c.found && right && matched, err
}

// limited keeps a sent book from being hashed. No password is that long, so it
// stays wrong.
func limited(password string) string {
	const most = 4 * passwordMax
	return password[:min(len(password), most)]
}

// LoginIn signs an account in within the transaction that earned it, such as the
// acceptance of an offer by its link.
func (a *Accounts) LoginIn(tx *store.Tx, account access.AccountID) (token string, err error) {
	who, err := a.ActorIn(tx, account)
	if err != nil {
		return "", err
	}
	if !who.Has(access.Caregiver) {
		return "", fault.NotFoundf("caregiver's account %s", account)
	}
	return a.loginIn(tx, who, caregiverLogin)
}

func (a *Accounts) loginIn(tx *store.Tx, who access.Actor, lasts time.Duration) (token string, err error) {
	token = ident.Secret()
	if err := insertLogin(tx, HashSecret(token), who.Account, tx.Now().Add(lasts)); err != nil {
		return "", err
	}
	return token, a.log.Record(tx, who.Did("account.signed-in", "account", who.Account.String()))
}

// refuse records a refusal in a transaction of its own, because the one it
// happened in is undone, and returns the answer.
func (a *Accounts) refuse(ctx context.Context, who access.Actor, action string, answer error) error {
	if err := a.log.RecordApart(ctx, a.db, who.Did(action, "account", who.Account.String())); err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	return answer
}
