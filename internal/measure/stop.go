package measure

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/store"
)

// Stops is what a no to questionnaires sets in motion: none is due any more, and
// answers that were never sent are deleted. What was sent stays in the record and
// is left out of every report.
func (s *Service) Stops() consent.Effect {
	return consent.Effect{
		Foresee: func(tx *store.Tx, _ access.Actor, person access.PersonID) ([]consent.Consequence, error) {
			drafts, err := draftsOf(tx, person)
			if err != nil {
				return nil, err
			}
			sent, err := countSent(tx, person)
			return []consent.Consequence{{Key: "agreed.sets.drafts", N: len(drafts)}, {Key: "agreed.sets.answers-kept", N: sent}}, err
		},
		Carry: func(tx *store.Tx, who access.Actor, person access.PersonID) error {
			drafts, err := draftsOf(tx, person)
			if err != nil {
				return err
			}
			for _, id := range drafts {
				if err := forgetDraft(tx, id); err != nil {
					return err
				}
				if err := s.log.Record(tx, who.Did("response.forgotten", "response", id.String())); err != nil {
					return fmt.Errorf("forget draft %s: %w", id, err)
				}
			}
			return nil
		},
	}
}
