package i18n

import (
	"time"

	"holdfast/internal/civil"
)

// Day tells a day from today: "today", "tomorrow", "yesterday", else "Tuesday
// 2 March".
func (p Printer) Day(today, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	switch today.DaysUntil(d) {
	case 0:
		return p.T("day.today")
	case 1:
		return p.T("day.tomorrow")
	case -1:
		return p.T("day.yesterday")
	}
	return p.DateLong(d)
}

// Ago says how long before now something was: "3 hours ago".
func (p Printer) Ago(now, then time.Time) string {
	if now.Sub(then) < time.Minute {
		return p.T("span.now")
	}
	return p.T("span.ago", "span", p.Span(now.Sub(then)))
}

// Until says how far from now something is: "in 3 hours".
func (p Printer) Until(now, then time.Time) string {
	if then.Sub(now) < time.Minute {
		return p.T("span.now")
	}
	return p.T("span.until", "span", p.Span(then.Sub(now)))
}

// Span says a length of time in its largest unit, rounded down: "3 hours".
func (p Printer) Span(d time.Duration) string {
	d = d.Abs()
	const day = 24 * time.Hour
	switch {
	case d < time.Hour:
		return p.T("span.minutes", "n", int(d/time.Minute))
	case d < 2*day:
		return p.T("span.hours", "n", int(d/time.Hour))
	case d < 21*day:
		return p.T("span.days", "n", int(d/day))
	}
	return p.T("span.weeks", "n", int(d/(7*day)))
}

// SpanShort is a span for staff who watch a clock: "8 min", "3 h 1 min", "2 d".
func (p Printer) SpanShort(d time.Duration) string {
	d = d.Abs()
	const day = 24 * time.Hour
	minutes := int(d / time.Minute)
	switch {
	case d < time.Hour:
		return p.T("span-short.minutes", "minutes", minutes)
	case d < day && minutes%60 == 0:
		return p.T("span-short.hours", "hours", minutes/60)
	case d < day:
		return p.T("span-short.hours-minutes", "hours", minutes/60, "minutes", minutes%60)
	}
	return p.T("span-short.days", "days", int(d/day))
}

// Age is a baby's age for staff, in weeks and days: "14 w 2 d", "17 w".
func (p Printer) Age(a civil.Age) string {
	if a.BeforeBirth() {
		return p.T("age.unborn")
	}
	weeks, days := a.WeeksAndDays()
	switch {
	case weeks == 0:
		return p.T("age-short.days", "days", days)
	case days == 0:
		return p.T("age-short.weeks", "weeks", weeks)
	}
	return p.T("age-short.weeks-days", "weeks", weeks, "days", days)
}

// AgeMonths is a baby's age for staff where the months count: "4 m 3 w".
func (p Printer) AgeMonths(a civil.Age) string {
	if a.Months == 0 {
		return p.Age(a)
	}
	months, weeks := a.MonthsAndWeeks()
	if weeks == 0 {
		return p.T("age-short.months", "months", months)
	}
	return p.T("age-short.months-weeks", "months", months, "weeks", weeks)
}

// PregnantWords is how far a pregnancy has come, in completed weeks.
func (p Printer) PregnantWords(g civil.Gestation) string {
	return p.T("age.pregnant", "n", g.Weeks())
}

// AgeWords is a baby's age as parents say it: days in the first fortnight,
// weeks to half a year, months to the second birthday, then years.
func (p Printer) AgeWords(a civil.Age) string {
	switch {
	case a.BeforeBirth():
		return p.T("age.unborn")
	case a.Days < 14:
		return p.T("age.days", "n", a.Days)
	case a.Months < 6:
		return p.T("age.weeks", "n", a.Weeks())
	case a.Months < 24:
		return p.T("age.months", "n", a.Months)
	}
	return p.T("age.years", "n", a.Years())
}
