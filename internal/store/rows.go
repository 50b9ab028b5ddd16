package store

import (
	"database/sql"

	"holdfast/internal/fault"
)

// Rows are the rows of a query, read one after the other.
type Rows struct {
	tx   *Tx
	rows *sql.Rows
	dest []any // reused between rows
	err  error // what ended them early
}

// Next goes to the next row. After false, Err says whether it was the end.
func (r *Rows) Next() bool {
	if r.rows.Next() {
		return true
	}
	r.done()
	// Noted at once: SQLite may have ended the transaction, and whatever ran next
	// would be outside it.
	if err := r.rows.Err(); err != nil {
		r.err = r.tx.fail(err)
	}
	return false
}

// Scan reads the columns of this row into dest. Times come in UTC; NULL needs a
// pointer to a pointer, or a type whose Scanner knows it.
func (r *Rows) Scan(dest ...any) error {
	r.dest = scanAll(r.dest[:0], dest)
	return r.rows.Scan(r.dest...)
}

// Err is what ended the rows early; nil at their end.
func (r *Rows) Err() error { return r.err }

// Close ends the reading. It may be called again.
func (r *Rows) Close() error {
	r.done()
	return r.rows.Close()
}

func (r *Rows) done() {
	if r.tx.open == r {
		r.tx.open = nil
	}
}

// Row is the first row of a query.
type Row struct {
	rows *Rows
	err  error
}

// Scan reads the row into dest; a NotFound fault says that there is none.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return fault.NotFoundf("no row")
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	if err := r.rows.Close(); err != nil {
		return r.rows.tx.fail(err)
	}
	return nil
}

// Collect reads all rows with scan, in their order. It takes what Query returns:
//
//	rows, err := tx.Query(…)
//	return store.Collect(rows, err, scanPlace)
func Collect[T any](rows *Rows, err error, scan func(*Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// One reads the first row with the scan function that Collect would take; a
// NotFound fault says that there is none.
func One[T any](rows *Rows, err error, scan func(*Rows) (T, error)) (T, error) {
	var zero T
	if err != nil {
		return zero, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return zero, err
		}
		return zero, fault.NotFoundf("no row")
	}
	one, err := scan(rows)
	if err != nil {
		return zero, err
	}
	return one, rows.Close()
}

// Column scans a row of one column: for Collect over identifiers, names, counts.
func Column[T any](rows *Rows) (T, error) {
	var v T
	err := rows.Scan(&v)
	return v, err
}
