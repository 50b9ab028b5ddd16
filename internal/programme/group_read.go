package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// groupPage is how many groups a page of staff holds.
const groupPage = 25

// Show is which of a service's groups to list.
type Show string

// The parts of the list of groups.
const (
	ShowCurrent   Show = "" // running, to come and postponed
	ShowPast      Show = "past"
	ShowCancelled Show = "cancelled"
)

// GroupFilter says which groups to list.
type GroupFilter struct {
	Show  Show
	After GroupCursor
}

// Groups lists a service's groups: those running and to come by their last day,
// with the postponed ones before them on the first page; or the others, newest
// first.
func (s *Service) Groups(ctx context.Context, who access.Actor, f GroupFilter) (page GroupPage, err error) {
	if err := who.Require(access.GroupRead); err != nil {
		return page, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		found, err := s.groupPage(tx, who, f)
		if err != nil {
			return err
		}
		if len(found) > groupPage {
			found = found[:groupPage]
			page.Next = GroupCursor{Day: found[groupPage-1].Last, ID: found[groupPage-1].ID}
		}
		if f.Show == ShowCurrent && f.After.IsZero() {
			page.Groups, err = s.groups(tx, who.Today, `WHERE g.service_id = $2 AND g.state = 'postponed' ORDER BY g.last_on, g.id LIMIT `+
				fmt.Sprint(groupPage), who.Service)
		}
		page.Groups = append(page.Groups, found...)
		for i := range page.Groups {
			page.Groups[i].keepLinkFrom(who)
		}
		return err
	})
	if err != nil {
		return GroupPage{}, fmt.Errorf("list groups: %w", err)
	}
	return page, nil
}

// groupPage reads one group more than a page holds, by the index group_last.
func (s *Service) groupPage(tx *store.Tx, who access.Actor, f GroupFilter) ([]Group, error) {
	limit := ` LIMIT ` + fmt.Sprint(groupPage+1)
	if f.Show == ShowCurrent {
		return s.groups(tx, who.Today, `WHERE g.service_id = $2 AND g.state = 'open' AND g.last_on >= $3 AND (g.last_on, g.id) > ($4, $5)
 ORDER BY g.last_on, g.id`+limit, who.Service, who.Today, f.After.Day.String(), f.After.ID.String())
	}
	state, before := StateOpen, who.Today
	if f.Show == ShowCancelled {
		state, before = StateCancelled, civil.New(9999, 12, 31)
	}
	if !f.After.IsZero() {
		before = f.After.Day
	}
	return s.groups(tx, who.Today, `WHERE g.service_id = $2 AND g.state = $3 AND (g.last_on, g.id) < ($4, $5)
 ORDER BY g.last_on DESC, g.id DESC`+limit, who.Service, string(state), before, f.After.ID.String())
}

// keepLinkFrom takes the video link off a group for staff who have no business among
// its families. Whoever holds it can step in among them, so it is for those who plan
// the group and those who lead it today; others read dates and rooms.
func (g *Group) keepLinkFrom(who access.Actor) {
	if !who.May(access.GroupPlan) && !g.ledBy(who.Account) {
		g.VideoLink = ""
	}
}

// Used is the programmes of which the service has or had a group, in the order of the
// catalogue: a service runs few of those there are.
func (s *Service) Used(ctx context.Context, who access.Actor) (out []*Programme, err error) {
	if err := who.Require(access.GroupRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out = nil
		for _, p := range s.catalogue.All() {
			// One look into the index for each, instead of one over every group there was.
			used, err := exists(tx, `SELECT COUNT(*) FROM (SELECT 1 FROM programme_group g WHERE g.service_id = $1 AND g.programme = $2 LIMIT 1) AS one`,
				who.Service, string(p.Key))
			if err != nil {
				return err
			}
			if used {
				out = append(out, p)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("programmes in use: %w", err)
	}
	return out, nil
}

// Group reads a group with its sessions and, for those who may see them, the
// people of its places.
//
// Faults: NotFound.
func (s *Service) Group(ctx context.Context, who access.Actor, id GroupID) (out GroupDetail, err error) {
	if err := who.Require(access.GroupRead); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		g, err := s.groupByID(tx, who.Service, who.Today, id)
		if err != nil {
			return err
		}
		g.keepLinkFrom(who)
		out = GroupDetail{Group: g}
		if out.Sessions, err = sessionsOf(tx, g); err != nil {
			return err
		}
		if out.DaysOff, err = daysOff(tx, id); err != nil {
			return err
		}
		if !who.May(access.PlaceRead) {
			return nil
		}
		out.Places, err = places(tx, who, `pl.group_id = $1 AND pl.ended_why <> $2`, []any{id, EndedByLoss}, ` ORDER BY pl.asked_at, pl.id LIMIT 200`)
		slices.SortStableFunc(out.Places, func(a, b PlaceRow) int { return a.State.rank() - b.State.rank() })
		return err
	})
	if err != nil {
		return GroupDetail{}, fmt.Errorf("group %s: %w", id, err)
	}
	return out, nil
}

// rank orders a group's places: those who come, those asked, those who ended.
func (s PlaceState) rank() int {
	return slices.Index([]PlaceState{Accepted, Completed, Offered, Waiting, Lapsed, Declined, Withdrawn}, s)
}
