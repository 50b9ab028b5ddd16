package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"holdfast/internal/outcome/stats"
	"holdfast/internal/programme/plan/plantest"
	"holdfast/internal/programme/replay"
)

// histories is how many are drawn for each service. Their seeds are 1 and on; the policy was tuned on others.
const histories = 30

// replays compares the product's policy with those of people, on the same fresh histories.
func (b *bench) replays(context.Context) error {
	for _, x := range []struct {
		name string
		size plantest.Service
	}{{"300", plantest.Smaller}, {"1000", plantest.Larger}, {"overload", plantest.Overload}} {
		if err := b.service("replay."+x.name, x.size); err != nil {
			return err
		}
	}
	return nil
}

// trio is one history under three policies.
type trio struct{ habit, best, ours replay.Report }

func (b *bench) service(name string, size plantest.Service) error {
	all := make([]trio, histories)
	next := make(chan int)
	var busy sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		busy.Go(func() {
			for i := range next {
				h := plantest.History(size, uint64(i+1))
				all[i].habit, _ = replay.Run(h, replay.FirstCome())
				all[i].best, _ = replay.Run(h, replay.BestSlot())
				all[i].ours, _ = replay.Run(h, replay.Planned(replay.Standard))
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	busy.Wait()
	less := func(ours, theirs int) float64 { return 100 * (1 - float64(ours)/float64(max(1, theirs))) }
	return errors.Join(
		b.over(name+".aged-out.cut.fcfs", "%", all, func(t trio) float64 { return less(t.ours.AgedOut, t.habit.AgedOut) }),
		b.over(name+".aged-out.cut.best-slot", "%", all, func(t trio) float64 { return less(t.ours.AgedOut, t.best.AgedOut) }),
		b.over(name+".high-need.cut.fcfs", "%", all, func(t trio) float64 { return less(t.ours.HighNeedAgedOut, t.habit.HighNeedAgedOut) }),
		b.over(name+".wait.more", "weeks", all, func(t trio) float64 { return t.ours.MeanWaitWeeks - t.habit.MeanWaitWeeks }),
		b.shares(name, all),
	)
}

// over says a mean over histories, with the two ends of its 95 % interval and the worst history.
func (b *bench) over(name, unit string, all []trio, figure func(trio) float64) error {
	values := make([]float64, len(all))
	for i, t := range all {
		values[i] = figure(t)
	}
	m, err := stats.MeanOf(values)
	if err != nil || m.CI95 == nil {
		return errors.Join(fmt.Errorf("%s has no interval", name), err)
	}
	return errors.Join(
		b.say(name, *m.Mean, unit, 0), b.say(name+".low", m.CI95.Low(), unit, 0), b.say(name+".high", m.CI95.High(), unit, 0),
	)
}

// shares says which families age out how often, by habit and as planned: who gains and who loses.
func (b *bench) shares(name string, all []trio) error {
	for _, who := range []string{
		"programme baby-love", "programme baby-steps", "language en", "language ar", "language pl", "language ur", "two places", "three half-days or fewer",
	} {
		var habit, ours replay.Share
		for _, t := range all {
			habit.Eligible, habit.AgedOut = habit.Eligible+t.habit.AgedOutBy[who].Eligible, habit.AgedOut+t.habit.AgedOutBy[who].AgedOut
			ours.Eligible, ours.AgedOut = ours.Eligible+t.ours.AgedOutBy[who].Eligible, ours.AgedOut+t.ours.AgedOutBy[who].AgedOut
		}
		a, c := 100*float64(habit.AgedOut)/float64(max(1, habit.Eligible)), 100*float64(ours.AgedOut)/float64(max(1, ours.Eligible))
		if err := errors.Join(b.say(name+".of "+who+".fcfs", a, "%", 0), b.say(name+".of "+who, c, "%", 0)); err != nil {
			return err
		}
	}
	return nil
}
