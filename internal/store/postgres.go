package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// A transaction that lost a race is run again after a pause of at most
// firstPause, doubling up to longestPause: about three seconds in all.
const (
	maxAttempts  = 30
	firstPause   = 2 * time.Millisecond
	longestPause = 100 * time.Millisecond
)

// postgres is the PostgreSQL backend: one process of many, perhaps.
type postgres struct{ db *sql.DB }

func openPostgres(ctx context.Context, url string) (*postgres, error) {
	c, err := pgx.ParseConfig(url)
	if err != nil {
		// The address holds a password, and the parser's error may hold the address.
		return nil, errors.New("PostgreSQL address cannot be read: it looks like postgres://user:password@host:5432/name")
	}
	c.RuntimeParams["timezone"] = "UTC"
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "holdfast"
	}
	db := stdlib.OpenDB(*c)
	n := max(10, 4*runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	db.SetConnMaxIdleTime(5 * time.Minute)
	p := &postgres{db}
	if err := p.ping(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open PostgreSQL database: %w", err)
	}
	return p, nil
}

func (p *postgres) view(ctx context.Context, now func() time.Time, fn func(*Tx) error) error {
	return p.attempt(ctx, now, fn, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}

func (p *postgres) update(ctx context.Context, now func() time.Time, fn func(*Tx) error) error {
	pause := firstPause
	for n := 1; ; n++ {
		err := p.attempt(ctx, now, fn, &sql.TxOptions{Isolation: sql.LevelSerializable})
		if err == nil || !lostRace(err) || n == maxAttempts {
			return err
		}
		// Jitter, lest the same two meet again.
		select {
		case <-time.After(rand.N(pause)):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		pause = min(2*pause, longestPause)
	}
}

// attempt runs fn in one transaction. The error of a lost race comes out even
// when fn swallowed it.
func (p *postgres) attempt(ctx context.Context, now func() time.Time, fn func(*Tx) error, o *sql.TxOptions) error {
	raw, err := p.db.BeginTx(ctx, o)
	if err != nil {
		return translate(err)
	}
	// After a commit this does nothing; after an error or a panic it undoes all.
	defer raw.Rollback()
	tx := newTx(ctx, now, pgSession{raw})
	err = tx.run(fn)
	if tx.failed != nil && lostRace(tx.failed) {
		return tx.failed
	}
	if err != nil {
		return err
	}
	return translate(raw.Commit())
}

func lostRace(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && contended(e.Code)
}

func (p *postgres) ping(ctx context.Context) error { return translate(p.db.PingContext(ctx)) }

func (p *postgres) analyze(ctx context.Context) error {
	_, err := p.db.ExecContext(ctx, "ANALYZE")
	return translate(err)
}

func (p *postgres) close() error { return p.db.Close() }

// pgSession is a PostgreSQL transaction. pgx keeps statements prepared per
// connection by itself.
type pgSession struct{ tx *sql.Tx }

func (s pgSession) engine() Engine { return Postgres }

func (s pgSession) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	return s.tx.ExecContext(ctx, query, args...)
}

func (s pgSession) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	return s.tx.QueryContext(ctx, query, args...)
}
