// Package plan decides who gets which place, and which groups to open, so that no baby grows out of its window unseen.
//
// It is pure: a typed [Instance] in, a typed [Plan] out. It knows no clock, no database, no words and no chance; the
// same instance, in whatever order its lists stand, gives the same plan on every machine, and effort is bounded by work
// counted, never by time. What people read about a plan they read from keys ([Reason], [Why], [Help]) that somebody else
// puts into words. Nothing in a plan says who is kept apart from whom.
//
// # Who goes where: [Solve]
//
// Families are waiting for places in groups that are given. Were every family to take one place and nobody kept apart,
// this would be the transportation problem (Hitchcock 1941). A family of two places is two halves of half its value, and
// whole plans are those in which the halves sit together. So:
//
//  1. The network of the halves is solved exactly, in whole numbers, by successive shortest paths with prices (Ford and
//     Fulkerson 1962; Edmonds and Karp 1972; Tomizawa 1971): each family in turn takes the best place, moving others
//     along the cheapest chain. Prices of places come with it, and prove how good any plan could be: the certificate.
//  2. What is split or together against the rules is repaired by branching (Land and Doig 1960) on "this family here" and
//     "this family not here". A branch changes one family, so its bound is the same network after a few paths, not a new
//     one. Regions that share no family are planned apart from each other.
//  3. The plan and the certificate are checked rule by rule by code that shares nothing with the search. Should that ever
//     fail, families are placed by earliest deadline instead, and the plan says so.
//
// # Which groups to open: [Open]
//
// A Lagrangian relaxation (Held and Karp 1971; Fisher 1981) prices families' wishes, facilitators' weeks and rooms; under
// these prices every kind of group is judged alone, which gives a bound for every plan and a good idea of what to open.
// From there a local search opens, closes and exchanges kinds, and lets the network answer exactly who would move.
//
// The rules, formats and samples stand in docs/adr/planning.md.
package plan

import (
	"slices"

	"holdfast/internal/civil"
)

// Kind says which question an instance asks.
type Kind string

// The two questions.
const (
	KindSolve Kind = "solve" // groups are given
	KindOpen  Kind = "open"  // groups may be opened
)

// Mode is how a group meets.
type Mode string

// The two modes.
const (
	InPerson Mode = "in-person"
	Virtual  Mode = "virtual"
)

// Micro is a value in millionths. A plan's value is the sum of its placements' values, rounded one by one.
type Micro int64

// Instance is everything a plan depends on. The order of its lists means nothing.
type Instance struct {
	Name         string
	Today        civil.Date // the only clock there is
	NoticeDays   int        // a new placement needs a group that starts so many days from today, or later
	Weights      Weights
	Sites        []Site
	Groups       []Group
	Families     []Family
	Fixed        []Fixed
	Opening      *Opening // needed by Open
	Facilitators []Facilitator
}

// Weights are the service's choice between counting families and putting need first.
type Weights struct {
	Need          float64 // added for each step of need above 1; ≥ 0
	Safeguarding  float64 // added where there is a safeguarding concern; ≥ 0
	KeepPerWeek   float64 // what is left of the value for each week until the start; above 0, at most 1
	PerWeekWaited float64 // added for each week waited so far; ≥ 0
}

// Site is a place where groups meet.
type Site struct {
	ID    string
	Rooms int // groups that may meet there in one slot at one time; 0: no limit
}

// Group is announced already.
type Group struct {
	ID        string
	Programme string
	Starts    civil.Date
	Language  string
	Slot      string
	Mode      Mode
	Site      string // of an in-person group; virtual groups have none
	Places    int
	Minimum   int // in places; in Solve it forbids nothing
}

// Family waits for a place, or holds one already ([Fixed]).
type Family struct {
	ID           string
	Programme    string
	Size         int        // places needed together, ≥ 1
	Opens        civil.Date // first and last day on which a group may start for this family
	Closes       civil.Date
	Languages    []string
	Slots        []string
	Modes        []Mode
	Sites        []string
	Need         int // 1 to 5
	Safeguarding bool
	WaitingSince civil.Date
	ApartFrom    []string // never in one group with these, whichever side lists it
	Declined     []string // groups refused; those that no longer exist are ignored
	Extra        float64  // added to the value of any place; ≥ 0. Files have none
}

// Fixed is a place that was accepted or offered. It never moves.
type Fixed struct{ Family, Group string }

// Opening says which kinds of group may be opened: every combination of its lists.
type Opening struct {
	Programmes  []string
	Starts      []civil.Date
	Languages   []string
	Slots       []string
	Modes       []Mode
	Places      int
	Minimum     int // of places taken, else the group may not be opened
	LengthWeeks int
	GapWeeks    int // in which its leaders may not lead another
	Leaders     int // exactly so many a group
	MayMiss     int // sessions that a leader may be away from, never the first

	// What a service knows beside its lists; files have none of it.
	Begins []Begin  // the days and half-days on which a group may begin; nil: all combinations
	Only   []string // the kinds that may be opened, by id; nil: all
}

// Begin is a day on which a group may begin at a half-day.
type Begin struct {
	Starts civil.Date
	Slot   string
}

// allows reports whether a kind may be opened as far as the service goes.
func (o *Opening) allows(g *Group) bool {
	return (o.Begins == nil || slices.Contains(o.Begins, Begin{g.Starts, g.Slot})) && (o.Only == nil || slices.Contains(o.Only, g.ID))
}

// Facilitator may lead groups.
type Facilitator struct {
	ID         string
	Programmes []string
	Languages  []string
	Slots      []string
	Modes      []Mode
	Sites      []string
	FreeFrom   civil.Date // none: free at once
	Away       []civil.Window
	NotWith    []string // never two leaders of one group, whichever side lists it
}

// Plan places every family or says why not. Its lists are sorted by id.
type Plan struct {
	Instance     string
	Kind         Kind
	Method       Method
	Value        Micro
	Bound        Micro // no allowed plan is worth more
	Placements   []Placement
	Opened       []Opened
	Unplaced     []Unplaced
	BelowMinimum []string // groups with fewer places taken than their minimum

	// Certificate proves a bound by prices. When branching proved a lower bound than prices can, Bound is that and lies
	// below the certificate's.
	Certificate Certificate
}

// Method says how a plan came about.
type Method string

// Ways in which a plan comes about.
const (
	Exact     Method = "exact"    // value and bound meet
	Repaired  Method = "repaired" // flow and repair: Bound − Value is what is not known
	Searched  Method = "searched" // opening by prices and local search
	Deadlines Method = "deadline" // earliest deadline: to compare with, or because the check of a plan failed
	Referrals Method = "referral" // first come, to compare with
)

// Placement is a family's place.
type Placement struct {
	Family, Group string
	Fixed         bool
	Why           Why
}

// Opened is a group to open and who leads it.
type Opened struct {
	Group
	Facilitators []string
}

// Unplaced is a family without a place.
type Unplaced struct {
	Family string
	Reason Reason
	Groups int // how many groups were left before the reason struck them all out; those that fit, when they are full
}
