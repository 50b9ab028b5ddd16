package programme

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// MostClosed is the most days in a row that a service closes in one go: a long
// summer. More is a slip in the year.
const MostClosed = 62

// Closure is days in a row, both ends included, on which no group of the service
// meets. Without a last day it is one day.
type Closure struct {
	From, To civil.Date
	Name     string // why, for families too
}

func (c Closure) window() civil.Window {
	if c.To.IsZero() {
		return civil.Window{From: c.From, To: c.From}
	}
	return civil.Window{From: c.From, To: c.To}
}

func (c Closure) check() error {
	w := c.window()
	switch {
	case c.From.IsZero():
		return fault.Check(fault.At("day", "programme.closure.day"))
	case w.IsEmpty():
		return fault.Check(fault.At("last", "programme.closure.last"))
	case w.From.DaysUntil(w.To) >= MostClosed:
		return fault.Check(fault.At("last", "programme.closure.long", "limit", MostClosed))
	}
	return checkWhy(c.Name)
}

// Shift is what a closure, or taking it back, does to one group.
type Shift struct {
	Group    Group
	Moves    []Moved // empty: the session stays where it is
	Families int     // with an accepted place: they hear of it
	Outgrown int     // families whose baby would be too old at the new first session; their places are kept
	Held     bool    // why nothing moves: the register of that session was begun
}

// ClosurePreview is what closing the service on some days, or taking that back, does.
type ClosurePreview struct {
	Groups []Shift // that meet on one of the days, by that day
	Visits int     // planned for one of the days with families whom the reader may see: these stay until another day is agreed
}

// Changes reports whether anything that was planned is touched.
func (p ClosurePreview) Changes() bool { return len(p.Groups) > 0 || p.Visits > 0 }

// PreviewClosure shows what CloseDays would do, and changes nothing.
//
// Faults: as CloseDays.
func (s *Service) PreviewClosure(ctx context.Context, who access.Actor, c Closure) (p ClosurePreview, err error) {
	c.Name = strings.TrimSpace(c.Name)
	if err := who.Require(access.ServiceAdmin); err != nil {
		return p, err
	}
	if err := c.check(); err != nil {
		return p, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if p.Groups, err = s.closing(tx, who, c.window()); err != nil {
			return err
		}
		p.Visits, err = visitsPlanned(tx, who, coming(c.window(), who.Today))
		return err
	})
	return p, err
}

// CloseDays says that the service does not meet on some days. Every group that was
// to meet on one of them meets a week later, or in the first week after that it can,
// and with it whatever hangs on that session; the families of each hear of it once.
// Sessions of days gone by, and those whose register was begun, stay.
//
// Faults: Forbidden; Invalid on day, last, why.
func (s *Service) CloseDays(ctx context.Context, who access.Actor, c Closure) error {
	c.Name = strings.TrimSpace(c.Name)
	if err := who.Require(access.ServiceAdmin); err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		shifts, err := s.closing(tx, who, c.window())
		if err != nil {
			return err
		}
		if err := s.accounts.CloseIn(tx, who, c.window(), c.Name); err != nil {
			return err
		}
		for _, sh := range shifts {
			if err := s.close(tx, who, c, sh); err != nil {
				return fmt.Errorf("group %s: %w", sh.Group.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("close from %s: %w", c.From, err)
	}
	return nil
}

func (s *Service) close(tx *store.Tx, who access.Actor, c Closure, sh Shift) error {
	for _, m := range sh.Moves {
		if !c.window().Contains(m.From) {
			continue
		}
		if err := insertDayOff(tx, who, sh.Group.ID, DayOff{Number: m.Number, Day: m.From, Why: c.Name, Closed: true}); err != nil {
			return err
		}
	}
	return s.shift(tx, who, sh)
}

// shift moves the sessions of one group and tells its families of the first.
func (s *Service) shift(tx *store.Tx, who access.Actor, sh Shift) error {
	if len(sh.Moves) == 0 {
		return nil
	}
	g, err := s.applyMoves(tx, who, sh.Group, sh.Moves)
	if err != nil {
		return err
	}
	sessions, err := sessionsOf(tx, g)
	if err != nil {
		return err
	}
	first := sh.Moves[0]
	n := sessions[first.Number-1]
	args := dayArgs(n.Day, g)
	args["was"] = first.From.String()
	if err := s.tell(tx, who, g, news{text: "session-moved", about: aboutSession(n), args: args}); err != nil {
		return err
	}
	return s.record(tx, who, "session.moved", "session", n.ID.String(), map[string]string{"was": first.From.String(), "day": n.Day.String()})
}

// closing works out what closing does to every group that was to meet then.
func (s *Service) closing(tx *store.Tx, who access.Actor, w civil.Window) ([]Shift, error) {
	met, err := meeting(tx, who.Service, coming(w, who.Today))
	if err != nil {
		return nil, err
	}
	closed := daysOf(w)
	return s.shifts(tx, who, met, func(g Group, number int, days, off []civil.Date) []Moved {
		return AfterCancelling(g.Programme.Course(), days, number, who.Today, slices.Concat(off, closed))
	})
}

// shifts works out, for groups and the first session of each that is touched, what
// moves.
func (s *Service) shifts(tx *store.Tx, who access.Actor, met []touched, moves func(g Group, number int, days, off []civil.Date) []Moved) ([]Shift, error) {
	holidays := map[civil.Date][]civil.Date{} // by the first day of groups: most of those of a term begin in the same week
	var out []Shift
	for _, m := range met {
		g, err := s.groupByID(tx, who.Service, who.Today, m.group)
		if err != nil {
			return nil, err
		}
		if g.State != StateOpen {
			continue
		}
		held, err := heldThrough(tx, g.ID)
		if err != nil {
			return nil, err
		}
		if held >= m.number {
			out = append(out, Shift{Group: g, Held: true})
			continue
		}
		days, off, err := meetingDays(tx, g)
		if err != nil {
			return nil, err
		}
		closed, known := holidays[g.First]
		if !known {
			if closed, err = s.holidaysFrom(tx, g.Service, g.First); err != nil {
				return nil, err
			}
			holidays[g.First] = closed
		}
		sh := Shift{Group: g, Moves: moves(g, m.number, days, slices.Concat(closed, off))}
		if sh.Families, sh.Outgrown, err = concerned(tx, g, firstAfter(g, sh.Moves)); err != nil {
			return nil, err
		}
		out = append(out, sh)
	}
	return out, nil
}

// concerned counts the families of a group who hear that it moves, and those whose
// baby is too old on its new first day.
func concerned(tx *store.Tx, g Group, first civil.Date) (families, outgrown int, err error) {
	all, err := startDays(tx, g.ID)
	for _, startBy := range all {
		if startBy.Before(first) {
			outgrown++
		}
	}
	return len(all), outgrown, err
}

// coming is the part of some days that is not over.
func coming(w civil.Window, today civil.Date) civil.Window {
	if w.From.Before(today) {
		w.From = today
	}
	return w
}

// daysOf is every day of a window.
func daysOf(w civil.Window) []civil.Date {
	var out []civil.Date
	for day := w.From; !day.After(w.To); day = day.AddDays(1) {
		out = append(out, day)
	}
	return out
}
