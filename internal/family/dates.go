package family

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Dates corrects what is known of an infant: born at last, a due date moved by a
// scan, a name chosen.
type Dates struct {
	Infant PersonID
	Name   string
	Born   civil.Date
	Due    civil.Date
}

// SetDates records an infant's birth or a better due date, and the name if one is
// given. What counts from the infant's age is computed anew by the rooms above.
//
// Faults: NotFound for an infant whom the actor may not see; Invalid on born or due.
func (s *Service) SetDates(ctx context.Context, who access.Actor, in Dates) error {
	if err := who.Require(access.FamilyWrite); err != nil {
		return err
	}
	problems := CheckDates("", in.Born, in.Due, who.Today)
	problems = append(problems, checkLength("name", in.Name)...)
	if err := fault.Check(problems...); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := personByID(tx, who, in.Infant)
		if err != nil {
			return err
		}
		if p.Kind != Infant {
			return fault.NotFoundf("infant %s", in.Infant)
		}
		p.Born, p.Due = in.Born, in.Due
		if name := clean(in.Name); name != "" {
			p.Name, p.Called = name, name
		}
		if err := updateInfant(tx, p); err != nil {
			return err
		}
		if err := s.log.Record(tx, who.Did("infant.dated", "person", p.ID.String())); err != nil {
			return fmt.Errorf("date infant %s: %w", p.ID, err)
		}
		_, err = s.queue.Enqueue(tx, InfantDatedJob, InfantDated{Service: p.Service, Infant: p.ID}, tx.Now(), "")
		return err
	})
}
