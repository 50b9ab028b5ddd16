package measure

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// History reads the scores of a dyad that the reader may see, one track for each
// scale: those about the relationship, and those about the caregiver alone. That
// they were read is recorded before they are shown.
//
// Faults: NotFound.
func (s *Service) History(ctx context.Context, who access.Actor, id family.DyadID) ([]Track, error) {
	if err := who.Require(access.ResponseRead); err != nil {
		return nil, err
	}
	who = who.Within(access.ResponseRead)
	var tracks []Track
	err := s.db.View(ctx, func(tx *store.Tx) error {
		dyad, err := s.family.DyadIn(tx, who, id)
		if err != nil {
			return err
		}
		marks, err := marksOf(tx, who, dyad)
		tracks = s.tracks(marks, dyad)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("history of dyad %s: %w", id, err)
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("response.read", "dyad", id.String())); err != nil {
		return nil, fmt.Errorf("history of dyad %s: %w", id, err)
	}
	return tracks, nil
}
