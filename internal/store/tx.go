package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Tx is one transaction, for one goroutine, until the function it was given to
// returns.
type Tx struct {
	ctx  context.Context
	now  time.Time
	sess session
	open *Rows // the rows not yet closed
	args []any // reused between statements
	said []string
	// failed is the first statement that went wrong. PostgreSQL refuses all that
	// follows it; we hold SQLite to the same.
	failed error
}

// session is a connection inside a transaction.
type session interface {
	engine() Engine
	exec(ctx context.Context, query string, args []any) (sql.Result, error)
	query(ctx context.Context, query string, args []any) (*sql.Rows, error)
}

func newTx(ctx context.Context, now func() time.Time, sess session) *Tx {
	return &Tx{ctx: ctx, now: now().UTC().Truncate(time.Microsecond), sess: sess}
}

// Now is the moment of this transaction: the same for all its statements, in
// UTC, in whole microseconds.
func (tx *Tx) Now() time.Time { return tx.now }

// Context is the context View or Update was called with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Say has those who hear the topic called once this transaction is on disk: for what
// is kept outside the database beside it, and can be made good later.
func (tx *Tx) Say(topic string) { tx.said = append(tx.said, topic) }

// Exec runs a statement that yields no rows and says how many it touched. Args
// stand for $1, $2, …; times, dates, booleans, identifiers and anything with a
// Valuer convert by themselves.
func (tx *Tx) Exec(query string, args ...any) (rows int64, err error) {
	args, err = tx.begin(args)
	if err != nil {
		return 0, err
	}
	res, err := tx.sess.exec(tx.ctx, query, args)
	if err != nil {
		return 0, tx.fail(err)
	}
	return res.RowsAffected()
}

// Query runs a statement that yields rows. They have to be read to the end or
// closed before the next statement; Collect does so.
func (tx *Tx) Query(query string, args ...any) (*Rows, error) {
	args, err := tx.begin(args)
	if err != nil {
		return nil, err
	}
	rows, err := tx.sess.query(tx.ctx, query, args)
	if err != nil {
		return nil, tx.fail(err)
	}
	tx.open = &Rows{tx: tx, rows: rows}
	return tx.open, nil
}

// QueryRow runs a statement of which only the first row matters. An error waits
// for Scan.
func (tx *Tx) QueryRow(query string, args ...any) *Row {
	rows, err := tx.Query(query, args...)
	return &Row{rows, err}
}

// begin refuses a statement that cannot run and readies its arguments.
func (tx *Tx) begin(args []any) (bound []any, err error) {
	if tx.failed != nil {
		return nil, fmt.Errorf("transaction already failed: %w", tx.failed)
	}
	if err := context.Cause(tx.ctx); err != nil {
		return nil, err
	}
	if tx.open != nil {
		return nil, errors.New("rows of the query before are still open: close them or use Collect")
	}
	tx.args, err = bindAll(tx.args[:0], tx.sess.engine(), args)
	return tx.args, err
}

// fail remembers the first error of a statement and translates it. Engines have
// their own words for a statement that was interrupted; callers get their context's.
func (tx *Tx) fail(err error) error {
	err = translate(err)
	if cause := context.Cause(tx.ctx); cause != nil {
		err = cause
	}
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

// run calls fn, closes rows it left open and says whether what it did may stay.
func (tx *Tx) run(fn func(*Tx) error) error {
	defer func() {
		if tx.open != nil {
			tx.open.Close()
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.failed
}
