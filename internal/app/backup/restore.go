package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"holdfast/internal/app"
	"holdfast/internal/blob"
	"holdfast/internal/parcel"
	"holdfast/internal/store"
)

// Report is what a restore carried over: of so many pledges that are known, those that
// were new to the copy.
type Report struct {
	Known   int
	Carried []app.Carried
	Held    int // messages that waited when the copy was made
}

// Restore puts a backup where the configuration says the database is, and its files in
// theirs. It works beside the database's place, so that a copy that turns out to be bad
// leaves no trace, and the good one arrives whole, with what must never be forgotten
// in it. PostgreSQL is store.ErrOwnTools: see CarryOver.
func Restore(ctx context.Context, c app.Config, copied string, from Source) (r Report, err error) {
	place, ok := strings.CutPrefix(c.Database, "sqlite:")
	if !ok {
		return r, store.ErrOwnTools
	}
	if err := free(place); err != nil {
		return r, err
	}
	if err := lookThrough(copied, c.Key); err != nil {
		return r, err
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return r, err
	}
	arriving := place + ".arriving"
	defer func() {
		if err != nil {
			for _, suffix := range suffixes {
				os.Remove(arriving + suffix)
			}
		}
	}()
	// The files come before what must not be forgotten: some may have to go again.
	if err := unpack(c, copied, arriving); err != nil {
		return r, err
	}
	c.Pledges = c.PledgeFile()
	c.Database = "sqlite:" + arriving
	if err := store.Check(ctx, c.Store()); err != nil {
		return r, err
	}
	if r, err = CarryOver(ctx, c, from); err != nil {
		return r, err
	}
	return r, os.Rename(arriving, place)
}

// suffixes are the files of one SQLite database.
var suffixes = []string{"", "-wal", "-shm"}

func free(place string) error {
	for _, suffix := range suffixes {
		if _, err := os.Lstat(place + suffix); err == nil {
			return fmt.Errorf("%s is there: move it away first", place+suffix)
		}
	}
	return nil
}

// lookThrough reports a backup that is not whole, or was made under another key.
func lookThrough(path string, key []byte) error {
	return openParcel(path, key, func(name string, _ int64, _ io.Reader) error {
		if name == database {
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
		if name == database {
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
	text, ok := strings.CutPrefix(name, file)
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
