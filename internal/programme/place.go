package programme

import (
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
)

// PlaceState is how far a family's place has come.
type PlaceState string

// The states of a place. Waiting leads to offered; offered to accepted, declined
// or lapsed; accepted to completed or withdrawn. From declined, lapsed and
// withdrawn somebody can put the family back on the waiting list.
const (
	Waiting   PlaceState = "waiting"
	Offered   PlaceState = "offered"
	Accepted  PlaceState = "accepted"
	Declined  PlaceState = "declined"
	Lapsed    PlaceState = "lapsed"
	Withdrawn PlaceState = "withdrawn"
	Completed PlaceState = "completed"
)

// EndedByLoss is why a place ended whose last living baby was lost. It is nobody's
// decision and is shown to nobody as one.
const EndedByLoss = "loss"

// Place is one family's seat, or its wish for one.
type Place struct {
	ID         PlaceID
	Programme  Key
	Family     family.ID
	FamilyRef  string
	Group      GroupID // waiting: the group asked for, if any
	State      PlaceState
	Dyads      int             // how much it takes of a capacity, in the programme's unit
	AskedBy    family.PersonID // who enquired, and is offered it
	Wishes     Wishes
	StartFrom  civil.Date // the days on which a group may begin for every baby of it
	StartBy    civil.Date
	AskedAt    time.Time
	OfferedAt  *time.Time
	ExpiresAt  *time.Time
	AnsweredAt *time.Time
	EndedWhy   string
}

// PlaceRow is a place with its people, as far as the reader may see them.
type PlaceRow struct {
	Place
	Caregivers []family.Person
	Infants    []family.Person
}

// Babies is what eligibility is judged by.
func (r PlaceRow) Babies() []Baby {
	out := make([]Baby, len(r.Infants))
	for i, p := range r.Infants {
		out[i] = Baby{Born: p.Born, Due: p.Due}
	}
	return out
}

// WaitingFilter says which part of the waiting list to read.
type WaitingFilter struct {
	Programme Key
	Outgrown  bool // those who can no longer start, instead of those who can
	After     WaitingCursor
	Most      int // how many to read; 0 for a page
}

// WaitingCursor is where a page of the waiting list ended.
type WaitingCursor struct {
	StartBy civil.Date
	ID      PlaceID
}

// IsZero reports whether it is the beginning, or there is nothing after.
func (c WaitingCursor) IsZero() bool { return c.ID.IsZero() }

// WaitingPage is a page of the waiting list, least time left first.
type WaitingPage struct {
	Rows     []WaitingRow
	Next     WaitingCursor // of the page after; zero at the end
	Outgrown bool          // there are families for whom it is too late
}

// WaitingRow is a family on the waiting list.
type WaitingRow struct {
	PlaceRow
	CanStartUntil civil.Date
	DaysLeft      int  // from today; negative when it is too late
	Warn          bool // fewer days than the service's warning
	Fits          []GroupFit
	Others        []UnfitCount // of the groups to come, why those cannot be had as wished
	Need          Need         // as somebody wrote down; only for whoever fills groups
	LastFit       civil.Date   // first day of the last group that fits, is as wished and has seats; zero for none
}

// GroupFit is how a family fits a group to come.
type GroupFit struct {
	Group  Group
	Fit    FamilyFit
	Seats  bool // there are enough for the whole family
	Misses []Wish
}

// Offerable reports whether a place in the group can be offered.
func (f GroupFit) Offerable() bool { return f.Fit.OK && f.Seats }

// CandidatePage is a page of the families who could come, least time left first.
type CandidatePage struct {
	Rows []Candidate
	Next WaitingCursor // of the page after; zero at the end
}

// Candidate is a family that could be offered a place in a group.
type Candidate struct {
	PlaceRow
	Fit      FamilyFit
	DaysLeft int
	Seats    bool
	Misses   []Wish     // what of their wishes the group does not meet
	Asked    bool       // for this very group
	Before   PlaceState // declined or lapsed, when they were offered this group before
}

// OfferState is what became of an offer, for the one who opens its link.
type OfferState string

// The states an offer's link can show. Each has a page that says what to do now.
const (
	OfferOpen      OfferState = "open"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferExpired   OfferState = "expired"
	OfferWithdrawn OfferState = "withdrawn"
	OfferClosed    OfferState = "closed" // there is nothing to answer any more, and no reason is given
)

// OfferView is what an offer's link shows: nothing of it names the family.
type OfferView struct {
	Service    access.ServiceID
	State      OfferState
	Group      Group
	Expires    time.Time
	Caregivers int
	Infants    []OfferInfant
	Keeps      bool // declining, they can keep waiting: the babies can still start another group
}

// OfferInfant is a baby of an offer, called as the family calls it.
type OfferInfant struct {
	Called string
	Fit    Fit
}
