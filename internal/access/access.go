// Package access says who may do what, and to whom. It is the one policy: every
// route names a Permission of this list, every use case takes an Actor, and every
// query over personal rows joins one of the conditions in sight.go.
//
// Permissions belong to roles; sight belongs to a person and a person. A
// practitioner may mark attendance because of the role, and may mark it for this
// mother because a dated row says they may see her. Neither follows from the
// other, and nobody may see a family as such.
package access

import (
	"slices"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
)

type (
	service struct{}
	account struct{}
	person  struct{}
)

// ServiceID identifies a service: one team with its own staff and families.
type ServiceID = ident.ID[service]

// AccountID identifies who signs in.
type AccountID = ident.ID[account]

// PersonID identifies an adult or an infant. Here it is only a number; package
// family knows the person.
type PersonID = ident.ID[person]

// Role is what somebody does in a service.
type Role string

// The roles. A member of staff may hold several; a caregiver holds no other.
const (
	Caregiver     Role = "caregiver"
	Practitioner  Role = "practitioner"
	Coordinator   Role = "coordinator"
	Lead          Role = "lead"
	Administrator Role = "administrator"
)

// Roles lists every role in the order people are shown them.
func Roles() []Role {
	return []Role{Caregiver, Practitioner, Coordinator, Lead, Administrator}
}

// Actor is who asks. It is passed after ctx to every service method, never
// hidden in the context. The zero Actor is a visitor without an account.
type Actor struct {
	Account AccountID
	Service ServiceID
	Person  PersonID // a caregiver's own person; zero for staff
	Name    string
	Roles   []Role
	Today   civil.Date // in the service's zone: rights are dated
	Now     time.Time  // for sight that ends at a moment; zero has none of that
	system  bool
}

// System is the program itself, for work that no person asked for at that
// moment: a job, an import at the command line. It may do everything within the
// service, and audit says that it was the program.
func System(service ServiceID, today civil.Date) Actor {
	return Actor{Service: service, Name: "system", Today: today, system: true}
}

// IsSystem reports whether the program itself acts.
func (a Actor) IsSystem() bool { return a.system }

// SignedIn reports whether somebody with an account acts.
func (a Actor) SignedIn() bool { return !a.Account.IsZero() }

// Has reports whether the actor holds the role.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// IsStaff reports whether the actor works for the service.
func (a Actor) IsStaff() bool {
	return a.SignedIn() && !a.Has(Caregiver) && len(a.Roles) > 0
}

// May reports whether the actor's roles carry the permission.
func (a Actor) May(p Permission) bool {
	if p == Anyone || a.system {
		return p != ""
	}
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return slices.Contains(granted[r], p) })
}

// Require returns a Forbidden fault when the actor lacks the permission.
func (a Actor) Require(p Permission) error {
	if a.May(p) {
		return nil
	}
	return fault.Forbiddenf("%s needs a role that the account does not hold", p)
}

// RequireWriting asks for what it takes to write down what somebody said about
// themselves: to change the record, or to keep registers and talk with people.
// "Please stop writing to me" is said to whoever rings.
func (a Actor) RequireWriting() error {
	if a.May(RegisterWrite) {
		return nil
	}
	return a.Require(FamilyWrite)
}

// Holders lists the roles that carry the permission: who can help.
func Holders(p Permission) []Role {
	var out []Role
	for _, r := range Roles() {
		if slices.Contains(granted[r], p) {
			out = append(out, r)
		}
	}
	return out
}

// NewPersonID makes an identifier for a person who is being registered.
func NewPersonID() PersonID { return ident.New[person]() }

// NewAccountID makes an identifier for an account that is being opened.
func NewAccountID() AccountID { return ident.New[account]() }

// NewServiceID makes an identifier for a service that is being set up.
func NewServiceID() ServiceID { return ident.New[service]() }
