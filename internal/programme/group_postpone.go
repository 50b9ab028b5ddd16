package programme

import (
	"context"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Postpone stops a group until a new date is known, says why, and by when there
// will be one. Places are kept, before it has begun and after; every family with
// one hears of it. Nothing is due while it is postponed.
//
// Faults: NotFound; Conflict when it is cancelled or over; Invalid on why and
// back_by.
func (s *Service) Postpone(ctx context.Context, who access.Actor, id GroupID, why string, backBy civil.Date) error {
	why = strings.TrimSpace(why)
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	if err := checkWhy(why); err != nil {
		return err
	}
	if backBy.IsZero() || backBy.Before(who.Today) {
		return fault.Check(fault.At("back_by", "programme.back-by.past"))
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		g, held, err := s.stoppable(tx, who, id)
		if err != nil {
			return err
		}
		said := g.State == StatePostponed && g.Why == why && g.BackBy == backBy
		g.State, g.Why, g.BackBy, g.next = StatePostponed, why, backBy, held+1
		if err := updateGroup(tx, g); err != nil {
			return err
		}
		if !said { // the same form once more says nothing new
			args := map[string]string{"by": backBy.String()}
			if err := s.tell(tx, who, g, news{text: "group-postponed", about: aboutGroup(id, g.State), args: args}); err != nil {
				return err
			}
		}
		return s.record(tx, who, "group.postponed", "group", id.String(), map[string]string{"back-by": backBy.String()})
	})
	if err != nil {
		return fmt.Errorf("postpone group %s: %w", id, err)
	}
	return nil
}

// stoppable reads a group that can be stopped, and the number of the last session
// that was held.
func (s *Service) stoppable(tx *store.Tx, who access.Actor, id GroupID) (g Group, held int, err error) {
	if g, err = s.groupByID(tx, who.Service, who.Today, id); err != nil {
		return g, 0, err
	}
	if g.State == StateCancelled || g.Status == Finished {
		return g, 0, fault.Refuse("programme.group.over")
	}
	held, err = heldThrough(tx, id)
	return g, held, err
}

// Resume begins a postponed group again: its first session that was not held is
// on this day, the later ones weekly after it.
//
// Faults: NotFound; Conflict when it is not postponed; Invalid on first.
func (s *Service) Resume(ctx context.Context, who access.Actor, id GroupID, first civil.Date) error {
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		g, moves, err := s.resumption(tx, who, id, first)
		if err != nil {
			return err
		}
		g.State, g.Why, g.BackBy, g.next = StateOpen, "", civil.Date{}, 1
		if g, err = s.applyMoves(tx, who, g, moves); err != nil {
			return err
		}
		if err := s.record(tx, who, "group.resumed", "group", id.String(), map[string]string{"first": first.String()}); err != nil {
			return err
		}
		next, ok, err := nextSession(tx, g, who.Today)
		if err != nil || !ok {
			return err
		}
		return s.tell(tx, who, g, news{text: "group-resumed", about: aboutSession(next), args: dayArgs(next.Day, g)})
	})
	if err != nil {
		return fmt.Errorf("resume group %s: %w", id, err)
	}
	return nil
}

// resumption works out where the sessions of a postponed group go.
func (s *Service) resumption(tx *store.Tx, who access.Actor, id GroupID, first civil.Date) (Group, []Moved, error) {
	g, err := s.groupByID(tx, who.Service, who.Today, id)
	if err != nil {
		return g, nil, err
	}
	if g.State != StatePostponed {
		return g, nil, fault.Refuse("programme.group.not-postponed")
	}
	if first.IsZero() || first.Before(who.Today) {
		return g, nil, fault.Check(fault.At("first", "programme.group.first.past"))
	}
	if first.After(who.Today.AddMonths(18)) {
		return g, nil, fault.Check(fault.At("first", "programme.group.first.far"))
	}
	days, _, err := meetingDays(tx, g)
	if err != nil {
		return g, nil, err
	}
	holidays, err := s.holidaysFrom(tx, who.Service, first)
	if err != nil {
		return g, nil, err
	}
	moves := AfterResuming(g.Programme.Course(), days, g.next, first, holidays)
	return g, moves, nil
}

// CancelGroup ends a group for good, and says why. Families who were offered a
// place or had one go back on the waiting list, where they were before, and hear
// of it.
//
// Faults: NotFound; Conflict when it is over; Invalid on why.
func (s *Service) CancelGroup(ctx context.Context, who access.Actor, id GroupID, why string) error {
	why = strings.TrimSpace(why)
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	if err := checkWhy(why); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		g, held, err := s.stoppable(tx, who, id)
		if err != nil {
			return err
		}
		g.State, g.Why, g.BackBy, g.next = StateCancelled, why, civil.Date{}, held+1
		if err := updateGroup(tx, g); err != nil {
			return err
		}
		if err := s.tell(tx, who, g, news{text: "group-cancelled", about: aboutGroup(id, g.State), offered: true}); err != nil {
			return err
		}
		if err := s.releaseAll(tx, who, g); err != nil {
			return err
		}
		return s.record(tx, who, "group.cancelled", "group", id.String(), nil)
	})
	if err != nil {
		return fmt.Errorf("cancel group %s: %w", id, err)
	}
	return nil
}

// releaseAll puts the families of a cancelled group back on the waiting list. Who
// had begun keeps the place in it, with what they came to, and waits with another.
func (s *Service) releaseAll(tx *store.Tx, who access.Actor, g Group) error {
	all, err := places(tx, access.System(g.Service, who.Today), `pl.group_id = $1 AND pl.state IN ('waiting', 'offered', 'accepted')`, []any{g.ID}, ``)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.State == Accepted {
			if err := hidePlace(tx, g.ID, p, who.Today); err != nil {
				return err
			}
			if err := clearRing(tx, g.ID, p); err != nil {
				return err
			}
		}
		if err := s.endOffer(tx, p, Withdrawn); err != nil {
			return err
		}
		if err := s.release(tx, who, g, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) release(tx *store.Tx, who access.Actor, g Group, p PlaceRow) error {
	began, err := cameTo(tx, p.ID)
	if err != nil {
		return err
	}
	if !began {
		p.backToWaiting()
		return setPlace(tx, p.Place)
	}
	p.State, p.EndedWhy = Withdrawn, g.Why
	if err := setPlace(tx, p.Place); err != nil {
		return err
	}
	return s.waitAgain(tx, who, p)
}
