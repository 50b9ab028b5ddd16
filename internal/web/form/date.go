package form

import (
	"strconv"

	"holdfast/internal/civil"
)

// Date reads the three inputs name-day, name-month and name-year. It names
// exactly what is wrong, at the input that is wrong, and guesses nothing: a year
// of two digits is not filled up. Nothing typed at all is a problem; see
// [Values.OptionalDate]. Whether the day may lie in the future is not its to say.
func (v *Values) Date(name string) civil.Date {
	d := v.OptionalDate(name)
	if d.IsZero() && v.dateIsEmpty(name) {
		v.Problem(name, "date.missing")
	}
	return d
}

// OptionalDate is Date where leaving all three inputs empty is an answer.
func (v *Values) OptionalDate(name string) civil.Date {
	// A date picker, on staff pages, posts one field.
	if s := v.typed(name); s != "" {
		d, err := civil.Parse(s)
		if err != nil {
			v.Problem(name, "date.impossible")
		}
		return d
	}
	if v.dateIsEmpty(name) {
		return civil.Date{}
	}
	day, okDay := v.datePart(name, "day", 1, 31)
	month, okMonth := v.datePart(name, "month", 1, 12)
	year, okYear := v.year(name)
	if !okDay || !okMonth || !okYear {
		return civil.Date{}
	}
	d, err := civil.FromParts(year, month, day)
	if err != nil {
		// The parts are each possible, so it is the day that this month does not have.
		v.Problem(name+"-day", "date.no-such-day")
		return civil.Date{}
	}
	return d
}

func (v *Values) dateIsEmpty(name string) bool {
	for _, part := range dateParts {
		if v.typed(name+"-"+part) != "" {
			return false
		}
	}
	return v.typed(name) == ""
}

var dateParts = [...]string{"day", "month", "year"}

func (v *Values) datePart(name, part string, from, to int) (int, bool) {
	field := name + "-" + part
	s := latinDigits(v.typed(field))
	if s == "" {
		v.Problem(field, "date.no-"+part)
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < from || n > to {
		v.Problem(field, "date.bad-"+part)
		return 0, false
	}
	return n, true
}

func (v *Values) year(name string) (int, bool) {
	field := name + "-year"
	s := latinDigits(v.typed(field))
	n, err := strconv.Atoi(s)
	switch {
	case s == "":
		v.Problem(field, "date.no-year")
	case err == nil && n >= 0 && len(s) < 4:
		v.Problem(field, "date.short-year")
	case err != nil || n < 1900 || n > 2100:
		v.Problem(field, "date.bad-year")
	default:
		return n, true
	}
	return 0, false
}
