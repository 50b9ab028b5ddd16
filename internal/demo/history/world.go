// Package history makes up what a service has been through: enquiries, waiting,
// offers, eight weeks of sessions, what people said and filled in, and what
// worried somebody. The same seed on the same day gives the same world, row for
// row, and everything in it hangs together: a baby is never too old for its group,
// a mark never stands before its session, a risk never without somebody who opened
// an alert about it.
//
// It is pure. A world comes in chapters, one group with its families or a part of
// the waiting list, so that a hundred thousand families never stand in memory
// together and each chapter can be made without those before it.
package history

import (
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// ID is an identifier as the database holds it; empty for none.
type ID string

// Team is a service with everything that does not belong to a family.
type Team struct {
	ID         ID
	Slug       string
	Name       string
	Zone       string
	Phone      string
	Email      string
	Sender     string
	ExitURL    string
	OfferHours int
	WarnDays   int
	At         time.Time
	Sites      []Site
	Holidays   []Holiday
	Staff      []Staff
}

// Site is a place where groups meet.
type Site struct {
	ID                    ID
	Name, Address, Access string
}

// Holiday is a day without groups.
type Holiday struct {
	Day  civil.Date
	Name string
}

// Staff is a member of staff with one role.
type Staff struct {
	ID    ID
	Name  string
	Email string
	Role  string
	From  civil.Date
	Until civil.Date // last day; zero while they work there
	At    time.Time
}

// Chapter is a part of a world that stands by itself, about one programme.
type Chapter struct {
	Team      ID
	Programme *programme.Programme
	Groups    []*Group // before the families that have a place in them
	Families  []Family
	Enquiries []Enquiry // without a family: not decided, declined or not yet sent
}

// Group is one running of the programme.
type Group struct {
	ID           ID
	Team         ID
	Programme    *programme.Programme
	Ref          string
	Site         ID // none by video
	Mode         string
	Room         string
	VideoLink    string
	Capacity     int
	First, Last  civil.Date
	Starts, Ends civil.Clock
	State        string
	Why          string
	BackBy       civil.Date
	By           ID
	At           time.Time
	ChangedAt    time.Time
	Leaders      []Leader
	Sessions     []Session
	DaysOff      []DayOff
}

// Leader leads a group for a time.
type Leader struct {
	Staff ID
	Name  string
	From  civil.Date
	Until civil.Date
}

// Session is one meeting.
type Session struct {
	ID       ID
	Number   int
	Day      civil.Date
	Was      civil.Date
	ClosedAt time.Time // zero while its register is open
	ClosedBy ID
}

// DayOff is a day on which a group did not meet.
type DayOff struct {
	Number int
	Day    civil.Date
	Why    string
	At     time.Time
	By     ID
}
