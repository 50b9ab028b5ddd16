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

// Dates corrects what is known of an infant: born at last, a due date moved by a
// scan, a name chosen. An empty birth says that the baby is not born; an empty due
// date says nothing.
type Dates struct {
	Infant PersonID
	Name   string
	Born   civil.Date
	Due    civil.Date
	Sure   Sure // of a birth that AskGestation asks about
	// Seen is the birth that the one who writes has read, zero for none. Where another
	// was written meanwhile it is told to them, and nothing is changed. Nil asks nothing.
	Seen *civil.Date
}

// Check finds what cannot be in the dates on the given day, and what has to be
// asked first.
func (d Dates) Check(today civil.Date) error {
	problems := CheckDates("", d.Born, d.Due, today)
	problems = append(problems, checkLength("name", d.Name)...)
	if len(problems) == 0 && !bool(d.Sure) {
		problems = AskGestation("born", d.Born, d.Due)
	}
	return fault.Check(problems...)
}

// SetDates records an infant's birth or a better due date as a fact of the one who
// says so, and the name if one is given. What counts from the infant's age is
// computed anew by the rooms above.
//
// Faults: NotFound for an infant whom the actor may not see, or who was lost;
// Invalid on born or due.
func (s *Service) SetDates(ctx context.Context, who access.Actor, in Dates) error {
	if err := who.Require(access.FamilyWrite); err != nil {
		return err
	}
	if err := in.Check(who.Today); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := livingInfant(tx, who, in.Infant)
		if err != nil {
			return err
		}
		if in.Seen != nil && p.Born != *in.Seen && p.Born != in.Born && !p.Born.IsZero() {
			return fault.Check(fault.At("born", "family.born.meanwhile", "day", p.Born))
		}
		p.call(in.Name)
		if err := s.setDates(tx, who, p, in); err != nil {
			return fmt.Errorf("date infant %s: %w", p.ID, err)
		}
		return s.dated(tx, who, p, "infant.dated")
	})
}

// setDates writes down what of the dates is new. Who empties the birth takes back
// every fact that gave one: a baby is born or is not.
func (s *Service) setDates(tx *store.Tx, who access.Actor, p Person, in Dates) error {
	if in.Born.IsZero() && !p.Born.IsZero() {
		if err := undoBirths(tx, who, p.ID); err != nil {
			return err
		}
	}
	new := Fact{ID: ident.New[fact](), Infant: p.ID, Kind: Correction, By: who.Account}
	if in.Born != p.Born {
		new.Born = in.Born
	}
	if in.Due != p.Due || in.Born.IsZero() {
		new.Due = in.Due
	}
	switch {
	case p.Born.IsZero() && !new.Born.IsZero():
		new.Kind = Birth
	case p.Born.IsZero() && new.Due != p.Due:
		new.Kind = Scan
	case p.Born.IsZero() || new.Born.IsZero() && new.Due.IsZero():
		return nil // only the name, or nothing
	}
	return insertFact(tx, p.Service, new)
}

func undoBirths(tx *store.Tx, who access.Actor, infant PersonID) error {
	all, err := factsOf(tx, infant)
	if err != nil {
		return err
	}
	for _, f := range all {
		if !f.Stands() || f.Born.IsZero() {
			continue
		}
		if err := undoFact(tx, who, f.ID); err != nil {
			return err
		}
	}
	return nil
}

// livingInfant finds an infant whom the reader may see and who was not lost.
func livingInfant(tx *store.Tx, who access.Actor, id PersonID) (Person, error) {
	p, err := personByID(tx, who, id)
	if err == nil && (p.Kind != Infant || !p.Lost.IsZero()) {
		err = fault.NotFoundf("infant %s", id)
	}
	return p, err
}

// call gives a person a name; an empty one leaves the one they have.
func (p *Person) call(name string) {
	if name = clean(name); name != "" {
		p.Name, p.Called = name, name
	}
}

// dated writes what holds of an infant's dates now, records who changed it, and
// has the rooms above hang on it what hangs on it.
func (s *Service) dated(tx *store.Tx, who access.Actor, p Person, action string) error {
	facts, err := factsOf(tx, p.ID)
	if err != nil {
		return err
	}
	p.Due, p.Born = DatesOf(facts)
	if err := updateInfant(tx, p); err != nil {
		return err
	}
	if err := s.log.Record(tx, who.Did(action, "person", p.ID.String())); err != nil {
		return fmt.Errorf("%s of %s: %w", action, p.ID, err)
	}
	_, err = s.queue.Enqueue(tx, InfantDatedJob, InfantDated{Service: p.Service, Infant: p.ID}, tx.Now(), "")
	return err
}
