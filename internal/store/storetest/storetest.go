// Package storetest gives tests a real, migrated, empty database, on both
// engines:
//
//	storetest.Run(t, func(t *testing.T, db *store.DB) { … })
//
// The body runs as subtests "sqlite" and "postgres". SQLite is an encrypted file
// in the test's directory. PostgreSQL is the server at HOLDFAST_TEST_POSTGRES,
// or one that starts when first needed, is shared by all test processes and
// stops by itself. Without PostgreSQL tests fail and say what to install: half
// a suite that passes is worse than one that fails.
package storetest

import (
	"path/filepath"
	"testing"
	"time"

	"holdfast/internal/store"
)

// PostgresVariable names the environment variable with a server's address. Its
// user has to be allowed to make databases.
const PostgresVariable = "HOLDFAST_TEST_POSTGRES"

// Option changes how a test's database is opened.
type Option func(*store.Config)

// WithClock gives the database the test's time.
func WithClock(c *Clock) Option { return func(cfg *store.Config) { cfg.Now = c.Now } }

// WithMaxPages makes an SQLite disk that is full after so many 4 KiB pages.
func WithMaxPages(n int) Option { return func(cfg *store.Config) { cfg.MaxPages = n } }

// Engines are all engines, for tests that need more than one database each.
func Engines() []store.Engine { return []store.Engine{store.SQLite, store.Postgres} }

// Run runs body on each engine, with a database of its own.
func Run(t *testing.T, body func(t *testing.T, db *store.DB), options ...Option) {
	t.Helper()
	for _, e := range Engines() {
		t.Run(string(e), func(t *testing.T) {
			t.Helper()
			body(t, Open(t, e, options...))
		})
	}
}

// Open opens a migrated, empty database, which goes away with the test.
func Open(t testing.TB, e store.Engine, options ...Option) *store.DB {
	t.Helper()
	return Reopen(t, Config(t, e), options...)
}

// Reopen opens the database at c, perhaps once more: what a second process
// would see.
func Reopen(t testing.TB, c store.Config, options ...Option) *store.DB {
	t.Helper()
	for _, o := range options {
		o(&c)
	}
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	return db
}

// Config makes a migrated, empty database and says where it is.
func Config(t testing.TB, e store.Engine) store.Config {
	t.Helper()
	if e == store.SQLite {
		return sqliteConfig(t)
	}
	return postgresConfig(t)
}

// EmptyConfig makes a database that has not been migrated.
func EmptyConfig(t testing.TB, e store.Engine) store.Config {
	t.Helper()
	if e == store.SQLite {
		return store.Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "holdfast.db"), Key: Key(), CacheMB: 8}
	}
	return emptyPostgresConfig(t)
}

// Key is the key of test files.
func Key() []byte { return []byte("only for tests: thirty-two bytes") }

// Monday is a Monday at nine in the morning, UTC: where a test's time begins
// unless it says otherwise.
func Monday() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }
