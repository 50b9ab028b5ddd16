package demo

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/demo/history"
	"holdfast/internal/i18n"
	"holdfast/internal/jobs"
	"holdfast/internal/store"
)

// rowsAtOnce is how many rows are written in one transaction: many for each wait
// for the disk, few enough to show progress and to fit in memory.
const rowsAtOnce = 100_000

// loader writes a world into an empty database.
type loader struct {
	db       *store.DB
	log      *audit.Log
	queue    *jobs.Queue
	texts    *i18n.Catalogue
	baseURL  string
	progress func(Progress)
}

// Progress is how far loading has come.
type Progress struct {
	Families, Of int
	Rows         int
	Took         time.Duration
}

// load writes the world, in transactions of many rows. Every row is as the rooms
// would have left it; the trail, which must not tell stories, says of each family
// that it is part of a demonstration.
func (l *loader) load(ctx context.Context, w *history.World, families int) error {
	began := time.Now()
	in := newRows(l, w)
	if err := l.commit(ctx, in, in.teams); err != nil {
		return fmt.Errorf("load services: %w", err)
	}
	// One processor makes up what the other writes.
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	told := make(chan history.Chapter, 16)
	go func() {
		defer close(told)
		for c := range w.Chapters() {
			select {
			case told <- c:
			case <-ctx.Done():
				return
			}
		}
	}()
	done := Progress{Of: families}
	flush := func() error {
		done.Rows += in.rows
		if err := l.commit(ctx, in, nil); err != nil {
			return fmt.Errorf("load families: %w", err)
		}
		done.Took = time.Since(began)
		if l.progress != nil {
			l.progress(done)
		}
		return nil
	}
	for c := range told {
		in.chapter(c)
		if c.Team == w.Harbour.ID {
			done.Families += len(c.Families)
		}
		if in.rows >= rowsAtOnce {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return flush()
}

// finish leaves what a running program would have done by now: the planner knows
// the tables, and the trail is sealed.
func (l *loader) finish(ctx context.Context) error {
	if err := l.db.Analyze(ctx); err != nil {
		return err
	}
	_, err := l.log.Seal(ctx, l.db)
	return err
}

// commit writes the rows gathered so far, with their line in the trail.
func (l *loader) commit(ctx context.Context, in *rows, gather func()) error {
	if gather != nil {
		gather()
	}
	err := l.db.Update(ctx, func(tx *store.Tx) error {
		if err := in.write(tx); err != nil {
			return err
		}
		for _, d := range in.deliveries {
			if _, err := l.queue.Enqueue(tx, d.kind, d.payload, d.at, d.key); err != nil {
				return err
			}
		}
		return l.log.RecordAll(tx, in.events)
	})
	in.clear()
	in.deliveries, in.events = in.deliveries[:0], in.events[:0]
	return err
}

// event is the trail's line on something the demonstration made.
func (in *rows) event(team history.ID, kind string, id history.ID) {
	in.events = append(in.events, audit.Event{Service: string(team), Role: "system", Action: "demo.made", Kind: kind, ID: string(id)})
}

// caregiver is the role of their accounts.
const caregiver = string(access.Caregiver)
