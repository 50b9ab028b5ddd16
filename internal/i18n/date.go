package i18n

import (
	"strings"
	"time"

	"holdfast/internal/civil"
)

// The words of the calendar stand in the catalogue like all others; these
// tables only save building their keys for every date of a long list.
var (
	monthKeys = [...]string{"", "month.1", "month.2", "month.3", "month.4", "month.5", "month.6",
		"month.7", "month.8", "month.9", "month.10", "month.11", "month.12"}
	weekdayKeys      = [...]string{"weekday.0", "weekday.1", "weekday.2", "weekday.3", "weekday.4", "weekday.5", "weekday.6"}
	weekdaysKeys     = [...]string{"weekdays.0", "weekdays.1", "weekdays.2", "weekdays.3", "weekdays.4", "weekdays.5", "weekdays.6"}
	weekdayShortKeys = [...]string{"weekday-short.0", "weekday-short.1", "weekday-short.2", "weekday-short.3",
		"weekday-short.4", "weekday-short.5", "weekday-short.6"}
	hourKeys = [...]string{"hour.night", "hour.morning", "hour.afternoon", "hour.evening"}
)

// Date is a day near enough to need no year: "2 March". Every date function
// gives empty text for no date.
func (p Printer) Date(d civil.Date) string { return p.dated("date.short", d) }

// DateYear is a day with its year: "2 March 2027".
func (p Printer) DateYear(d civil.Date) string { return p.dated("date.year", d) }

// DateLong is a day with its weekday: "Tuesday 2 March".
func (p Printer) DateLong(d civil.Date) string { return p.dated("date.long", d) }

// DateIn is Date, with the year when it is not the year of today.
func (p Printer) DateIn(today, d civil.Date) string {
	if d.Year() != today.Year() {
		return p.DateYear(d)
	}
	return p.Date(d)
}

// DateRange is the days from one to another: "2 March to 20 April".
func (p Printer) DateRange(from, to civil.Date) string {
	return p.T("date.range", "from", p.Date(from), "to", p.Date(to))
}

func (p Printer) dated(key string, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	var day, year [4]byte
	return p.T(key, "day", string(digits(day[:0], d.Day())), "month", p.T(monthKeys[d.Month()]),
		"year", string(digits(year[:0], d.Year())), "weekday", p.T(weekdayKeys[d.Weekday()]))
}

func digits(b []byte, n int) []byte {
	if n >= 10 {
		b = digits(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// Month is a month's name: "March".
func (p Printer) Month(m time.Month) string { return p.T(monthKeys[m]) }

// Weekday is "Tuesday".
func (p Printer) Weekday(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.T(weekdayKeys[d.Weekday()])
}

// Weekdays is a weekly day: "Tuesdays".
func (p Printer) Weekdays(w time.Weekday) string { return p.T(weekdaysKeys[w]) }

// WeekdayName is "Tuesday" for a weekday that is on no date.
func (p Printer) WeekdayName(w time.Weekday) string { return p.T(weekdayKeys[w]) }

// WeekdayShort is "Tue", for narrow columns of staff pages.
func (p Printer) WeekdayShort(w time.Weekday) string { return p.T(weekdayShortKeys[w]) }

// Clock is a time of day for staff and lists: "10:00".
func (p Printer) Clock(c civil.Clock) string { return c.String() }

// ClockRange is "10:00 to 11:30".
func (p Printer) ClockRange(from, to civil.Clock) string {
	return p.T("clock.range", "from", from.String(), "to", to.String())
}

// ClockWords is a time of day as it is said: "10 in the morning", "half-past"
// left to the ear: "6:30 in the evening".
func (p Printer) ClockWords(c civil.Clock) string {
	return p.T("clock.words", "time", spoken(c), "part", p.T(partOfDay(c)))
}

// ClockRangeWords is "10 to 11:30 in the morning", and names both parts of the
// day when they differ: "11 in the morning to 1 in the afternoon".
func (p Printer) ClockRangeWords(from, to civil.Clock) string {
	if partOfDay(from) != partOfDay(to) {
		return p.T("clock.range", "from", p.ClockWords(from), "to", p.ClockWords(to))
	}
	return p.T("clock.words", "time", p.T("clock.range", "from", spoken(from), "to", spoken(to)), "part", p.T(partOfDay(from)))
}

func spoken(c civil.Clock) string {
	hour := c.Hour % 12
	if hour == 0 {
		hour = 12
	}
	s := civil.Clock{Hour: hour, Minute: c.Minute}.String()
	return strings.TrimPrefix(strings.TrimSuffix(s, ":00"), "0")
}

func partOfDay(c civil.Clock) string {
	switch {
	case c.Hour < 5 || c.Hour >= 22:
		return hourKeys[0]
	case c.Hour < 12:
		return hourKeys[1]
	case c.Hour < 18:
		return hourKeys[2]
	}
	return hourKeys[3]
}

// At is an instant in the reader's zone: "Tuesday 2 March, 10:00".
func (p Printer) At(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	local := t.In(p.zone)
	return p.T("date.at", "date", p.DateLong(civil.Of(local)), "clock", clockOf(local).String())
}

// AtIn is an instant told as near as it is: "10:00" today, "Monday 15:20"
// within six days, "2 March, 10:00" further off, with the year when it differs.
func (p Printer) AtIn(now, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	local := t.In(p.zone)
	today, day, clock := civil.Of(now.In(p.zone)), civil.Of(local), clockOf(local).String()
	away := today.DaysUntil(day)
	switch {
	case away == 0:
		return clock
	case away >= -6 && away <= 6:
		return p.T("date.weekday-at", "weekday", p.Weekday(day), "clock", clock)
	}
	return p.T("date.at", "date", p.DateIn(today, day), "clock", clock)
}

// ClockOf is the time of day of an instant in the reader's zone: "10:00".
func (p Printer) ClockOf(t time.Time) string { return clockOf(t.In(p.zone)).String() }

// DayOf is the day of an instant in the reader's zone.
func (p Printer) DayOf(t time.Time) civil.Date { return civil.Of(t.In(p.zone)) }

func clockOf(t time.Time) civil.Clock { return civil.Clock{Hour: t.Hour(), Minute: t.Minute()} }
