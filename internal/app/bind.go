package app

import (
	"context"
	"time"

	"holdfast/internal/jobs"
)

// The kinds of the work that comes again and again. Kinds that a use case
// enqueues are named by its room.
const (
	sealJob  = "audit.seal"
	sweepJob = "identity.sweep"
)

// worker binds every kind of job to the room that does it. This is how rooms
// talk up the house: the one below enqueues, and knows nobody here.
func (a *App) worker() *jobs.Worker {
	r := a.Rooms
	w := jobs.NewWorker(r.DB, r.Queue, map[string]jobs.Handler{
		sealJob: func(ctx context.Context, _ []byte) error {
			_, err := r.Log.Seal(ctx, r.DB)
			return err
		},
		sweepJob: func(ctx context.Context, _ []byte) error { return r.Accounts.Sweep(ctx) },
	}, jobs.Options{Log: a.config.Log})
	w.Every(sealJob, time.Minute)
	w.Every(sweepJob, 24*time.Hour)
	return w
}
