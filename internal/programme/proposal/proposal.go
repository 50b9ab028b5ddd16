// Package proposal lets whoever fills groups see a plan before anybody hears of it:
// which waiting family could have a place where, and why; who would have none, and
// why; how far it is from the best there could be.
//
// Package plan decides; this room reads the waiting list for it, keeps what was
// proposed, by which weighting, when and by whom, and offers the places that somebody
// chose. Three things always hold:
//
//   - a proposal is a fact and is never changed: moving a family by hand makes another
//     one after it;
//   - accepted and offered places never move, and no offer goes out that programme
//     would refuse: a plan is advice, the rules are asked again for every place;
//   - who is kept apart from whom is never told, and no reason differs because of it.
package proposal

import (
	"time"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
)

type proposal struct{}

// ID identifies a proposal.
type ID = ident.ID[proposal]

// Weighting is the service's choice of what a place is worth to whom.
type Weighting string

// The weightings.
const (
	Count Weighting = "count" // as many families as possible
	Need  Weighting = "need"  // those in greater need first
)

// Proposal is what was proposed.
type Proposal struct {
	ID        ID
	Programme programme.Key
	After     ID // the proposal in which a family was moved by hand
	At        time.Time
	By        string // who asked for it; empty: the program
	Weighting Weighting
	Choice    Choice // by which it was weighed; zero when nobody had chosen
	Method    plan.Method
	Most      int // no plan could place more families
	Urgent    int // families who waited with few days left
	Sheet
}

// Sheet is the lines of a proposal, and what it is compared with.
type Sheet struct {
	Lines     []Line  `json:"lines"` // least time left first
	Best      Reach   `json:"best"`  // before anybody was moved by hand
	FirstCome Reach   `json:"first_come"`
	Deadline  Reach   `json:"deadline"`
	Shares    []Share `json:"shares,omitempty"`
	Over      []Over  `json:"over,omitempty"`
	Rate      float64 `json:"rate,omitempty"` // share of offers accepted, where Over goes by it
}

// Over is how many more places than are free a plan could offer in a group, since some
// families will say no.
type Over struct {
	Group programme.GroupID `json:"group"`
	More  int               `json:"more"`
}

// OverIn is how many more places than were free could be offered in a group.
func (s Sheet) OverIn(g programme.GroupID) int {
	for _, o := range s.Over {
		if o.Group == g {
			return o.More
		}
	}
	return 0
}

// Reach is how many families a plan places, and how many of those with few days left.
type Reach struct {
	Placed int `json:"placed"`
	Urgent int `json:"urgent"`
}

// Line is one family of a proposal.
type Line struct {
	Place  programme.PlaceID `json:"place"`
	Group  programme.GroupID `json:"group,omitzero"` // zero: no place this time
	Why    Why               `json:"why"`
	Fits   int               `json:"fits,omitempty"`   // groups to come that fit
	Urgent bool              `json:"urgent,omitempty"` // few days left
	Hand   bool              `json:"hand,omitempty"`   // moved by hand
}

// Why is the reason for a place, or for none.
type Why string

// Why a family has its place, and why it has none.
const (
	Only    Why = "only"     // the only group that fits
	First   Why = "first"    // no group that fits starts earlier
	Last    Why = "last"     // the last that fits; the earlier ones are given to others
	Later   Why = "later"    // others that fit start earlier and are given to others
	Moved   Why = "moved"    // somebody chose it
	Full    Why = "full"     // groups fit and are full
	Closed  Why = "closed"   // no group begins before it is too late
	Age     Why = "age"      // no group to come begins at the right age
	Lang    Why = "lang"     // none in their language
	Mode    Why = "mode"     // none in the way they can meet
	Time    Why = "time"     // none at a time they can come
	Refused Why = "refused"  // those that fit were declined, or the offer lapsed
	Other   Why = "other"    // none fits; no more is said
	LeftOut Why = "left-out" // somebody took them out of this plan
)

// Placed reports whether the family gets a place.
func (l Line) Placed() bool { return !l.Group.IsZero() }

// Reach counts the families of a proposal that get a place.
func (s Sheet) Reach() (r Reach) {
	for _, l := range s.Lines {
		if !l.Placed() {
			continue
		}
		r.Placed++
		if l.Urgent {
			r.Urgent++
		}
	}
	return r
}

// maker is the reader in whose name a proposal is made or read.
func may(who access.Actor) error { return who.Require(access.PlaceFill) }
