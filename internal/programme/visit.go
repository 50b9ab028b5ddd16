package programme

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

// VisitState is what became of a contact with one family: a visit, a call, a film
// review.
type VisitState string

// What can become of it.
const (
	VisitPlanned VisitState = "planned" // a day was agreed
	VisitHeld    VisitState = "held"
	VisitMissed  VisitState = "missed" // it did not happen, and nobody plans it any more
)

// VisitStates lists them in the order in which they are asked for.
func VisitStates() []VisitState { return []VisitState{VisitPlanned, VisitHeld, VisitMissed} }

// VisitWhyLimit is how many characters say why a visit did not happen.
const VisitWhyLimit = 200

// visitLongestAhead is how many days ahead a visit is planned at most: a slip of the
// year is not a plan.
const visitLongestAhead = 366

// FamilyVisit is what people agreed on a contact with one family, or what came of it.
type FamilyVisit struct {
	Place   PlaceID
	Contact string            // its key in the programme's file
	With    []family.PersonID // the caregivers who see it; to another one of the family nothing says that it is
	State   VisitState
	Day     civil.Date  // planned for, held on, or known on that it would not be
	Starts  civil.Clock // of one that is planned
	Clocked bool        // Starts was agreed
	Why     string      // of one that was missed
	ByName  string      // who wrote it down
	At      time.Time
}

// VisitSheet is one contact with one family: when it is meant to be, and what became
// of it.
type VisitSheet struct {
	Place     PlaceRow
	Programme *Programme
	Contact   Contact
	Days      civil.Window // zero while nobody can say
	Waits     bool         // has no day while the baby is in hospital
	Visit     *FamilyVisit // nil: nothing was agreed yet
}

// With is the caregivers whom the contact is agreed with; before that, those who are
// expected.
func (v VisitSheet) With() []family.Person {
	if v.Visit == nil {
		return v.Place.Caregivers
	}
	return slices.DeleteFunc(slices.Clone(v.Place.Caregivers), func(p family.Person) bool { return !slices.Contains(v.Visit.With, p.ID) })
}

// Check finds what cannot be written down of a visit.
func (v FamilyVisit) Check(today civil.Date) error {
	var out []fault.Problem
	if len(v.With) == 0 {
		out = append(out, fault.At("with", "visit.with.missing"))
	}
	if !slices.Contains(VisitStates(), v.State) {
		out = append(out, fault.At("state", "visit.state.missing"))
	}
	switch {
	case v.Day.IsZero():
		out = append(out, fault.At("day", "visit.day.missing"))
	case v.State == VisitPlanned && v.Day.Before(today):
		out = append(out, fault.At("day", "visit.day.past"))
	case v.State == VisitPlanned && v.Day.After(today.AddDays(visitLongestAhead)):
		out = append(out, fault.At("day", "visit.day.far"))
	case (v.State == VisitHeld || v.State == VisitMissed) && v.Day.After(today):
		out = append(out, fault.At("day", "visit.day.future"))
	}
	if utf8.RuneCountInString(v.Why) > VisitWhyLimit {
		out = append(out, fault.At("why", "visit.why.long", "limit", VisitWhyLimit))
	}
	return fault.Check(out...)
}

// VisitSheet reads one contact of a place that is no session.
//
// Faults: NotFound for a place or contact that is not there, that the reader may not
// see, or whose baby was lost.
func (s *Service) VisitSheet(ctx context.Context, who access.Actor, place PlaceID, contact string) (out VisitSheet, err error) {
	if err := who.Require(access.RegisterRead); err != nil {
		return out, err
	}
	who = who.Within(access.RegisterRead)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = s.visitSheet(tx, who, place, contact)
		return err
	})
	if err != nil {
		return VisitSheet{}, fmt.Errorf("contact %s of place %s: %w", contact, place, err)
	}
	return out, nil
}

func (s *Service) visitSheet(tx *store.Tx, who access.Actor, place PlaceID, contact string) (VisitSheet, error) {
	rows, err := places(tx, who, `pl.id = $1 AND pl.state IN ('accepted', 'completed')`, []any{place}, ``)
	if err != nil {
		return VisitSheet{}, err
	}
	l, err := s.lifeOf(tx, who, rows)
	if err != nil {
		return VisitSheet{}, err
	}
	for _, p := range l.places {
		for _, sheet := range l.visitSheets(p) {
			if sheet.Contact.Key == contact {
				return sheet, nil
			}
		}
	}
	return VisitSheet{}, notFound("contact of place", place)
}

// visitSheets is the contacts of a place that are no sessions, each once for its
// caregivers: from the first day on which one of them expects it. What was left out
// for all of them is none, unless somebody agreed on it.
func (l life) visitSheets(p lifePlace) []VisitSheet {
	var out []VisitSheet
	at := map[string]int{}
	for _, line := range l.contactLines(p, nil) {
		contact, ok := p.programme.Contact(line.Contact.Key)
		visit := p.visit(contact.Key)
		if !ok || line.Contact.Kind == course.Session || visit == nil && line.Undone() != course.Held {
			continue
		}
		i, known := at[contact.Key]
		if !known {
			i = len(out)
			at[contact.Key] = i
			out = append(out, VisitSheet{Place: p.PlaceRow, Programme: p.programme, Contact: contact, Days: line.Days, Waits: line.Waits, Visit: visit})
		}
		if sheet := &out[i]; sheet.Waits && !line.Waits {
			sheet.Waits, sheet.Days = false, line.Days
		}
	}
	return out
}

// SetVisit writes down what was agreed or what became of a contact; writing again
// replaces it.
//
// Faults: NotFound as VisitSheet, and for a caregiver who is not of the place; Invalid
// on state, with, day and why.
func (s *Service) SetVisit(ctx context.Context, who access.Actor, in FamilyVisit) error {
	if err := who.Require(access.RegisterWrite); err != nil {
		return err
	}
	who = who.Within(access.RegisterWrite)
	in.Why = strings.TrimSpace(in.Why)
	if err := in.Check(who.Today); err != nil {
		return err
	}
	if in.State != VisitMissed {
		in.Why = ""
	}
	return s.onVisit(ctx, who, in, "visit."+string(in.State), func(tx *store.Tx, sheet VisitSheet) error {
		for _, id := range in.With {
			if !slices.ContainsFunc(sheet.Place.Caregivers, func(p family.Person) bool { return p.ID == id }) {
				return notFound("caregiver of place", id)
			}
		}
		return putVisit(tx, who, in)
	})
}

// ClearVisit takes back what was written down of a contact.
//
// Faults: NotFound as VisitSheet.
func (s *Service) ClearVisit(ctx context.Context, who access.Actor, place PlaceID, contact string) error {
	if err := who.Require(access.RegisterWrite); err != nil {
		return err
	}
	who = who.Within(access.RegisterWrite)
	in := FamilyVisit{Place: place, Contact: contact}
	return s.onVisit(ctx, who, in, "visit.taken-back", func(tx *store.Tx, _ VisitSheet) error { return deleteVisit(tx, in) })
}

func (s *Service) onVisit(ctx context.Context, who access.Actor, in FamilyVisit, action string, write func(*store.Tx, VisitSheet) error) error {
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		sheet, err := s.visitSheet(tx, who, in.Place, in.Contact)
		if err != nil {
			return err
		}
		if err := write(tx, sheet); err != nil {
			return err
		}
		return s.record(tx, who, action, "place", in.Place.String(), map[string]string{"contact": in.Contact})
	})
	if err != nil {
		return fmt.Errorf("contact %s of place %s: %w", in.Contact, in.Place, err)
	}
	return nil
}
