package programme

import (
	"slices"

	"holdfast/internal/civil"
)

// Moved is a session that changes its day.
type Moved struct {
	Number   int
	From, To civil.Date
}

// SessionDays lays n weekly sessions from first on. A week whose day is a
// holiday, or on which the group was cancelled, is left out, and that session
// and all after it are held a week later: the order of the themes matters more
// than the last day, and no theme is dropped.
func SessionDays(first civil.Date, n int, holidays, cancelled []civil.Date) []civil.Date {
	days := make([]civil.Date, 0, n)
	for day := first; len(days) < n && !day.IsZero(); day = day.AddDays(7) {
		if slices.Contains(holidays, day) || slices.Contains(cancelled, day) {
			continue
		}
		days = append(days, day)
	}
	return days
}

// AfterCancelling is where the sessions go when the one with this number does
// not meet: it and all later ones, from the next week of its weekday that is not
// before today. days are the present days of all sessions.
func AfterCancelling(days []civil.Date, number int, today civil.Date, holidays, cancelled []civil.Date) []Moved {
	first := days[number-1].AddDays(7)
	for first.Before(today) {
		first = first.AddDays(7)
	}
	return moves(days, number, SessionDays(first, len(days)-number+1, holidays, cancelled))
}

// AfterResuming is where the sessions go when the group begins again with the
// session of this number on this day.
func AfterResuming(days []civil.Date, number int, first civil.Date, holidays []civil.Date) []Moved {
	return moves(days, number, SessionDays(first, len(days)-number+1, holidays, nil))
}

// moves pairs the old days from a session on with the new, leaving out those
// that stay where they are.
func moves(days []civil.Date, number int, to []civil.Date) []Moved {
	var out []Moved
	for i, day := range to {
		from := days[number-1+i]
		if from != day {
			out = append(out, Moved{Number: number + i, From: from, To: day})
		}
	}
	return out
}
