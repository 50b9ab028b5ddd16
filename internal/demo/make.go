package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/demo/history"
	"holdfast/internal/i18n"
	"holdfast/internal/jobs"
	"holdfast/internal/measure"
	"holdfast/internal/measure/packs"
	"holdfast/internal/outcome"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// Plan says what to make, and where.
type Plan struct {
	Store    store.Config // of an empty database
	Key      []byte       // the deployment's, for the trail
	Seed     uint64
	Families int
	Now      time.Time
	BaseURL  string
	Progress func(Progress) // nil: nobody looks
}

// cacheMB is the page cache while filling a database: most of what is written
// several times, the pages of its indexes, stays in memory.
const cacheMB = 256

// Make migrates the database and fills it. The same plan on the same day makes the
// same world.
func Make(ctx context.Context, p Plan) (err error) {
	p.Store.CacheMB = max(p.Store.CacheMB, cacheMB)
	db, err := store.Open(ctx, p.Store)
	if err != nil {
		return fmt.Errorf("open the demonstration's database: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Migrate(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return Fill(ctx, db, p)
}

// Fill fills a database that is open, migrated and empty. The plan's Store is not
// looked at.
func Fill(ctx context.Context, db *store.DB, p Plan) error {
	texts, err := i18n.Load(text.Files())
	if err != nil {
		return err
	}
	library, err := packs.Builtin()
	if err != nil {
		return err
	}
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	if err != nil {
		return err
	}
	babyLove, err := catalogue.Programme(programme.BabyLove)
	if err != nil {
		return err
	}
	babySteps, err := catalogue.Programme("baby-steps")
	if err != nil {
		return err
	}
	w, err := history.New(history.Source{
		Seed: p.Seed, Now: p.Now, Families: p.Families, Programme: babyLove, Expecting: babySteps, Library: library,
	})
	if err != nil {
		return err
	}
	l := loader{db: db, log: audit.New(p.Key), queue: jobs.NewQueue(), texts: texts, baseURL: p.BaseURL, progress: p.Progress}
	if err := l.load(ctx, w, p.Families); err != nil {
		return err
	}
	// Bringing in a file asks nothing of the other rooms that measure stands on.
	measures := measure.New(db, l.log, measure.Rooms{Library: library})
	if err := bringIn(ctx, outcome.New(db, l.log, catalogue, measures), w); err != nil {
		return err
	}
	return l.finish(ctx)
}

// bringIn brings the made-up study in the way a service would: its own answers go
// through the same checks as anybody's.
func bringIn(ctx context.Context, outcomes *outcome.Service, w *history.World) error {
	var service access.ServiceID
	if err := service.UnmarshalText([]byte(w.Harbour.ID)); err != nil {
		return err
	}
	s := w.Study()
	in := outcome.Import{Name: s.Name, Source: s.Source, Instrument: s.Instrument, Columns: s.Columns}
	_, err := outcomes.ImportAnswers(ctx, access.System(service, w.Today), in, strings.NewReader(s.File))
	return err
}
