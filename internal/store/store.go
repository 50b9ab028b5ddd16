// Package store keeps everything Holdfast knows, in one SQLite file or in
// PostgreSQL, behind two verbs: View reads a snapshot, Update changes things as
// if nobody else were there. Domain packages write their own SQL, once, in the
// subset both engines share; whatever differs between them stays in here.
//
// What holds on both engines:
//
//   - a function given to Update may run more than once, so it touches nothing
//     but its Tx, and what it did is on disk when Update returns nil;
//   - one statement that fails dooms its whole transaction, as on PostgreSQL;
//   - the rows of one query are closed before the next statement begins;
//   - errors a person can do something about come out as faults: a broken
//     unique or foreign key is a Conflict, no row is NotFound, a full disk or an
//     absent server is Unavailable.
package store

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"
)

// Engine names the database behind a DB.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Config says where the data is.
type Config struct {
	// URL is "sqlite:PATH" or "postgres://…".
	URL string
	// Key encrypts an SQLite file: 32 bytes. PostgreSQL is encrypted by whoever
	// runs it, so there it is not used.
	Key []byte
	// Unencrypted permits an SQLite file without Key. Only tests say so.
	Unencrypted bool
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// CacheMB is the page cache of all SQLite connections together; 0 is 64.
	CacheMB int
	// MaxPages limits an SQLite file to so many 4 KiB pages; 0 is no limit. A full
	// file fails as a full disk does.
	MaxPages int
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	now    func() time.Time
	backend

	heard map[string]func()
}

// backend is what an engine has to be able to do.
type backend interface {
	view(ctx context.Context, now func() time.Time, fn func(*Tx) error) error
	update(ctx context.Context, now func() time.Time, fn func(*Tx) error) error
	migrate(ctx context.Context, now func() time.Time, all []migration) error
	ping(ctx context.Context) error
	analyze(ctx context.Context) error
	close() error
}

// Open opens the database and does not migrate it. An SQLite file that is not
// there is made; a PostgreSQL database has to exist.
func Open(ctx context.Context, c Config) (*DB, error) {
	now := c.Now
	if now == nil {
		now = time.Now
	}
	if c.CacheMB == 0 {
		c.CacheMB = 64
	}
	scheme, rest, _ := strings.Cut(c.URL, ":")
	switch scheme {
	case "sqlite":
		b, err := openSQLite(ctx, rest, c, readers())
		if err != nil {
			return nil, err
		}
		return &DB{engine: SQLite, now: now, backend: b}, nil
	case "postgres", "postgresql":
		b, err := openPostgres(ctx, c.URL)
		if err != nil {
			return nil, err
		}
		return &DB{engine: Postgres, now: now, backend: b}, nil
	}
	return nil, fmt.Errorf("database address begins with %q: it has to be sqlite:PATH or postgres://…", scheme)
}

// readers is how many SQLite connections read at the same time: enough to keep
// the processors busy while some wait for the disk.
func readers() int { return max(4, 2*runtime.GOMAXPROCS(0)) }

// Engine says which engine this is: for tests, tools and messages to operators,
// never for a decision of the product.
func (db *DB) Engine() Engine { return db.engine }

// View runs fn on one snapshot of the data. Writing in it fails.
func (db *DB) View(ctx context.Context, fn func(*Tx) error) error {
	return db.backend.view(ctx, db.now, fn)
}

// Update runs fn in a transaction that behaves as if it were alone, and returns
// nil only when what fn did is on disk. An error or a panic in fn undoes it all.
// An Unavailable fault may come after the last byte was written: then what fn did
// is there whole or not at all, and sending it again has to be harmless. fn may run
// more than once. It never calls Update itself: the inner one would
// wait for the outer one to end.
func (db *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	var said []string
	err := db.backend.update(ctx, db.now, func(tx *Tx) error {
		tx.said = tx.said[:0]
		err := fn(tx)
		said = tx.said
		return err
	})
	if err != nil {
		return err
	}
	for _, topic := range said {
		if do := db.heard[topic]; do != nil {
			do()
		}
	}
	return nil
}

// Hear has do called, in the goroutine of whoever updated, after every Update in
// which the topic was said and once what it did is on disk. It is called while the
// house is built, before anything is updated.
func (db *DB) Hear(topic string, do func()) {
	if db.heard == nil {
		db.heard = map[string]func(){}
	}
	db.heard[topic] = do
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.backend.ping(ctx) }

// Analyze refreshes what the query planner knows of the data: worth its seconds
// after filling a database in bulk.
func (db *DB) Analyze(ctx context.Context) error { return db.backend.analyze(ctx) }

// Close waits for running transactions and closes the database.
func (db *DB) Close() error { return db.backend.close() }
