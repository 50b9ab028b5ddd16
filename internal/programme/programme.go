// Package programme runs groups: what is offered, to whom, when it meets, who
// has a place in it, and who came.
//
// A programme is a file: whom it is for, its sessions, its measures. A group is
// one running of it, with a first day, two facilitators and a capacity counted
// in dyads. A place is one family's seat, and a family comes whole or not at
// all: both parents and both twins count. Three things always hold:
//
//   - offered and accepted places never take more dyads than the group's
//     capacity, however many people click at once;
//   - a baby is within the programme's ages at the first session, both ends of
//     the window included, or is offered something else;
//   - a facilitator sees the people of their group while they lead it and for
//     ninety days after its last session, and nobody else's.
package programme

import (
	"slices"

	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/measure"
)

type (
	session struct{}
	offer   struct{}
)

// GroupID identifies a group.
type GroupID = measure.GroupID

// SessionID identifies one session of a group.
type SessionID = ident.ID[session]

// PlaceID identifies one family's place, from waiting to completed.
type PlaceID = measure.PlaceID

// SiteID identifies a site of a service.
type SiteID = identity.SiteID

// OfferID identifies one offer of a place.
type OfferID = ident.ID[offer]

// Submission is the identity that a form was given before it was sent, so that
// sending it twice does the thing once. Empty means: not from a form.
type Submission string

// Key names a programme: the name of its file.
type Key string

// BabyLove is the programme that the first pages are about.
const BabyLove Key = "baby-love"

// MostDyads is the largest capacity a group can be given. A room of more is not
// a group any more, and a slip of the keyboard is more likely.
const MostDyads = 40

// Programme is what is offered, as its file says it. It is never changed after
// it was read.
type Programme struct {
	Key             Key          `yaml:"key"`
	Name            string       `yaml:"name"`
	Lang            string       `yaml:"lang"`             // the language its texts are written in
	About           string       `yaml:"about"`            // one sentence for families
	ForWhom         string       `yaml:"for_whom"`         // who may come, in words
	What            []string     `yaml:"what"`             // what happens there, for families
	Otherwise       []string     `yaml:"otherwise"`        // what else there is for those it does not fit
	Source          string       `yaml:"source"`           // whose idea it is, and that the plans are our own
	Window          Window       `yaml:"window"`           // of the pregnancy or the baby's age, at the first session
	Minutes         int          `yaml:"minutes"`          // how long a session is
	Capacity        int          `yaml:"capacity"`         // what a new group is filled in with, in the unit of Counts
	Counts          Counts       `yaml:"capacity_counts"`  // what takes one place; CountsDyads where the file says nothing
	Couples         bool         `yaml:"couples"`          // both parents sit in one room and speak of each other
	Facilitators    int          `yaml:"facilitators"`     // how many lead a group
	Professions     []Profession `yaml:"professions"`      // where they come from, one of each; empty: it does not matter
	CompletionShare float64      `yaml:"completion_share"` // of the sessions: from here on somebody has completed
	Corrected       bool         `yaml:"corrected"`        // what counts from the birth counts from the due date of a baby born early
	Sessions        []Plan       `yaml:"sessions"`         // of weekly groups with babies; of others taken from Contacts
	Contacts        []Contact    `yaml:"contacts"`         // everything there is, in its order; made from Sessions where the file has only those
	Measures        []Due        `yaml:"measures"`
}

// Counts is what takes one place of a group's capacity.
type Counts string

// What can be counted. A couple with one baby takes two places of a group that
// counts dyads and one of a group that counts families; so does somebody who comes
// with a supporter.
const (
	CountsDyads    Counts = "dyads"
	CountsFamilies Counts = "families"
)

// Takes is how many places of a group's capacity a family takes that comes with so
// many dyads.
func (p *Programme) Takes(dyads int) int {
	if p.Counts == CountsFamilies {
		return min(dyads, 1)
	}
	return dyads
}

// Profession is where somebody who leads a group comes from.
type Profession string

// The professions that a file may ask for.
const (
	FromHealth   Profession = "health"             // a midwife, a health visitor, a nurse
	FromChildren Profession = "childrens-services" // a family worker, a social worker
	FromPeers    Profession = "peer"               // a parent who has been through it and was trained
)

// Professions lists the professions that a file may ask for.
func Professions() []Profession { return []Profession{FromHealth, FromChildren, FromPeers} }

// Window is when somebody can start, both ends included by date: up to six months
// includes the day a baby turns six months, up to 30 weeks the day of 30 weeks and
// no days. It is either of weeks of pregnancy or of months of age.
type Window struct {
	From      int `yaml:"from_months"`
	To        int `yaml:"to_months"`
	FromWeeks int `yaml:"from_weeks"`
	ToWeeks   int `yaml:"to_weeks"`
}

// Expecting reports whether families start while they expect their baby.
func (w Window) Expecting() bool { return w.FromWeeks != 0 || w.ToWeeks != 0 }

// Expecting reports whether families start while they expect their baby.
func (p *Programme) Expecting() bool { return p.Window.Expecting() }

// Plan is one session: its place in the order, and what facilitators do in it.
type Plan struct {
	Number  int    `yaml:"number"`
	Theme   string `yaml:"theme"`  // short and stable, such as "serve-and-return"
	Title   string `yaml:"title"`  // for families too
	Public  string `yaml:"public"` // one line for families
	Content `yaml:",inline"`
}

// Content is what facilitators do when they meet a family or a group.
type Content struct {
	Aims    []string `yaml:"aims"`
	Prepare []string `yaml:"prepare"` // what to bring and make ready
	Opening Step     `yaml:"opening"`
	Steps   []Step   `yaml:"steps"`
	Babies  string   `yaml:"babies"` // the babies' part
	Notice  []string `yaml:"notice"` // strengths to look for
	Closing Step     `yaml:"closing"`
	Home    string   `yaml:"home"`  // one small thing to try until next week
	Cards   []string `yaml:"cards"` // themes of the companion whose card goes with it, the best first; may be empty
	Care    string   `yaml:"care"`  // what to hold in mind for safety; may be empty
}

// Minutes is how long it takes from opening to closing.
func (c Content) Minutes() int {
	total := c.Opening.Minutes + c.Closing.Minutes
	for _, s := range c.Steps {
		total += s.Minutes
	}
	return total
}

// Step is one part of a session. The opening and the closing have no title.
type Step struct {
	Minutes int    `yaml:"minutes"`
	Title   string `yaml:"title"`
	Do      string `yaml:"do"`
}

// Due is one measure at one timepoint: an anchor, an offset and a window. Package
// measure works out from it what is asked of whom, and when.
type Due = measure.Planned

// Plan finds the plan of a session; the zero Plan when the file has none.
func (p *Programme) Plan(number int) Plan {
	i := slices.IndexFunc(p.Sessions, func(s Plan) bool { return s.Number == number })
	if i < 0 {
		return Plan{}
	}
	return p.Sessions[i]
}

// fresh makes an identifier of whatever kind is asked for, and derived the one
// that a submission always gets. The kinds of places and groups are named by
// package measure, so that both rooms speak of the same identifier.
func fresh[K any](ident.ID[K]) ident.ID[K] { return ident.New[K]() }

func derived[K any](_ ident.ID[K], what string, s Submission) ident.ID[K] {
	if s == "" {
		return ident.New[K]()
	}
	return ident.Derive[K]("programme."+what, string(s))
}
