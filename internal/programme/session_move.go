package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

// MoveSession holds a session on another day, earlier or later. What hangs on it
// moves with it: the rest of its part of the programme keeps its distance, and a part
// that hangs on nothing of it stays where it is. So the first session with the babies
// moves the whole of that part. Every family with a place hears of it.
//
// Faults: NotFound; Conflict when it was held already, or the group is postponed or
// cancelled; Invalid on day.
func (s *Service) MoveSession(ctx context.Context, who access.Actor, id SessionID, day civil.Date) error {
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		g, moves, err := s.relocation(tx, who, id, day)
		if err != nil || len(moves) == 0 {
			return err // the same form once more: it is there
		}
		return s.shift(tx, who, Shift{Group: g, Moves: moves})
	})
	if err != nil {
		return fmt.Errorf("move session %s: %w", id, err)
	}
	return nil
}

// relocation works out what moves when a session is held on another day.
func (s *Service) relocation(tx *store.Tx, who access.Actor, id SessionID, day civil.Date) (g Group, moved []Moved, err error) {
	n, g, err := s.toBeHeld(tx, who, id)
	if err != nil {
		return g, nil, err
	}
	days, own, err := meetingDays(tx, g)
	if err != nil {
		return g, nil, err
	}
	holidays, err := s.holidaysFrom(tx, g.Service, g.First)
	if err != nil {
		return g, nil, err
	}
	if err := checkDay(n, day, who.Today, days, holidays); err != nil {
		return g, nil, err
	}
	// It may be held after all on a day on which it had been called off.
	off := append(slices.DeleteFunc(own, func(d civil.Date) bool { return d == day }), holidays...)
	return g, moves(days, n.Number, course.From(g.Programme.Course(), days, n.Number, day, off)), nil
}

// checkDay finds what is wrong with a session's new day.
func checkDay(n Session, day, today civil.Date, days, holidays []civil.Date) error {
	key := ""
	switch {
	case day.IsZero() || day.Before(today):
		key = "programme.group.first.past"
	case day.After(today.AddMonths(18)):
		key = "programme.group.first.far"
	case n.Number > 1 && !day.After(days[n.Number-2]):
		return fault.Check(fault.At("day", "programme.session.before", "day", days[n.Number-2]))
	case day != n.Day && slices.Contains(holidays, day):
		key = "programme.session.off"
	default:
		return nil
	}
	return fault.Check(fault.At("day", key))
}

// toBeHeld reads a session that is still to be held, with its group.
func (s *Service) toBeHeld(tx *store.Tx, who access.Actor, id SessionID) (n Session, g Group, err error) {
	n, g, err = s.sessionByID(tx, who.Service, who.Today, id)
	if err != nil {
		return n, g, err
	}
	if g.State != StateOpen {
		return n, g, fault.Refuse("programme.session.group-stopped")
	}
	held, err := heldThrough(tx, g.ID)
	if err != nil {
		return n, g, err
	}
	if held >= n.Number {
		return n, g, fault.Refuse("programme.session.held")
	}
	return n, g, nil
}
