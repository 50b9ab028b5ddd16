package safety

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

type (
	restricted struct{}
	exclusion  struct{}
)

// RestrictedID identifies a restricted note.
type RestrictedID = ident.ID[restricted]

// Present is who else was in the room when somebody was to be asked about violence.
type Present string

// Who may be there. A baby does not repeat what it hears; anybody else may.
const (
	PresentNobody   Present = "nobody"
	PresentBaby     Present = "baby"
	PresentSomebody Present = "somebody"
)

// Alone reports whether it may be asked.
func (p Present) Alone() bool { return p == PresentNobody || p == PresentBaby }

// SafeAnswer is what somebody said when they were asked.
type SafeAnswer string

// The answers.
const (
	FeelsSafe   SafeAnswer = "safe"
	FeelsUnsafe SafeAnswer = "unsafe"
	Declined    SafeAnswer = "declined"
	NotAsked    SafeAnswer = "not-asked" // they were not alone
)

// RestrictedNote is what is kept apart about one adult. It stands in no family
// view, no print, no list, no report and no copy.
type RestrictedNote struct {
	ID      RestrictedID
	Person  access.PersonID
	Present Present
	Answer  SafeAnswer
	Note    string
	At      time.Time
	ByName  string
}

// check is the rule of safe enquiry: whoever is not alone is not asked, and then
// there is nothing to keep but that.
func (n RestrictedNote) check() error {
	var problems []fault.Problem
	switch n.Present {
	case PresentNobody, PresentBaby, PresentSomebody:
	default:
		problems = append(problems, fault.At("present", "alone.who.missing"))
	}
	switch n.Answer {
	case FeelsSafe, FeelsUnsafe, Declined:
		if !n.Present.Alone() {
			problems = append(problems, fault.At("present", "alone.not-now"))
		}
	case NotAsked:
		if n.Note != "" || n.Present.Alone() {
			problems = append(problems, fault.At("answer", "alone.answer.missing"))
		}
	default:
		problems = append(problems, fault.At("answer", "alone.answer.missing"))
	}
	return fault.Check(problems...)
}

// Enquire keeps what an adult said when asked alone whether somebody frightens or
// hurts them. Who does not feel safe is left out of couples' groups, and an alert is
// opened in the same transaction, whose identifier it returns. A form gives the note
// the identifier it was shown with, so that sent twice it is kept once.
//
// Faults: Forbidden without RestrictedWrite; NotFound; Invalid on present, answer
// and note.
func (s *Service) Enquire(ctx context.Context, who access.Actor, n RestrictedNote) (alert AlertID, err error) {
	if err := who.Require(access.RestrictedWrite); err != nil {
		return alert, err
	}
	if n.Note, err = checkNote(n.Note, noteOptional); err != nil {
		return alert, err
	}
	if err := n.check(); err != nil {
		return alert, err
	}
	if n.ID.IsZero() {
		n.ID = ident.New[restricted]()
	}
	narrow := who.Within(access.RestrictedWrite)
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		alert = AlertID{}
		service, err := narrow.Adult(tx, n.Person)
		if err != nil {
			return err
		}
		fresh, err := insertRestricted(tx, service, who.Account, n)
		if err != nil {
			return err
		}
		if !fresh {
			return nil
		}
		if err := s.log.Record(tx, who.Did("restricted.kept", "person", n.Person.String())); err != nil || n.Answer != FeelsUnsafe {
			return err
		}
		if err := s.exclude(tx, who, service, n.Person); err != nil {
			return err
		}
		alert, err = s.OpenIn(tx, who, NewAlert{Person: n.Person, Kind: DomesticAbuse, Source: "staff"})
		return err
	})
	if err != nil {
		return AlertID{}, fmt.Errorf("keep apart about %s: %w", n.Person, err)
	}
	return alert, nil
}

// Apart is what is kept apart about one adult.
type Apart struct {
	Notes    []RestrictedNote // newest first
	Excluded bool             // offered no couples' group
}

// Restricted reads what is kept apart about an adult. The reading is on record
// before it is shown.
//
// Faults: Forbidden without RestrictedRead; NotFound.
func (s *Service) Restricted(ctx context.Context, who access.Actor, person access.PersonID) (out Apart, err error) {
	if err := who.Require(access.RestrictedRead); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := who.Within(access.RestrictedRead).Adult(tx, person); err != nil {
			return err
		}
		if out.Notes, err = restrictedOf(tx, who.Within(access.RestrictedRead), person); err != nil {
			return err
		}
		out.Excluded, err = isExcluded(tx, person)
		return err
	})
	if err == nil {
		err = s.log.RecordApart(ctx, s.db, who.Did("restricted.seen", "person", person.String()))
	}
	if err != nil {
		return Apart{}, fmt.Errorf("read what is kept apart about %s: %w", person, err)
	}
	return out, nil
}

// Couples says whether an adult may be offered a couples' group.
type Couples bool

// What staff decide about couples' groups.
const (
	MayMeet  Couples = true
	LeaveOut Couples = false
)

// SetCouples leaves an adult out of couples' groups, or ends that. Nobody is told,
// and no page but the one of what is kept apart shows it.
//
// Faults: Forbidden without RestrictedWrite; NotFound.
func (s *Service) SetCouples(ctx context.Context, who access.Actor, person access.PersonID, to Couples) error {
	if err := who.Require(access.RestrictedWrite); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		service, err := who.Within(access.RestrictedWrite).Adult(tx, person)
		if err != nil {
			return err
		}
		if to == LeaveOut {
			return s.exclude(tx, who, service, person)
		}
		if err := endExclusion(tx, who.Account, person); err != nil {
			return err
		}
		if err := promiseExclusion(tx, pledge.ExclusionEnded, person, who.Account); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("exclusion.ended", "person", person.String()))
	})
	if err != nil {
		return fmt.Errorf("couples' groups of %s: %w", person, err)
	}
	return nil
}

func (s *Service) exclude(tx *store.Tx, who access.Actor, service access.ServiceID, person access.PersonID) error {
	already, err := isExcluded(tx, person)
	if err != nil || already {
		return err
	}
	if err := insertExclusion(tx, service, who.Account, person); err != nil {
		return err
	}
	if err := promiseExclusion(tx, pledge.Exclusion, person, who.Account); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("exclusion.set", "person", person.String()))
}
