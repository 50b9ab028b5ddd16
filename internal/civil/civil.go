// Package civil counts in days, weeks and months as families do: a birthday, a due date, "eleven weeks at session one".
//
// A Date is a day on the calendar and nothing else. It has no time of day and no zone, so it cannot slide to the day
// before when a server stands in another country. Nothing here reads a clock: whoever asks for an age says on which day.
// The one bridge to instants is [Date.In], which is given the zone.
package civil

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Errors never repeat the text they refuse: a date of birth is personal, and errors end up in logs.
var (
	// ErrFormat is a text that is not of the form YYYY-MM-DD.
	ErrFormat = errors.New("civil: a date is written YYYY-MM-DD")
	// ErrNoSuchDay is a day that the calendar does not have, such as 30 February.
	ErrNoSuchDay = errors.New("civil: the calendar has no such day")
	// ErrClock is a text that is not a time of day from 00:00 to 23:59.
	ErrClock = errors.New("civil: a time of day is written HH:MM, from 00:00 to 23:59")
)

// Date is a day of the Gregorian calendar in the years 1 to 9999. Dates compare with ==.
// The zero Date means "no date": it prints as nothing, is NULL in a database, and is neither before nor after any day.
type Date struct {
	year  int16
	month int8
	day   int8
}

// New is for dates known to exist, as in tests and tables; like regexp.MustCompile it panics on one that does not.
// What a person typed goes through [FromParts] or [Parse].
func New(year int, month time.Month, day int) Date {
	d, err := FromParts(year, int(month), day)
	if err != nil {
		panic(fmt.Sprintf("civil.New(%d, %d, %d): %v", year, month, day, err))
	}
	return d
}

// FromParts checks three numbers, as from the fields of a form. It returns [ErrNoSuchDay] rather than rolling 31 April
// over into May: a rolled-over birthday is a wrong birthday.
func FromParts(year, month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > DaysIn(year, time.Month(month)) {
		return Date{}, ErrNoSuchDay
	}
	return Date{int16(year), int8(month), int8(day)}, nil
}

// Parse reads exactly YYYY-MM-DD and nothing looser; it returns [ErrFormat] or [ErrNoSuchDay].
func Parse(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, ErrFormat
	}
	year, okYear := number(s[:4])
	month, okMonth := number(s[5:7])
	day, okDay := number(s[8:])
	if !okYear || !okMonth || !okDay {
		return Date{}, ErrFormat
	}
	return FromParts(year, month, day)
}

// Of is the day it was at t, on a calendar hanging where t's own location is. The zero time is no date, and neither is
// one outside the years 1 to 9999.
func Of(t time.Time) Date {
	year, month, day := t.Date()
	if t.IsZero() || year < 1 || year > 9999 {
		return Date{}
	}
	return Date{int16(year), int8(month), int8(day)}
}

// DaysIn is the number of days a month has in a year.
func DaysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year is 1 to 9999, or 0 for no date.
func (d Date) Year() int { return int(d.year) }

// Month is January to December, or 0 for no date.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day is the day of the month, from 1, or 0 for no date.
func (d Date) Day() int { return int(d.day) }

// String is YYYY-MM-DD, or empty for no date. It is for storage and logs; people read dates through i18n.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Weekday of no date has no meaning; ask [Date.IsZero] first.
func (d Date) Weekday() time.Weekday { return d.midnightUTC().Weekday() }

// AddDays moves by n days, backwards when n is negative. No date stays no date, and past the year 9999 there is none.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return Of(d.midnightUTC().AddDate(0, 0, n))
}

// AddMonths moves by n calendar months and, where that month is too short, stops at its last day: 31 January and one
// month is 28 (or 29) February. A baby born on the 31st is therefore one month old at the end of every shorter month.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := DaysIn(first.Year(), first.Month())
	return Of(first.AddDate(0, 0, min(d.Day(), last)-1))
}

// DaysUntil counts the nights between d and other: negative when other is earlier, 0 when either is no date.
func (d Date) DaysUntil(other Date) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return int((other.midnightUTC().Unix() - d.midnightUTC().Unix()) / (24 * 60 * 60))
}

// Before reports whether d is an earlier day; no date is before nothing.
func (d Date) Before(other Date) bool {
	return !d.IsZero() && !other.IsZero() && d.Compare(other) < 0
}

// After reports whether d is a later day; no date is after nothing.
func (d Date) After(other Date) bool { return other.Before(d) }

// Compare orders days for sorting: -1, 0 or +1. No date sorts first.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.year, other.year), cmp.Compare(d.month, other.month), cmp.Compare(d.day, other.day))
}

func (d Date) midnightUTC() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// number reads ASCII digits only: strconv would take a sign.
func number(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != ""
}
