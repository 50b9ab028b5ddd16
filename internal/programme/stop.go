package programme

import (
	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/store"
)

// Stops is what a no to anything leaves alone here: a place is kept. Nobody loses
// it by not wanting to be written to or asked; whoever wants to give it up says so.
func (s *Service) Stops() consent.Effect {
	return consent.Effect{
		Foresee: func(tx *store.Tx, _ access.Actor, person access.PersonID) ([]consent.Consequence, error) {
			places, err := countPlacesOf(tx, person)
			if places == 0 || err != nil {
				return nil, err
			}
			return []consent.Consequence{{Key: "agreed.sets.place-kept", N: places}}, nil
		},
	}
}
