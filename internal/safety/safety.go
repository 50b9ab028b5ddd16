// Package safety knows how each adult may be reached, and which risks somebody
// must own.
//
// Safe contact is asked person by person and channel by channel. Nobody having
// asked is a no: nothing is sent that way. What one parent said about it is never
// read by the other.
//
// An alert is a risk that one named person owns until they have written down what
// they did. It says that something was said and how soon to act; never which
// question it was, nor a score. Who may answer questionnaires' alerts sees it, as
// far as they may see the person; a coordinator and an administrator see none, not
// even how many there are.
package safety

import (
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// Service is the use cases of this room.
type Service struct {
	db       *store.DB
	log      *audit.Log
	accounts *identity.Accounts
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, accounts *identity.Accounts) *Service {
	return &Service{db: db, log: log, accounts: accounts}
}

// clinical is the actor with only those roles that read alerts. Somebody who is a
// coordinator as well sees every family for filling groups, and sees the alerts of
// the people they work with only.
func clinical(who access.Actor) access.Actor {
	may := access.Holders(access.AlertRead)
	who.Roles = slices.DeleteFunc(slices.Clone(who.Roles), func(r access.Role) bool { return !slices.Contains(may, r) })
	return who
}
