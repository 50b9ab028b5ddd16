package programme

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// WhyLimit is the most characters of a reason shown to the public.
const WhyLimit = 300

// Move is a change of dates that can be looked at before it is made: a session that
// is not held, and moves a week with all after it (First zero), or is held on First;
// or a group that begins again on First.
type Move struct {
	Session SessionID
	Group   GroupID
	First   civil.Date
}

// Preview is what a move would do.
type Preview struct {
	Group    Group
	Moves    []Moved
	Families int        // with an offered or accepted place
	Outgrown []PlaceRow // of these, whose baby would be too old at the new first session; their places are kept
}

// PreviewMove shows what CancelSession, MoveSession or Resume would do, and changes
// nothing.
//
// Faults: NotFound; Conflict and Invalid as the use case itself.
func (s *Service) PreviewMove(ctx context.Context, who access.Actor, m Move) (p Preview, err error) {
	if err := who.Require(access.GroupPlan); err != nil {
		return p, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		switch {
		case m.Session.IsZero():
			p.Group, p.Moves, err = s.resumption(tx, who, m.Group, m.First)
		case m.First.IsZero():
			_, p.Group, p.Moves, err = s.cancellation(tx, who, m.Session)
		default:
			p.Group, p.Moves, err = s.relocation(tx, who, m.Session, m.First)
		}
		if err != nil {
			return err
		}
		all, err := places(tx, who, `pl.group_id = $1 AND pl.state IN ('offered', 'accepted')`, []any{p.Group.ID}, ` ORDER BY pl.start_by, pl.id`)
		if err != nil {
			return err
		}
		p.Families = len(all)
		first := firstAfter(p.Group, p.Moves)
		for _, row := range all {
			if row.StartBy.Before(first) {
				p.Outgrown = append(p.Outgrown, row)
			}
		}
		return nil
	})
	return p, err
}

// firstAfter is the group's first day once it has moved.
func firstAfter(g Group, moves []Moved) civil.Date {
	if len(moves) > 0 && moves[0].Number == 1 {
		return moves[0].To
	}
	return g.First
}

// applyMoves writes sessions onto their new days, and what follows from them: the
// group's own days and how long its leaders see its people. Questionnaires hang on
// the sessions and move by themselves.
func (s *Service) applyMoves(tx *store.Tx, who access.Actor, g Group, moves []Moved) (Group, error) {
	for _, m := range moves {
		if err := moveSession(tx, g.ID, m); err != nil {
			return g, err
		}
		if err := clearTold(tx, g.ID, m.Number); err != nil {
			return g, err
		}
		if m.Number == len(g.Programme.Sessions) {
			g.Last = m.To
		}
	}
	g.First = firstAfter(g, moves)
	if err := updateGroup(tx, g); err != nil {
		return g, err
	}
	return g, showPlaces(tx, g, who.Today)
}

// checkWhy asks for a reason that families and the public can be told.
func checkWhy(why string) error {
	if why == "" {
		return fault.Check(fault.At("why", "programme.why.missing"))
	}
	if utf8.RuneCountInString(why) > WhyLimit {
		return fault.Check(fault.At("why", "programme.why.long", "limit", WhyLimit))
	}
	return nil
}

// CancelSession says that a session is not held on its day. It is held a week
// later, and so is every later one: no theme is left out. Every family with a
// place hears of it.
//
// Faults: NotFound; Conflict when it was held already, or the group is postponed
// or cancelled; Invalid on why.
func (s *Service) CancelSession(ctx context.Context, who access.Actor, id SessionID, why string) error {
	why = strings.TrimSpace(why)
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	if err := checkWhy(why); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		n, g, moves, err := s.cancellation(tx, who, id)
		if err != nil {
			return err
		}
		if err := insertDayOff(tx, who, g.ID, DayOff{Number: n.Number, Day: n.Day, Why: why}); err != nil {
			return err
		}
		if g, err = s.applyMoves(tx, who, g, moves); err != nil {
			return err
		}
		was := n.Day
		n.Day = moves[0].To
		args := dayArgs(n.Day, g)
		args["was"] = was.String()
		if err := s.tell(tx, who, g, news{text: "session-moved", about: aboutSession(n), args: args}); err != nil {
			return err
		}
		return s.record(tx, who, "session.cancelled", "session", id.String(), map[string]string{"was": was.String(), "day": n.Day.String()})
	})
	if err != nil {
		return fmt.Errorf("cancel session %s: %w", id, err)
	}
	return nil
}

// cancellation works out what cancelling a session moves.
func (s *Service) cancellation(tx *store.Tx, who access.Actor, id SessionID) (n Session, g Group, moves []Moved, err error) {
	n, g, err = s.toBeHeld(tx, who, id)
	if err != nil {
		return n, g, nil, err
	}
	days, off, err := s.calendar(tx, g)
	if err != nil {
		return n, g, nil, err
	}
	return n, g, AfterCancelling(g.Programme.Course(), days, n.Number, who.Today, append(off, n.Day)), nil
}

// calendar is what a group's dates are worked out from: the days of its sessions,
// and those on which it does not meet: its own and the service's.
func (s *Service) calendar(tx *store.Tx, g Group) (days, off []civil.Date, err error) {
	days, off, err = meetingDays(tx, g)
	if err != nil {
		return nil, nil, err
	}
	holidays, err := s.holidaysFrom(tx, g.Service, g.First)
	return days, append(off, holidays...), err
}

// meetingDays is the days of a group's sessions, and those on which it did not meet.
func meetingDays(tx *store.Tx, g Group) (days, off []civil.Date, err error) {
	sessions, err := sessionsOf(tx, g)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range sessions {
		days = append(days, n.Day)
	}
	cancelled, err := daysOff(tx, g.ID)
	for _, d := range cancelled {
		off = append(off, d.Day)
	}
	return days, off, err
}
