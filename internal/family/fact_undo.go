package family

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// UndoDays is how long somebody who is not staff can take back what they wrote of
// a baby's dates themselves.
const UndoDays = 14

// Facts is what was ever written of an infant's dates, in the order it was written.
// Who wrote it is told to staff; a caregiver sees whether it was they themselves.
//
// Faults: NotFound.
func (s *Service) Facts(ctx context.Context, who access.Actor, infant PersonID) (out []Fact, err error) {
	if !who.May(access.HomeUse) {
		if err := who.Require(access.FamilyRead); err != nil {
			return nil, err
		}
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := livingInfant(tx, who, infant); err != nil {
			return err
		}
		out, err = factsOf(tx, infant)
		return err
	})
	if who.IsStaff() {
		return out, err
	}
	for i := range out {
		out[i].ByName = ""
		if out[i].By != who.Account {
			out[i].By = access.AccountID{}
		}
	}
	return out, err
}

// MayUndo reports whether the actor can take a fact back now: staff any that
// stands, anybody else their own of the last fourteen days. What the record began
// with cannot be taken back, only corrected.
func (f Fact) MayUndo(who access.Actor) bool {
	if !f.Stands() || f.Kind == Registered {
		return false
	}
	if who.RequireWriting() == nil {
		return true
	}
	return who.SignedIn() && f.By == who.Account && civil.Of(f.At).DaysUntil(who.Today) <= UndoDays
}

// Undo takes back a due date or a birth that was written down, and with it all that
// hung on it. What was sent, filled in or attended meanwhile stays. Undoing twice
// is undoing once.
//
// Faults: NotFound; Conflict when it is not the actor's to undo any more, or the
// baby would have no date.
func (s *Service) Undo(ctx context.Context, who access.Actor, id FactID) error {
	if err := mayDate(who); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		f, err := factByID(tx, id)
		if err != nil {
			return err
		}
		p, err := livingInfant(tx, who, f.Infant)
		if err != nil {
			return err
		}
		if !f.Stands() {
			return nil
		}
		if !f.MayUndo(who) {
			return fault.Refuse("family.undo.late")
		}
		facts, err := factsOf(tx, p.ID)
		if err != nil {
			return err
		}
		left := slices.DeleteFunc(facts, func(other Fact) bool { return other.ID == id })
		if due, born := DatesOf(left); due.IsZero() && born.IsZero() {
			return fault.Refuse("family.undo.no-date")
		}
		if err := undoFact(tx, who, id); err != nil {
			return err
		}
		return s.dated(tx, who, p, "infant.undone")
	})
	if err != nil {
		return fmt.Errorf("undo fact %s: %w", id, err)
	}
	return nil
}
