package safety

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Safe contact is asked again, because what was safe in spring may not be in autumn.
const (
	askAgainAfter = 90 // days since a way was last asked about
	putOffFor     = 14 // days that "not now" lasts
)

// Again is why somebody is asked about safe contact now. It is for the rule and its
// test: no page says it, since another carer who joined is nobody's news.
type Again string

// The reasons.
const (
	NotAgain    Again = ""
	NeverAsked  Again = "never-asked"
	LongAgo     Again = "long-ago"
	AfterBirth  Again = "after-birth"
	AfterJoined Again = "after-joined" // another carer of the baby
)

// changes are what may have made a way unsafe since it was asked about.
type changes struct {
	birth  time.Time  // when the last birth was written down; zero for none
	joined civil.Date // when the last other carer joined; zero for none
}

// askAgain says whether to ask. Who stopped every way is not asked: they said so.
func askAgain(ways []SafeContact, c changes, putOff, today civil.Date, zone *time.Location) Again {
	if today.Before(putOff) {
		return NotAgain
	}
	if len(ways) == 0 {
		return NeverAsked
	}
	asked, any := oldestSafe(ways)
	if !any {
		return NotAgain
	}
	day := civil.Of(asked.In(zone))
	switch {
	case c.birth.After(asked):
		return AfterBirth
	case day.Before(c.joined):
		return AfterJoined
	case day.DaysUntil(today) >= askAgainAfter:
		return LongAgo
	}
	return NotAgain
}

// oldestSafe is when the safe way that was asked about longest ago was.
func oldestSafe(ways []SafeContact) (asked time.Time, any bool) {
	for _, w := range ways {
		if w.Safe && (!any || w.AskedAt.Before(asked)) {
			asked, any = w.AskedAt, true
		}
	}
	return asked, any
}

// AskedLast says when safe contact was last asked about, and whether it is time to
// ask again by the calendar alone; zero when nobody has asked.
func AskedLast(ways []SafeContact, today civil.Date, zone *time.Location) (on civil.Date, due bool) {
	var last time.Time
	for _, w := range ways {
		if w.AskedAt.After(last) {
			last = w.AskedAt
		}
	}
	if last.IsZero() {
		return civil.Date{}, true
	}
	on = civil.Of(last.In(zone))
	return on, askAgain(ways, changes{}, civil.Date{}, today, zone) != NotAgain
}

// AskAgain says whether a caregiver is asked about safe contact on their own pages
// today, and why.
//
// Faults: Forbidden for anybody else.
func (s *Service) AskAgain(ctx context.Context, who access.Actor) (why Again, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return NotAgain, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		ways, err := contactsOf(tx, who.Person)
		if err != nil {
			return err
		}
		team, err := s.accounts.ServiceIn(tx, who.Service)
		if err != nil {
			return err
		}
		c, err := changesAround(tx, who.Person)
		if err != nil {
			return err
		}
		putOff, err := putOffUntil(tx, who.Person)
		if err != nil {
			return err
		}
		why = askAgain(ways, c, putOff, who.Today, team.Zone)
		return nil
	})
	if err != nil {
		return NotAgain, fmt.Errorf("whether to ask %s about safe contact: %w", who.Person, err)
	}
	return why, nil
}

// StillSafe keeps that everything a caregiver said about safe contact holds: it
// counts as asked today.
//
// Faults: Forbidden for anybody else.
func (s *Service) StillSafe(ctx context.Context, who access.Actor) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		if err := askedToday(tx, who.Person); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("safe-contact.confirmed", "person", who.Person.String()))
	})
}

// NotNow puts the question off for two weeks.
//
// Faults: Forbidden for anybody else.
func (s *Service) NotNow(ctx context.Context, who access.Actor) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		if err := setPutOff(tx, who.Person, who.Today.AddDays(putOffFor)); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("safe-contact.put-off", "person", who.Person.String()))
	})
}
