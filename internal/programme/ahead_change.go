package programme

import (
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/measure"
)

// Change is one line of a schedule that is not what it was: Was is nil for a line
// that begins, Is for one that ends.
type Change struct {
	Was, Is *Line
}

// changes is the difference between two schedules of one family, in the order of
// the second, with what ends after it. Facts are in neither.
func changes(before, after []Line) []Change {
	was := map[string]*Line{}
	for i := range before {
		was[before[i].Key] = &before[i]
	}
	var out []Change
	for i := range after {
		is, old := &after[i], was[after[i].Key]
		delete(was, is.Key)
		if is.Fact && (old == nil || old.Fact) || old != nil && old.same(*is) {
			continue
		}
		out = append(out, Change{Was: old, Is: is})
	}
	for i := range before {
		if old := was[before[i].Key]; old != nil && !old.Fact {
			out = append(out, Change{Was: old})
		}
	}
	return out
}

// same reports whether a line says to a family what it said before.
func (l Line) same(other Line) bool {
	return l.Days == other.Days && l.Waits == other.Waits && l.Fact == other.Fact &&
		l.Contact.Undone == other.Contact.Undone && l.Contact.Foreseen == other.Contact.Foreseen && l.Contact.Early == other.Contact.Early &&
		l.Fit.OK == other.Fit.OK && l.Fit.Why == other.Fit.Why && l.Fit.CanStartUntil == other.Fit.CanStartUntil
}

// struck gives every line that a change of dates moved the day it had before.
func (l life) struck(lines []Line) {
	if len(l.before) == 0 {
		return
	}
	then := Assumed{}
	by := ByDue
	for id, p := range l.before {
		then[id] = measure.Dates{Due: p.Due, Born: p.Born}
		if p.Kind != family.Scan {
			by = ByBirth
		}
	}
	was := map[string]civil.Date{}
	for _, line := range l.lines(then) {
		was[line.Key] = line.Days.From
	}
	for i := range lines {
		line := &lines[i]
		if old := was[line.Key]; line.Was.IsZero() && !line.Fact && !old.IsZero() && old != line.Days.From && line.Kind != LineFit {
			line.Was, line.MovedBy = old, by
		}
	}
}
