// Package ahead says a family's schedule in words: what is to come, what moved and
// why, and what telling a birth would move. Parents and staff read the same days;
// only whom a line is about is said to staff.
package ahead

import (
	"holdfast/internal/civil"
	"holdfast/internal/i18n"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
	"holdfast/internal/web/ui"
)

// Reader is who reads: their words, and the day on which they do.
type Reader struct {
	Print i18n.Printer
	Today civil.Date
	Staff bool // knows questionnaires by the names that teams use
}

// Title is what a line is, in a few words.
func (r Reader) Title(l programme.Line) string {
	t := r.Print.T
	switch l.Kind {
	case programme.LineContact:
		if l.Contact.Kind == course.Session {
			return t("ahead.session", "n", l.Contact.Number, "title", l.Contact.Title)
		}
		return t("ahead."+string(l.Contact.Kind), "title", l.Contact.Title)
	case programme.LineMeasure:
		if r.Staff {
			return t("ahead.measure.staff", "name", l.Measure.Name, "when", t("measure.timepoint."+string(l.Measure.Timepoint)))
		}
		return t("ahead.measure", "title", l.Measure.Title)
	}
	return t("ahead."+string(l.Kind), "programme", l.Programme.Name)
}

// When is the day or the days of a line.
func (r Reader) When(l programme.Line) string {
	t := r.Print.T
	switch {
	case l.Visit != nil && l.Visit.Clocked && l.Visit.State == programme.VisitPlanned:
		return t("ahead.at", "day", r.day(l.Visit.Day), "clock", r.Print.ClockWords(l.Visit.Starts))
	case l.Waits:
		return t("ahead.waits")
	case l.Days.From.IsZero():
		return t("ahead.no-day")
	case l.Days.From == l.Days.To || l.Days.To.IsZero():
		return r.day(l.Days.From)
	}
	return t("ahead.between", "from", r.day(l.Days.From), "to", r.day(l.Days.To))
}

func (r Reader) day(d civil.Date) string { return r.Print.DateIn(r.Today, d) }

// Note is what is said beside the day: to staff what became of a visit, why it is left out, that the day is foreseen,
// that one comes while still expecting; empty for nothing.
func (r Reader) Note(l programme.Line) string {
	key := ""
	switch c := l.Contact; {
	case l.Visit != nil && r.Staff:
		return r.Print.T("visit.state." + string(l.Visit.State))
	case c.Undone != course.Held:
		key = "ahead.undone." + string(c.Undone)
	case c.Foreseen:
		key = "ahead.foreseen"
	case c.Early:
		key = "ahead.early"
	default:
		return ""
	}
	return r.said(key)
}

// Struck is the day a line had before, and why it moved; both empty where it did not.
func (r Reader) Struck(l programme.Line) (was, why string) {
	if l.Was.IsZero() {
		return "", ""
	}
	return r.day(l.Was), r.Print.T("ahead.moved." + string(l.MovedBy))
}

// Shown reports whether a line is one that this reader should meet: a parent is not
// shown what staff rate, nor what they cannot fill in themselves.
func (r Reader) Shown(l programme.Line) bool {
	return r.Staff || l.Kind != programme.LineMeasure || l.Measure.Title != ""
}

// Moved is what a change of dates means, as a list under headings: what need not be
// come to, what has another day, what begins and what ends.
type Moved struct {
	Heading string
	Lines   []string
}

// Changes says the difference between two schedules. An empty answer means that
// nothing planned moves.
func (r Reader) Changes(all []programme.Change) []Moved {
	t := r.Print.T
	groups := []Moved{
		{Heading: r.said("birth.moves.left")}, {Heading: r.said("birth.moves.places")}, {Heading: t("birth.moves.days")},
		{Heading: t("birth.moves.new")}, {Heading: t("birth.moves.ended")},
	}
	seen := map[string]bool{}
	for _, c := range all {
		i, words := r.change(c)
		if words == "" || seen[words] {
			continue // said once for a couple
		}
		seen[words] = true
		groups[i].Lines = append(groups[i].Lines, words)
	}
	var out []Moved
	for _, g := range groups {
		if len(g.Lines) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// change is one line of the difference and the heading it belongs under.
func (r Reader) change(c programme.Change) (group int, words string) {
	t := r.Print.T
	switch {
	case c.Is == nil:
		if !r.Shown(*c.Was) {
			return 0, ""
		}
		return 4, r.Title(*c.Was)
	case !r.Shown(*c.Is):
		return 0, ""
	case c.Is.Kind == programme.LineStart || c.Is.Kind == programme.LineFit:
		return 1, r.place(c)
	case c.Is.Undone() == course.Birth && (c.Was == nil || c.Was.Undone() == course.Held):
		return 0, t("birth.line", "what", r.Title(*c.Is), "day", r.day(c.Is.Days.From))
	case c.Was == nil || c.Was.Days.From.IsZero() && !c.Is.Days.From.IsZero():
		return 3, t("birth.line", "what", r.Title(*c.Is), "day", r.When(*c.Is))
	case c.Is.Days.From == c.Was.Days.From && c.Is.Days.To == c.Was.Days.To:
		if c.Is.Undone() == course.Held && c.Was.Undone() != course.Held {
			return 3, t("birth.line", "what", r.Title(*c.Is), "day", r.When(*c.Is))
		}
		return 0, ""
	}
	return 2, t("birth.line.moved", "what", r.Title(*c.Is), "day", r.When(*c.Is), "was", r.When(*c.Was))
}

// place is what new dates mean for a place that is waited for, or in a group that
// has not begun.
func (r Reader) place(c programme.Change) string {
	name := c.Is.Programme.Name
	switch {
	case c.Is.Kind == programme.LineFit && c.Is.Fit.OK:
		return r.said("birth.place.fits", "day", r.day(c.Is.Days.From), "programme", name)
	case c.Is.Kind == programme.LineFit:
		return r.said("birth.place.not", "day", r.day(c.Is.Days.From), "programme", name)
	case c.Is.Days.IsEmpty() || c.Is.Days.To.Before(r.Today):
		return r.said("birth.wait.over", "programme", name)
	case c.Was == nil || c.Was.Days.To.IsZero():
		return r.said("birth.wait.new", "until", r.day(c.Is.Days.To), "programme", name)
	}
	return r.said("birth.wait.moved", "until", r.day(c.Is.Days.To), "was", r.day(c.Was.Days.To), "programme", name)
}

// said is what is said to a parent of themselves, and to staff of them.
func (r Reader) said(key string, args ...any) string {
	if r.Staff {
		return r.Print.T(key+".staff", args...)
	}
	return r.Print.T(key, args...)
}

// Event is a line on a timeline, with the day it had struck. More is what can be
// done about it.
func (r Reader) Event(l programme.Line) ui.Event {
	e := ui.Event{When: r.When(l), Datetime: l.Days.From.String(), State: ui.Next}
	switch {
	case l.Fact || l.Days.To.Before(r.Today):
		e.State = ui.Past
	case l.Days.Contains(r.Today):
		e.State = ui.Now
	}
	e.Moved, e.Why = r.Struck(l)
	return e
}
