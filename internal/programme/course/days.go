package course

import (
	"slices"

	"holdfast/internal/civil"
)

// Days lays out the sessions of a group from its first day, by number. A session
// stands on its anchor (the start, or an earlier session) and offset; where its
// group does not meet on that day (off), it and whatever hangs on it are held a week
// later, because the order of the themes matters more than the last day.
func Days(planned []Planned, start civil.Date, off []civil.Date) []civil.Date {
	var days []civil.Date
	for _, p := range planned {
		if p.Kind == Session {
			days = append(days, dayAfter(laid(p, start, days), days, off))
		}
	}
	return days
}

// laid is where a session's plan puts it, given the sessions before it.
func laid(p Planned, start civil.Date, days []civil.Date) civil.Date {
	if p.Anchor == AtSession && p.Session >= 1 && p.Session <= len(days) {
		return days[p.Session-1].AddDays(p.OffsetDays)
	}
	if len(days) > 0 { // a later part keeps its distance from the day the group began
		return days[0].AddDays(p.OffsetDays)
	}
	return start.AddDays(p.OffsetDays)
}

// dayAfter moves a day on by weeks until it is after the session before it and none
// on which the group does not meet.
func dayAfter(day civil.Date, days, off []civil.Date) civil.Date {
	for !day.IsZero() && (slices.Contains(off, day) || len(days) > 0 && !day.After(days[len(days)-1])) {
		day = day.AddDays(7)
	}
	return day
}

// From lays out again the sessions from a number on, the one with that number on a
// day. What hangs on them moves with them. A part that hangs on the group's start
// moves with the first session only, and otherwise stays where it is, unless it would
// come before what it follows. days are the present days of all sessions and are not
// changed.
func From(planned []Planned, days []civil.Date, number int, day civil.Date, off []civil.Date) []civil.Date {
	out := slices.Clone(days[:number-1])
	for _, p := range planned {
		if p.Kind != Session || p.Number < number {
			continue
		}
		to := days[p.Number-1]
		switch {
		case p.Number == number:
			to = day
		case p.Anchor == AtSession && p.Session >= number:
			to = out[p.Session-1].AddDays(p.OffsetDays)
		case p.Anchor == AtStart && number == 1:
			to = out[0].AddDays(p.OffsetDays)
		}
		out = append(out, dayAfter(to, out, off))
	}
	return out
}
