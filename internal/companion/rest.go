package companion

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Service is what a caregiver who takes part in something can say about the cards on
// their own page: not today, or none until they ask for them again. Whoever reads the
// companion without an account says it to their phone instead.
type Service struct {
	db  *store.DB
	log *audit.Log
}

// NewService makes the room's use cases.
func NewService(db *store.DB, log *audit.Log) *Service { return &Service{db: db, log: log} }

// Rest is until when somebody wants no cards.
type Rest string

// What somebody can say.
const (
	NotToday Rest = "today"
	Paused   Rest = "paused" // until they ask for them again
	Awake    Rest = "awake"  // cards are shown
)

// Resting is what the caregiver who asks said, as it holds today.
func (s *Service) Resting(ctx context.Context, who access.Actor) (out Rest, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return Awake, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = restOf(tx, who)
		return err
	})
	if err != nil {
		return Awake, fmt.Errorf("rest of %s: %w", who.Person, err)
	}
	return out, nil
}

// Rest sets it. Saying again what is so is nothing.
//
// Faults: Invalid on rest.
func (s *Service) Rest(ctx context.Context, who access.Actor, want Rest) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	if want != NotToday && want != Paused && want != Awake {
		return fault.Check(fault.At("rest", "form.not-offered"))
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		was, err := restOf(tx, who)
		if err != nil || was == want {
			return err
		}
		if err := setRest(tx, who, want); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("cards.rest", "person", who.Person.String()))
	})
	if err != nil {
		return fmt.Errorf("rest of %s: %w", who.Person, err)
	}
	return nil
}
