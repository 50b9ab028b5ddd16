package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/blob"
	"holdfast/internal/parcel"
	"holdfast/internal/store"
)

func restoreCommand(s *settings) *cobra.Command {
	var from source
	cmd := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a copy made by backup in the place of a database that is gone",
		Long: `Puts a copy in the place where HOLDFAST_DATABASE says the database is, and the encrypted files that it carries in
theirs. It never writes over a database that is there: move that one away first, and name it with --replaced. The copy
is read through, and its record of who did what is checked, before it takes its place.

What must never be forgotten is carried over into the copy: babies who were lost, who may not know of whom, consent that
was refused or withdrawn, ways that are not safe. It is read from the file of pledges beside the database (see
HOLDFAST_PLEDGES) and from the database that is replaced. Nobody is written to because of it.

PostgreSQL is restored with its own tools: pg_restore. Then, before it is served, run restore without FILE: it carries
over what the file of pledges and --replaced know.`,
		Example: `  holdfast restore tuesday.backup --replaced holdfast.db.gone
  pg_restore --dbname=holdfast tuesday.dump && holdfast restore`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			place, sqlite := strings.CutPrefix(c.Database, "sqlite:")
			switch {
			case sqlite && len(args) == 0:
				return errors.New("which copy? holdfast restore FILE")
			case !sqlite && len(args) == 1:
				return store.ErrOwnTools
			case !sqlite:
				return carryOver(cmd, c, from)
			}
			if err := restore(cmd, c, from, args[0], place); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "The copy is in its place. Messages that were waiting when it was made will be sent when it is served.")
			return err
		},
	}
	cmd.Flags().StringVar(&from.replaced, "replaced", "", "the database that is replaced, where it was moved to (a file, or postgres://…)")
	cmd.Flags().BoolVar(&from.broken, "broken-pledges", false, "go on with what can be read of a file of pledges that is not whole")
	cmd.Flags().BoolVar(&from.without, "without-pledges", false, "go on without a file of pledges: what was lost, restricted or withdrawn since the copy is forgotten")
	s.flags(cmd, append(data, "pledges")...)
	return cmd
}

// restore unpacks beside the database's place, so that a copy that turns out to be bad
// leaves no trace, and the good one arrives whole, with what must never be forgotten
// in it.
func restore(cmd *cobra.Command, c app.Config, from source, copied, place string) (err error) {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(place + suffix); err == nil {
			return fmt.Errorf("%s is there: move it away first", place+suffix)
		}
	}
	if err := lookThrough(copied, c.Key); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return err
	}
	arriving := place + ".arriving"
	defer func() {
		if err != nil {
			for _, suffix := range []string{"", "-wal", "-shm"} {
				os.Remove(arriving + suffix)
			}
		}
	}()
	// The files come before what must not be forgotten: some may have to go again.
	if err := unpack(c, copied, arriving); err != nil {
		return err
	}
	c.Pledges = c.PledgeFile()
	c.Database = "sqlite:" + arriving
	if err := store.Check(cmd.Context(), c.Store()); err != nil {
		return err
	}
	if err := carryOver(cmd, c, from); err != nil {
		return err
	}
	return os.Rename(arriving, place)
}

// lookThrough reports a backup that is not whole, or was made under another key.
func lookThrough(path string, key []byte) error {
	return openParcel(path, key, func(name string, _ int64, _ io.Reader) error {
		if name == packedDatabase {
			return nil
		}
		_, err := fileNamed(name)
		return err
	})
}

// unpack puts the database where it arrives, and the files where they belong: there is
// no other of the same name.
func unpack(c app.Config, path, arriving string) error {
	files, err := c.OpenFiles()
	if err != nil {
		return err
	}
	return openParcel(path, c.Key, func(name string, _ int64, r io.Reader) error {
		if name == packedDatabase {
			return writePrivate(r, arriving)
		}
		id, err := fileNamed(name)
		if err != nil {
			return err
		}
		return files.PutSealed(id, r)
	})
}

func openParcel(path string, key []byte, do func(string, int64, io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := parcel.Unpack(f, key, do); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func fileNamed(name string) (id blob.ID, err error) {
	text, ok := strings.CutPrefix(name, packedFile)
	if !ok || id.UnmarshalText([]byte(text)) != nil {
		return id, fmt.Errorf("it holds %q, which this program does not know: restore with the program that made it", name)
	}
	return id, nil
}

func writePrivate(r io.Reader, to string) (err error) {
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, r); err != nil {
		return err
	}
	return out.Sync()
}
