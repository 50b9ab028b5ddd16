// Package safety knows how each adult may be reached, and which risks somebody
// must own.
//
// Safe contact is asked person by person and channel by channel. Nobody having
// asked is a no: nothing is sent that way. What one parent said about it is never
// read by the other.
//
// An alert is a risk that one named person owns until they have written down what
// they did. It says that something was said and how soon to act; never which
// question it was, nor a score. It is seen through the roles that read alerts, as
// far as those see the person: a coordinator and an administrator see none, not even
// how many there are, and a coordinator who works with families as well sees the
// alerts of just those.
package safety

import (
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
