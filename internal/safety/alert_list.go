package safety

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// listMost is how many open alerts a list shows, the most urgent first. Where
// there are more, Counts says so: none is silently left out.
const listMost = 100

// Counts is how many open alerts the reader may see.
type Counts struct {
	Open    int
	Unowned int
	Overdue int
}

// Alerts reads the open alerts the reader may see, the one due first on top, with
// the last step of each.
//
// Faults: Forbidden without AlertRead.
func (s *Service) Alerts(ctx context.Context, who access.Actor) (all []Alert, err error) {
	if err := who.Require(access.AlertRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = alertsWhere(tx, who, `al.closed_at IS NULL`, nil, fmt.Sprintf(`ORDER BY al.due_at, al.id LIMIT %d`, listMost))
		if err != nil {
			return err
		}
		return withSteps(tx, who, all, lastStep)
	})
	return all, err
}

// Counts counts the open alerts the reader may see.
//
// Faults: Forbidden without AlertRead.
func (s *Service) Counts(ctx context.Context, who access.Actor) (c Counts, err error) {
	if err := who.Require(access.AlertRead); err != nil {
		return c, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		c, err = countOpen(tx, who)
		return err
	})
	return c, err
}

// Alert reads one alert with all its steps. The reading is on record before it is
// shown.
//
// Faults: Forbidden without AlertRead; NotFound.
func (s *Service) Alert(ctx context.Context, who access.Actor, id AlertID) (a Alert, err error) {
	if err := who.Require(access.AlertRead); err != nil {
		return a, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		a, err = alertIn(tx, who, id)
		return err
	})
	if err != nil {
		return Alert{}, fmt.Errorf("alert %s: %w", id, err)
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("alert.seen", "alert", id.String())); err != nil {
		return Alert{}, fmt.Errorf("alert %s: %w", id, err)
	}
	return a, nil
}

// ForPerson reads every alert about a person, open and closed, newest first. For a
// person the reader may not see there are none.
//
// Faults: Forbidden without AlertRead.
func (s *Service) ForPerson(ctx context.Context, who access.Actor, person access.PersonID) (all []Alert, err error) {
	if err := who.Require(access.AlertRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = alertsWhere(tx, who, `al.person_id = $1`, []any{person}, `ORDER BY al.opened_at DESC, al.id DESC`)
		if err != nil {
			return err
		}
		return withSteps(tx, who, all, allSteps)
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("alert.seen", "person", person.String())); err != nil {
		return nil, fmt.Errorf("alerts about %s: %w", person, err)
	}
	return all, nil
}

// Takers lists who could own the alert today: colleagues whose role owns alerts
// and who may see the person.
//
// Faults: Forbidden without AlertOwn; NotFound.
func (s *Service) Takers(ctx context.Context, who access.Actor, id AlertID) (out []identity.Colleague, err error) {
	if err := who.Require(access.AlertOwn); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out = nil
		if _, err := alertIn(tx, who, id); err != nil {
			return err
		}
		all, err := s.accounts.ColleaguesIn(tx, who, access.AlertOwn)
		if err != nil {
			return err
		}
		for _, c := range all {
			taker := access.Actor{Account: c.ID, Service: who.Service, Name: c.Name, Roles: c.Roles, Today: who.Today, Now: who.Now}
			ok, err := sees(tx, taker, id)
			if err != nil {
				return err
			}
			if ok {
				out = append(out, c)
			}
		}
		return nil
	})
	return out, err
}

// alertIn reads one alert with all its steps.
func alertIn(tx *store.Tx, who access.Actor, id AlertID) (Alert, error) {
	found, err := alertsWhere(tx, who, `al.id = $1`, []any{id}, ``)
	if err != nil {
		return Alert{}, err
	}
	if len(found) == 0 {
		return Alert{}, fault.NotFoundf("alert %s", id)
	}
	return found[0], withSteps(tx, who, found, allSteps)
}
