package family

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Details reads how one adult can be reached, as far as the reader may see that
// adult. Whether it is safe to use any of it is package safety's to say.
func (s *Service) Details(ctx context.Context, who access.Actor, id PersonID) (out []Detail, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := who.Adult(tx, id); err != nil {
			return fmt.Errorf("details of %s: %w", id, err)
		}
		found, err := s.DetailsIn(tx, []PersonID{id})
		out = found[id]
		return err
	})
	return out, err
}

// DetailsIn reads people's addresses and numbers, by person, without asking who
// reads: for the outbound gate, which asks for itself.
func (s *Service) DetailsIn(tx *store.Tx, people []PersonID) (map[PersonID][]Detail, error) {
	return detailsOf(tx, people)
}

// SetDetails is SetDetailsIn in a transaction of its own.
func (s *Service) SetDetails(ctx context.Context, who access.Actor, id PersonID, in []NewDetail) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.SetDetailsIn(tx, who, id, in) })
}

// SetDetailsIn replaces an adult's addresses and numbers.
//
// Faults: Forbidden; NotFound; Invalid on the field named like the channel.
func (s *Service) SetDetailsIn(tx *store.Tx, who access.Actor, id PersonID, in []NewDetail) error {
	if err := who.Require(access.FamilyWrite); err != nil {
		return err
	}
	var problems []fault.Problem
	for _, d := range in {
		problems = append(problems, CheckDetail(string(d.Channel), d)...)
	}
	if err := fault.Check(problems...); err != nil {
		return err
	}
	if _, err := who.Adult(tx, id); err != nil {
		return fmt.Errorf("details of %s: %w", id, err)
	}
	if err := removeDetails(tx, id); err != nil {
		return err
	}
	for _, d := range in {
		if err := insertDetail(tx, id, d); err != nil {
			return err
		}
	}
	if err := s.log.Record(tx, who.Did("details.set", "person", id.String())); err != nil {
		return fmt.Errorf("set details of %s: %w", id, err)
	}
	return nil
}
