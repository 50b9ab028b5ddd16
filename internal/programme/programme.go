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
	Key             Key      `yaml:"key"`
	Name            string   `yaml:"name"`
	Lang            string   `yaml:"lang"`             // the language its texts are written in
	About           string   `yaml:"about"`            // one sentence for families
	ForWhom         string   `yaml:"for_whom"`         // who may come, in words
	What            []string `yaml:"what"`             // what happens there, for families
	Otherwise       []string `yaml:"otherwise"`        // what else there is for those it does not fit
	Source          string   `yaml:"source"`           // whose idea it is, and that the plans are our own
	Window          Months   `yaml:"window"`           // the baby's age at the first session
	Minutes         int      `yaml:"minutes"`          // how long a session is
	Capacity        int      `yaml:"capacity"`         // dyads: what a new group is filled in with
	Facilitators    int      `yaml:"facilitators"`     // how many lead a group
	CompletionShare float64  `yaml:"completion_share"` // of the sessions: from here on somebody has completed
	Sessions        []Plan   `yaml:"sessions"`
	Measures        []Due    `yaml:"measures"`
}

// Months is a stretch of ages in whole months, both ends included by date: up to
// six months includes the day a baby turns six months.
type Months struct {
	From int `yaml:"from_months"`
	To   int `yaml:"to_months"`
}

// Plan is what facilitators do in one session.
type Plan struct {
	Number  int      `yaml:"number"`
	Theme   string   `yaml:"theme"`  // short and stable, such as "serve-and-return"
	Title   string   `yaml:"title"`  // for families too
	Public  string   `yaml:"public"` // one line for families
	Aims    []string `yaml:"aims"`
	Prepare []string `yaml:"prepare"` // what to bring and make ready
	Opening Step     `yaml:"opening"`
	Steps   []Step   `yaml:"steps"`
	Babies  string   `yaml:"babies"` // the babies' part
	Notice  []string `yaml:"notice"` // strengths to look for
	Closing Step     `yaml:"closing"`
	Home    string   `yaml:"home"` // one small thing to try until next week
	Care    string   `yaml:"care"` // what to hold in mind for safety; may be empty
}

// Minutes is how long the session takes from opening to closing.
func (p Plan) Minutes() int {
	total := p.Opening.Minutes + p.Closing.Minutes
	for _, s := range p.Steps {
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
