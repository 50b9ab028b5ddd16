// Package jobs does work later: what must happen after a transaction, at a given
// time, or again and again. A job is enqueued inside the transaction that wants
// it, so it exists exactly when what it is about does; it survives crashes and
// runs at least once, so a handler has to bear running twice.
//
// A domain package enqueues by kind and knows no handler; app binds kinds to
// handlers. This is how rooms talk up the house.
package jobs

import (
	"encoding/json"
	"fmt"
	"time"

	"holdfast/internal/ident"
	"holdfast/internal/store"
)

type job struct{}

// ID identifies a job.
type ID = ident.ID[job]

// Queue enqueues jobs.
type Queue struct{}

// NewQueue makes a queue. It has no state of its own: all of it is in the database.
func NewQueue() *Queue { return &Queue{} }

// Enqueue adds a job in the caller's transaction, to run at runAt or soon after.
// The payload becomes JSON; it holds identifiers, never names or answers.
//
// With a key there is at most one job of its kind and key that has not begun: a
// second call only moves that one to the earlier time and returns its ID. A job
// that has begun no longer counts, since it may not see what was just written.
func (q *Queue) Enqueue(tx *store.Tx, kind string, payload any, runAt time.Time, key string) (ID, error) {
	b, err := json.Marshal(payload)
	if err != nil {
		return ID{}, fmt.Errorf("enqueue %s: %w", kind, err)
	}
	id, err := insertJob(tx, newJob{id: ident.New[job](), kind: kind, key: key, payload: string(b), runAt: runAt})
	if err != nil {
		return ID{}, fmt.Errorf("enqueue %s: %w", kind, err)
	}
	return id, nil
}

// Cancel removes the job of this kind and key that has not begun, if there is one.
func (q *Queue) Cancel(tx *store.Tx, kind, key string) error {
	if err := deleteByKey(tx, kind, key); err != nil {
		return fmt.Errorf("cancel %s: %w", kind, err)
	}
	return nil
}

// Failure is a job that was given up and waits for somebody to look.
type Failure struct {
	ID       ID
	Kind     string
	Payload  []byte
	Attempts int
	At       time.Time
	Error    string
}

// Failed lists jobs that were given up, the latest first.
func (q *Queue) Failed(tx *store.Tx, limit int) ([]Failure, error) {
	failures, err := selectFailed(tx, limit)
	if err != nil {
		return nil, fmt.Errorf("list failed jobs: %w", err)
	}
	return failures, nil
}

// Retry gives a failed job a new start, now. It is NotFound when it has not failed.
func (q *Queue) Retry(tx *store.Tx, id ID) error {
	if err := resetFailed(tx, id); err != nil {
		return fmt.Errorf("retry job %s: %w", id, err)
	}
	return nil
}

// Discard removes a failed job. It is NotFound when it has not failed.
func (q *Queue) Discard(tx *store.Tx, id ID) error {
	if err := deleteFailed(tx, id); err != nil {
		return fmt.Errorf("discard job %s: %w", id, err)
	}
	return nil
}

// Counts says how busy the queue is.
type Counts struct {
	Due     int // should run, or runs
	Waiting int // for their time
	Failed  int
}

// Count counts jobs.
func (q *Queue) Count(tx *store.Tx) (Counts, error) {
	c, err := selectCounts(tx)
	if err != nil {
		return Counts{}, fmt.Errorf("count jobs: %w", err)
	}
	return c, nil
}
