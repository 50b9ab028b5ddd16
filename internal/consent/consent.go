// Package consent keeps what each adult agreed to, refused or withdrew, in whose
// words and when.
//
// Nothing is changed or removed: every answer is a line, and what holds is the
// last line of a person for a purpose. Nobody having asked is not an agreement.
package consent

import (
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/store"
)

// Purpose is what somebody agrees to.
type Purpose string

// The purposes.
const (
	TakingPart Purpose = "taking-part" // being in a programme and having a record
	Messages   Purpose = "messages"    // being written to about it
	Measures   Purpose = "measures"    // being asked questionnaires, and their use
)

func (p Purpose) known() bool { return p == TakingPart || p == Messages || p == Measures }

// Answer is one line of the history.
type Answer struct {
	Purpose Purpose
	Wording string // key of the text that was agreed to; empty for a withdrawal
	Given   bool   // false: refused or withdrawn
	At      time.Time
	By      access.AccountID // who wrote it down; zero when the person answered
	ByName  string
}

// Service is the use cases of this room.
type Service struct {
	db  *store.DB
	log *audit.Log
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log) *Service { return &Service{db: db, log: log} }

// current picks the answer that holds for each purpose from a history, newest
// first.
func current(history []Answer) map[Purpose]Answer {
	out := map[Purpose]Answer{}
	for _, a := range history {
		if _, newer := out[a.Purpose]; !newer {
			out[a.Purpose] = a
		}
	}
	return out
}
