package family

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// RecordLoss is the one act after which nothing speaks of a baby any more: staff
// tell it, or a caregiver of theirs. Whatever any room holds about the baby is put
// away in the same transaction, for everybody concerned, and nobody is written to.
// Told twice, by two parents perhaps, it is told once.
//
// Faults: Forbidden; NotFound for a baby whom the actor may not see; Invalid on kind,
// day and carers.
func (s *Service) RecordLoss(ctx context.Context, who access.Actor, in NewLoss) (l Loss, err error) {
	if !who.Has(access.Caregiver) || who.IsSystem() {
		err = who.Require(access.LossWrite)
	} else {
		err = who.Require(access.HomeUse)
	}
	if err != nil {
		return Loss{}, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := infantOrLost(tx, who, in.Infant)
		if err != nil {
			return err
		}
		if told, err := toldBefore(tx, who, p, in); err != nil || !told.ID.IsZero() {
			l = told
			return err
		}
		if err := in.check(p, who.Today); err != nil {
			return err
		}
		l, err = s.carryOut(tx, who, p, in)
		return err
	})
	if err != nil {
		return Loss{}, fmt.Errorf("tell the loss of %s: %w", in.Infant, err)
	}
	return l, nil
}

// infantOrLost reads an infant whom the actor may see, or whom they lost: the other
// parent may have been quicker.
func infantOrLost(tx *store.Tx, who access.Actor, id PersonID) (Person, error) {
	p, err := personByID(tx, who, id)
	if fault.Is(err, fault.NotFound) {
		p, err = rememberedByID(tx, who, id)
	}
	if err == nil && p.Kind != Infant {
		err = fault.NotFoundf("infant %s", id)
	}
	return p, err
}

// toldBefore finds the loss that this one would repeat; the zero Loss when there is
// none.
func toldBefore(tx *store.Tx, who access.Actor, p Person, in NewLoss) (Loss, error) {
	_, err := personByID(tx, who, p.ID)
	gone := fault.Is(err, fault.NotFound) // for a caregiver who remembers the baby
	if err != nil && !gone {
		return Loss{}, err
	}
	if p.Lost.IsZero() && !gone {
		return Loss{}, nil
	}
	all, err := lossesOf(tx, p.ID)
	if err != nil {
		return Loss{}, err
	}
	i := slices.IndexFunc(all, func(l Loss) bool { return l.Stands() && (l.Kind.IsDeath() || gone) })
	if i < 0 {
		return Loss{}, fault.NotFoundf("infant %s", p.ID)
	}
	return all[i], nil
}

// carryOut writes the loss and has every room put away what it holds.
func (s *Service) carryOut(tx *store.Tx, who access.Actor, p Person, in NewLoss) (Loss, error) {
	dyads, err := lastingDyads(tx, p.ID)
	if err != nil {
		return Loss{}, err
	}
	e := &Ending{Dyads: dyads, Loss: Loss{
		ID: ident.New[loss](), Service: p.Service, Infant: p.ID, Kind: in.Kind, Day: in.Day, At: tx.Now(), By: who.Account,
	}}
	if e.Day.IsZero() {
		e.Day = who.Today
	}
	if in.Kind == Moved {
		if e.Dyads, err = movedFrom(who, dyads, in.Carers); err != nil {
			return Loss{}, err
		}
	}
	e.Ring = whomToRing(who, e.Dyads, in.Ring)
	if err := pledge.Make(tx, pledge.Loss, aboutLoss(e.ID), pledgeOf(e)); err != nil {
		return Loss{}, err
	}
	err = s.end(tx, who, e)
	return e.Loss, err
}

// end is what a loss does, whether it was just told or is carried over after a
// restore.
func (s *Service) end(tx *store.Tx, who access.Actor, e *Ending) error {
	if err := insertLoss(tx, e.Loss); err != nil {
		return err
	}
	if e.Kind.IsDeath() {
		if err := setLost(tx, e.Infant); err != nil {
			return err
		}
	}
	for _, put := range s.puts {
		if err := put.Away(tx, e); err != nil {
			return fmt.Errorf("put away: %w", err)
		}
	}
	// The dyads end last: until then the rooms above still find what hangs on them.
	if e.Kind == Moved {
		if err := s.keepName(tx, e); err != nil {
			return err
		}
		for _, d := range e.Dyads {
			if err := endDyad(tx, d.ID, e.Day); err != nil {
				return err
			}
			if err := s.KeepIn(tx, e.ID, Kept{Kind: keptDyad, Thing: d.ID.String()}); err != nil {
				return err
			}
		}
	}
	if err := setCaller(tx, e.Loss); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("loss.told", "person", e.Infant.String()))
}

// keepName keeps what a baby who moves away is called today: whoever adopts them may
// choose another name, and that is not for those they moved away from.
func (s *Service) keepName(tx *store.Tx, e *Ending) error {
	if len(e.Dyads) == 0 {
		return nil
	}
	return s.KeepIn(tx, e.ID, Kept{Kind: keptName, Thing: e.Infant.String(), Was: e.Dyads[0].Infant.Called})
}

// movedFrom is whose dyads a move ends. A caregiver speaks for themselves alone.
func movedFrom(who access.Actor, dyads []Dyad, carers []PersonID) ([]Dyad, error) {
	if who.Has(access.Caregiver) {
		carers = []PersonID{who.Person}
	}
	var out []Dyad
	for _, d := range dyads {
		if slices.Contains(carers, d.Caregiver.ID) {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil, fault.Check(fault.At("carers", "loss.carers.missing"))
	}
	return out, nil
}

// whomToRing is the caregiver who is called: as asked, whoever told it, the mother,
// or the first there is. One is called; whether and how the others are told is for
// that call to find out, and not for a program to decide.
func whomToRing(who access.Actor, dyads []Dyad, asked PersonID) PersonID {
	if who.Has(access.Caregiver) {
		asked = who.Person
	}
	var ring PersonID
	for _, d := range dyads {
		if d.Caregiver.ID == asked {
			return asked
		}
		if ring.IsZero() || d.Relation == Mother {
			ring = d.Caregiver.ID
		}
	}
	return ring
}
