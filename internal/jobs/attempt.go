package jobs

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"holdfast/internal/store"
)

// run does a claimed job and writes down how it ended. The error is the
// database's; then the lease runs out and the job begins again.
func (w *Worker) run(ctx context.Context, c claimed) error {
	var err error
	if c.attempt > w.o.Attempts {
		err = errors.New("its worker died at the last attempt")
	} else {
		err = w.call(ctx, c)
	}
	// Whoever ends the worker still gets the outcome written down.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	err2 := w.db.Update(ctx, func(tx *store.Tx) error { return w.settle(tx, c, err) })
	if err != nil {
		w.o.Log.Warn("job failed", "job", c.id, "kind", c.kind, "attempt", c.attempt, "error", err)
	}
	if err2 != nil {
		return fmt.Errorf("end job %s: %w", c.id, err2)
	}
	return nil
}

// call calls the handler and keeps its lease meanwhile. A handler whose lease is
// lost is told to end.
func (w *Worker) call(ctx context.Context, c claimed) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { w.keep(ctx, cancel, c) })
	defer group.Wait()
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			w.o.Log.Error("job panicked", "job", c.id, "kind", c.kind, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return w.handlers[c.kind](ctx, c.payload)
}

func (w *Worker) keep(ctx context.Context, lost context.CancelFunc, c claimed) {
	tick := time.NewTicker(w.o.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		ours := true
		err := w.db.Update(ctx, func(tx *store.Tx) (err error) {
			ours, err = prolong(tx, c, w.o.Lease)
			return err
		})
		if err == nil && !ours {
			lost()
			return
		}
	}
}

func (w *Worker) settle(tx *store.Tx, c claimed, err error) error {
	switch {
	case err == nil:
		return deleteDone(tx, c)
	case c.attempt >= w.o.Attempts:
		return giveUp(tx, c, brief(err))
	}
	return putBack(tx, c, tx.Now().Add(backoff(c.attempt)), brief(err))
}

// brief makes an error fit for a table: short, and text whatever it quotes.
func brief(err error) string {
	s := []rune(strings.ReplaceAll(err.Error(), "\x00", ""))
	if len(s) > 1000 {
		s = append(s[:1000], '…')
	}
	return string(s)
}

// backoff is the pause after a failed attempt: from about ten seconds, doubling
// up to three hours, and up to a tenth longer, so that what failed together does
// not come back together.
func backoff(attempt int) time.Duration {
	d := min(10*time.Second<<min(attempt-1, 20), 3*time.Hour)
	return d + rand.N(d/10)
}
