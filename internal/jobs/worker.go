package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"holdfast/internal/store"
)

// Handler does one job. An error, or a panic, means: again later. The error is
// kept for operators, so it holds no names.
type Handler func(ctx context.Context, payload []byte) error

// Options tune a worker; zero values are as said.
type Options struct {
	AtOnce   int           // jobs running at the same time: 4
	Attempts int           // before a job is given up: 12, which is about a day
	Poll     time.Duration // between looks into the queue: 1 s
	Lease    time.Duration // after which a silent worker counts as dead: 1 min
	Log      *slog.Logger  // nil: slog.Default()
}

// Worker runs the jobs it has handlers for. Any number of workers may serve one
// database.
type Worker struct {
	db        *store.DB
	queue     *Queue
	handlers  map[string]Handler
	kinds     []string
	schedules []schedule
	o         Options

	stop    context.CancelFunc // no further job begins
	kill    context.CancelFunc // running jobs are told to end
	stopped chan struct{}      // closed when nothing runs any more
}

// schedule makes a job of a kind, again and again.
type schedule struct {
	kind  string
	every time.Duration
}

// NewWorker makes a worker that does nothing until Start or RunDue. Jobs of a
// kind without a handler stay where they are, for a worker that has one.
func NewWorker(db *store.DB, q *Queue, handlers map[string]Handler, o Options) *Worker {
	if o.AtOnce == 0 {
		o.AtOnce = 4
	}
	if o.Attempts == 0 {
		o.Attempts = 12
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	if o.Lease == 0 {
		o.Lease = time.Minute
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	w := &Worker{db: db, queue: q, handlers: handlers, o: o}
	for kind := range handlers {
		w.kinds = append(w.kinds, kind)
	}
	slices.Sort(w.kinds)
	return w
}

// Every makes a job of kind whenever so much time has passed since the last one,
// and at once when there was none. Its payload is null. To be called before
// Start; several processes with the same schedule make one job between them.
func (w *Worker) Every(kind string, every time.Duration) {
	w.schedules = append(w.schedules, schedule{kind, every})
}

// Start begins to work in the background, until Close.
func (w *Worker) Start() {
	running, kill := context.WithCancel(context.Background())
	polling, stop := context.WithCancel(running)
	w.stop, w.kill, w.stopped = stop, kill, make(chan struct{})
	go func() {
		defer close(w.stopped)
		w.poll(polling, running)
	}()
}

// Close begins no further job and waits for those that run. When ctx ends first
// it tells them to end, waits for that, and they count as one failed attempt.
func (w *Worker) Close(ctx context.Context) error {
	if w.stopped == nil {
		return nil
	}
	w.stop()
	defer w.kill()
	select {
	case <-w.stopped:
		return nil
	case <-ctx.Done():
		w.kill()
		<-w.stopped
		return fmt.Errorf("jobs were interrupted: %w", context.Cause(ctx))
	}
}

// poll looks into the queue until polling ends. Jobs run under running.
func (w *Worker) poll(polling, running context.Context) {
	var group sync.WaitGroup
	defer group.Wait()
	slots := make(chan struct{}, w.o.AtOnce)
	freed := make(chan struct{}, 1)
	tick := time.NewTicker(w.o.Poll)
	defer tick.Stop()
	for {
		for {
			jobs, err := w.take(polling, cap(slots)-len(slots))
			if err != nil && polling.Err() == nil {
				w.o.Log.Error("look for jobs", "error", err)
			}
			if len(jobs) == 0 {
				break
			}
			for _, c := range jobs {
				slots <- struct{}{}
				group.Go(func() {
					if err := w.run(running, c); err != nil {
						w.o.Log.Error("end job", "job", c.id, "kind", c.kind, "error", err)
					}
					<-slots
					select {
					case freed <- struct{}{}:
					default:
					}
				})
			}
		}
		select {
		case <-polling.Done():
			return
		case <-tick.C:
		case <-freed:
		}
	}
}

// RunDue makes what is scheduled and runs what is due, including what that makes
// due, one after the other, and says how many ran. For tests and tools: with a
// given clock it is deterministic. The first database error ends it; errors of
// handlers are kept with their jobs as always.
func (w *Worker) RunDue(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		jobs, err := w.take(ctx, 1)
		if err != nil || len(jobs) == 0 {
			return n, err
		}
		if err := w.run(ctx, jobs[0]); err != nil {
			return n, err
		}
	}
}

// take makes scheduled jobs and claims up to limit that are due. It writes only
// when a look has shown something to do.
func (w *Worker) take(ctx context.Context, limit int) ([]claimed, error) {
	if limit == 0 || len(w.kinds) == 0 {
		return nil, nil
	}
	var due bool
	var scheduled []schedule
	err := w.db.View(ctx, func(tx *store.Tx) (err error) {
		if scheduled, err = w.lapsed(tx); err != nil {
			return err
		}
		due, err = anyDue(tx, w.kinds)
		return err
	})
	if err != nil || !due && len(scheduled) == 0 {
		return nil, err
	}
	var jobs []claimed
	err = w.db.Update(ctx, func(tx *store.Tx) (err error) {
		if err := w.enqueueScheduled(tx); err != nil {
			return err
		}
		jobs, err = claimDue(tx, w.kinds, limit, w.o.Lease)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim jobs: %w", err)
	}
	return jobs, nil
}

// lapsed are the schedules whose time has come.
func (w *Worker) lapsed(tx *store.Tx) ([]schedule, error) {
	var all []schedule
	for _, s := range w.schedules {
		at, err := lastRun(tx, s.kind)
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", s.kind, err)
		}
		if at == nil || !tx.Now().Before(at.Add(s.every)) {
			all = append(all, s)
		}
	}
	return all, nil
}

func (w *Worker) enqueueScheduled(tx *store.Tx) error {
	lapsed, err := w.lapsed(tx)
	if err != nil {
		return err
	}
	for _, s := range lapsed {
		if err := setLastRun(tx, s.kind); err != nil {
			return fmt.Errorf("schedule %s: %w", s.kind, err)
		}
		if _, err := w.queue.Enqueue(tx, s.kind, nil, tx.Now(), "schedule"); err != nil {
			return err
		}
	}
	return nil
}
