package programme

import (
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
)

// Mode is how a group meets.
type Mode string

// The modes.
const (
	InPerson Mode = "in-person"
	Video    Mode = "video"
)

// State is what somebody decided about a group.
type State string

// The states of a group.
const (
	StateOpen      State = "open"
	StatePostponed State = "postponed"
	StateCancelled State = "cancelled"
)

// Status is what a group is today: its state, its days and its places together.
type Status string

// The statuses.
const (
	Open      Status = "open" // to come, with places left
	Full      Status = "full" // to come, without
	Running   Status = "running"
	Finished  Status = "finished"
	Postponed Status = "postponed"
	Cancelled Status = "cancelled"
)

// Group is one running of a programme.
type Group struct {
	ID        GroupID
	Service   access.ServiceID
	Programme *Programme
	Ref       string
	Mode      Mode
	Site      SiteID // zero when by video
	SiteName  string
	Address   string
	Access    string // step-free, buggy space, bus
	Room      string
	VideoLink string // for staff; a caregiver gets it from Home at its time, the public never
	Lang      string
	Capacity  int        // dyads
	First     civil.Date // of the first session; while postponed, the day that no longer holds
	Last      civil.Date // of the last session
	Starts    civil.Clock
	Ends      civil.Clock
	State     State
	Why       string     // postponed or cancelled: shown to the public
	BackBy    civil.Date // postponed: when a new date will be known
	Leaders   []Leader
	Taken     int // dyads with an offered or accepted place
	Waiting   int // families waiting for this very group; for staff
	Left      int // dyads still free
	Status    Status
	ChangedAt time.Time // when dates or place were last changed

	next int // postponed or cancelled: the first session that was not held
}

// Leader is a facilitator of a group.
type Leader struct {
	Account access.AccountID
	Name    string
	From    civil.Date
	Until   civil.Date // zero while they lead it
}

// statusOn is what the group is on a day. A group that has begun is running even
// when it has places left: nobody joins after the first session.
func (g Group) statusOn(today civil.Date) Status {
	switch {
	case g.State == StateCancelled:
		return Cancelled
	case g.State == StatePostponed:
		return Postponed
	case g.Last.Before(today):
		return Finished
	case !g.First.After(today):
		return Running
	case g.Left <= 0:
		return Full
	}
	return Open
}

// Begun reports whether a postponed group had met before it stopped.
func (g Group) Begun() bool { return g.next > 1 }

func (g Group) titleOf(number int) string {
	if g.Programme == nil {
		return ""
	}
	return g.Programme.Plan(number).Title
}

// Session is one meeting of a group.
type Session struct {
	ID       SessionID
	Group    GroupID
	Number   int
	Title    string // of its plan
	Day      civil.Date
	Was      civil.Date // the day before it was last moved; zero when never
	Starts   civil.Clock
	Ends     civil.Clock
	ClosedAt *time.Time // when its register was finished
}

// Begins is the moment the session starts in its service's zone.
func (s Session) Begins(zone *time.Location) time.Time { return s.Day.In(zone, s.Starts) }

// Finishes is the moment the session ends.
func (s Session) Finishes(zone *time.Location) time.Time { return s.Day.In(zone, s.Ends) }

// DayOff is a day on which a group did not meet, and why.
type DayOff struct {
	Number int // of the session that was to be held
	Day    civil.Date
	Why    string
	Closed bool // because the whole service was: taken back with the closure
}

// GroupDetail is a group's page: dates for everybody on the staff, people only
// for those who may see them.
type GroupDetail struct {
	Group
	Sessions []Session
	DaysOff  []DayOff
	Places   []PlaceRow // of those the reader may see: accepted first, then offered, then the ended ones
}

// GroupPage is a page of groups.
type GroupPage struct {
	Groups []Group
	Next   GroupCursor // of the page after; zero at the end
}

// GroupCursor is where a page of groups ended.
type GroupCursor struct {
	Day civil.Date
	ID  GroupID
}

// IsZero reports whether it is the beginning, or there is nothing after.
func (c GroupCursor) IsZero() bool { return c.ID.IsZero() }
