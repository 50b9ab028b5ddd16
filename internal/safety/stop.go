package safety

import (
	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/store"
)

// RingsWhoStops is what follows when somebody says on their own page that they do
// not take part any more: a colleague is asked to ring them, as safely as ever.
// Staff who write it down have spoken with them already.
func (s *Service) RingsWhoStops() consent.Effect {
	return consent.Effect{
		Foresee: func(_ *store.Tx, who access.Actor, person access.PersonID) ([]consent.Consequence, error) {
			if who.Person != person {
				return nil, nil
			}
			return []consent.Consequence{{Key: "agreed.sets.ring", N: 1}}, nil
		},
		Carry: func(tx *store.Tx, who access.Actor, person access.PersonID) error {
			if who.Person != person {
				return nil
			}
			_, err := s.OpenIn(tx, who, NewAlert{Person: person, Kind: WantsToTalk, Source: "caregiver"})
			return err
		},
	}
}
