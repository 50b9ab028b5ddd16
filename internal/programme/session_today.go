package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// sessionPage is how many sessions a page of a day holds.
const sessionPage = 50

// SessionCountMost is where counting the sessions of a day stops: as many, or more.
const SessionCountMost = 50

// SessionFilter says which sessions of a day to list.
type SessionFilter struct {
	Day   civil.Date
	Site  SiteID // of the groups that meet there; zero for all
	After SessionCursor
}

// SessionCursor is where a page of sessions ended.
type SessionCursor struct {
	Starts civil.Clock
	ID     SessionID
}

// IsZero reports whether it is the beginning, or there is nothing after.
func (c SessionCursor) IsZero() bool { return c.ID.IsZero() }

// SessionPage is a page of the sessions of a day, by their hour.
type SessionPage struct {
	Rows []SessionRow
	Next SessionCursor // of the page after; zero at the end
}

// SessionsOn lists the sessions of a day, by their hour: those the actor leads or,
// for a coordinator and a lead, all of the service. What does not take place, in a
// group that has stopped, is left out.
func (s *Service) SessionsOn(ctx context.Context, who access.Actor, f SessionFilter) (page SessionPage, err error) {
	if err := who.Require(access.RegisterRead); err != nil {
		return page, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		found, err := heldOn(tx, who, f, sessionPage+1)
		if err != nil {
			return err
		}
		if len(found) > sessionPage {
			found = found[:sessionPage]
			last := found[sessionPage-1]
			page.Next = SessionCursor{Starts: last.Starts, ID: last.ID}
		}
		page.Rows, err = s.sessionRows(tx, who, found)
		return err
	})
	if err != nil {
		return SessionPage{}, fmt.Errorf("sessions on %s: %w", f.Day, err)
	}
	return page, nil
}

// FirstSessions is the beginning of a day: what the reader leads, then the others.
type FirstSessions struct {
	Rows []SessionRow
	All  int // how many there are, counted up to SessionCountMost
}

// FirstSessionsOn lists the first sessions of those of SessionsOn: those the actor
// leads before the others, each by their hour.
func (s *Service) FirstSessionsOn(ctx context.Context, who access.Actor, day civil.Date, most int) (out FirstSessions, err error) {
	if err := who.Require(access.RegisterRead); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		found, err := ledOn(tx, who, SessionFilter{Day: day}, most+1)
		if err != nil {
			return err
		}
		if who.May(access.PlaceFill) {
			// Of so many others enough are left when those found already are taken out.
			others, err := heldOn(tx, who, SessionFilter{Day: day}, most+1)
			if err != nil {
				return err
			}
			for _, o := range others {
				if !slices.ContainsFunc(found, func(n Session) bool { return n.ID == o.ID }) {
					found = append(found, o)
				}
			}
		}
		out.All = len(found)
		if len(found) > most {
			found = found[:most]
			if out.All, err = countHeld(tx, who, day); err != nil {
				return err
			}
		}
		out.Rows, err = s.sessionRows(tx, who, found)
		return err
	})
	if err != nil {
		return FirstSessions{}, fmt.Errorf("first sessions on %s: %w", day, err)
	}
	return out, nil
}

// How far back a register that nobody finished is something to do, and how many
// of them are shown.
const (
	unfinishedDays  = 90
	unfinishedShown = 20
)

// Unfinished lists past sessions of the groups the actor leads whose register was
// never finished, newest first.
func (s *Service) Unfinished(ctx context.Context, who access.Actor) (out []SessionRow, err error) {
	if err := who.Require(access.RegisterWrite); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		found, err := unfinished(tx, who, who.Today.AddDays(-unfinishedDays), unfinishedShown)
		if err != nil {
			return err
		}
		out, err = s.sessionRows(tx, who, found)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("unfinished registers: %w", err)
	}
	return out, nil
}

// sessionRows adds to sessions their group and who is expected and marked.
func (s *Service) sessionRows(tx *store.Tx, who access.Actor, found []Session) ([]SessionRow, error) {
	if len(found) == 0 {
		return nil, nil
	}
	sessions, groups := make([]any, len(found)), make([]any, len(found))
	for i, n := range found {
		sessions[i], groups[i] = n.ID, n.Group
	}
	tallies, err := talliesOf(tx, sessions)
	if err != nil {
		return nil, err
	}
	all, err := s.plainGroups(tx, who.Today, `WHERE g.id IN (`+store.List(2, len(groups))+`)`, groups...)
	if err != nil {
		return nil, err
	}
	byID := make(map[GroupID]Group, len(all))
	for _, g := range all {
		byID[g.ID] = g
	}
	out := make([]SessionRow, len(found))
	for i, n := range found {
		g, t := byID[n.Group], tallies[n.ID]
		n.Title = g.titleOf(n.Number)
		out[i] = SessionRow{Session: n, Group: g, Places: t.places, Coming: max(t.places-t.cant, 0), Marked: t.marked}
	}
	return out, nil
}
