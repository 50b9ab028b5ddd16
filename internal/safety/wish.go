package safety

import (
	"context"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// RungBy is the day by whose end the caregiver who asks is rung: counted from the
// wish that waits, or from now for one who would ask now. It is what staff are held
// to: the alert of the wish is late before this day has passed.
//
// Faults: Forbidden without HomeUse.
func (s *Service) RungBy(ctx context.Context, who access.Actor) (by civil.Date, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return by, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		asked, err := ownWish(tx, who)
		if fault.Is(err, fault.NotFound) {
			asked, err = tx.Now(), nil
		}
		if err != nil {
			return err
		}
		team, err := s.accounts.ServiceIn(tx, who.Service)
		if err != nil {
			return err
		}
		off, err := s.accounts.HolidaysIn(tx, who.Service, civil.Of(asked.In(team.Zone)))
		if err != nil {
			return err
		}
		by = rungBy(asked, team.Zone, off)
		return nil
	})
	if err != nil {
		return by, fmt.Errorf("when %s is rung: %w", who.Person, err)
	}
	return by, nil
}

// rungBy is the last day on which the ladder of alerts lets a wish be answered, moved
// on to one on which the service works: not at a weekend, not on a holiday.
func rungBy(asked time.Time, zone *time.Location, off []identity.Holiday) civil.Date {
	end := dueToAnswer(WantsToTalk, dueToOwn(WantsToTalk, asked), zone)
	day := civil.Of(end.Add(-time.Second).In(zone))
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday ||
		slices.ContainsFunc(off, func(h identity.Holiday) bool { return h.Day == day }) {
		day = day.AddDays(1)
	}
	return day
}
