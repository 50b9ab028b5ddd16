package programme

import (
	"holdfast/internal/civil"
	"holdfast/internal/programme/course"
)

// Moved is a session that changes its day.
type Moved struct {
	Number   int
	From, To civil.Date
}

// AfterCancelling is where the sessions go when the one with this number does
// not meet: it and those that hang on it, from the next week of its weekday that is
// not before today. days are the present days of all sessions.
func AfterCancelling(plan []course.Planned, days []civil.Date, number int, today civil.Date, off []civil.Date) []Moved {
	first := days[number-1].AddDays(7)
	for first.Before(today) {
		first = first.AddDays(7)
	}
	return moves(days, number, course.From(plan, days, number, first, off))
}

// AfterResuming is where the sessions go when the group meets again with the
// session of this number on this day.
func AfterResuming(plan []course.Planned, days []civil.Date, number int, first civil.Date, off []civil.Date) []Moved {
	return moves(days, number, course.From(plan, days, number, first, off))
}

// moves pairs the old days of the sessions from a number on with the new, leaving
// out those that stay where they are.
func moves(days []civil.Date, number int, to []civil.Date) []Moved {
	var out []Moved
	for i := number - 1; i < len(days); i++ {
		if days[i] != to[i] {
			out = append(out, Moved{Number: i + 1, From: days[i], To: to[i]})
		}
	}
	return out
}
