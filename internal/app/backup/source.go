package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"holdfast/internal/app"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// ErrNoPledges says that nobody knows what must not be forgotten: there is no file of
// pledges, and no database that is replaced was named.
var ErrNoPledges = errors.New("the file of pledges is not there")

// Source says where, beside the file of pledges, a restore looks for what must never
// be forgotten.
type Source struct {
	Replaced string // the database that is replaced: a file, or an address
	Broken   bool   // go on with what can be read of a file of pledges that is not whole
	Without  bool   // go on without one
}

// CarryOver checks the record of a database that was put back to an earlier day, brings
// it up to date, and carries into it what must never be forgotten.
//
// Faults: ErrNoPledges; pledge.ErrBroken.
func CarryOver(ctx context.Context, c app.Config, from Source) (r Report, err error) {
	all, err := from.read(ctx, c)
	if err != nil {
		return r, err
	}
	rooms, err := app.Open(ctx, c)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, rooms.Close()) }()
	record, err := rooms.Log.Verify(ctx, rooms.DB)
	if err != nil {
		return r, err
	}
	if !record.OK() {
		return r, fmt.Errorf("the copy's record of who did what is not whole: %s", record.Problems[0])
	}
	if err := rooms.DB.Migrate(ctx); err != nil {
		return r, err
	}
	r.Known = len(all)
	if r.Carried, err = rooms.CarryOver(ctx, all); err != nil {
		return r, err
	}
	err = rooms.DB.Update(ctx, func(tx *store.Tx) error {
		r.Held, err = rooms.Messages.HoldRestored(tx)
		return err
	})
	if err != nil || rooms.Pledges == nil {
		return r, err
	}
	return r, rooms.Pledges.Sync(ctx, rooms.DB)
}

// read gathers the pledges of the file and of the database that is replaced.
func (s Source) read(ctx context.Context, c app.Config) ([]pledge.Pledge, error) {
	kept, err := s.fromFile(c)
	if err != nil || s.Replaced == "" {
		return kept, err
	}
	url := s.Replaced
	if !strings.HasPrefix(url, "postgres") && !strings.HasPrefix(url, "sqlite:") {
		if _, err := os.Stat(url); err != nil {
			return nil, err
		}
		url = "sqlite:" + url
	}
	replaced, err := app.PledgesOf(ctx, c, url)
	if err != nil {
		return nil, fmt.Errorf("read the database that is replaced: %w", err)
	}
	return pledge.Merge(kept, replaced), nil
}

// fromFile reads the file of pledges. A database that is replaced stands in for one
// that is not there. One that is not whole is set aside, where the operator wants to go
// on with what can be read of it, and begun anew.
func (s Source) fromFile(c app.Config) ([]pledge.Pledge, error) {
	path := c.PledgeFile()
	if path == "" {
		return nil, s.none("HOLDFAST_PLEDGES is not set")
	}
	book, err := pledge.Open(path, c.Key)
	if err != nil {
		return nil, err
	}
	kept, err := book.Read()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, s.none(path)
	case errors.Is(err, pledge.ErrBroken) && s.Broken:
		return kept, os.Rename(path, path+time.Now().UTC().Format(".broken-20060102T150405"))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return kept, nil
}

func (s Source) none(where string) error {
	if s.Without || s.Replaced != "" {
		return nil
	}
	return fmt.Errorf("%w (%s)", ErrNoPledges, where)
}
