package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"holdfast/internal/store"
)

// migratedFile is an empty, migrated, encrypted SQLite file, made once in a test
// process: copying it is much faster than migrating again.
var migratedFile = sync.OnceValues(func() (_ []byte, err error) {
	dir, err := os.MkdirTemp("", "holdfast-template-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "template.db")
	db, err := store.Open(context.Background(), store.Config{URL: "sqlite:" + path, Key: Key()})
	if err != nil {
		return nil, err
	}
	// Closing moves the write-ahead log into the file.
	if err := errors.Join(db.Migrate(context.Background()), db.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func sqliteConfig(t testing.TB) store.Config {
	t.Helper()
	file, err := migratedFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "holdfast.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return store.Config{URL: "sqlite:" + path, Key: Key(), CacheMB: 8}
}
