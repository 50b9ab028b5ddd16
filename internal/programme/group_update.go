package programme

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// GroupChange is what can be changed of a group while its dates stay. Moving its
// dates is CancelSession, Postpone and Resume.
type GroupChange struct {
	Group     GroupID
	Mode      Mode
	Site      SiteID
	Room      string
	VideoLink string
	Lang      string
	Capacity  int
	Starts    civil.Clock
	Ends      civil.Clock
	Leaders   []access.AccountID
}

// UpdateGroup changes where, when in the day and with whom a group meets. Who
// leads it no longer loses sight of its people with this day; who leads it now
// gains it. Families hear of another time.
//
// Faults: NotFound; Invalid on the same fields as CreateGroup, and on capacity
// when more places are taken already.
func (s *Service) UpdateGroup(ctx context.Context, who access.Actor, in GroupChange) error {
	if err := who.Require(access.GroupPlan); err != nil {
		return err
	}
	in.Room, in.VideoLink = strings.TrimSpace(in.Room), strings.TrimSpace(in.VideoLink)
	problems := NewGroup{
		Mode: in.Mode, Site: in.Site, Room: in.Room, VideoLink: in.VideoLink, Lang: in.Lang, Capacity: in.Capacity,
		First: who.Today, Starts: in.Starts, Ends: in.Ends, Leaders: in.Leaders,
	}.check(who.Today)
	if err := fault.Check(problems...); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		g, err := s.groupByID(tx, who.Service, who.Today, in.Group)
		if err != nil {
			return err
		}
		if err := s.checkSite(tx, who, in.Mode, in.Site); err != nil {
			return err
		}
		seats, err := taken(tx, g.ID)
		if err != nil {
			return err
		}
		if in.Capacity < min(seats, g.Capacity) {
			return fault.Check(fault.At("capacity", "programme.group.capacity.taken", "n", seats))
		}
		if err := s.setLeaders(tx, who, g, in.Leaders); err != nil {
			return err
		}
		return s.changeIn(tx, who, g, in)
	})
}

func (s *Service) changeIn(tx *store.Tx, who access.Actor, g Group, in GroupChange) error {
	otherTime := g.Starts != in.Starts || g.Ends != in.Ends
	g.Mode, g.Site, g.Room, g.VideoLink, g.Lang, g.Capacity = in.Mode, in.Site, in.Room, in.VideoLink, in.Lang, in.Capacity
	g.Starts, g.Ends = in.Starts, in.Ends
	g.keepMode()
	if err := updateGroup(tx, g); err != nil {
		return err
	}
	if otherTime {
		if err := setTimes(tx, g, who.Today); err != nil {
			return err
		}
		if next, ok, err := nextSession(tx, g, who.Today); err != nil {
			return err
		} else if ok && g.State == StateOpen {
			if err := s.tell(tx, who, g, news{text: "session-moved", about: aboutSession(next), args: dayArgs(next.Day, g)}); err != nil {
				return err
			}
		}
	}
	return s.record(tx, who, "group.changed", "group", g.ID.String(), nil)
}

// setLeaders makes these the leaders of a group, and moves the sight of its
// people with them.
func (s *Service) setLeaders(tx *store.Tx, who access.Actor, g Group, leaders []access.AccountID) error {
	var joined []access.AccountID
	for _, l := range leaders {
		if !slices.ContainsFunc(g.Leaders, func(old Leader) bool { return old.Account == l }) {
			joined = append(joined, l)
		}
	}
	if err := s.checkLeaders(tx, who, joined); err != nil {
		return err
	}
	for _, old := range g.Leaders {
		if slices.Contains(leaders, old.Account) {
			continue
		}
		if err := endLeader(tx, g.ID, old.Account, who.Today); err != nil {
			return err
		}
		if err := hideFrom(tx, g.ID, old.Account, who.Today); err != nil {
			return err
		}
		if err := s.record(tx, who, "group.leader-left", "group", g.ID.String(), map[string]string{"account": old.Account.String()}); err != nil {
			return err
		}
	}
	people, err := peopleIn(tx, g.ID)
	if err != nil {
		return err
	}
	for _, l := range joined {
		if err := setLeader(tx, g.ID, l, who.Today); err != nil {
			return err
		}
		if err := show(tx, g, l, people, who.Today); err != nil {
			return err
		}
		if err := s.record(tx, who, "group.leader-joined", "group", g.ID.String(), map[string]string{"account": l.String()}); err != nil {
			return err
		}
	}
	return nil
}

func containsColleague(list []identity.Colleague, id access.AccountID) bool {
	return slices.ContainsFunc(list, func(c identity.Colleague) bool { return c.ID == id })
}

// nextSession is the first session of a group that is not over on a day.
func nextSession(tx *store.Tx, g Group, today civil.Date) (Session, bool, error) {
	all, err := sessionsOf(tx, g)
	if err != nil {
		return Session{}, false, fmt.Errorf("next session: %w", err)
	}
	for _, n := range all {
		if !n.Day.Before(today) && n.ClosedAt == nil {
			return n, true, nil
		}
	}
	return Session{}, false, nil
}
