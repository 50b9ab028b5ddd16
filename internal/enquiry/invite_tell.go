package enquiry

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Telling is whether whoever invited somebody may know that they take part.
type Telling string

// The tellings. The zero Telling is of somebody whom nobody invited.
const (
	TellsIt      Telling = "yes"
	TellsNothing Telling = "no"
)

// Telling reads what a caregiver who was invited lets whoever asked know.
func (s *Service) Telling(ctx context.Context, who access.Actor) (out Telling, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return "", err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = tellingIn(tx, who)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("what %s lets whoever asked know: %w", who.Person, err)
	}
	return out, nil
}

func tellingIn(tx *store.Tx, who access.Actor) (Telling, error) {
	all, err := tellings(tx, who)
	switch {
	case err != nil || len(all) == 0:
		return "", err
	case slices.Contains(all, true):
		return TellsIt, nil
	}
	return TellsNothing, nil
}

// Tell changes it. Whoever asked is not written to: they read it, or read again
// what they read before anybody answered.
//
// Faults: NotFound for somebody whom nobody invited.
func (s *Service) Tell(ctx context.Context, who access.Actor, want Telling) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		is, err := tellingIn(tx, who)
		if err != nil || is == want {
			return err
		}
		if is == "" {
			return fault.NotFoundf("an invitation of %s", who.Person)
		}
		if err := setTells(tx, who, want == TellsIt); err != nil {
			return err
		}
		if err := pledgeTelling(tx, who, want); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("invitation.tells-"+string(want), "person", who.Person.String()))
	})
	if err != nil {
		return fmt.Errorf("change what whoever asked may know: %w", err)
	}
	return nil
}
