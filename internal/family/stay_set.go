package family

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// NewStay says that a baby is in hospital.
type NewStay struct {
	ID     StayID // made by the form, so that one sent twice is one stay
	Infant PersonID
	From   civil.Date
	Until  civil.Date // zero while nobody knows
	Waits  []Wait     // of the caregiver who says so; staff leave it to them
}

// NewStayID makes the identifier that a form carries.
func NewStayID() StayID { return ident.New[stay]() }

// Check finds what cannot be a stay of a baby born on a day.
func (n NewStay) Check(born, today civil.Date) error {
	var out []fault.Problem
	wrong := func(bad bool, field, key string) {
		if bad {
			out = append(out, fault.At(field, key))
		}
	}
	wrong(n.From.IsZero(), "from", "family.stay.from")
	wrong(n.From.Before(born), "from", "family.stay.born")
	wrong(n.From.After(today.AddDays(60)), "from", "family.stay.far")
	wrong(n.Until.Before(n.From), "until", "family.stay.until")
	wrong(n.Until.After(today.AddMonths(18)), "until", "family.stay.far")
	return fault.Check(out...)
}

// Stay writes down that a baby is in hospital, so that what should wait waits. A
// caregiver says for themselves what that is; for every other it is everything
// until they say.
//
// Faults: NotFound for an infant whom the actor may not see, or who was lost;
// Invalid on from and until; Conflict for a baby who is not born, or is there
// already.
func (s *Service) Stay(ctx context.Context, who access.Actor, in NewStay) error {
	if err := mayDate(who); err != nil {
		return err
	}
	if in.ID.IsZero() {
		in.ID = NewStayID()
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := livingInfant(tx, who, in.Infant)
		if err != nil {
			return err
		}
		if p.Born.IsZero() {
			return fault.Refuse("family.stay.expected")
		}
		if err := in.Check(p.Born, who.Today); err != nil {
			return err
		}
		before, err := staysOf(tx, p.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(before, func(b Stay) bool { return b.ID == in.ID }) {
			return nil
		}
		if slices.ContainsFunc(before, func(b Stay) bool { return b.overlaps(in) }) {
			return fault.Refuse("family.stay.there")
		}
		if err := insertStay(tx, p.Service, Stay{ID: in.ID, Infant: p.ID, From: in.From, Until: in.Until, By: who.Account}); err != nil {
			return err
		}
		if !who.Person.IsZero() {
			if err := setWaits(tx, who, in.ID, who.Person, in.Waits); err != nil {
				return err
			}
		}
		return s.log.Record(tx, who.Did("infant.in-hospital", "person", p.ID.String()))
	})
	if err != nil {
		return fmt.Errorf("stay of %s: %w", in.Infant, err)
	}
	return nil
}

func (s Stay) overlaps(n NewStay) bool {
	return !s.Days().IsEmpty() && !s.Until.Before(n.From) && !n.Until.Before(s.From)
}

// EndStay says that a baby is at home again: until is the last day in hospital. A
// day before the first says that the stay was written down by mistake.
//
// Faults: NotFound; Invalid on until.
func (s *Service) EndStay(ctx context.Context, who access.Actor, id StayID, until civil.Date) error {
	if err := mayDate(who); err != nil {
		return err
	}
	return s.onStay(ctx, who, id, "infant.home", func(tx *store.Tx, st Stay) error {
		if until.IsZero() || until.After(who.Today) {
			return fault.Check(fault.At("until", "family.stay.ended"))
		}
		if until.Before(st.From) {
			until = st.From.AddDays(-1)
		}
		return endStay(tx, who, id, until)
	})
}

// SetWaits is a caregiver saying what should wait for them while the baby is in
// hospital.
//
// Faults: NotFound.
func (s *Service) SetWaits(ctx context.Context, who access.Actor, id StayID, kinds []Wait) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	kinds = slices.DeleteFunc(slices.Clone(kinds), func(k Wait) bool { return !slices.Contains(Waits(), k) })
	return s.onStay(ctx, who, id, "waits.set", func(tx *store.Tx, _ Stay) error { return setWaits(tx, who, id, who.Person, kinds) })
}

func (s *Service) onStay(ctx context.Context, who access.Actor, id StayID, action string, change func(*store.Tx, Stay) error) error {
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		st, err := stayByID(tx, id)
		if err != nil {
			return err
		}
		p, err := livingInfant(tx, who, st.Infant)
		if err != nil {
			return err
		}
		if err := change(tx, st); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did(action, "person", p.ID.String()))
	})
	if err != nil {
		return fmt.Errorf("%s, stay %s: %w", action, id, err)
	}
	return nil
}

// Stays reads a baby's stays in hospital, the earliest first.
//
// Faults: NotFound.
func (s *Service) Stays(ctx context.Context, who access.Actor, infant PersonID) (out []Stay, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := livingInfant(tx, who, infant); err != nil {
			return err
		}
		out, err = staysOf(tx, infant)
		return err
	})
	return slices.DeleteFunc(out, func(st Stay) bool { return st.Days().IsEmpty() }), err
}

// OwnPauses is what waits for a caregiver because a baby of theirs is in hospital.
func (s *Service) OwnPauses(ctx context.Context, who access.Actor) (out Pauses, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		mine, err := dyadsWhere(tx, who, "d.caregiver_id = $1 AND d.ended_on IS NULL AND i.lost_on IS NULL", who.Person)
		if err != nil {
			return err
		}
		ids := make([]DyadID, len(mine))
		for i, d := range mine {
			ids[i] = d.ID
		}
		out, err = PausesIn(tx, ids...)
		return err
	})
	return out, err
}
