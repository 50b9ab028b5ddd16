package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"holdfast/internal/exchange"
	"holdfast/internal/family"
	"holdfast/internal/jobs"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
)

// The kinds of the work that comes again and again; the others are named by the
// room that enqueues them.
const (
	sealJob       = "audit.seal"
	sweepJob      = "identity.sweep"
	sweepDraftJob = "enquiry.sweep"
)

// worker binds every kind of job to the room that does it. This is how rooms
// talk up the house: the one below enqueues, and knows nobody here.
func (a *App) worker() *jobs.Worker {
	r := a.Rooms
	handlers := map[string]jobs.Handler{
		sealJob:               alone(func(ctx context.Context) error { _, err := r.Log.Seal(ctx, r.DB); return err }),
		sweepJob:              alone(r.Accounts.Sweep),
		exchange.SweepJob:     alone(func(ctx context.Context) error { _, err := r.Copies.Sweep(ctx); return err }),
		sweepDraftJob:         alone(func(ctx context.Context) error { _, err := r.Enquiries.Sweep(ctx); return err }),
		measure.RemindJob:     alone(func(ctx context.Context) error { _, err := r.Measures.Remind(ctx); return err }),
		programme.LapseJob:    alone(func(ctx context.Context) error { _, err := r.Programmes.Lapse(ctx); return err }),
		proposal.MorningJob:   alone(r.Proposals.Mornings),
		family.InfantDatedJob: about(r.Programmes.InfantDated),
	}
	maps.Copy(handlers, r.Messages.Handlers())
	if r.Pledges != nil {
		handlers[pledgeJob] = alone(func(ctx context.Context) error { return r.Pledges.Append(ctx, r.DB) })
		handlers[pledgeAllJob] = alone(func(ctx context.Context) error { return r.Pledges.Sync(ctx, r.DB) })
	}
	w := jobs.NewWorker(r.DB, r.Queue, handlers, jobs.Options{Log: a.config.Log})
	w.Every(sealJob, time.Minute)
	if r.Pledges != nil {
		w.Every(pledgeJob, 5*time.Minute)
		w.Every(pledgeAllJob, 24*time.Hour)
	}
	w.Every(programme.LapseJob, 2*time.Minute)
	w.Every(measure.RemindJob, 4*time.Hour)
	w.Every(proposal.MorningJob, 30*time.Minute)
	w.Every(sweepJob, 24*time.Hour)
	w.Every(sweepDraftJob, 24*time.Hour)
	w.Every(exchange.SweepJob, 24*time.Hour)
	return w
}

// alone is a handler of work that is about nothing in particular.
func alone(do func(context.Context) error) jobs.Handler {
	return func(ctx context.Context, _ []byte) error { return do(ctx) }
}

// about is a handler of work about what the payload says.
func about[T any](do func(context.Context, T) error) jobs.Handler {
	return func(ctx context.Context, payload []byte) error {
		var what T
		if err := json.Unmarshal(payload, &what); err != nil {
			return fmt.Errorf("read payload: %w", err)
		}
		return do(ctx, what)
	}
}
