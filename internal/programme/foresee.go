package programme

import (
	"fmt"

	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/programme/course"
)

// Life is the days of one family that a programme is tried out on, before anybody
// has a place in it.
type Life struct {
	Due, Born civil.Date // Born is zero while the baby is expected
	Start     civil.Date // of the group; zero: the earliest that makes sense
}

// Bounds of a life that can be tried out.
const (
	farthestDue   = 300 // days: nobody is known to expect a baby for longer
	longestAgo    = 730 // days since the due date: every programme has ended
	earliestBirth = 22  // weeks: before that WHO counts no live birth (ICD-10, volume 2)
	latestBirth   = 28  // days after the due date
	conception    = 14  // days of a pregnancy, which is counted from the last period
)

// Check finds what cannot be in a life, on a day. The error is for an operator: it
// says what is wrong and what to look at.
func (l Life) Check(today civil.Date) error {
	begun := civil.DayAtGestation(l.Due, 0)
	switch {
	case l.Due.IsZero():
		return fmt.Errorf("there is no due date: write --due YYYY-MM-DD")
	case today.DaysUntil(l.Due) > farthestDue:
		return fmt.Errorf("the due date %s is %d days away, which is longer than a pregnancy: check its year", l.Due, today.DaysUntil(l.Due))
	case l.Due.DaysUntil(today) > longestAgo:
		return fmt.Errorf("the due date %s is more than two years ago, when every programme has ended: check its year", l.Due)
	case l.Born.Before(begun.AddDays(conception)):
		return fmt.Errorf("the birth on %s is before conception: a pregnancy due on %s began about %s. Check both dates", l.Born, l.Due, begun.AddDays(conception))
	case l.Born.Before(civil.DayAtGestation(l.Due, earliestBirth)):
		return fmt.Errorf("the birth on %s is at %d weeks of pregnancy; a course goes on after a birth at %d weeks or later. Check both dates", l.Born, civil.GestationAt(l.Due, l.Born).Weeks(), earliestBirth)
	case l.Born.After(l.Due.AddDays(latestBirth)):
		return fmt.Errorf("the birth on %s is %d days after the due date %s: check both dates", l.Born, l.Due.DaysUntil(l.Born), l.Due)
	case l.Start.Before(begun):
		return fmt.Errorf("the group's start on %s is before the pregnancy, which began on %s: check both dates", l.Start, begun)
	case l.Start.After(l.Due.AddDays(longestAgo)):
		return fmt.Errorf("the group's start on %s is more than two years after the due date %s: check both dates", l.Start, l.Due)
	}
	return nil
}

// roomBefore is how many days a visit before the first session is given.
const roomBefore = 7

// EarliestStart is the first day on which a group makes sense for somebody with these
// dates: within the programme's window, and after a week for what is held before the
// first session.
func (p *Programme) EarliestStart(due, born civil.Date) civil.Date {
	if !p.Expecting() {
		return StartWindow(p, Baby{Due: due, Born: born}).From
	}
	w := StartWindow(p, Baby{Due: due})
	start := w.From
	for _, c := range p.Contacts {
		if c.Kind == course.Session {
			break
		}
		if c.Anchor != course.AtDue {
			continue
		}
		if after := due.AddDays(c.OffsetDays + roomBefore); after.After(start) {
			start = after
		}
	}
	if start.After(w.To) {
		return w.To
	}
	return start
}

// Foreseen is one contact of a life that a programme is tried out on, and what is
// asked of each parent about then.
type Foreseen struct {
	course.Contact
	Minutes int
	Asked   []Asked
}

// Asked is one measure, and the days on which it can be filled in.
type Asked struct {
	Instrument string
	Timepoint  measure.Timepoint
	Days       civil.Window
}

// Foresee works out the whole course of a life that [Life.Check] found possible. What
// is asked stands with the session it hangs on, or with the contact next to its days.
func (p *Programme) Foresee(l Life) []Foreseen {
	if l.Start.IsZero() {
		l.Start = p.EarliestStart(l.Due, l.Born)
	}
	planned := p.Course()
	days := course.Days(planned, l.Start, nil)
	contacts := course.Of(planned, course.Anchors{Due: l.Due, Born: l.Born, Sessions: days, Corrected: p.Corrected})
	out := make([]Foreseen, len(contacts))
	for i, c := range contacts {
		out[i] = Foreseen{Contact: c, Minutes: p.Contacts[i].Minutes}
	}
	anchors := measure.Anchors{Due: l.Due, Born: l.Born, Sessions: days}
	if l.Born.IsZero() {
		anchors.Born = l.Due // foreseen, as the contacts are
	}
	for _, m := range p.Measures {
		if w, ok := m.Window(anchors); ok {
			at := &out[besides(out, m, w)]
			at.Asked = append(at.Asked, Asked{m.Instrument, m.Timepoint, w})
		}
	}
	return out
}

// besides is the contact a measure is shown with: its session; otherwise the last that
// is held before its days end, so that somebody is there to ask.
func besides(all []Foreseen, m Due, days civil.Window) int {
	number, best := 0, 0
	switch m.Anchor {
	case measure.AtSession:
		number = m.Session
	case measure.AtLast:
		for _, c := range all {
			number = max(number, c.Number)
		}
	}
	for i, c := range all {
		if number > 0 && c.Number == number {
			return i
		}
		if number == 0 && c.Due() && !c.On.After(days.To) && (i == 0 || !c.On.Before(all[best].On)) && !all[best].nearer(days, c.On) {
			best = i
		}
	}
	return best
}

// nearer reports whether a contact is held within days, and another day is not before
// it: the first that falls into the days of a measure keeps it.
func (f Foreseen) nearer(days civil.Window, other civil.Date) bool {
	return days.Contains(f.On) && !other.Before(f.On)
}
