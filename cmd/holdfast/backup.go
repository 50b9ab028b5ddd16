package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/blob"
	"holdfast/internal/fault"
	"holdfast/internal/parcel"
	"holdfast/internal/store"
)

// What stands in a backup.
const (
	packedDatabase = "database"
	packedFile     = "files/" // with the identifier
)

func backupCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database and its files to one new file, while they are in use",
		Long: `Copies the database, and the encrypted files that it names, to one new file while people go on working, and reads the
copy through. All of it is encrypted with the deployment's key. Without the key the copy is worth nothing: keep the key
too, and elsewhere.

PostgreSQL is backed up with its own tools: pg_dump --format=custom, and after that a copy of the folder of files.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if !strings.HasPrefix(c.Database, "sqlite:") {
				return store.ErrOwnTools
			}
			packed, err := backUp(cmd.Context(), c, args[0])
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if packed.missing > 0 {
				fmt.Fprintf(out, "%d files that the database names could not be read: ask `holdfast doctor`.\n", packed.missing)
			}
			_, err = fmt.Fprintf(out, "The copy is in %s and was read through: the database and %d files.\n", args[0], packed.files)
			return err
		},
	}
	s.flags(cmd, data...)
	return cmd
}

// packed is how many files a backup carries, and how many it should but does not.
type packed struct{ files, missing int }

// backUp makes a backup beside its place and gives it its name when it is whole.
func backUp(ctx context.Context, c app.Config, to string) (n packed, err error) {
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return n, fmt.Errorf("%s is there: a copy is never written over", to)
	}
	work, err := os.MkdirTemp(filepath.Dir(to), filepath.Base(to)+".making-")
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	// The database comes first: what it names was on disk before.
	copied := filepath.Join(work, packedDatabase)
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

func pack(ctx context.Context, c app.Config, database string, named []blob.ID, to string) (n packed, err error) {
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
	if err := packDatabase(p, database); err != nil {
		return n, err
	}
	for _, id := range named {
		if err := context.Cause(ctx); err != nil {
			return n, err
		}
		err := packOne(p, files, id)
		switch {
		case fault.Is(err, fault.NotFound), errors.Is(err, blob.ErrDamaged):
			n.missing++ // the rest is worth a copy all the same
		case err != nil:
			return n, err
		default:
			n.files++
		}
	}
	if n.missing > 0 {
		if n.missing, err = stillMissing(ctx, c, files); err != nil {
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
	return p.Add(packedDatabase, info.Size(), f)
}

func packOne(p *parcel.Writer, files *blob.Store, id blob.ID) error {
	f, size, err := files.Sealed(id)
	if err != nil {
		return err
	}
	defer f.Close()
	return p.Add(packedFile+id.String(), size, f)
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
