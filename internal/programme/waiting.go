package programme

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Pages of the waiting list, and how many groups to come a family on it is shown.
const (
	waitingPage   = 25
	fitsShown     = 3
	groupsAhead   = 40
	candidatePage = 25
)

// Waiting reads a page of the waiting list: least time left first, each family
// with the next groups that it fits. It costs the same however many families the
// service has: it is paged by the stored day.
func (s *Service) Waiting(ctx context.Context, who access.Actor, f WaitingFilter) (page WaitingPage, err error) {
	if err := who.Require(access.PlaceRead); err != nil {
		return page, err
	}
	p, err := s.catalogue.Programme(f.Programme)
	if err != nil {
		return page, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		team, err := s.accounts.ServiceIn(tx, who.Service)
		if err != nil {
			return err
		}
		most := cmp.Or(f.Most, waitingPage)
		found, err := waitingPlaces(tx, who, f, most+1)
		if err != nil {
			return err
		}
		if len(found) > most {
			found = found[:most]
			page.Next = waitingAfter(found[most-1])
		}
		ahead, err := s.groupsAhead(tx, who, p, found)
		if err != nil {
			return err
		}
		keep, err := refusalsFor(tx, who, found)
		if err != nil {
			return err
		}
		needs, err := needsOf(tx, who, found)
		if err != nil {
			return err
		}
		for _, row := range found {
			mayMeet := slices.DeleteFunc(slices.Clone(ahead), func(g Group) bool { return keep.keeps(row, g) })
			line := waitingRow(p, row, mayMeet, who.Today, team.WarnDays)
			line.Need, line.Others = needs[row.ID], keep.whyNot(p, line, ahead)
			page.Rows = append(page.Rows, line)
		}
		if !f.Outgrown {
			page.Outgrown, err = anyOutgrown(tx, who, f.Programme)
		}
		return err
	})
	if err != nil {
		return WaitingPage{}, fmt.Errorf("waiting list: %w", err)
	}
	return page, nil
}

func waitingAfter(last PlaceRow) WaitingCursor {
	return WaitingCursor{StartBy: last.StartBy, ID: last.ID}
}

// groupsAhead reads the next groups that any of these families can still begin.
func (s *Service) groupsAhead(tx *store.Tx, who access.Actor, p *Programme, found []PlaceRow) ([]Group, error) {
	if len(found) == 0 {
		return nil, nil
	}
	from, until := found[0].StartFrom, found[len(found)-1].StartBy // they come in the order of their last day
	for _, row := range found {
		if row.StartFrom.Before(from) {
			from = row.StartFrom
		}
	}
	return s.plainGroups(tx, who.Today, `WHERE g.service_id = $2 AND g.state = 'open' AND g.first_on > $3 AND g.first_on >= $4 AND g.first_on <= $5
 AND g.programme = $6 ORDER BY g.first_on, g.id LIMIT `+fmt.Sprint(groupsAhead), who.Service, who.Today, from, until, string(p.Key))
}

func waitingRow(p *Programme, row PlaceRow, ahead []Group, today civil.Date, warn int) WaitingRow {
	out := WaitingRow{PlaceRow: row, CanStartUntil: row.StartBy, DaysLeft: today.DaysUntil(row.StartBy)}
	out.Warn = out.DaysLeft <= warn
	for _, g := range ahead {
		if g.First.After(row.StartBy) {
			break // they come in the order of their first day
		}
		fit := fitGroup(p, row, g)
		if !fit.Fit.OK {
			continue
		}
		out.Fits = append(out.Fits, fit)
		if fit.Seats && len(fit.Misses) == 0 {
			out.LastFit = g.First
		}
	}
	// Groups the family can have at once come before those that are full.
	slices.SortStableFunc(out.Fits, func(a, b GroupFit) int { return a.rank() - b.rank() })
	out.Fits = out.Fits[:min(len(out.Fits), fitsShown)]
	return out
}

func fitGroup(p *Programme, row PlaceRow, g Group) GroupFit {
	return GroupFit{
		Group:  g,
		Fit:    EligibleFamily(p, row.Babies(), g.First, g.Last),
		Seats:  g.Left >= row.Dyads,
		Misses: row.Wishes.Misses(g),
	}
}

// rank orders the groups a family fits: free and as wished, free, full.
func (f GroupFit) rank() int {
	switch {
	case f.Seats && len(f.Misses) == 0:
		return 0
	case f.Seats:
		return 1
	}
	return 2
}

// Candidates are the waiting families who could be offered a place in a group by
// age, least time left first, with what speaks for and against each: so many of
// them, or a page when most is 0.
//
// Faults: NotFound.
func (s *Service) Candidates(ctx context.Context, who access.Actor, id GroupID, after WaitingCursor, most int) (page CandidatePage, err error) {
	if err := who.Require(access.PlaceRead); err != nil {
		return page, err
	}
	most = cmp.Or(most, candidatePage)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		g, err := s.groupByID(tx, who.Service, who.Today, id)
		if err != nil {
			return err
		}
		page.Rows, err = s.candidates(tx, who, g, walk{after: after, most: most + 1, batch: most + 1})
		if len(page.Rows) > most {
			page.Rows = page.Rows[:most]
			page.Next = waitingAfter(page.Rows[most-1].PlaceRow)
		}
		return err
	})
	if err != nil {
		return CandidatePage{}, fmt.Errorf("candidates of group %s: %w", id, err)
	}
	return page, nil
}

// walk says how far to go through the families who could come.
type walk struct {
	after WaitingCursor
	most  int
	batch int                  // how many to read at once
	only  func(Candidate) bool // nil for everybody
}

// candidates walks the waiting list from those with the least time left at the
// group's first session until it has as many as wanted.
func (s *Service) candidates(tx *store.Tx, who access.Actor, g Group, w walk) ([]Candidate, error) {
	before, err := offeredBefore(tx, g.ID)
	if err != nil {
		return nil, err
	}
	var out []Candidate
	for {
		found, err := candidatePlaces(tx, who, g, w)
		if err != nil {
			return nil, err
		}
		keep, err := apartFor(tx, who, found)
		if err != nil {
			return nil, err
		}
		for _, row := range found {
			fit := fitGroup(g.Programme, row, g)
			if keep.keeps(row, g) {
				continue
			}
			c := Candidate{
				PlaceRow: row, Fit: fit.Fit, Seats: fit.Seats, Misses: fit.Misses,
				DaysLeft: who.Today.DaysUntil(row.StartBy), Asked: row.Group == g.ID, Before: before[row.ID],
			}
			if !c.Fit.OK || w.only != nil && !w.only(c) {
				continue
			}
			if out = append(out, c); len(out) == w.most {
				return out, nil
			}
		}
		if len(found) < w.batch {
			return out, nil
		}
		w.after = waitingAfter(found[len(found)-1])
	}
}

// Easy reports whether the one-click offer may choose this family: seats for all,
// no wish against it, and not offered this group before.
func (c Candidate) Easy() bool { return c.Seats && len(c.Misses) == 0 && c.Before == "" }

// InfantDated hangs what counts from a baby's age on its birth or a better due date:
// the days on which the families waiting with it can start. It is
// bound to the job family.InfantDatedJob.
func (s *Service) InfantDated(ctx context.Context, in family.InfantDated) error {
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		who, _, err := s.program(tx, in.Service)
		if err != nil {
			return err
		}
		all, err := places(tx, who, `pl.state IN ('waiting', 'offered', 'accepted', 'lapsed', 'declined') AND pl.id IN (
 SELECT mine.place_id FROM dyad m JOIN place_dyad mine ON mine.dyad_id = m.id WHERE m.infant_id = $1)`, []any{in.Infant}, ``)
		if err != nil {
			return err
		}
		for _, row := range all {
			if err := s.rehang(tx, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return fmt.Errorf("rehang on infant %s: %w", in.Infant, err)
	}
	return nil
}

// rehang writes a place's start window anew.
func (s *Service) rehang(tx *store.Tx, row PlaceRow) error {
	p, err := s.catalogue.Programme(row.Programme)
	if err != nil {
		return err
	}
	w := FamilyWindow(p, row.Babies())
	if w.To.IsZero() || w.From == row.StartFrom && w.To == row.StartBy {
		return nil
	}
	return setStart(tx, row.ID, w, row.Dyads)
}
