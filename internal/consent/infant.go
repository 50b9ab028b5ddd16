package consent

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Holders says who holds parental responsibility for an infant on a day.
type Holders func(tx *store.Tx, infant access.PersonID, day civil.Date) ([]access.PersonID, error)

// nobody holds responsibility until the room that knows has been bound.
func nobody(*store.Tx, access.PersonID, civil.Date) ([]access.PersonID, error) { return nil, nil }

// HeldBy binds who knows about parental responsibility. It is called while the
// house is built: that room stands above this one.
func (s *Service) HeldBy(h Holders) { s.holders = h }

// State is what the holders of responsibility for an infant agreed to together.
type State string

// The states.
const (
	NotAsked State = "not-asked" // nobody who may answer has
	Agreed   State = "agreed"
	Refused  State = "refused"
	Open     State = "open" // they answered differently: counts as a no
)

// Agrees reports whether it counts as a yes.
func (s State) Agrees() bool { return s == Agreed }

// Together is the state of several holders' answers. One yes is enough where no
// other holder says no (each may act alone), and one no is enough against it.
func Together(answers []bool) State {
	yes, no := slices.Contains(answers, true), slices.Contains(answers, false)
	switch {
	case yes && no:
		return Open
	case yes:
		return Agreed
	case no:
		return Refused
	}
	return NotAsked
}

// InfantStateIn is what holds for an infant today. The answer of somebody who does
// not hold responsibility any more counts for nothing. It is for rooms that act on
// it and for staff; no page of a caregiver shows it, since it tells one holder what
// the other said.
func (s *Service) InfantStateIn(tx *store.Tx, infant access.PersonID, p Purpose, today civil.Date) (State, error) {
	holders, err := s.holders(tx, infant, today)
	if err != nil {
		return NotAsked, fmt.Errorf("who answers for %s: %w", infant, err)
	}
	said, err := answersAbout(tx, infant, p)
	if err != nil {
		return NotAsked, fmt.Errorf("consent for %s to %s: %w", infant, p, err)
	}
	var counted []bool
	for _, h := range holders {
		if given, ok := said[h]; ok {
			counted = append(counted, given)
		}
	}
	return Together(counted), nil
}

// holds reports whether a person may answer for an infant today.
func (s *Service) holds(tx *store.Tx, person, infant access.PersonID, today civil.Date) (bool, error) {
	holders, err := s.holders(tx, infant, today)
	if err != nil {
		return false, fmt.Errorf("who answers for %s: %w", infant, err)
	}
	return slices.Contains(holders, person), nil
}
