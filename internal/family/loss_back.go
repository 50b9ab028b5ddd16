package family

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

const keptDyad = "dyad"

// keptName is the kind under which the name of a baby who moved away is kept, as it
// was known then.
const keptName = "name"

// ReverseLoss takes back a loss that was told of the wrong baby. Everything is put
// back as it was where that is still possible, and nobody is written to. The loss
// returned says what could not be put back. Taking it back twice is taking it back
// once.
//
// Faults: Forbidden without LossReverse; NotFound.
func (s *Service) ReverseLoss(ctx context.Context, who access.Actor, id LossID) (l Loss, err error) {
	if err := who.Require(access.LossReverse); err != nil {
		return Loss{}, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		if l, err = lossByID(tx, who, id); err != nil || !l.Stands() {
			return err
		}
		if err := s.takeBack(tx, who, &l); err != nil {
			return err
		}
		if err := pledge.Make(tx, pledge.LossReversed, aboutLoss(l.ID), lossPledge{ID: l.ID, Service: l.Service, Infant: l.Infant}); err != nil {
			return err
		}
		l, err = lossByID(tx, who, id)
		return err
	})
	if err != nil {
		return Loss{}, fmt.Errorf("take back loss %s: %w", id, err)
	}
	return l, nil
}

func (s *Service) takeBack(tx *store.Tx, who access.Actor, l *Loss) error {
	kept, err := s.KeptIn(tx, l.ID, keptDyad)
	if err != nil {
		return err
	}
	for _, k := range kept {
		if err := resumeDyad(tx, k.Thing); err != nil {
			return err
		}
	}
	now := tx.Now()
	l.ReversedAt = &now
	if err := setReversed(tx, *l, who.Account); err != nil {
		return err
	}
	if err := setLost(tx, l.Infant); err != nil {
		return err
	}
	e := &Ending{Loss: *l}
	if e.Dyads, err = lastingDyads(tx, l.Infant); err != nil {
		return err
	}
	for _, put := range s.puts {
		notBack, err := put.Back(tx, e)
		if err != nil {
			return fmt.Errorf("put back: %w", err)
		}
		l.NotBack = append(l.NotBack, notBack...)
	}
	if err := setNotBack(tx, *l); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("loss.reversed", "person", l.Infant.String()))
}

// Losses reads what was told of an infant, newest first, as far as the reader may
// see the infant.
//
// Faults: Forbidden without FamilyRead; NotFound.
func (s *Service) Losses(ctx context.Context, who access.Actor, infant PersonID) (all []Loss, err error) {
	if err := who.Require(access.FamilyRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		p, err := personByID(tx, who, infant)
		if err != nil {
			return err
		}
		if p.Kind != Infant {
			return fault.NotFoundf("infant %s", infant)
		}
		all, err = lossesOf(tx, infant)
		return err
	})
	return all, err
}

// Remembered reads the babies whom the caregiver who asks has lost, the latest loss
// first. Nothing else that is read for them speaks of these.
//
// Faults: Forbidden without HomeUse.
func (s *Service) Remembered(ctx context.Context, who access.Actor) (out []Lost, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if out, err = lostOf(tx, who); err != nil {
			return err
		}
		for i := range out {
			if err := s.asKnown(tx, &out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("whom %s remembers: %w", who.Person, err)
	}
	return out, nil
}

// asKnown gives a baby who moved away the name that this caregiver knew: the one that
// others gave since is nothing of theirs.
func (s *Service) asKnown(tx *store.Tx, l *Lost) error {
	if l.Loss.Kind != Moved {
		return nil
	}
	l.Infant.Name, l.Infant.Called = "", ""
	kept, err := s.KeptIn(tx, l.Loss.ID, keptName)
	if err != nil || len(kept) == 0 {
		return err
	}
	if err := kept[0].Read(&l.Infant.Called); err != nil {
		return fmt.Errorf("name of %s: %w", l.Loss.ID, err)
	}
	l.Infant.Name = l.Infant.Called
	return nil
}
