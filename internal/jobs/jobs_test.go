package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/internal/fault"
	"holdfast/internal/jobs"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// bench is a queue on a database, with a clock that stands.
type bench struct {
	t     *testing.T
	db    *store.DB
	clock *storetest.Clock
	queue *jobs.Queue
	ran   []string // payloads, in the order they ran
}

// each runs body on every engine.
func each(t *testing.T, body func(t *testing.T, b *bench)) {
	t.Helper()
	clock := storetest.NewClock(storetest.Monday())
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		t.Helper()
		clock.Set(storetest.Monday())
		body(t, &bench{t: t, db: db, clock: clock, queue: jobs.NewQueue()})
	}, storetest.WithClock(clock))
}

func (b *bench) enqueue(payload string, in time.Duration, key string) (id jobs.ID) {
	b.t.Helper()
	b.update(func(tx *store.Tx) (err error) {
		id, err = b.queue.Enqueue(tx, "note", payload, tx.Now().Add(in), key)
		return err
	})
	return id
}

func (b *bench) update(fn func(*store.Tx) error) {
	b.t.Helper()
	if err := b.db.Update(b.t.Context(), fn); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) worker(note jobs.Handler, o jobs.Options) *jobs.Worker {
	o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	return jobs.NewWorker(b.db, b.queue, map[string]jobs.Handler{"note": note}, o)
}

// keep is a handler that remembers what it was given.
func (b *bench) keep(_ context.Context, payload []byte) error {
	b.ran = append(b.ran, string(payload))
	return nil
}

func (b *bench) runDue(w *jobs.Worker, want int) {
	b.t.Helper()
	n, err := w.RunDue(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	if n != want {
		b.t.Errorf("%d jobs ran, want %d", n, want)
	}
}

func (b *bench) counts() (c jobs.Counts) {
	b.t.Helper()
	b.update(func(tx *store.Tx) (err error) {
		c, err = b.queue.Count(tx)
		return err
	})
	return c
}

func (b *bench) failed() (f []jobs.Failure) {
	b.t.Helper()
	b.update(func(tx *store.Tx) (err error) {
		f, err = b.queue.Failed(tx, 10)
		return err
	})
	return f
}

func TestJobsRunWhenTheirTimeHasCome(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue("tomorrow", 24*time.Hour, "")
		b.enqueue("second", time.Minute, "")
		b.enqueue("first", 0, "")
		if c := b.counts(); c != (jobs.Counts{Due: 1, Waiting: 2}) {
			t.Errorf("got %+v", c)
		}
		w := b.worker(b.keep, jobs.Options{})
		b.runDue(w, 1)
		b.clock.Advance(time.Minute)
		b.runDue(w, 1)
		b.runDue(w, 0)
		if fmt.Sprint(b.ran) != `["first" "second"]` {
			t.Errorf("got %v", b.ran)
		}
		if c := b.counts(); c != (jobs.Counts{Waiting: 1}) {
			t.Errorf("got %+v", c)
		}
	})
}

func TestJobOfARolledBackTransactionDoesNotExist(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		refused := errors.New("refused")
		err := b.db.Update(t.Context(), func(tx *store.Tx) error {
			if _, err := b.queue.Enqueue(tx, "note", "x", tx.Now(), ""); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) || b.counts() != (jobs.Counts{}) {
			t.Errorf("got %v and %+v", err, b.counts())
		}
	})
}

func TestKeyKeepsOneJobThatHasNotBegun(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		first := b.enqueue("a", time.Hour, "k")
		if second := b.enqueue("b", time.Minute, "k"); second != first {
			t.Errorf("a second job was made: %s and %s", first, second)
		}
		b.enqueue("c", 2*time.Hour, "k")
		b.clock.Advance(time.Minute)
		begun := false
		w := b.worker(func(ctx context.Context, payload []byte) error {
			if !begun {
				begun = true
				// This one has begun, so it may have read too early: the next one counts.
				b.enqueue("d", 0, "k")
			}
			return b.keep(ctx, payload)
		}, jobs.Options{})
		b.runDue(w, 2)
		if fmt.Sprint(b.ran) != `["a" "d"]` {
			t.Errorf("got %v", b.ran)
		}
		b.enqueue("e", 0, "k")
		b.update(func(tx *store.Tx) error { return b.queue.Cancel(tx, "note", "k") })
		b.runDue(w, 0)
	})
}

func TestFailingJobComesBackLaterAndIsGivenUpInTheEnd(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		id := b.enqueue("x", 0, "")
		w := b.worker(func(context.Context, []byte) error { return errors.New("no\x00 luck\xff") }, jobs.Options{Attempts: 3})
		b.runDue(w, 1)
		b.runDue(w, 0) // not at once
		b.clock.Advance(11 * time.Second)
		b.runDue(w, 1)
		b.clock.Advance(11 * time.Second)
		b.runDue(w, 0) // the pause has doubled
		b.clock.Advance(11 * time.Second)
		b.runDue(w, 1)
		b.clock.Advance(24 * time.Hour)
		b.runDue(w, 0)
		f := b.failed()
		if len(f) != 1 || f[0].ID != id || f[0].Attempts != 3 || f[0].Error != "no luck�" || string(f[0].Payload) != `"x"` {
			t.Fatalf("got %+v", f)
		}
		b.update(func(tx *store.Tx) error { return b.queue.Retry(tx, id) })
		b.runDue(b.worker(b.keep, jobs.Options{}), 1)
		err := b.db.Update(t.Context(), func(tx *store.Tx) error { return b.queue.Retry(tx, id) })
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("retried what has not failed: %v", err)
		}
	})
}

func TestFailedJobCanBeDiscarded(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		id := b.enqueue("x", 0, "")
		b.runDue(b.worker(func(context.Context, []byte) error { return errors.New("no") }, jobs.Options{Attempts: 1}), 1)
		b.update(func(tx *store.Tx) error { return b.queue.Discard(tx, id) })
		if b.counts() != (jobs.Counts{}) {
			t.Errorf("got %+v", b.counts())
		}
	})
}

func TestPanicIsAFailedAttempt(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue("x", 0, "")
		b.runDue(b.worker(func(context.Context, []byte) error { panic("ouch") }, jobs.Options{Attempts: 1}), 1)
		if f := b.failed(); len(f) != 1 || f[0].Error != "panic: ouch" {
			t.Errorf("got %+v", f)
		}
	})
}

func TestJobOfADeadWorkerRunsAgainWhenItsLeaseHasEnded(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue("x", 0, "")
		ctx, die := context.WithCancel(t.Context())
		died := errors.New("died")
		// The database goes away under the worker, so it cannot say how it ended.
		dead := b.worker(func(context.Context, []byte) error { die(); panicOnSettle(b); return died }, jobs.Options{Lease: time.Minute})
		if _, err := dead.RunDue(ctx); err == nil {
			t.Fatal("the worker did not die")
		}
		restore(b)
		w := b.worker(b.keep, jobs.Options{})
		b.runDue(w, 0)
		b.clock.Advance(time.Minute)
		b.runDue(w, 1)
	})
}

// panicOnSettle makes the table refuse what a worker writes at the end; restore
// allows it again.
func panicOnSettle(b *bench) {
	b.update(func(tx *store.Tx) error {
		_, err := tx.Exec(`ALTER TABLE job RENAME TO job_away`)
		return err
	})
}

func restore(b *bench) {
	b.update(func(tx *store.Tx) error {
		_, err := tx.Exec(`ALTER TABLE job_away RENAME TO job`)
		return err
	})
}

func TestJobThatKillsItsWorkersIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		id := b.enqueue("x", 0, "")
		b.update(func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE job SET attempt = 3 WHERE id = $1`, id)
			return err
		})
		b.runDue(b.worker(b.keep, jobs.Options{Attempts: 3}), 1)
		if f := b.failed(); len(f) != 1 || len(b.ran) != 0 {
			t.Errorf("got %+v, ran %v", f, b.ran)
		}
	})
}

func TestKindWithoutHandlerWaits(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.update(func(tx *store.Tx) error {
			_, err := b.queue.Enqueue(tx, "unknown", nil, tx.Now(), "")
			return err
		})
		b.runDue(b.worker(b.keep, jobs.Options{}), 0)
		if c := b.counts(); c != (jobs.Counts{Due: 1}) {
			t.Errorf("got %+v", c)
		}
	})
}

func TestScheduleMakesItsJobOncePerInterval(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		// Two processes with the same schedule.
		one, two := b.worker(b.keep, jobs.Options{}), b.worker(b.keep, jobs.Options{})
		one.Every("note", time.Hour)
		two.Every("note", time.Hour)
		b.runDue(one, 1)
		b.runDue(two, 0)
		b.clock.Advance(59 * time.Minute)
		b.runDue(two, 0)
		b.clock.Advance(time.Minute)
		b.runDue(two, 1)
		b.runDue(one, 0)
		b.clock.Advance(5 * time.Hour) // a long sleep is made up for once
		b.runDue(one, 1)
	})
}

func TestWorkersBesideEachOtherRunEachJobOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		const n = 60
		for i := range n {
			b.enqueue(fmt.Sprint(i), 0, "")
		}
		var mu sync.Mutex
		ran := map[string]int{}
		all := make(chan struct{})
		handler := func(_ context.Context, payload []byte) error {
			mu.Lock()
			defer mu.Unlock()
			ran[string(payload)]++
			if len(ran) == n {
				close(all)
			}
			return nil
		}
		var workers []*jobs.Worker
		for range 3 {
			w := b.worker(handler, jobs.Options{AtOnce: 4, Poll: 10 * time.Millisecond})
			w.Start()
			workers = append(workers, w)
		}
		<-all
		for _, w := range workers {
			if err := w.Close(t.Context()); err != nil {
				t.Error(err)
			}
		}
		for payload, times := range ran {
			if times != 1 {
				t.Errorf("job %s ran %d times", payload, times)
			}
		}
		if c := b.counts(); c != (jobs.Counts{}) {
			t.Errorf("got %+v", c)
		}
	})
}

func TestCloseWaitsForTheJobThatRuns(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue("x", 0, "")
		began, end := make(chan struct{}), make(chan struct{})
		var ended atomic.Bool
		w := b.worker(func(context.Context, []byte) error {
			close(began)
			<-end
			ended.Store(true)
			return nil
		}, jobs.Options{Poll: 10 * time.Millisecond})
		w.Start()
		<-began
		closed := make(chan error)
		go func() { closed <- w.Close(t.Context()) }()
		close(end)
		if err := <-closed; err != nil || !ended.Load() {
			t.Errorf("got %v, ended: %t", err, ended.Load())
		}
		if c := b.counts(); c != (jobs.Counts{}) {
			t.Errorf("got %+v", c)
		}
	})
}

func TestImpatientCloseTellsTheJobToEnd(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue("x", 0, "")
		began := make(chan struct{})
		w := b.worker(func(ctx context.Context, _ []byte) error {
			close(began)
			<-ctx.Done()
			return ctx.Err()
		}, jobs.Options{Poll: 10 * time.Millisecond})
		w.Start()
		<-began
		now, cancel := context.WithCancel(t.Context())
		cancel()
		if err := w.Close(now); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if c := b.counts(); c != (jobs.Counts{Waiting: 1}) {
			t.Errorf("the job is to come back, but: %+v", c)
		}
	})
}

func TestLongJobKeepsItsLease(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		id := b.enqueue("x", 0, "")
		runAt := func() (at time.Time) {
			b.update(func(tx *store.Tx) error {
				return tx.QueryRow(`SELECT run_at FROM job WHERE id = $1`, id).Scan(&at)
			})
			return at
		}
		w := b.worker(func(ctx context.Context, _ []byte) error {
			before := runAt()
			b.clock.Advance(time.Second)
			for runAt().Equal(before) && ctx.Err() == nil {
			}
			return ctx.Err()
		}, jobs.Options{Lease: 30 * time.Millisecond})
		b.runDue(w, 1)
		if c := b.counts(); c != (jobs.Counts{}) {
			t.Errorf("got %+v", c)
		}
	})
}

func TestHandlerIsToldWhenItsLeaseIsLost(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		id := b.enqueue("x", 0, "")
		w := b.worker(func(ctx context.Context, _ []byte) error {
			// Another worker believes this one dead and begins the next attempt.
			b.update(func(tx *store.Tx) error {
				_, err := tx.Exec(`UPDATE job SET attempt = 2, run_at = $2 WHERE id = $1`, id, tx.Now().Add(time.Hour))
				return err
			})
			<-ctx.Done()
			return nil
		}, jobs.Options{Lease: 30 * time.Millisecond})
		b.runDue(w, 1)
		if c := b.counts(); c != (jobs.Counts{Waiting: 1}) {
			t.Errorf("the other worker's job was taken away: %+v", c)
		}
	})
}
