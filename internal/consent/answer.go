package consent

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// GiveIn records that a person agreed, in the wording with that key. It is the
// person's own act, or that of staff who write down what they said.
//
// Faults: NotFound for somebody the actor may not see; Forbidden for staff whose
// role writes nothing.
func (s *Service) GiveIn(tx *store.Tx, who access.Actor, person access.PersonID, p Purpose, wording string) error {
	return s.answerIn(tx, who, person, Answer{Purpose: p, Wording: wording, Given: true})
}

// WithdrawIn records that a person does not agree, or no longer. It takes effect
// for everything not yet done: what was sent or answered stays a fact.
//
// Faults: as for GiveIn.
func (s *Service) WithdrawIn(tx *store.Tx, who access.Actor, person access.PersonID, p Purpose) error {
	return s.answerIn(tx, who, person, Answer{Purpose: p})
}

// Give is GiveIn in a transaction of its own.
func (s *Service) Give(ctx context.Context, who access.Actor, person access.PersonID, p Purpose, wording string) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.GiveIn(tx, who, person, p, wording) })
}

// Withdraw is WithdrawIn in a transaction of its own.
func (s *Service) Withdraw(ctx context.Context, who access.Actor, person access.PersonID, p Purpose) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.WithdrawIn(tx, who, person, p) })
}

func (s *Service) answerIn(tx *store.Tx, who access.Actor, person access.PersonID, a Answer) error {
	if !a.Purpose.known() {
		return fault.Check(fault.At("purpose", "consent.purpose"))
	}
	if _, err := who.Adult(tx, person); err != nil {
		return fmt.Errorf("consent of %s: %w", person, err)
	}
	own := who.Person == person && who.Has(access.Caregiver)
	if !own {
		if err := who.RequireWriting(); err != nil {
			return err
		}
		a.By = who.Account
	}
	// The same answer again is no news: a form sent twice leaves one line.
	history, err := historyOf(tx, person)
	if err != nil {
		return err
	}
	if last, ok := current(history)[a.Purpose]; ok && last.Given == a.Given && last.Wording == a.Wording && last.By == a.By {
		return nil
	}
	if err := insertAnswer(tx, person, a); err != nil {
		return err
	}
	action := "consent.withdrawn"
	if a.Given {
		action = "consent.given"
	}
	event := who.Did(action, "person", person.String())
	event.Detail = map[string]string{"purpose": string(a.Purpose)}
	return s.log.Record(tx, event)
}

// Has reports whether a person agrees, as far as they last said. It is for rooms
// that act on it, and asks nobody's rights.
func (s *Service) Has(tx *store.Tx, person access.PersonID, p Purpose) (bool, error) {
	given, err := lastAnswer(tx, person, p)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("consent of %s to %s: %w", person, p, err)
	}
	return given, nil
}

// History reads every answer of one adult, newest first, as far as the reader may
// see that adult.
//
// Faults: NotFound.
func (s *Service) History(ctx context.Context, who access.Actor, person access.PersonID) (all []Answer, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := who.Adult(tx, person); err != nil {
			return fmt.Errorf("consent of %s: %w", person, err)
		}
		all, err = historyOf(tx, person)
		return err
	})
	return all, err
}

// Current reads the answer that holds for each purpose; a purpose nobody asked
// about is not in it.
//
// Faults: NotFound.
func (s *Service) Current(ctx context.Context, who access.Actor, person access.PersonID) (map[Purpose]Answer, error) {
	all, err := s.History(ctx, who, person)
	return current(all), err
}
