// Package exchange gives people what is theirs to take away: a copy of their own
// record.
//
// A person gets what is theirs: what they gave, said, answered and agreed to, what
// was sent to them, when they came, what staff wrote about them, and who read it.
// Words of staff may tell of somebody else or do harm where they are read by the
// wrong person, so each passage is held until whoever leads the team has read it and
// released it, or withheld it with a reason. What was said in confidence about
// violence is in no copy: it is handed over in person. Nobody else of the family is
// told that a copy was asked for, and it holds nothing of theirs.
package exchange

import (
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/blob"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/i18n"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/measure/packs"
	"holdfast/internal/store"
)

type (
	recordCopy struct{}
	passage    struct{}
)

// CopyID identifies a copy of somebody's record.
type CopyID = ident.ID[recordCopy]

// PassageID identifies a passage that was held.
type PassageID = ident.ID[passage]

// givenFor is how many days a copy is there to be taken.
const givenFor = 14

// answerWithin is how many days the service has to give a copy, as the law of most
// places has it: a month.
const answerWithin = 30

// Copy is one copy, asked for or given.
type Copy struct {
	ID       CopyID
	Service  access.ServiceID
	Person   access.PersonID
	Name     string // what to call the person
	AskedAt  time.Time
	ByName   string // who wrote down that they asked; empty on their own page
	GivenAt  *time.Time
	Until    civil.Date
	Held     int // passages nobody has decided about
	Passages []Passage

	file blob.ID
}

// Given reports whether it is there to be taken on a day.
func (c Copy) Given(today civil.Date) bool { return c.GivenAt != nil && !c.Until.Before(today) }

// Due is the day by which it has to be given.
func (c Copy) Due(zone *time.Location) civil.Date {
	return civil.Of(c.AskedAt.In(zone)).AddDays(answerWithin)
}

// Source is where a passage was written.
type Source string

// The sources.
const (
	FromContact Source = "contact" // a call or a visit
	FromSession Source = "session" // a group session
	FromAlert   Source = "alert"   // what was done about a risk
	FromVisit   Source = "visit"   // why a visit that was agreed did not take place
	FromNeed    Source = "need"    // how much the team thought a place is needed; its text is the step
)

// Held is what a passage is read for before it is given.
type Held string

// The reasons to read it.
const (
	ThirdParty Held = "third-party" // may tell of somebody else
	Harm       Held = "harm"        // may do serious harm
)

// Decision is what was decided about a passage.
type Decision string

// The decisions.
const (
	Undecided Decision = ""
	Release   Decision = "release"
	Withhold  Decision = "withhold"
)

// Passage is something staff wrote about the person.
type Passage struct {
	ID       PassageID
	Source   Source
	Held     Held
	At       time.Time
	Text     string
	Decision Decision
	Reason   string // of withholding; never given with the copy
}

// Words is what a passage says.
func (p Passage) Words(print i18n.Printer) string {
	if p.Source == FromNeed {
		return print.T("copy.need." + p.Text)
	}
	return p.Text
}

// Rooms are what a copy is made from.
type Rooms struct {
	Accounts *identity.Accounts
	Consents *consent.Service
	Library  *packs.Library
	Texts    *i18n.Catalogue
	Files    *blob.Store
}

// Service is the use cases of this room.
type Service struct {
	db    *store.DB
	log   *audit.Log
	rooms Rooms
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, rooms Rooms) *Service { return &Service{db, log, rooms} }
