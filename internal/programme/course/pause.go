package course

import (
	"slices"

	"holdfast/internal/civil"
)

// waited is the day of a visit, a call or a review when a family's pauses are taken
// into account; zero while one of them has no end. What hangs on the birth counts
// only the days outside pauses: three weeks after the birth means three weeks at
// home. What hangs on another day waits only if it would fall into a pause, and then
// for the day after it. Nothing meant for before the birth waits.
func (a Anchors) waited(p Planned, from, plain civil.Date) civil.Date {
	if p.Phase == Before {
		return plain
	}
	on := plain
	for _, w := range civil.Joined(a.Pauses) {
		begins := w.From
		if begins.Before(from) {
			begins = from
		}
		if on.Before(begins) || w.To.Before(from) {
			continue
		}
		switch {
		case w.To.IsZero():
			return civil.Date{}
		case p.Anchor == AtBirth:
			on = on.AddDays(begins.DaysUntil(w.To) + 1)
		case !on.After(w.To):
			on = w.To.AddDays(1)
		}
	}
	return on
}

// paused reports whether a family paused on a day.
func (a Anchors) paused(on civil.Date) bool {
	return slices.ContainsFunc(a.Pauses, func(w civil.Window) bool { return w.Contains(on) })
}
