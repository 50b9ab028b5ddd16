package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/family"
)

// schedulesAsked is how many families' schedules are worked out, and how often each.
const (
	schedulesAsked = 300
	schedulesEach  = 5
)

// schedules measures a family's whole schedule as a lead asks for it: read from the
// database, worked out from its anchors, by day.
func (b *bench) schedules(ctx context.Context) (err error) {
	w, err := b.open(ctx, 1000, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	_, dana, err := w.actor(ctx, "dana")
	if err != nil {
		return err
	}
	ids, err := w.texts(ctx, `SELECT DISTINCT p.family_id FROM place p JOIN programme_group g ON g.id = p.group_id
WHERE p.service_id = $1 AND p.state = 'accepted' AND g.last_on >= $2 ORDER BY p.family_id LIMIT `+fmt.Sprint(schedulesAsked), dana.Service, dana.Today)
	if err != nil {
		return err
	}
	var took []float64
	for range schedulesEach {
		for _, text := range ids {
			var id family.ID
			if err := id.UnmarshalText([]byte(text)); err != nil {
				return err
			}
			began := time.Now()
			lines, err := w.Rooms.Programmes.Ahead(ctx, dana, id)
			if err != nil {
				return err
			}
			if len(lines) == 0 {
				return fmt.Errorf("family %s has nothing ahead", id)
			}
			took = append(took, ms(time.Since(began)))
		}
	}
	slices.Sort(took)
	return errors.Join(b.say("schedule.family", median(took), "ms", 0), b.say("schedule.family.p99", took[len(took)*99/100], "ms", 0))
}
