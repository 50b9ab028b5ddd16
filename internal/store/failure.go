package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"

	"holdfast/internal/fault"
)

// Constraint is a rule of the schema that a statement broke. It names columns,
// never values.
type Constraint struct {
	Foreign bool     // a foreign key; SQLite does not say which
	Table   string   // for a unique key
	Columns []string // for a unique key, in the key's order
	cause   error
}

func (c *Constraint) Error() string {
	if c.Foreign {
		return "foreign key violated"
	}
	return "unique key on " + c.Table + "(" + strings.Join(c.Columns, ", ") + ") violated"
}

// Unwrap gives the driver's error.
func (c *Constraint) Unwrap() error { return c.cause }

// Duplicate reports whether err came from a second row with the same values in
// just these columns of table.
func Duplicate(err error, table string, columns ...string) bool {
	c, ok := errors.AsType[*Constraint](err)
	return ok && !c.Foreign && c.Table == table && slices.Equal(c.Columns, columns)
}

// translate turns a driver's error into a fault where a person can do something
// about it, and leaves it alone where not.
func translate(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fault.NotFoundf("no row")
	}
	if e, ok := errors.AsType[*sqlite3.Error](err); ok {
		return translateSQLite(e)
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return translatePostgres(e)
	}
	if lostConnection(err) {
		return fault.Unavailablef("database does not answer: check that it runs and can be reached: %w", err)
	}
	return err
}

func lostConnection(err error) bool {
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || pgconn.SafeToRetry(err) {
		return true
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	_, ok := errors.AsType[net.Error](err)
	return ok
}

func translateSQLite(e *sqlite3.Error) error {
	switch e.ExtendedCode() {
	case sqlite3.CONSTRAINT_UNIQUE, sqlite3.CONSTRAINT_PRIMARYKEY:
		table, columns := uniqueSQLite(e.Error())
		return fault.Conflictf("%w", &Constraint{Table: table, Columns: columns, cause: e})
	case sqlite3.CONSTRAINT_FOREIGNKEY:
		return fault.Conflictf("%w", &Constraint{Foreign: true, cause: e})
	}
	switch e.Code() {
	case sqlite3.FULL:
		return fault.Unavailablef("disk full: free some space beside the database file: %w", e)
	case sqlite3.IOERR, sqlite3.CANTOPEN:
		return fault.Unavailablef("database file cannot be read or written: check the disk and the file's owner: %w", e)
	case sqlite3.BUSY, sqlite3.LOCKED:
		return fault.Unavailablef("database is held by another program: %w", e)
	}
	return e
}

// uniqueSQLite reads the columns from "… constraint failed: place.group_id, place.dyad_id".
func uniqueSQLite(message string) (table string, columns []string) {
	_, list, _ := strings.Cut(message, "UNIQUE constraint failed: ")
	for _, name := range strings.Split(list, ", ") {
		t, c, _ := strings.Cut(name, ".")
		table = t
		columns = append(columns, c)
	}
	return table, columns
}

// keyColumns finds the columns in "Key (group_id, dyad_id)=(…) already exists.";
// the values behind them are personal and stay out.
var keyColumns = regexp.MustCompile(`^Key \(([^)]*)\)=`)

func translatePostgres(e *pgconn.PgError) error {
	// The detail holds the values of the row, and nobody may print them by chance.
	bare := *e
	bare.Detail, bare.Where, bare.InternalQuery = "", "", ""
	switch {
	case e.Code == "23505":
		c := &Constraint{Table: e.TableName, cause: &bare}
		if m := keyColumns.FindStringSubmatch(e.Detail); m != nil {
			c.Columns = strings.Split(m[1], ", ")
		}
		return fault.Conflictf("%w", c)
	case e.Code == "23503":
		return fault.Conflictf("%w", &Constraint{Foreign: true, cause: &bare})
	case contended(e.Code):
		return fault.Unavailablef("too many changes at once to the same things: %w", &bare)
	case e.Code == "53100":
		return fault.Unavailablef("disk full: free some space on the database server: %w", &bare)
	case strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "08"),
		strings.HasPrefix(e.Code, "57P"), e.Code == "58030":
		return fault.Unavailablef("database server cannot serve: %w", &bare)
	}
	return &bare
}

// contended are the codes for "somebody was in the way, do it again":
// serialization failure and deadlock.
func contended(code string) bool { return code == "40001" || code == "40P01" }
