// Package notify is the only way out of the house. A room that has something to
// say queues a message in the transaction that gives the reason; later a job takes
// it to the gate, which asks, in this order and at that moment:
//
//  1. Does it still stand? An offer withdrawn, a session moved again: not sent.
//  2. Was the baby lost, or the adult?
//  3. Does the family still belong here?
//  4. Does the person agree to be written to?
//  5. Which way is safe, at this hour? Out of hours the message waits for the next
//     safe minute; where only the telephone is safe, staff are shown whom to ring.
//
// What is sent is short and neutral: a text of the catalogue with dates, times,
// references and links in it, and nothing else. There is no way to put a name, a
// note or a sentence somebody typed into a message, so none can name the service,
// the programme or the baby.
//
// Every decision stands on the message's row, in words for staff. An address, a
// body or a link never stands in a log or an error.
//
// A message leaves at most once for each time a mail server accepted it. If the
// program dies between that and its own note of it, the message is sent again: it
// carries the same Message-ID, by which the receiver can tell. The other order
// would lose messages without anybody knowing.
package notify

import (
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

type message struct{}

// MessageID identifies a message.
type MessageID = ident.ID[message]

// Message is something to be said to one person.
type Message struct {
	Service  access.ServiceID
	Person   access.PersonID // zero for an enquirer
	Enquirer *Enquirer       // somebody without a record yet
	Text     string          // message.<Text>.subject and .body of the catalogue
	// Args are the text's arguments: a day (2026-03-02), a time of day (10:00), an
	// instant (RFC 3339), a path of this site (/o/…), a whole number, a reference
	// (K7QF-3MXA), or nothing. Any other value is refused.
	Args      map[string]string
	About     string          // what must still stand when it is sent: prefix:identifier
	Infant    access.PersonID // whom it concerns; zero for none
	NotBefore time.Time       // zero for now
}

// Enquirer is somebody who asked something, and said how to be answered.
type Enquirer struct {
	Called    string                    `json:"called"`
	Lang      string                    `json:"lang"`
	Ways      []safety.SafeContact      `json:"ways"`
	Addresses map[family.Channel]string `json:"addresses"`
}

// State is what became of a message.
type State string

// The states.
const (
	Waiting State = "waiting"
	Sent    State = "sent"
	Held    State = "held"   // the gate said no
	Failed  State = "failed" // the mail server said no, or nothing, for too long
	Said    State = "said"   // somebody told the person by voice
)

// States lists them in the order they are offered as filters.
func States() []State { return []State{Waiting, Held, Failed, Sent, Said} }

// Why a message is where it is: keys of the catalogue.
const (
	WhyHours      = "message.waiting.hours"  // too early or too late in the day
	WhyAgain      = "message.waiting.again"  // the mail server did not take it just now
	WhyGone       = "message.held.gone"      // no longer stands
	WhyLost       = "message.held.lost"      // a loss
	WhyEnded      = "message.held.ended"     // no longer with the service, or with this baby
	WhyConsent    = "message.held.consent"   // does not agree to be written to
	WhyUnsafe     = "message.held.unsafe"    // no way is safe
	WhyByHand     = "message.held.by-hand"   // only by voice
	WhyShared     = "message.held.shared"    // a link that signs in, to a mailbox others read
	WhyRestored   = "message.held.restored"  // waited in a database that was put back to an earlier day
	WhyRefused    = "message.failed.refused" // the address was refused
	WhyGaveUp     = "message.failed.gave-up" // tried for a day
	WhyIncomplete = "message.failed.text"    // the text is not in the catalogue any more
)

// Standing says whether the thing a message is about still stands.
type Standing func(tx *store.Tx, id string) (bool, error)

// Rooms are what the gate asks.
type Rooms struct {
	Accounts *identity.Accounts
	Families *family.Service
	Consents *consent.Service
	Safety   *safety.Service
	Queue    *jobs.Queue
	Texts    *i18n.Catalogue
	Mailer   Mailer
}

// Settings are what differs between deployments.
type Settings struct {
	// Base is the public address of this site, such as https://meet.example, without
	// a path. Its name is read by whoever sees the message, so it should say nothing.
	Base string
	// From is the address messages come from; its name should say nothing either.
	From string
	// KeepLinks keeps links readable in the outbox after sending: for a
	// demonstration, where the outbox is where people find them.
	KeepLinks bool
}

// Service is the use cases of this room.
type Service struct {
	db       *store.DB
	log      *audit.Log
	rooms    Rooms
	settings Settings
	standing map[string]Standing
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, rooms Rooms, settings Settings) *Service {
	settings.Base = strings.TrimSuffix(settings.Base, "/")
	return &Service{db: db, log: log, rooms: rooms, settings: settings, standing: map[string]Standing{}}
}

// Stands binds the prefixes that messages are about to whoever knows whether such
// a thing still stands. It is called while the house is built, before any message
// is sent: the rooms that know stand above this one.
func (s *Service) Stands(by map[string]func(tx *store.Tx, id string) (bool, error)) {
	for prefix, fn := range by {
		s.standing[prefix] = fn
	}
}

// Handlers are the jobs of this room, for app to bind.
func (s *Service) Handlers() map[string]jobs.Handler {
	return map[string]jobs.Handler{DeliverJob: s.Deliver, LinkJob: s.SendLinks}
}
