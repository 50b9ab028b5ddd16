package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// closuresMade is how often the service is closed and opened again.
const closuresMade = 5

// closures measures a holiday that is added to a service of the large number of
// families on the day on which most of its groups meet: looked at, closed with every
// session moved and every family's message queued, and taken back.
func (b *bench) closures(ctx context.Context) (err error) {
	w, err := b.open(ctx, b.families, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	_, per, err := w.actor(ctx, "per")
	if err != nil {
		return err
	}
	busiest, err := w.texts(ctx, `SELECT s.on_day FROM group_session s JOIN programme_group g ON g.id = s.group_id
WHERE s.service_id = $1 AND s.on_day > $2 AND s.on_day <= $3 AND g.state = 'open' GROUP BY s.on_day ORDER BY COUNT(*) DESC, s.on_day LIMIT 1`,
		per.Service, per.Today, per.Today.AddDays(14))
	if err != nil {
		return err
	}
	if len(busiest) == 0 {
		return errors.New("no group meets in the next two weeks")
	}
	day, err := civil.Parse(busiest[0])
	if err != nil {
		return err
	}
	var looked, closed, opened []float64
	var preview programme.ClosurePreview
	holiday := programme.Closure{From: day, Name: "The service is closed"}
	for range closuresMade {
		if err := errors.Join(
			taking(&looked, func() (err error) { preview, err = w.Rooms.Programmes.PreviewClosure(ctx, per, holiday); return err }),
			taking(&closed, func() error { return w.Rooms.Programmes.CloseDays(ctx, per, holiday) }),
			taking(&opened, func() error { return w.Rooms.Programmes.OpenDays(ctx, per, holiday, programme.MoveBack) }),
		); err != nil {
			return err
		}
	}
	families, sessions := 0, 0
	for _, g := range preview.Groups {
		families, sessions = families+g.Families, sessions+len(g.Moves)
	}
	if sessions == 0 {
		return fmt.Errorf("closing on %s moves nothing", day)
	}
	return errors.Join(
		b.say("schedule.closure", median(closed), "ms", 0), b.say("schedule.closure.look", median(looked), "ms", 0), b.say("schedule.closure.back", median(opened), "ms", 0),
		b.say("schedule.closure.groups", float64(len(preview.Groups)), "groups", 0), b.say("schedule.closure.sessions", float64(sessions), "sessions", 0),
		b.say("schedule.closure.families", float64(families), "families", 0),
	)
}

// taking adds how long something took, in ms.
func taking(all *[]float64, do func() error) error {
	began := time.Now()
	err := do()
	*all = append(*all, ms(time.Since(began)))
	return err
}
