package history

import (
	"time"

	"holdfast/internal/civil"
)

// yearsOfHolidays is how far back histories reach.
const yearsOfHolidays = 6

// holidays are the days on which the service is closed, from some years ago to
// the end of next year. Today is never one of them: a demonstration in which
// nothing happens today shows little.
func holidays(today civil.Date) []Holiday {
	var out []Holiday
	for year := today.Year() - yearsOfHolidays; year <= today.Year()+1; year++ {
		for _, h := range holidaysOf(year) {
			if h.Day != today {
				out = append(out, h)
			}
		}
	}
	return out
}

func holidaysOf(year int) []Holiday {
	easter := easter(year)
	days := []Holiday{
		{civil.New(year, time.January, 1), "New Year"},
		{easter.AddDays(-2), "Good Friday"},
		{easter.AddDays(1), "Easter Monday"},
		{mondayFrom(civil.New(year, time.May, 1)), "Early May"},
		{mondayFrom(civil.New(year, time.May, 25)), "Late May"},
		{mondayFrom(civil.New(year, time.August, 25)), "Late August"},
	}
	for day := 24; day <= 31; day++ {
		days = append(days, Holiday{civil.New(year, time.December, day), "Closed for midwinter"})
	}
	return days
}

func mondayFrom(d civil.Date) civil.Date {
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d
}

// easter is Easter Sunday of the Gregorian calendar, by the rule that Meeus
// prints in Astronomical Algorithms (1991), chapter 8.
func easter(year int) civil.Date {
	a, b, c := year%19, year/100, year%100
	d, e, f := b/4, b%4, (b+8)/25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return civil.New(year, time.Month(n/31), n%31+1)
}

// workday is the day itself or the last weekday before it.
func workday(d civil.Date) civil.Date {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.AddDays(-1)
	}
	return d
}
