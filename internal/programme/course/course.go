// Package course works out a family's whole way through a programme: every contact
// with its day, from the programme's file and the few days that the family's life
// hangs on.
//
// A contact is a group session, a home visit, a call or a film review. Its day is an
// anchor (the due date, the birth, the group's first day, a session, the day the
// place was accepted), an offset and a window. Nothing here is stored and nothing is
// remembered: given the same programme and the same anchors it answers the same, so
// that a birth, a better due date or a postponement moves everything at once, and
// taking it back moves everything back.
package course

import "holdfast/internal/civil"

// Kind is how a contact is held.
type Kind string

// The kinds of contact.
const (
	Session    Kind = "session" // a meeting of the group
	Visit      Kind = "visit"   // at the family's home
	Call       Kind = "call"
	FilmReview Kind = "film-review" // looking at a film together
)

// Kinds lists the kinds of contact that a programme's file may name.
func Kinds() []Kind { return []Kind{Session, Visit, Call, FilmReview} }

// Phase is which side of the birth a contact belongs to. It is a matter of what the
// contact is for and not of its day: a session about giving birth is of the phase
// before, also for the family whose baby came early.
type Phase string

// The phases.
const (
	Before Phase = "before"
	After  Phase = "after"
)

// Anchor is the day that a contact counts from.
type Anchor string

// The anchors.
const (
	AtDue      Anchor = "due"     // the day the baby is expected
	AtBirth    Anchor = "birth"   // the birth; until then foreseen from the due date
	AtStart    Anchor = "start"   // the group's first session
	AtSession  Anchor = "session" // the session with a number
	AtLast     Anchor = "last"    // the group's last session
	AtAccepted Anchor = "accepted"
)

// AllAnchors lists the anchors that a programme's file may name.
func AllAnchors() []Anchor {
	return []Anchor{AtDue, AtBirth, AtStart, AtSession, AtLast, AtAccepted}
}

// Planned is one contact as a programme's file says it.
type Planned struct {
	Key        string
	Kind       Kind
	Phase      Phase
	Number     int // of a session, from 1 without a gap; 0 for every other kind
	Title      string
	Anchor     Anchor
	Session    int // for AtSession: which
	OffsetDays int // from the anchor; negative before it
	WindowDays int // for how many days it may be held, the first included; at least 1
}

// Anchors are the days that one family's course hangs on. A day that is not known is
// zero, and what hangs on it has no day yet.
type Anchors struct {
	Due        civil.Date
	Born       civil.Date // zero until the birth
	GroupStart civil.Date
	Sessions   []civil.Date // of the group as it meets, by number; empty: laid out from GroupStart
	Accepted   civil.Date
	Corrected  bool           // what hangs on the birth counts from the due date of a baby born early
	AllTheSame bool           // born early, the family comes to what was meant for before the birth
	Pauses     []civil.Window // the baby is in hospital and the family waits; one without an end goes on
}

// Reason is why a contact is left out of a family's course.
type Reason string

// The reasons.
const (
	Held   Reason = ""       // none: it is part of the course
	Birth  Reason = "birth"  // meant for before the birth, and the baby was there already
	Joined Reason = "joined" // its last day had passed when the place was accepted
	Pause  Reason = "pause"  // the group met while the family paused
)

// Reasons lists why a contact can be left out.
func Reasons() []Reason { return []Reason{Birth, Joined, Pause} }

// Contact is one contact of a family's course.
type Contact struct {
	Key      string
	Kind     Kind
	Phase    Phase
	Number   int // of a session; 0 for every other kind
	Title    string
	On       civil.Date   // the first day it can be held; zero while nobody can say
	Window   civil.Window // the days on which it may be held, On the first
	Was      civil.Date   // the day it would have without a pause; zero when a pause changed nothing
	Foreseen bool         // counts from a birth that has not been yet
	Early    bool         // of the phase after, on a day before the birth: the family comes expecting
	Waits    bool         // has no day while a pause without an end goes on
	Undone   Reason       // why it is left out; Held when it is not
}

// Due reports whether the contact is to be held and has a day.
func (c Contact) Due() bool { return c.Undone == Held && !c.On.IsZero() }

// Baby is what a family's anchors are made from.
type Baby struct {
	Due, Born, Lost civil.Date
}

// Together are the due date and the birth of babies who share their contacts. Of
// twins the first birth and the earliest due date count: a family with one baby in
// its arms has begun the time after the birth. A baby who was lost counts for
// nothing; where none lives there is no course, and living is false.
func Together(babies []Baby) (due, born civil.Date, living bool) {
	for _, b := range babies {
		if !b.Lost.IsZero() {
			continue
		}
		due, born, living = earlier(due, b.Due), earlier(born, b.Born), true
	}
	return due, born, living
}

// earlier is the earlier of two days; no date gives way to any.
func earlier(a, b civil.Date) civil.Date {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}
