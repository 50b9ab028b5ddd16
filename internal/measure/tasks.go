package measure

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// Due is what the caregiver who asks can fill in today on their own phone, the
// soonest to close first. Each task names who will read the answers.
func (s *Service) Due(ctx context.Context, who access.Actor) (due []Task, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err := s.tasksWhere(tx, who, "d.caregiver_id = $1", who.Person)
		due = slices.DeleteFunc(all, func(t Task) bool { return t.Way != OnPhone })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("due for %s: %w", who.Person, err)
	}
	return due, nil
}

// StaffQuery says which groups to look at.
type StaffQuery struct {
	Group GroupID // one group; zero for those the reader leads
	After PlaceID // where the page before ended
}

// StaffPage is a page of what is due.
type StaffPage struct {
	Tasks []Task
	Next  PlaceID // for StaffQuery.After; zero at the end
}

// Count is how many tasks of the page come in that way.
func (p StaffPage) Count(w Way) int {
	n := 0
	for _, t := range p.Tasks {
		if t.Way == w {
			n++
		}
	}
	return n
}

// DueForStaff is what is due today in the groups that the reader leads, or in one
// group, whichever way it will come in. Only people the reader may see are in it.
func (s *Service) DueForStaff(ctx context.Context, who access.Actor, q StaffQuery) (page StaffPage, err error) {
	if err := who.Require(access.ResponseRead); err != nil {
		return StaffPage{}, err
	}
	who = who.Within(access.ResponseRead)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		groups := []any{q.Group}
		if q.Group.IsZero() {
			if groups, err = ledBy(tx, who); err != nil || len(groups) == 0 {
				return err
			}
		}
		condition := fmt.Sprintf("g.id IN (%s)", store.List(1, len(groups)))
		if !q.After.IsZero() {
			condition += fmt.Sprintf(" AND pl.id > $%d", len(groups)+1)
			groups = append(groups, q.After)
		}
		seats, err := seatsWhere(tx, who, condition, groups...)
		if err != nil {
			return err
		}
		seats, page.Next = wholePlaces(seats)
		page.Tasks, err = s.tasksOf(tx, who, seats)
		return err
	})
	if err != nil {
		return StaffPage{}, fmt.Errorf("due for staff: %w", err)
	}
	return page, nil
}

// wholePlaces ends a full page before the place that may go on behind it: what is
// asked once for twins needs both in sight.
func wholePlaces(seats []seat) ([]seat, PlaceID) {
	if len(seats) < seatLimit {
		return seats, PlaceID{}
	}
	last := seats[len(seats)-1].place
	whole := slices.IndexFunc(seats, func(s seat) bool { return s.place == last })
	return seats[:whole], seats[whole-1].place
}

func (s *Service) tasksWhere(tx *store.Tx, who access.Actor, condition string, args ...any) ([]Task, error) {
	seats, err := seatsWhere(tx, who, condition, args...)
	if err != nil {
		return nil, err
	}
	return s.tasksOf(tx, who, seats)
}

func (s *Service) tasksOf(tx *store.Tx, who access.Actor, seats []seat) ([]Task, error) {
	stored, err := s.storedFor(tx, seats)
	if err != nil {
		return nil, err
	}
	return tasks(seats, s.plan, s.library, stored, who.Today), nil
}
