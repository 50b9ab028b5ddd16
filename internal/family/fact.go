package family

import (
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
)

type fact struct{}

// FactID identifies what was once written down of an infant's dates.
type FactID = ident.ID[fact]

// FactKind is what made somebody write a date down.
type FactKind string

// The kinds of fact.
const (
	Registered FactKind = "registered" // what was known when the record was made
	Scan       FactKind = "scan"       // a better due date
	Birth      FactKind = "birth"
	Correction FactKind = "correction" // the day before was wrong
)

// Fact is a due date or a birth as somebody wrote it down. It is never changed: it
// stands, or it was undone.
type Fact struct {
	ID     FactID
	Infant PersonID
	Kind   FactKind
	Due    civil.Date // zero: it says nothing of the due date
	Born   civil.Date // zero: it says nothing of a birth
	At     time.Time
	By     access.AccountID // zero: the program
	ByName string
	Undone *time.Time
}

// Stands reports whether nobody has taken the fact back.
func (f Fact) Stands() bool { return f.Undone == nil }

// DatesOf is what holds by facts in the order in which they were written: of the
// due date and of the birth each the latest that stands.
func DatesOf(facts []Fact) (due, born civil.Date) {
	for _, f := range facts {
		if !f.Stands() {
			continue
		}
		if !f.Due.IsZero() {
			due = f.Due
		}
		if !f.Born.IsZero() {
			born = f.Born
		}
	}
	return due, born
}

// birthOf is the fact that a birth holds by; zero while none does.
func birthOf(facts []Fact) Fact {
	for _, f := range slices.Backward(facts) {
		if f.Stands() && !f.Born.IsZero() {
			return f
		}
	}
	return Fact{}
}

// Completed weeks of pregnancy between which a birth is written down without a
// question. From 22 weeks on the perinatal period is counted (WHO, ICD-10, volume
// 2, 5.7.1), and hardly a baby born alive before it lives; past 44 one of the two
// days is wrong.
const (
	earliestWeeks = 22
	latestWeeks   = 44
	// impossibleWeeks is where no answer to the question could be yes.
	impossibleWeeks = 50
)

// CheckGestation finds a birth that no pregnancy with this due date can have led
// to. Without both days there is nothing to find.
func CheckGestation(field string, born, due civil.Date) []fault.Problem {
	if born.IsZero() || due.IsZero() {
		return nil
	}
	switch days := civil.GestationAt(due, born).Days; {
	case days <= 0:
		return []fault.Problem{fault.At(field, "family.born.before")}
	case days > 7*impossibleWeeks:
		return []fault.Problem{fault.At(field, "family.born.after")}
	}
	return nil
}

// The questions about a birth that can be true and is more often a slip, or a loss.
const (
	AskEarly = "family.born.early"
	AskLate  = "family.born.late"
)

// AskGestation finds a birth that is asked about before it is written down.
func AskGestation(field string, born, due civil.Date) []fault.Problem {
	if born.IsZero() || due.IsZero() {
		return nil
	}
	switch weeks := civil.GestationAt(due, born).Weeks(); {
	case weeks < earliestWeeks:
		return []fault.Problem{fault.At(field, AskEarly)}
	case weeks > latestWeeks:
		return []fault.Problem{fault.At(field, AskLate)}
	}
	return nil
}

// Sure says that somebody was asked about an unlikely day and said yes.
type Sure bool

// One pregnancy: twins may be given due dates a few days apart, and the second be
// born some weeks after the first.
const (
	twinDueDays  = 21
	twinBornDays = 84
)

// OfOnePregnancy reports whether two infants can be twins: their due dates lie
// together, or a birth lies where the other is expected.
func OfOnePregnancy(a, b Person) bool {
	if !a.Due.IsZero() && !b.Due.IsZero() {
		return near(a.Due, b.Due, twinDueDays)
	}
	return near(a.Anchor(), b.Anchor(), twinBornDays)
}

func near(a, b civil.Date, days int) bool {
	return !a.IsZero() && !b.IsZero() && max(a.DaysUntil(b), b.DaysUntil(a)) <= days
}
