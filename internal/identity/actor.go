package identity

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// touchEvery is how exactly we know when a login was last used. Writing at every
// page would make every page a write.
const touchEvery = time.Minute

// login is a signed-in browser as the database knows it.
type login struct {
	account account
	seen    time.Time
	expires time.Time
}

// account is an account with its roles of all times.
type account struct {
	id       access.AccountID
	service  access.ServiceID
	person   access.PersonID
	name     string
	zoneName string
	roles    []datedRole
}

type datedRole struct {
	role  access.Role
	from  civil.Date
	until civil.Date // last day; zero for open
}

// rolesOn are the roles held on a day. They are dated so that last year's worker
// is nobody, without anybody having to remember it on the day.
func rolesOn(roles []datedRole, day civil.Date) []access.Role {
	var out []access.Role
	for _, r := range roles {
		if (civil.Window{From: r.from, To: r.until}).Contains(day) {
			out = append(out, r.role)
		}
	}
	return out
}

// Actor finds who holds the token of a login that lasts. It costs one query, and
// once a minute a write of when the login was seen.
//
// Faults: NotFound for a token that opens nothing, whatever the reason.
func (a *Accounts) Actor(ctx context.Context, token string) (access.Actor, error) {
	if token == "" {
		return access.Actor{}, fault.NotFoundf("login")
	}
	var who access.Actor
	var stale bool
	err := a.db.View(ctx, func(tx *store.Tx) error {
		l, err := loginByToken(tx, HashSecret(token))
		if err != nil {
			return err
		}
		who, err = a.actorOf(l.account, tx.Now())
		if err != nil {
			return err
		}
		if !l.lasts(who, tx.Now()) {
			return fault.NotFoundf("login of %s, ended", who.Account)
		}
		stale = tx.Now().Sub(l.seen) >= touchEvery
		return nil
	})
	if err != nil {
		return access.Actor{}, fmt.Errorf("actor: %w", err)
	}
	if stale {
		err := a.db.Update(ctx, func(tx *store.Tx) error { return touchLogin(tx, HashSecret(token), tx.Now().Add(-touchEvery)) })
		// When the disk is full, pages can still be read; the cost is a login that
		// ends early.
		if err != nil && !fault.Is(err, fault.Unavailable) {
			return access.Actor{}, fmt.Errorf("actor: %w", err)
		}
	}
	return who, nil
}

// lasts reports whether the login is good at now for an actor with those roles.
func (l login) lasts(who access.Actor, now time.Time) bool {
	if len(who.Roles) == 0 || !now.Before(l.expires) {
		return false
	}
	return who.Has(access.Caregiver) || now.Sub(l.seen) < staffIdle
}

// ActorIn is an account as it could act now, for work that asks what somebody
// else may do: whether an alert can be handed to them.
//
// Faults: NotFound for no account, or a disabled one.
func (a *Accounts) ActorIn(tx *store.Tx, id access.AccountID) (access.Actor, error) {
	acc, err := accountByID(tx, id)
	if err != nil {
		return access.Actor{}, fmt.Errorf("account %s: %w", id, err)
	}
	return a.actorOf(acc, tx.Now())
}

func (a *Accounts) actorOf(acc account, now time.Time) (access.Actor, error) {
	zone, err := a.zone(acc.zoneName)
	if err != nil {
		return access.Actor{}, err
	}
	today := civil.Of(now.In(zone))
	return access.Actor{
		Account: acc.id, Service: acc.service, Person: acc.person, Name: acc.name,
		Roles: rolesOn(acc.roles, today), Today: today, Now: now,
	}, nil
}
