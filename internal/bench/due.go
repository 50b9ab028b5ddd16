package main

import (
	"context"
	"errors"

	"holdfast/internal/access"
	"holdfast/internal/measure"
)

// dueToday measures what is due of those whom a practitioner sees, at the large
// number of families against 1 000: it must not walk them all.
func (b *bench) dueToday(ctx context.Context) (err error) {
	var p50 [2]float64
	for i, n := range []int{1000, b.families} {
		if p50[i], err = b.dueOf(ctx, n); err != nil {
			return err
		}
	}
	return errors.Join(b.say("schedule.due.1000", p50[0], "ms", 0), b.say("schedule.due", p50[1], "ms", p50[1]/p50[0]))
}

func (b *bench) dueOf(ctx context.Context, families int) (_ float64, err error) {
	w, err := b.open(ctx, families, false)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	leading, err := w.leading(ctx)
	if err != nil {
		return 0, err
	}
	var took []float64
	for range schedulesEach {
		for _, who := range leading {
			if err := taking(&took, func() error {
				if _, err := w.Rooms.Measures.DueForStaff(ctx, who, measure.StaffQuery{}); err != nil {
					return err
				}
				_, err := w.Rooms.Programmes.VisitsDue(ctx, who)
				return err
			}); err != nil {
				return 0, err
			}
		}
	}
	return median(took), nil
}

// leading is forty of those who lead a group.
func (w *world) leading(ctx context.Context) (out []access.Actor, err error) {
	accounts, err := w.leaders(ctx, "practitioner")
	if err != nil {
		return nil, err
	}
	for _, id := range accounts {
		login, err := w.token(ctx, id)
		if err != nil {
			return nil, err
		}
		who, err := w.Rooms.Accounts.Actor(ctx, login)
		if err != nil {
			return nil, err
		}
		out = append(out, who)
	}
	return out, nil
}
