package identity

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// ResetStaff takes password and code generator from somebody who lost one of them,
// ends their logins, and returns the secret of a new enrolment link.
//
// Faults: Forbidden; NotFound outside the actor's service.
func (a *Accounts) ResetStaff(ctx context.Context, who access.Actor, id access.AccountID) (secret string, err error) {
	err = a.change(ctx, who, id, "staff.reset", func(tx *store.Tx) error {
		if err := clearCredentials(tx, id); err != nil {
			return err
		}
		if err := a.shutOut(tx, id); err != nil {
			return err
		}
		secret, err = a.enrolLinkIn(tx, id)
		return err
	})
	return secret, err
}

// DisableStaff shuts an account out at once, on every device. What the person did
// stays under their name.
//
// Faults: Forbidden; NotFound outside the actor's service; Conflict for oneself,
// so that an administrator is always left.
func (a *Accounts) DisableStaff(ctx context.Context, who access.Actor, id access.AccountID) error {
	if id == who.Account {
		return fault.Refuse("identity.staff.self")
	}
	return a.change(ctx, who, id, "staff.disabled", func(tx *store.Tx) error {
		if err := setDisabled(tx, id, true); err != nil {
			return err
		}
		if err := promise(tx, pledge.ShutOut, id); err != nil {
			return err
		}
		return a.shutOut(tx, id)
	})
}

// EnableStaff lets a disabled account in again, with the password it had.
//
// Faults: Forbidden; NotFound outside the actor's service.
func (a *Accounts) EnableStaff(ctx context.Context, who access.Actor, id access.AccountID) error {
	return a.change(ctx, who, id, "staff.enabled", func(tx *store.Tx) error {
		if err := setDisabled(tx, id, false); err != nil {
			return err
		}
		return promise(tx, pledge.LetIn, id)
	})
}

// SetRoles gives somebody these roles from today, and no others. Nobody changes
// their own: an administrator who needs to see families asks another one.
//
// Faults: Forbidden; NotFound; Conflict for oneself; Invalid on roles.
func (a *Accounts) SetRoles(ctx context.Context, who access.Actor, id access.AccountID, roles []access.Role) error {
	if id == who.Account {
		return fault.Refuse("identity.staff.self")
	}
	if err := fault.Check(checkRoles(roles)...); err != nil {
		return err
	}
	return a.change(ctx, who, id, "roles.set", func(tx *store.Tx) error {
		acc, err := accountByID(tx, id)
		if err != nil {
			return err
		}
		// Also what was to begin later ends.
		for _, r := range acc.roles {
			if !slices.Contains(roles, r.role) {
				if err := endRole(tx, id, r.role, who.Today.AddDays(-1)); err != nil {
					return err
				}
			}
		}
		held := rolesOn(acc.roles, who.Today)
		for _, r := range roles {
			if !slices.Contains(held, r) {
				if err := insertRole(tx, id, datedRole{role: r, from: who.Today}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// change does something to an account of the actor's service. A refusal is recorded
// although its transaction is undone.
func (a *Accounts) change(ctx context.Context, who access.Actor, id access.AccountID, action string, fn func(*store.Tx) error) error {
	err := who.Require(access.StaffManage)
	if err == nil {
		err = a.db.Update(ctx, func(tx *store.Tx) error {
			if err := staffInService(tx, id, who.Service); err != nil {
				return err
			}
			if err := fn(tx); err != nil {
				return err
			}
			return a.log.Record(tx, who.Did(action, "account", id.String()))
		})
	}
	if fault.Is(err, fault.Forbidden) || fault.Is(err, fault.NotFound) {
		if err := a.log.RecordApart(ctx, a.db, who.Did(action+".refused", "account", id.String())); err != nil {
			return fmt.Errorf("record refusal: %w", err)
		}
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", action, id, err)
	}
	return nil
}

// shutOut ends whatever could still let an account in.
func (a *Accounts) shutOut(tx *store.Tx, id access.AccountID) error {
	if err := endLogins(tx, id); err != nil {
		return err
	}
	return expireAccountLinks(tx, id)
}
