package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

// Return says whether the sessions that a closure moved go back to their day.
type Return bool

// What can become of the sessions when a closure is taken back.
const (
	StayMoved Return = false
	MoveBack  Return = true
)

// PreviewOpening shows what OpenDays would do with MoveBack, and changes nothing.
//
// Faults: as OpenDays.
func (s *Service) PreviewOpening(ctx context.Context, who access.Actor, c Closure) (p ClosurePreview, err error) {
	if err := who.Require(access.ServiceAdmin); err != nil {
		return p, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		p.Groups, err = s.opening(tx, who, c.window())
		return err
	})
	return p, err
}

// OpenDays takes back that the service is closed on some days. Sessions that moved
// because of it go back to their day when that is wanted, as far as it is still to
// come and nothing was held since; their families hear of it.
//
// Faults: Forbidden.
func (s *Service) OpenDays(ctx context.Context, who access.Actor, c Closure, back Return) error {
	if err := who.Require(access.ServiceAdmin); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		var shifts []Shift
		if back == MoveBack {
			var err error
			if shifts, err = s.opening(tx, who, c.window()); err != nil {
				return err
			}
		}
		if err := s.accounts.OpenIn(tx, who, c.window()); err != nil {
			return err
		}
		for _, sh := range shifts {
			if len(sh.Moves) == 0 {
				continue
			}
			if err := deleteDaysOff(tx, sh.Group.ID, c.window()); err != nil {
				return err
			}
			if err := s.shift(tx, who, sh); err != nil {
				return fmt.Errorf("group %s: %w", sh.Group.ID, err)
			}
		}
		return keepDaysOff(tx, who.Service, c.window()) // of those that stay
	})
	if err != nil {
		return fmt.Errorf("open from %s: %w", c.From, err)
	}
	return nil
}

// opening works out what taking a closure back does to every group it had moved.
func (s *Service) opening(tx *store.Tx, who access.Actor, w civil.Window) ([]Shift, error) {
	moved, err := closedFor(tx, who.Service, coming(w, who.Today))
	if err != nil {
		return nil, err
	}
	return s.shifts(tx, who, moved, func(g Group, number int, days, off []civil.Date) []Moved {
		at := moved[slices.IndexFunc(moved, func(m touched) bool { return m.group == g.ID })].day
		if number > 1 && !at.After(days[number-2]) {
			return nil // it has moved on since: there is no way back
		}
		off = slices.DeleteFunc(off, w.Contains)
		return moves(days, number, course.From(g.Programme.Course(), days, number, at, off))
	})
}
