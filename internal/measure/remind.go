package measure

import (
	"context"
	"fmt"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/notify"
	"holdfast/internal/store"
)

// RemindJob tells caregivers which questionnaires have opened; see Remind. Its
// payload is nothing.
const RemindJob = "measure.remind"

// aboutDue begins what such a message is about: due:PLACE@PERSON.
const aboutDue = "due"

// remindFrom is the earliest hour of the day at which such a message leaves.
// Nobody is woken for a questionnaire.
var remindFrom = civil.Clock{Hour: 9}

// Remind tells every caregiver of the questionnaires that they can fill in on
// their phone and have not been told of, once for each and all of a day in one
// message. When they open is computed, as ever, from the days they hang on; that
// somebody was told is a fact and is kept. What came or was begun meanwhile needs
// no reminder. It returns how many messages it queued.
func (s *Service) Remind(ctx context.Context) (told int, err error) {
	var groups []meeting
	err = s.db.View(ctx, func(tx *store.Tx) error {
		groups, err = meetings(tx)
		return err
	})
	for _, g := range groups {
		if err != nil {
			break
		}
		var n int
		n, err = s.remindGroup(ctx, g)
		told += n
	}
	if err != nil {
		return told, fmt.Errorf("remind of questionnaires: %w", err)
	}
	return told, nil
}

// remindGroup looks before it writes: most groups on most days have nothing new.
func (s *Service) remindGroup(ctx context.Context, g meeting) (told int, err error) {
	var opened []Task
	err = s.db.View(ctx, func(tx *store.Tx) error {
		opened, err = s.untold(tx, g)
		return err
	})
	if err != nil || len(opened) == 0 {
		return 0, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		told = 0
		if opened, err = s.untold(tx, g); err != nil {
			return err
		}
		heard := map[access.PersonID]bool{}
		for _, t := range opened {
			if err := insertTold(tx, t); err != nil {
				return err
			}
			if heard[t.Caregiver] {
				continue
			}
			heard[t.Caregiver] = true
			if err := s.tellDue(tx, g, t); err != nil {
				return err
			}
			told++
		}
		return nil
	})
	return told, err
}

// untold is what has opened in a group's places and nobody was told of.
func (s *Service) untold(tx *store.Tx, g meeting) ([]Task, error) {
	known, err := toldIn(tx, g.id)
	if err != nil {
		return nil, err
	}
	all, err := s.tasksWhere(tx, g.system(tx.Now()), "g.id = $1", g.id)
	if err != nil {
		return nil, err
	}
	var out []Task
	for _, t := range all {
		if t.Way == OnPhone && !t.Quiet && t.Draft.IsZero() && !known[fact(t)] {
			out = append(out, t)
		}
	}
	return out, nil
}

func (s *Service) tellDue(tx *store.Tx, g meeting, t Task) error {
	now := tx.Now()
	_, err := s.notify.QueueIn(tx, g.system(now), notify.Message{
		Service: g.service, Person: t.Caregiver, Text: "questionnaire-due", Args: map[string]string{"link": "/home"},
		About: aboutDue + ":" + t.Place.String() + "@" + t.Caregiver.String(), NotBefore: g.today(now).In(g.zone, remindFrom),
	})
	if err != nil {
		return fmt.Errorf("tell place %s: %w", t.Place, err)
	}
	return nil
}

// Standing says whether a reminder still stands when it is about to be sent: its
// caregiver has something to fill in at that place. A group postponed, a baby lost,
// a family that left or answers that came meanwhile make that nothing.
func (s *Service) Standing() map[string]func(tx *store.Tx, id string) (bool, error) {
	return map[string]func(tx *store.Tx, id string) (bool, error){aboutDue: s.dueStands}
}

func (s *Service) dueStands(tx *store.Tx, about string) (bool, error) {
	at, caregiver, _ := strings.Cut(about, "@")
	var place PlaceID
	var person access.PersonID
	if place.UnmarshalText([]byte(at)) != nil || person.UnmarshalText([]byte(caregiver)) != nil {
		return false, nil
	}
	g, err := meetingOf(tx, place)
	if err != nil || g.id.IsZero() {
		return false, err
	}
	all, err := s.tasksWhere(tx, g.system(tx.Now()), "pl.id = $1 AND c.id = $2", place, person)
	for _, t := range all {
		if t.Way == OnPhone && !t.Quiet {
			return true, err
		}
	}
	return false, err
}

// meeting is a group that may have something due, and where it is.
type meeting struct {
	id      GroupID
	service access.ServiceID
	zone    *time.Location
}

func (g meeting) today(now time.Time) civil.Date { return civil.Of(now.In(g.zone)) }

func (g meeting) system(now time.Time) access.Actor { return access.System(g.service, g.today(now)) }
