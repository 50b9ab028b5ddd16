package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/audit"
	"holdfast/internal/demo/history"
	"holdfast/internal/i18n"
	"holdfast/internal/jobs"
	"holdfast/internal/measure/packs"
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
	w, err := history.New(history.Source{Seed: p.Seed, Now: p.Now, Families: p.Families, Programme: babyLove, Library: library})
	if err != nil {
		return err
	}
	l := loader{db: db, log: audit.New(p.Key), queue: jobs.NewQueue(), texts: texts, baseURL: p.BaseURL, progress: p.Progress}
	return l.load(ctx, w, p.Families)
}
