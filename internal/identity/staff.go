package identity

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// nameLimit is the most characters a name may have.
const nameLimit = 200

// Member is somebody who works for a service, as an administrator sees them.
type Member struct {
	ID       access.AccountID
	Name     string
	Email    string
	Roles    []access.Role // held today
	Enrolled bool          // has chosen a password
	Disabled bool
	Seen     *time.Time // when they last used a login
}

// Colleague is somebody who works for the service today, as everybody there knows
// them.
type Colleague struct {
	ID    access.AccountID
	Name  string
	Roles []access.Role
}

// May reports whether the colleague's roles carry the permission.
func (c Colleague) May(p access.Permission) bool { return access.Actor{Roles: c.Roles}.May(p) }

// Staff lists everybody who works or worked for the actor's service, by name.
func (a *Accounts) Staff(ctx context.Context, who access.Actor) (all []Member, err error) {
	if err := who.Require(access.StaffManage); err != nil {
		return nil, err
	}
	err = a.db.View(ctx, func(tx *store.Tx) error {
		all, err = staffOf(tx, who.Service, who.Today)
		return err
	})
	return all, err
}

// Colleagues lists who works for the actor's service today and is allowed the
// permission, by name: to choose a facilitator, or whom to hand something to.
func (a *Accounts) Colleagues(ctx context.Context, who access.Actor, p access.Permission) (out []Colleague, err error) {
	if err := who.Require(access.DeskUse); err != nil {
		return nil, err
	}
	err = a.db.View(ctx, func(tx *store.Tx) error {
		out, err = a.ColleaguesIn(tx, who, p)
		return err
	})
	return out, err
}

// ColleaguesIn is Colleagues within a transaction.
func (a *Accounts) ColleaguesIn(tx *store.Tx, who access.Actor, p access.Permission) ([]Colleague, error) {
	all, err := staffOf(tx, who.Service, who.Today)
	if err != nil {
		return nil, err
	}
	var out []Colleague
	for _, m := range all {
		c := Colleague{ID: m.ID, Name: m.Name, Roles: m.Roles}
		if !m.Disabled && len(m.Roles) > 0 && c.May(p) {
			out = append(out, c)
		}
	}
	return out, nil
}

// NewStaff is somebody who starts to work for the service.
type NewStaff struct {
	Name  string
	Email string
	Roles []access.Role
	From  civil.Date // first day; zero for today
	Until civil.Date // last day; zero for open
}

func (n NewStaff) check() []fault.Problem {
	var out []fault.Problem
	if strings.TrimSpace(n.Name) == "" {
		out = append(out, fault.At("name", "identity.name.missing"))
	}
	if utf8.RuneCountInString(n.Name) > nameLimit {
		out = append(out, fault.At("name", "identity.name.long", "limit", nameLimit))
	}
	if !plausibleEmail(n.Email) {
		out = append(out, fault.At("email", "identity.email.wrong"))
	}
	if n.Until.Before(n.From) {
		out = append(out, fault.At("until", "identity.until.before"))
	}
	return append(out, checkRoles(n.Roles)...)
}

// checkRoles refuses no role and a caregiver's: who works here and is cared for
// here has two accounts.
func checkRoles(roles []access.Role) []fault.Problem {
	if len(roles) == 0 {
		return []fault.Problem{fault.At("roles", "identity.roles.missing")}
	}
	for _, r := range roles {
		if r == access.Caregiver || !slices.Contains(access.Roles(), r) {
			return []fault.Problem{fault.At("roles", "identity.roles.wrong")}
		}
	}
	return nil
}

// AddStaff makes an account and returns the secret of its enrolment link, to be
// given to the person and nobody else.
//
// Faults: Forbidden; Invalid on name, email, roles, until.
func (a *Accounts) AddStaff(ctx context.Context, who access.Actor, in NewStaff) (id access.AccountID, secret string, err error) {
	err = a.db.Update(ctx, func(tx *store.Tx) error {
		id, secret, err = a.AddStaffIn(tx, who, in)
		return err
	})
	if fault.Is(err, fault.Forbidden) {
		return id, "", a.refuse(ctx, who, "staff.added.refused", err)
	}
	return id, secret, err
}

// AddStaffIn is AddStaff within a transaction.
func (a *Accounts) AddStaffIn(tx *store.Tx, who access.Actor, in NewStaff) (id access.AccountID, secret string, err error) {
	if err := who.Require(access.StaffManage); err != nil {
		return id, "", err
	}
	if in.From.IsZero() {
		in.From = who.Today
	}
	if err := fault.Check(in.check()...); err != nil {
		return id, "", err
	}
	taken, err := emailTaken(tx, emailKey(in.Email))
	if err != nil {
		return id, "", err
	}
	if taken {
		return id, "", fault.Check(fault.At("email", "identity.email.taken"))
	}
	id = access.NewAccountID()
	if err := insertStaff(tx, id, who.Service, in); err != nil {
		return id, "", err
	}
	for _, r := range in.Roles {
		if err := insertRole(tx, id, datedRole{r, in.From, in.Until}); err != nil {
			return id, "", err
		}
	}
	if secret, err = a.enrolLinkIn(tx, id); err != nil {
		return id, "", err
	}
	if err := a.log.Record(tx, who.Did("staff.added", "account", id.String())); err != nil {
		return id, "", fmt.Errorf("add staff %s: %w", id, err)
	}
	return id, secret, nil
}
