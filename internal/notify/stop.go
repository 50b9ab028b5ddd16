package notify

import (
	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/store"
)

// Stops is what a no to messages sets in motion: what waits to go out to that
// person is held at once. What was sent stays in the outbox. A way in that they ask
// for themselves still reaches them.
func (s *Service) Stops() consent.Effect {
	return consent.Effect{
		Foresee: func(tx *store.Tx, _ access.Actor, person access.PersonID) ([]consent.Consequence, error) {
			waiting, err := waitingFor(tx, person)
			return []consent.Consequence{{Key: "agreed.sets.messages", N: len(waiting)}}, err
		},
		Carry: func(tx *store.Tx, _ access.Actor, person access.PersonID) error {
			waiting, err := waitingFor(tx, person)
			if err != nil {
				return err
			}
			for _, m := range waiting {
				if err := s.putOff(tx, m, held(WhyConsent)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
