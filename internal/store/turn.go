package store

import (
	"context"
	"time"
)

// The queue before the SQLite writer: who has the turn, and how it is passed on.

// acquire waits for the turn, first come, first served.
func (w *writer) acquire(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return errClosed
	}
	if !w.taken {
		w.taken = true
		w.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	w.queue = append(w.queue, mine)
	w.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
		w.leave(mine)
		return context.Cause(ctx)
	}
}

// leave gives up waiting. Whoever was given the turn at the same moment has to
// pass it on.
func (w *writer) leave(mine chan struct{}) {
	w.mu.Lock()
	for i, c := range w.queue {
		if c == mine {
			w.queue = append(w.queue[:i], w.queue[i+1:]...)
			w.mu.Unlock()
			return
		}
	}
	w.mu.Unlock()
	w.release()
}

// release passes the turn on, and commits first unless somebody is there to
// share the commit with.
func (w *writer) release() {
	if w.batch != nil && (w.batch.members >= maxMembers || time.Since(w.batch.begun) >= maxAge || !w.awaited()) {
		w.commit(false)
	}
	w.mu.Lock()
	if len(w.queue) > 0 {
		next := w.queue[0]
		w.queue = w.queue[1:]
		w.mu.Unlock()
		close(next)
		return
	}
	// Somebody who was awaited may have left meanwhile.
	if w.batch == nil {
		w.taken = false
		w.mu.Unlock()
		return
	}
	w.mu.Unlock()
	w.commit(false)
	w.release()
}

func (w *writer) awaited() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue) > 0
}
