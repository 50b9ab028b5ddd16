package identity

import (
	"cmp"
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Enrolment is what the page behind an enrolment link shows: whom it is for, and
// the key for the code generator, as text and as what a square of dots says.
type Enrolment struct {
	Name    string
	Email   string
	CodeKey string
	CodeURI string
}

// Enrol is what somebody chose on that page.
type Enrol struct {
	Secret   string
	Password string
	Code     string // the first code of the new generator
	From     string // network address, for the limit
}

// enrolee is an account about to choose its password.
type enrolee struct {
	id    access.AccountID
	name  string
	email string
	key   string // of the code generator, sealed
}

// enrolLinkIn gives an account a new key for a code generator and a link to take
// it up.
func (a *Accounts) enrolLinkIn(tx *store.Tx, id access.AccountID) (secret string, err error) {
	if err := setCodeKey(tx, id, a.sealText(newCodeKey(), id.String())); err != nil {
		return "", err
	}
	return a.LinkIn(tx, NewLink{Purpose: ForEnrol, Account: id, Expires: tx.Now().Add(enrolLinkLasts)})
}

// Enrolment reads what an open enrolment link is for.
//
// Faults: NotFound for a link that is unknown, used or expired.
func (a *Accounts) Enrolment(ctx context.Context, secret string) (out Enrolment, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		l, err := a.openEnrolment(tx, secret)
		if err != nil {
			return err
		}
		e, key, err := a.enrolee(tx, l.Account)
		out = Enrolment{Name: e.name, Email: e.email, CodeKey: key, CodeURI: codeURI(key, e.email)}
		return err
	})
	return out, err
}

// Enrol sets the password, confirms the code generator, uses the link up and signs
// in.
//
// Faults: NotFound for a link that is unknown, used or expired; Invalid on password
// or code; Conflict after too many tries.
func (a *Accounts) Enrol(ctx context.Context, in Enrol) (token string, err error) {
	err = a.admitEnrol(ctx, in)
	if err == nil {
		token, err = a.enrol(ctx, in)
	}
	if fault.KindOf(err) != fault.Internal && !fault.Is(err, fault.Unavailable) {
		return "", a.refuse(ctx, access.Actor{}, "enrol.refused", err)
	}
	if err != nil {
		return "", fmt.Errorf("enrol: %w", err)
	}
	return token, nil
}

// admitEnrol counts the attempt, in a transaction of its own so that it stays
// counted, and turns away whoever holds no open link. Hashing is slow on purpose:
// it is for those who may enrol.
func (a *Accounts) admitEnrol(ctx context.Context, in Enrol) error {
	var refused error
	err := a.db.Update(ctx, func(tx *store.Tx) error {
		ok, err := a.AllowIn(tx, enrolBySource, Source(in.From))
		if err != nil {
			return err
		}
		refused = errTooMany()
		if ok {
			_, refused = a.openEnrolment(tx, in.Secret)
		}
		return nil
	})
	return cmp.Or(err, refused)
}

// openEnrolment is the link of an enrolment, NotFound unless it is open.
func (a *Accounts) openEnrolment(tx *store.Tx, secret string) (Link, error) {
	l, err := a.LinkBySecretIn(tx, ForEnrol, secret)
	if err == nil && l.State != LinkOpen {
		err = fault.NotFoundf("enrolment of %s, %s", l.Account, l.State)
	}
	return l, err
}

func (a *Accounts) enrol(ctx context.Context, in Enrol) (token string, err error) {
	// Outside the transaction, which it would keep open.
	var hash string
	if err := a.withHash(ctx, func() { hash = hashPassword(limited(in.Password)) }); err != nil {
		return "", err
	}
	err = a.db.Update(ctx, func(tx *store.Tx) error {
		token, err = a.enrolIn(tx, in, hash)
		return err
	})
	return token, err
}

func (a *Accounts) enrolIn(tx *store.Tx, in Enrol, hash string) (token string, err error) {
	l, err := a.openEnrolment(tx, in.Secret)
	if err != nil {
		return "", err
	}
	e, key, err := a.enrolee(tx, l.Account)
	if err != nil {
		return "", err
	}
	problems := passwordProblems(in.Password, aboutPerson(e.name, e.email)...)
	step, ok, err := matchCode(key, in.Code, tx.Now(), 0)
	if err != nil {
		return "", err
	}
	if !ok {
		problems = append(problems, fault.At("code", "identity.code.wrong"))
	}
	if err := fault.Check(problems...); err != nil {
		return "", err
	}
	if err := setCredentials(tx, e.id, hash, step); err != nil {
		return "", err
	}
	if err := markLinkUsed(tx, l.hash); err != nil {
		return "", err
	}
	who, err := a.ActorIn(tx, e.id)
	if err != nil {
		return "", err
	}
	if err := a.log.Record(tx, who.Did("staff.enrolled", "account", e.id.String())); err != nil {
		return "", err
	}
	return a.loginIn(tx, who, staffLogin)
}

func (a *Accounts) enrolee(tx *store.Tx, id access.AccountID) (enrolee, string, error) {
	e, err := enroleeByID(tx, id)
	if err != nil {
		return e, "", fmt.Errorf("enrol %s: %w", id, err)
	}
	key, err := a.openText(e.key, id.String())
	if err != nil {
		return e, "", fmt.Errorf("code generator of %s: %w", id, err)
	}
	return e, key, nil
}
