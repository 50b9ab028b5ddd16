package family

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// NewBirth says that a baby is here.
type NewBirth struct {
	Infant  PersonID
	Day     civil.Date
	Name    string // empty while there is none
	Sure    Sure   // of a day that AskGestation asks about
	Instead FactID // the birth that was read and is to be replaced by this one; zero for none
}

// Check finds what cannot be a birth of an infant with this due date, and what has
// to be asked first.
func (b NewBirth) Check(due, today civil.Date) error {
	if b.Day.IsZero() {
		return fault.Check(fault.At("born", "family.born.missing"))
	}
	return Dates{Name: b.Name, Born: b.Day, Due: due, Sure: b.Sure}.Check(today)
}

// BirthState is what became of telling a birth.
type BirthState string

// The states. Two parents, or a parent and a worker, may both tell of one birth.
const (
	Recorded BirthState = "recorded"
	There    BirthState = "there"   // told before, the same day: nothing changed
	Differs  BirthState = "differs" // told before, another day: nothing changed, one has to be chosen
)

// BirthTold is what telling a birth led to.
type BirthTold struct {
	State    BirthState
	Stands   Fact     // the birth that holds now
	Expected []Person // twins of this baby who are still expected
}

// RecordBirth writes down that a baby was born: by a caregiver of the baby, or by
// staff. Sent twice it is told once.
//
// Faults: NotFound for an infant whom the actor may not see, or who was lost;
// Invalid on born and name.
func (s *Service) RecordBirth(ctx context.Context, who access.Actor, in NewBirth) (out BirthTold, err error) {
	if err := mayDate(who); err != nil {
		return out, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := livingInfant(tx, who, in.Infant)
		if err != nil {
			return err
		}
		facts, err := factsOf(tx, p.ID)
		if err != nil {
			return err
		}
		if err := in.Check(p.Due, who.Today); err != nil {
			return err
		}
		if out, err = s.born(tx, who, p, facts, in); err != nil {
			return err
		}
		beside, err := expectedBeside(tx, who, p)
		for _, b := range beside {
			if OfOnePregnancy(p, b) {
				out.Expected = append(out.Expected, b)
			}
		}
		return err
	})
	if err != nil {
		return BirthTold{}, fmt.Errorf("birth of %s: %w", in.Infant, err)
	}
	return out, nil
}

func (s *Service) born(tx *store.Tx, who access.Actor, p Person, facts []Fact, in NewBirth) (BirthTold, error) {
	before := birthOf(facts)
	if !before.ID.IsZero() && before.Born == in.Day {
		return BirthTold{State: There, Stands: before}, s.nameOnly(tx, who, p, in.Name)
	}
	if !before.ID.IsZero() && before.ID != in.Instead {
		return BirthTold{State: Differs, Stands: before}, nil
	}
	new := Fact{ID: ident.New[fact](), Infant: p.ID, Kind: Birth, Born: in.Day, At: tx.Now(), By: who.Account, ByName: who.Name}
	if !before.ID.IsZero() {
		new.Kind = Correction
	}
	if err := insertFact(tx, p.Service, new); err != nil {
		return BirthTold{}, err
	}
	p.call(in.Name)
	return BirthTold{State: Recorded, Stands: new}, s.dated(tx, who, p, "infant.born")
}

// nameOnly gives a baby who has none the name that came with a birth told before.
func (s *Service) nameOnly(tx *store.Tx, who access.Actor, p Person, name string) error {
	if p.Name != "" || clean(name) == "" {
		return nil
	}
	p.call(name)
	if err := updateInfant(tx, p); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("infant.named", "person", p.ID.String()))
}

// mayDate asks for what it takes to tell a birth: to be a caregiver, of whom the
// filter leaves only their own babies, or to write down what families say.
func mayDate(who access.Actor) error {
	if who.May(access.HomeUse) {
		return nil
	}
	return who.RequireWriting()
}
