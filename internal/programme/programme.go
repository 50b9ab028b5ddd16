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

	"holdfast/internal/civil"
	"holdfast/internal/ident"
)

type (
	group   struct{}
	session struct{}
	place   struct{}
	offer   struct{}
	site    struct{}
)

// GroupID identifies a group.
type GroupID = ident.ID[group]

// SessionID identifies one session of a group.
type SessionID = ident.ID[session]

// PlaceID identifies one family's place, from waiting to completed.
type PlaceID = ident.ID[place]

// SiteID identifies a site of a service.
type SiteID = ident.ID[site]

// Submission is the identity that a form was given before it was sent, so that
// sending it twice does the thing once. Empty means: not from a form.
type Submission string

// Key names a programme: the name of its file.
type Key string

// BabyLove is the programme that the first pages are about.
const BabyLove Key = "baby-love"

// Programme is what is offered, as its file says it. It is never changed after
// it was read.
type Programme struct {
	Key             Key
	Name            string
	Lang            string   // the language its texts are written in
	About           string   // one sentence for families
	ForWhom         string   // who may come, in words
	What            []string // what happens there, for families
	Otherwise       []string // what else there is for those it does not fit
	Source          string   // whose idea it is, and that the plans are our own
	Window          Months   // the baby's age at the first session
	Minutes         int      // how long a session is
	Capacity        int      // dyads: what a new group is filled in with
	Facilitators    int      // how many lead a group
	CompletionShare float64  // of the sessions: from here on somebody has completed
	Sessions        []Plan
	Measures        []Due
}

// Months is a stretch of ages in whole months, both ends included by date: up to
// six months includes the day a baby turns six months.
type Months struct {
	From, To int
}

// Plan is what facilitators do in one session.
type Plan struct {
	Number  int
	Theme   string // short and stable, such as "serve-and-return"
	Title   string // for families too
	Public  string // one line for families
	Aims    []string
	Prepare []string // what to bring and make ready
	Opening string
	Steps   []Step
	Babies  string // the babies' part
	Notice  []string
	Closing string
	Home    string // one small thing to try until next week
	Care    string // what to hold in mind for safety; may be empty
}

// Minutes is how long the steps of the session take together.
func (p Plan) Minutes() int {
	total := 0
	for _, s := range p.Steps {
		total += s.Minutes
	}
	return total
}

// Step is one part of a session.
type Step struct {
	Minutes int
	Title   string
	Do      string
}

// Respondent is who fills a measure in.
type Respondent string

// The respondents.
const (
	ByCaregiver Respondent = "caregiver"
	ByCoder     Respondent = "coder" // a trained coder, from a film
)

// Due is one measure at one timepoint: an anchor, an offset and a window.
type Due struct {
	Instrument string // key of the instrument
	Timepoint  string // before, middle, after
	Anchor     int    // number of the session it hangs on
	OffsetDays int    // from the anchor to the first day; negative is before
	WindowDays int    // how many days it may take, the first included
	Respondent Respondent
}

// On is the days on which the measure is asked for, in a group whose sessions
// are on these days. It is empty while the anchor has no day.
func (d Due) On(days []civil.Date) civil.Window {
	if d.Anchor < 1 || d.Anchor > len(days) || days[d.Anchor-1].IsZero() {
		return civil.Window{}
	}
	from := days[d.Anchor-1].AddDays(d.OffsetDays)
	return civil.Window{From: from, To: from.AddDays(d.WindowDays - 1)}
}

// Plan finds the plan of a session; the zero Plan when the file has none.
func (p *Programme) Plan(number int) Plan {
	i := slices.IndexFunc(p.Sessions, func(s Plan) bool { return s.Number == number })
	if i < 0 {
		return Plan{}
	}
	return p.Sessions[i]
}
