package page

import "holdfast/internal/civil"

// Counted is a figure beside a heading; nothing is not counted.
func (r *Request) Counted(n int) string {
	if n == 0 {
		return ""
	}
	return r.Print.Number(float64(n), 0)
}

// NearDay is a day without its year while nobody could take it for another year's.
func (r *Request) NearDay(d civil.Date) string {
	if days := r.Today.DaysUntil(d); days > -yearless && days < yearless {
		return r.Print.Date(d)
	}
	return r.Print.DateYear(d)
}

// yearless is how many days away a date is told with its year.
const yearless = 300

// WhenDue is the day of something due in the narrow column of a list: late in
// words, today, a weekday within the week, else how far off.
func (r *Request) WhenDue(day civil.Date) (words string, late bool) {
	switch n := r.Today.DaysUntil(day); {
	case n < 0:
		return r.Print.T("today.late", "days", -n), true
	case n == 0:
		return r.Print.T("today.today"), false
	case n < 7:
		return r.Print.WeekdayShort(day.Weekday()), false
	}
	return r.Print.T("today.in-days", "days", r.Today.DaysUntil(day)), false
}
