package measure

import (
	"holdfast/internal/civil"
	"holdfast/internal/measure/score"
)

// Planned is one measure of a programme, as its file says it: which instrument,
// for which timepoint, and on which days it is asked. The days hang on an anchor
// of the place and move with it.
type Planned struct {
	Instrument string           `yaml:"instrument"`
	Timepoint  Timepoint        `yaml:"timepoint"`
	Anchor     Anchor           `yaml:"anchor"`
	Session    int              `yaml:"session"` // for AtSession: which
	OffsetDays int              `yaml:"offset_days"`
	WindowDays int              `yaml:"window_days"` // how many days it may take, the first included
	Respondent score.Respondent `yaml:"respondent"`
}

// Anchor is the event that the days of a measure count from.
type Anchor string

// The anchors.
const (
	AtAccepted Anchor = "accepted" // the day the place was accepted
	AtSession  Anchor = "session"
	AtLast     Anchor = "last"  // the last session
	AtDue      Anchor = "due"   // the day the baby is expected, also when it came on another
	AtBirth    Anchor = "birth" // nothing is due from it until the birth
)

// AllAnchors lists the anchors that a programme's file may name.
func AllAnchors() []Anchor { return []Anchor{AtAccepted, AtSession, AtLast, AtDue, AtBirth} }

// Anchors are the days of one place that measures hang on.
type Anchors struct {
	Accepted civil.Date
	Due      civil.Date
	Born     civil.Date
	Sessions []civil.Date // by number, the first at 0; empty while the group is postponed
}

// Window is the days on which the measure is due, both ends included; ok is false
// while its anchor has no day.
func (p Planned) Window(a Anchors) (w civil.Window, ok bool) {
	day := p.anchorDay(a)
	if day.IsZero() {
		return civil.Window{}, false
	}
	opens := day.AddDays(p.OffsetDays)
	return civil.Window{From: opens, To: opens.AddDays(p.WindowDays - 1)}, true
}

func (p Planned) anchorDay(a Anchors) civil.Date {
	n := 0
	switch p.Anchor {
	case AtAccepted:
		return a.Accepted
	case AtDue:
		return a.Due
	case AtBirth:
		return a.Born
	case AtSession:
		n = p.Session
	case AtLast:
		n = len(a.Sessions)
	}
	if n < 1 || n > len(a.Sessions) {
		return civil.Date{}
	}
	return a.Sessions[n-1]
}
