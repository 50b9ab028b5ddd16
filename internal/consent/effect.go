package consent

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// Effect is what a no to one purpose sets in motion in a room above.
type Effect struct {
	// Foresee says what Carry would do now. It changes nothing.
	Foresee func(tx *store.Tx, who access.Actor, person access.PersonID) ([]Consequence, error)
	// Carry does it; nil where there is only something to say.
	Carry func(tx *store.Tx, who access.Actor, person access.PersonID) error
}

// Consequence is one thing that a no sets in motion, or leaves alone: a key of the
// catalogue, and how many of it.
type Consequence struct {
	Key string
	N   int
}

// SetsInMotion binds what a no to a purpose does in the rooms above. It is called
// while the house is built, before anybody answers.
func (s *Service) SetsInMotion(p Purpose, effects ...Effect) {
	s.effects[p] = append(s.effects[p], effects...)
}

// follows are the purposes that a no takes with it: who does not take part is asked
// nothing and written to about nothing.
func (p Purpose) follows() []Purpose {
	if p == TakingPart {
		return []Purpose{Measures, Messages}
	}
	return nil
}

// foresee is what a no would set in motion, that of the purposes it takes with it
// included. About an infant there is nothing yet that a no would end: what is asked
// about one is asked again before each film, study and letter.
func (s *Service) foresee(tx *store.Tx, who access.Actor, person access.PersonID, at slot) (out []Consequence, err error) {
	if !at.about.IsZero() {
		return nil, nil
	}
	for _, p := range append([]Purpose{at.purpose}, at.purpose.follows()...) {
		for _, e := range s.effects[p] {
			some, err := e.Foresee(tx, who, person)
			if err != nil {
				return nil, fmt.Errorf("foresee a no to %s: %w", p, err)
			}
			for _, c := range some {
				if !slices.ContainsFunc(out, func(known Consequence) bool { return known.Key == c.Key }) && c.N > 0 {
					out = append(out, c)
				}
			}
		}
	}
	return out, nil
}

// carry does what a no to one purpose sets in motion.
func (s *Service) carry(tx *store.Tx, who access.Actor, person access.PersonID, at slot) error {
	if !at.about.IsZero() {
		return nil
	}
	for _, e := range s.effects[at.purpose] {
		if e.Carry == nil {
			continue
		}
		if err := e.Carry(tx, who, person); err != nil {
			return fmt.Errorf("carry out a no to %s: %w", at.purpose, err)
		}
	}
	return nil
}
