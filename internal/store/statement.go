package store

import (
	"context"
	"database/sql"
	"strings"
)

// maxStatements bounds the statements one connection keeps prepared. Holdfast
// has a few hundred; lists of varying length could make more.
const maxStatements = 512

// sqliteSession is one SQLite connection with its prepared statements. Preparing
// costs more than running most of them.
type sqliteSession struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	// shield keeps a caller's cancellation from the statement: SQLite answers an
	// interrupted write by rolling back the whole transaction, which others share.
	shield bool
}

func (s *sqliteSession) engine() Engine { return SQLite }

func (s *sqliteSession) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(s.guard(ctx), args...)
}

func (s *sqliteSession) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(s.guard(ctx), args...)
}

func (s *sqliteSession) guard(ctx context.Context) context.Context {
	if s.shield {
		return context.Background()
	}
	return ctx
}

// prepare finds or makes the statement. A Tx has at most one statement running,
// so a prepared one is never in use twice.
func (s *sqliteSession) prepare(query string) (*sql.Stmt, error) {
	if stmt, ok := s.stmts[query]; ok {
		return stmt, nil
	}
	if len(s.stmts) >= maxStatements {
		s.forget()
	}
	stmt, err := s.conn.PrepareContext(context.Background(), placeholders(query))
	if err != nil {
		return nil, err
	}
	s.stmts[query] = stmt
	return stmt, nil
}

func (s *sqliteSession) forget() {
	for _, stmt := range s.stmts {
		stmt.Close()
	}
	clear(s.stmts)
}

// control runs a statement of the transaction itself, whatever became of its
// caller.
func (s *sqliteSession) control(statement string) error {
	_, err := s.exec(context.Background(), statement, nil)
	return err
}

func (s *sqliteSession) close() error {
	s.forget()
	return s.conn.Close()
}

// placeholders turns $1 into ?1, which is how SQLite numbers a parameter; $1
// would be a name to it, numbered by where it first stands. What is quoted or
// commented stays.
func placeholders(query string) string {
	var out strings.Builder
	out.Grow(len(query))
	for i := 0; i < len(query); {
		n := 1
		switch c := query[i]; {
		case c == '$' && i+1 < len(query) && '0' <= query[i+1] && query[i+1] <= '9':
			out.WriteByte('?')
			i++
			continue
		case c == '\'' || c == '"':
			n = span(query[i:], 1, string(c))
		case strings.HasPrefix(query[i:], "--"):
			n = span(query[i:], 2, "\n")
		case strings.HasPrefix(query[i:], "/*"):
			n = span(query[i:], 2, "*/")
		}
		out.WriteString(query[i : i+n])
		i += n
	}
	return out.String()
}

// span is the length of s up to and with end, looked for from start.
func span(s string, start int, end string) int {
	at := strings.Index(s[start:], end)
	if at < 0 {
		return len(s)
	}
	return start + at + len(end)
}
