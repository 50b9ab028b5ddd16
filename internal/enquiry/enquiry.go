// Package enquiry is what a parent sends before there is a record of them: a few
// questions, one at a time, each answer stored as it is given.
//
// A draft belongs to the browser that began it, which holds a token; nobody else
// can read it, staff included, until it is sent. Sending twice, or from two tabs,
// is one enquiry with one reference. Accepting it makes a family record, writes
// down how they may be contacted safely and what they agreed to, and puts them on
// the waiting list, all in one transaction.
package enquiry

import (
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

type enquiry struct{}

// ID identifies an enquiry.
type ID = ident.ID[enquiry]

// State is how far an enquiry has come.
type State string

// The states of an enquiry.
const (
	Draft    State = "draft" // still being filled in
	Sent     State = "new"   // nobody has decided
	Accepted State = "accepted"
	Declined State = "declined"
)

// Enquiry is one enquiry with its answers.
type Enquiry struct {
	ID        ID
	Service   access.ServiceID
	Programme programme.Key
	Group     programme.GroupID // asked for this one; zero for any
	Ref       string
	State     State
	Answers   Answers
	StartedAt time.Time
	SentAt    *time.Time
	DecidedAt *time.Time
	DecidedBy string // name of who decided
	Decision  string // declined: what was suggested instead
	Family    family.ID
}

// Rooms are what an enquiry turns into.
type Rooms struct {
	Accounts   *identity.Accounts
	Families   *family.Service
	Safety     *safety.Service
	Consent    *consent.Service
	Notify     *notify.Service
	Programmes *programme.Service
}

// Service is the use cases of this room.
type Service struct {
	db  *store.DB
	log *audit.Log
	Rooms
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, rooms Rooms) *Service {
	return &Service{db: db, log: log, Rooms: rooms}
}
