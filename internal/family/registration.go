package family

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
)

// Registration is what makes a family record: the people and who cares for whom.
type Registration struct {
	Caregivers []NewCaregiver
	Infants    []NewInfant
}

// NewCaregiver is an adult who comes with a relation to every infant of the
// registration.
type NewCaregiver struct {
	Name        string
	Called      string // empty: the name
	Lang        string
	Interpreter bool
	Relation    Relation
	Details     []NewDetail
}

// NewInfant is a baby, born or expected: at least one of the dates is known.
type NewInfant struct {
	Name   string // empty when not named yet
	Called string
	Born   civil.Date
	Due    civil.Date
}

// NewDetail is an address or a number as somebody typed it.
type NewDetail struct {
	Channel Channel
	Value   string
}

// earliest and latest bound what can be a date in an infant's record: three years
// back, for a child at the end of the work, and a pregnancy ahead.
const (
	yearsBack  = 3
	weeksAhead = 42
	// overdueWeeks is how long after its due date a baby may still be unborn:
	// 42 completed weeks of pregnancy, with slack for a date that was wrong.
	overdueWeeks = 6
)

// Check finds what cannot be in a registration made on the given day. Fields are
// named caregiver.0.name and so on.
func (r Registration) Check(today civil.Date) error {
	var out []fault.Problem
	if len(r.Caregivers) == 0 {
		out = append(out, fault.At("caregiver.0.name", "family.name.missing"))
	}
	if len(r.Infants) == 0 {
		out = append(out, fault.At("infant.0.born", "family.date.missing"))
	}
	for i, c := range r.Caregivers {
		field := fmt.Sprintf("caregiver.%d.", i)
		if clean(c.Name) == "" {
			out = append(out, fault.At(field+"name", "family.name.missing"))
		}
		out = append(out, checkLength(field+"name", c.Name)...)
		out = append(out, checkLength(field+"called", c.Called)...)
		for _, d := range c.Details {
			out = append(out, CheckDetail(field+string(d.Channel), d)...)
		}
	}
	for i, n := range r.Infants {
		field := fmt.Sprintf("infant.%d.", i)
		out = append(out, checkLength(field+"name", n.Name)...)
		out = append(out, CheckDates(field, n.Born, n.Due, today)...)
	}
	return fault.Check(out...)
}

// CheckDates finds what cannot be in an infant's dates on the given day; field is
// the prefix of the form's fields born and due.
func CheckDates(field string, born, due, today civil.Date) []fault.Problem {
	switch {
	case born.IsZero() && due.IsZero():
		return []fault.Problem{fault.At(field+"born", "family.date.missing")}
	case born.After(today):
		return []fault.Problem{fault.At(field+"born", "family.born.future")}
	case !born.IsZero() && born.Before(today.AddMonths(-12*yearsBack)):
		return []fault.Problem{fault.At(field+"born", "family.born.long-ago")}
	case born.IsZero() && due.Before(today.AddDays(-7*overdueWeeks)):
		return []fault.Problem{fault.At(field+"due", "family.due.past")}
	case born.IsZero() && due.After(today.AddDays(7*weeksAhead)):
		return []fault.Problem{fault.At(field+"due", "family.due.far")}
	}
	return CheckGestation(field+"due", born, due)
}

func checkLength(field, name string) []fault.Problem {
	if utf8.RuneCountInString(name) > NameLimit {
		return []fault.Problem{fault.At(field, "family.name.long", "limit", NameLimit)}
	}
	return nil
}

// CheckDetail accepts what could be an address or a number; whether it reaches
// anybody only a message can show. The problem stands at field.
func CheckDetail(field string, d NewDetail) []fault.Problem {
	if d.Channel == Email {
		a, err := mail.ParseAddress(d.Value)
		if err != nil || a.Name != "" || a.Address != d.Value || len(d.Value) > 254 {
			return []fault.Problem{fault.At(field, "family.email.wrong")}
		}
		return nil
	}
	digits := 0
	for _, r := range d.Value {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !unicode.IsSpace(r) && !unicode.Is(unicode.Pd, r) && !strings.ContainsRune("+().", r):
			return []fault.Problem{fault.At(field, "family.phone.wrong")}
		}
	}
	if digits < 7 || digits > 15 || len(d.Value) > 60 {
		return []fault.Problem{fault.At(field, "family.phone.wrong")}
	}
	return nil
}
