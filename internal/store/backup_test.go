package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/internal/store"
)

func TestBackup(t *testing.T) {
	dir := t.TempDir()
	c := store.Config{URL: "sqlite:" + filepath.Join(dir, "live.db"), Key: bytes.Repeat([]byte("k"), 32)}
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	note := func(key string) {
		t.Helper()
		if err := db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`INSERT INTO attempt (key, at) VALUES ($1, $2)`, key, tx.Now())
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	note("before")
	copied := filepath.Join(dir, "copy of Tuesday.db")
	if err := store.Backup(t.Context(), c, copied); err != nil {
		t.Fatal(err)
	}
	note("after")

	t.Run("holds the moment it was made, under the same key", func(t *testing.T) {
		there, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + copied, Key: c.Key})
		if err != nil {
			t.Fatal(err)
		}
		defer there.Close()
		var n, before int
		if err := there.View(t.Context(), func(tx *store.Tx) error {
			if err := tx.QueryRow(`SELECT COUNT(*) FROM attempt`).Scan(&n); err != nil {
				return err
			}
			return tx.QueryRow(`SELECT COUNT(*) FROM attempt WHERE key = 'before'`).Scan(&before)
		}); err != nil || n != 1 || before != 1 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
	t.Run("is private and encrypted", func(t *testing.T) {
		info, err := os.Stat(copied)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		if content, _ := os.ReadFile(copied); bytes.Contains(content, []byte("SQLite format")) || bytes.Contains(content, []byte("before")) {
			t.Error("the copy can be read without the key")
		}
	})
	t.Run("is not written over", func(t *testing.T) {
		if err := store.Backup(t.Context(), c, copied); !errors.Is(err, os.ErrExist) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("is not made of what is not there, or with another key", func(t *testing.T) {
		for _, bad := range []store.Config{
			{URL: "sqlite:" + filepath.Join(dir, "none.db"), Key: c.Key},
			{URL: c.URL, Key: bytes.Repeat([]byte("x"), 32)},
		} {
			to := filepath.Join(dir, "never.db")
			err := store.Backup(t.Context(), bad, to)
			if err == nil || strings.Contains(err.Error(), "6b6b6b") {
				t.Errorf("got %v", err)
			}
			if _, err := os.Stat(to); !errors.Is(err, os.ErrNotExist) {
				t.Error("half a copy was left")
			}
		}
	})
	t.Run("of PostgreSQL is for PostgreSQL's tools", func(t *testing.T) {
		if err := store.Backup(t.Context(), store.Config{URL: "postgres://x"}, filepath.Join(dir, "pg")); !errors.Is(err, store.ErrOwnTools) {
			t.Errorf("got %v", err)
		}
	})
}

func TestCheckFindsDamage(t *testing.T) {
	c := store.Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "live.db"), Key: bytes.Repeat([]byte("k"), 32)}
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Check(t.Context(), c); err != nil {
		t.Fatalf("a sound database: %v", err)
	}
	path := strings.TrimPrefix(c.URL, "sqlite:")
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for page := int64(3); page < 12; page++ {
		if _, err := f.WriteAt(bytes.Repeat([]byte{0xaa}, 64), page*4096+100); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Check(t.Context(), c); err == nil {
		t.Error("the damage was not found")
	}
}
