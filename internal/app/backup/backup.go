// Package backup makes one file of the database and the encrypted files that it names,
// while they are in use, and puts such a copy in the place of a database that is gone,
// without forgetting what must never be forgotten.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"holdfast/internal/app"
	"holdfast/internal/blob"
	"holdfast/internal/fault"
	"holdfast/internal/parcel"
	"holdfast/internal/store"
)

// What stands in a backup.
const (
	database = "database"
	file     = "files/" // with the identifier
)

// Packed is how many files a backup carries, and how many it should but does not:
// they are not there, or damaged.
type Packed struct{ Files, Missing int }

// Make makes a backup beside its place, reads it through, and gives it its name when it
// is whole. What is there is never written over. PostgreSQL is store.ErrOwnTools.
func Make(ctx context.Context, c app.Config, to string) (n Packed, err error) {
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return n, fmt.Errorf("%s is there: a copy is never written over", to)
	}
	work, err := os.MkdirTemp(filepath.Dir(to), filepath.Base(to)+".making-")
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	// The database comes first: what it names was on disk before.
	copied := filepath.Join(work, database)
	if err := store.Backup(ctx, c.Store(), copied); err != nil {
		return n, err
	}
	named, err := app.FilesOf(ctx, c, "sqlite:"+copied)
	if err != nil {
		return n, err
	}
	whole := filepath.Join(work, "whole")
	if n, err = pack(ctx, c, copied, named, whole); err != nil {
		return n, err
	}
	if err := lookThrough(whole, c.Key); err != nil {
		return n, err
	}
	if err := os.Rename(whole, to); err != nil {
		return n, err
	}
	return n, syncFolder(filepath.Dir(to))
}

func pack(ctx context.Context, c app.Config, copied string, named []blob.ID, to string) (n Packed, err error) {
	files, err := c.OpenFiles()
	if err != nil {
		return n, err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	p, err := parcel.NewWriter(out, c.Key)
	if err != nil {
		return n, err
	}
	if err := packDatabase(p, copied); err != nil {
		return n, err
	}
	for _, id := range named {
		if err := context.Cause(ctx); err != nil {
			return n, err
		}
		err := packFile(p, files, id)
		switch {
		case fault.Is(err, fault.NotFound), errors.Is(err, blob.ErrDamaged):
			n.Missing++ // the rest is worth a copy all the same
		case err != nil:
			return n, err
		default:
			n.Files++
		}
	}
	if n.Missing > 0 {
		if n.Missing, err = stillMissing(ctx, c, files); err != nil {
			return n, err
		}
	}
	if err := p.Close(); err != nil {
		return n, err
	}
	return n, out.Sync()
}

func packDatabase(p *parcel.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return p.Add(database, info.Size(), f)
}

func packFile(p *parcel.Writer, files *blob.Store, id blob.ID) error {
	f, size, err := files.Sealed(id)
	if err != nil {
		return err
	}
	defer f.Close()
	return p.Add(file+id.String(), size, f)
}

// stillMissing is how many of the files are missing that the database names now. What
// was deleted while the copy was made (a consent withdrawn, two weeks over) is not.
func stillMissing(ctx context.Context, c app.Config, files *blob.Store) (n int, err error) {
	named, err := app.FilesOf(ctx, c, c.Database)
	for _, id := range named {
		if files.Has(id) != nil {
			n++
		}
	}
	return n, err
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
