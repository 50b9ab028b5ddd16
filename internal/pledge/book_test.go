package pledge_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/internal/pledge"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// shelf is a database and a book beside it.
type shelf struct {
	t    *testing.T
	db   *store.DB
	book *pledge.Book
}

func newShelf(t *testing.T, db *store.DB) shelf {
	t.Helper()
	book, err := pledge.Open(filepath.Join(t.TempDir(), "holdfast.db.pledges"), storetest.Key())
	if err != nil {
		t.Fatal(err)
	}
	return shelf{t, db, book}
}

func (s shelf) make(kind pledge.Kind, what any) {
	s.t.Helper()
	err := s.db.Update(s.t.Context(), func(tx *store.Tx) error { return pledge.Make(tx, kind, fmt.Sprint(what), what) })
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s shelf) sync() {
	s.t.Helper()
	if err := s.book.Sync(s.t.Context(), s.db); err != nil {
		s.t.Fatal(err)
	}
}

func (s shelf) content() []byte {
	s.t.Helper()
	b, err := os.ReadFile(s.book.Path())
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

func TestWhatIsPledgedStandsInTheFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(t, db)
		if all, err := s.book.Read(); !errors.Is(err, fs.ErrNotExist) || all != nil {
			t.Fatalf("before anything was pledged: %v, %v", all, err)
		}
		keeper := pledge.Keep(s.book, db, func(err error) { t.Error(err) })
		s.make(pledge.Consent, map[string]string{"person": "somebody"})
		s.make(pledge.Loss, map[string]string{"infant": "a baby"})
		keeper.Close()
		all, err := s.book.Read()
		if err != nil || len(all) != 2 || all[0].Kind != pledge.Consent || all[1].Kind != pledge.Loss {
			t.Fatalf("%+v, %v", all, err)
		}
		before := s.content()
		s.sync()
		if !bytes.Equal(before, s.content()) {
			t.Error("writing nothing new changed the file")
		}
		if bytes.Contains(before, []byte("somebody")) || bytes.Contains(before, []byte("loss")) {
			t.Error("the file can be read without the key")
		}
		if info, err := os.Stat(s.book.Path()); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("others may read it: %v, %v", info.Mode(), err)
		}
	})
}

func TestAnActThatFailsPledgesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(t, db)
		keeper := pledge.Keep(s.book, db, func(err error) { t.Error(err) })
		stop := errors.New("stop")
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			if err := pledge.Make(tx, pledge.Loss, "a loss", 1); err != nil {
				return err
			}
			return stop
		})
		keeper.Close()
		if s.book.Exists() || !errors.Is(err, stop) {
			t.Errorf("%v; something was written", err)
		}
		s.sync()
		if all, err := s.book.Read(); err != nil || len(all) != 0 {
			t.Errorf("%v, %d in the file", err, len(all))
		}
	})
}

func TestALineThatWasCutOffIsWrittenAnew(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(t, db)
		s.make(pledge.Loss, 1)
		s.make(pledge.Loss, 2)
		s.sync()
		whole := s.content()
		for _, cut := range []int{1, 20, len(whole) - 5} {
			if err := os.WriteFile(s.book.Path(), whole[:len(whole)-cut], 0o600); err != nil {
				t.Fatal(err)
			}
			for name, write := range map[string]func(context.Context, *store.DB) error{"all": s.book.Sync, "what is new": s.book.Append} {
				if err := write(t.Context(), db); err != nil {
					t.Fatal(err)
				}
				if all, err := s.book.Read(); err != nil || len(all) != 2 {
					t.Errorf("cut off by %d, writing %s: %d lines, %v", cut, name, len(all), err)
				}
			}
		}
	})
}

func TestAFileThatSomebodyChangedIsRefused(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(t, db)
		for n := range 3 {
			s.make(pledge.Restriction, n)
		}
		s.sync()
		lines := strings.SplitAfter(string(s.content()), "\n")
		for name, tampered := range map[string]string{
			"a line removed":       lines[0] + lines[1] + lines[3],
			"two lines swapped":    lines[0] + lines[2] + lines[1] + lines[3],
			"a line twice":         lines[0] + lines[1] + lines[1] + lines[2],
			"a letter changed":     lines[0] + "A" + lines[1][1:] + lines[2],
			"another kind of file": "something else\n" + lines[1],
		} {
			if tampered == lines[0]+lines[1]+lines[2] {
				continue // the letter was an A
			}
			if err := os.WriteFile(s.book.Path(), []byte(tampered), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := s.book.Read(); !errors.Is(err, pledge.ErrBroken) {
				t.Errorf("%s: %v", name, err)
			}
			if err := s.book.Sync(t.Context(), db); !errors.Is(err, pledge.ErrBroken) {
				t.Errorf("%s: written on: %v", name, err)
			}
		}
		other, err := pledge.Open(s.book.Path(), bytes.Repeat([]byte{9}, 32))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.book.Path(), []byte(strings.Join(lines, "")), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Read(); !errors.Is(err, pledge.ErrBroken) {
			t.Errorf("another key reads it: %v", err)
		}
	})
}
