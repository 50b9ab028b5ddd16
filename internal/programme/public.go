package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// How much the public page shows at once: a page that a phone opens at once, of a
// service with three groups to come as of one with three hundred.
const (
	publicOpen    = 12
	publicStopped = 4
	publicFitting = 12
)

// PublicPage is what a service's public page of a programme shows: the groups to come by their
// first day, full ones too; and on the first page those postponed before they began
// and those cancelled. Anybody may read it; it holds no video link and nobody's
// name but the leaders'.
func (s *Service) PublicPage(ctx context.Context, service access.ServiceID, key Key, after GroupCursor) (page GroupPage, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		today, err := s.todayOf(tx, service)
		if err != nil {
			return err
		}
		open, err := s.publicPart(tx, service, today, public{key, StateOpen}, after, publicOpen+1)
		if err != nil {
			return err
		}
		if len(open) > publicOpen {
			open = open[:publicOpen]
			page.Next = GroupCursor{Day: open[publicOpen-1].First, ID: open[publicOpen-1].ID}
		}
		page.Groups = open
		if !after.IsZero() {
			return nil
		}
		for _, state := range []State{StatePostponed, StateCancelled} {
			stopped, err := s.publicPart(tx, service, today, public{key, state}, GroupCursor{}, publicStopped)
			if err != nil {
				return err
			}
			page.Groups = append(page.Groups, stopped...)
		}
		slices.SortStableFunc(page.Groups, func(a, b Group) int { return a.First.Compare(b.First) })
		return nil
	})
	if err != nil {
		return GroupPage{}, fmt.Errorf("public groups: %w", err)
	}
	return page, nil
}

// PublicProgrammes is the programmes of which a service has groups to come, in the
// order of the catalogue.
func (s *Service) PublicProgrammes(ctx context.Context, service access.ServiceID) (out []*Programme, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		today, err := s.todayOf(tx, service)
		if err != nil {
			return err
		}
		out = nil
		for _, p := range s.catalogue.All() {
			ahead, err := s.publicPart(tx, service, today, public{p.Key, StateOpen}, GroupCursor{}, 1)
			if err != nil {
				return err
			}
			if len(ahead) > 0 {
				out = append(out, p)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("public programmes: %w", err)
	}
	return out, nil
}

// PublicGroups is the groups of the first public page of a programme.
func (s *Service) PublicGroups(ctx context.Context, service access.ServiceID, key Key) ([]Group, error) {
	page, err := s.PublicPage(ctx, service, key, GroupCursor{})
	return page.Groups, err
}

// PublicFits is the groups to come of a programme that these babies would fit at
// the first session, by that day, full ones too. It looks only where they can fit,
// so that a baby due in summer is shown the groups of autumn.
func (s *Service) PublicFits(ctx context.Context, service access.ServiceID, key Key, babies []Baby) (out []GroupFit, err error) {
	p, err := s.catalogue.Programme(key)
	if err != nil {
		return nil, err
	}
	w := FamilyWindow(p, babies)
	if w.To.IsZero() || w.IsEmpty() {
		return nil, nil
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		today, err := s.todayOf(tx, service)
		if err != nil {
			return err
		}
		from := today.AddDays(1)
		if w.From.After(from) {
			from = w.From
		}
		found, err := s.groups(tx, today, `WHERE g.service_id = $2 AND g.state = 'open' AND g.first_on >= $3 AND g.first_on <= $4 AND g.programme = $5
 ORDER BY g.first_on, g.id LIMIT `+fmt.Sprint(publicFitting), service, from, w.To, string(key))
		for _, g := range found {
			g.public()
			out = append(out, GroupFit{Group: g, Fit: EligibleFamily(p, babies, g.First, g.Last), Seats: g.Left >= p.Takes(len(babies))})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("public groups that fit: %w", err)
	}
	return out, nil
}

// PublicGroup reads one of the groups of the public page.
//
// Faults: NotFound when it is not there, of another service, or not public any more.
func (s *Service) PublicGroup(ctx context.Context, service access.ServiceID, id GroupID) (g Group, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		today, err := s.todayOf(tx, service)
		if err != nil {
			return err
		}
		if g, err = s.groupByID(tx, service, today, id); err != nil {
			return err
		}
		if g.Begun() || (g.State != StatePostponed && !g.First.After(today)) {
			return notFound("public group", id)
		}
		g.public()
		return nil
	})
	if err != nil {
		return Group{}, fmt.Errorf("public group: %w", err)
	}
	return g, nil
}

// public is which groups of a service a part of its public page holds.
type public struct {
	programme Key
	state     State
}

// publicPart reads groups of one state that the public may see, by the index
// group_ahead: one bound alone, or the past is walked too. A postponed group's first day may be past: it is to come all the same.
func (s *Service) publicPart(tx *store.Tx, service access.ServiceID, today civil.Date, of public, after GroupCursor, most int) ([]Group, error) {
	if of.state != StatePostponed && !after.Day.After(today) {
		after = GroupCursor{Day: today.AddDays(1)}
	}
	found, err := s.groups(tx, today, `WHERE g.service_id = $2 AND g.programme = $3 AND g.state = $4 AND (g.first_on, g.id) > ($5, $6) AND g.next_number = 1
 ORDER BY g.first_on, g.id LIMIT `+fmt.Sprint(most), service, string(of.programme), string(of.state), after.Day.String(), after.ID.String())
	for i := range found {
		found[i].public()
	}
	return found, err
}

// public takes off a group what only staff may know.
func (g *Group) public() { g.VideoLink, g.Waiting = "", 0 }

// todayOf is the day it is now where a service is.
func (s *Service) todayOf(tx *store.Tx, service access.ServiceID) (civil.Date, error) {
	team, err := s.accounts.ServiceIn(tx, service)
	if err != nil {
		return civil.Date{}, err
	}
	return team.Today(tx.Now()), nil
}
