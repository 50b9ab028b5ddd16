package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// busyTimeout is how long SQLite waits for another process (a backup, a verify)
// to let go of the file.
const busyTimeout = 10 * time.Second

// sqlite is the SQLite backend: one connection that writes, a few that read.
type sqlite struct {
	writers *sql.DB // of one connection
	writer  *writer
	readers *readerPool
}

func openSQLite(ctx context.Context, path string, c Config, readers int) (*sqlite, error) {
	if len(c.Key) != 32 && !c.Unencrypted {
		return nil, fmt.Errorf("key for %s has %d bytes: it has to have 32", path, len(c.Key))
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := createPrivate(path); err != nil {
		return nil, err
	}
	registerFiles()
	files := encryptedFiles
	if c.Unencrypted {
		files = plainFiles
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?vfs=" + files
	cacheKB := c.CacheMB * 1024 / (1 + readers)
	writing := append(pragmas(c, cacheKB), "PRAGMA journal_mode = WAL")
	reading := append(pragmas(c, cacheKB), "PRAGMA query_only = ON")
	writers, err := driver.Open(dsn, prepareWith(writing, c.MaxPages))
	if err != nil {
		return nil, err
	}
	// The writer opens first: it makes the file and turns on the write-ahead log.
	conn, err := writers.Conn(context.WithoutCancel(ctx))
	if err != nil {
		writers.Close()
		if errors.Is(err, sqlite3.NOTADB) {
			return nil, fmt.Errorf("open %s: the key does not fit, or this is no Holdfast database", path)
		}
		return nil, fmt.Errorf("open %s: %w", path, translate(err))
	}
	pool, err := driver.Open(dsn, prepareWith(reading, 0))
	if err != nil {
		conn.Close()
		writers.Close()
		return nil, err
	}
	return &sqlite{
		writers: writers,
		writer:  newWriter(newSQLiteSession(conn, true)),
		readers: newReaderPool(pool, readers),
	}, nil
}

// createPrivate makes an empty file only its owner can read, in a directory only
// its owner can enter; SQLite itself would ask the umask.
func createPrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// pragmas are what every connection begins with. The key comes as a pragma, not
// in the address, so that no error message can carry it.
func pragmas(c Config, cacheKB int) []string {
	var all []string
	if !c.Unencrypted {
		all = append(all, "PRAGMA hexkey = '"+hex.EncodeToString(c.Key)+"'")
	}
	return append(all,
		fmt.Sprintf("PRAGMA cache_size = -%d", cacheKB),
		"PRAGMA foreign_keys = ON",
		"PRAGMA synchronous = FULL",
		"PRAGMA temp_store = MEMORY",
		// A long read lets the log grow; afterwards it shrinks to 64 MiB.
		"PRAGMA journal_size_limit = 67108864",
		"PRAGMA trusted_schema = OFF",
		// Pages that change again and again go from the log to the file once in a while.
		"PRAGMA wal_autocheckpoint = 4000",
	)
}

func prepareWith(statements []string, maxPages int) func(*sqlite3.Conn) error {
	return func(c *sqlite3.Conn) error {
		if err := c.BusyTimeout(busyTimeout); err != nil {
			return err
		}
		for i, s := range statements {
			if err := c.Exec(s); err != nil {
				// Never the statement: one of them is the key.
				return fmt.Errorf("pragma %d: %w", i, err)
			}
		}
		if maxPages > 0 {
			return c.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", maxPages))
		}
		return nil
	}
}

func newSQLiteSession(conn *sql.Conn, shield bool) *sqliteSession {
	return &sqliteSession{conn: conn, stmts: map[string]*sql.Stmt{}, shield: shield}
}

func (s *sqlite) view(ctx context.Context, now func() time.Time, fn func(*Tx) error) error {
	sess, err := s.readers.get(ctx)
	if err != nil {
		return err
	}
	defer s.readers.put(sess)
	if err := sess.control("BEGIN"); err != nil {
		return translate(err)
	}
	// Nothing was written, so ending it by rollback is as good.
	defer sess.control("ROLLBACK")
	return newTx(ctx, now, sess).run(fn)
}

func (s *sqlite) update(ctx context.Context, now func() time.Time, fn func(*Tx) error) error {
	return s.writer.update(ctx, now, fn)
}

func (s *sqlite) ping(ctx context.Context) error {
	sess, err := s.readers.get(ctx)
	if err != nil {
		return err
	}
	defer s.readers.put(sess)
	var n int
	return translate(sess.conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema").Scan(&n))
}

func (s *sqlite) analyze(ctx context.Context) error {
	return s.writer.exclusively(ctx, func(sess *sqliteSession) error {
		// A sample says as much as every row, in a hundredth of the time.
		if err := sess.control("PRAGMA analysis_limit = 1000"); err != nil {
			return translate(err)
		}
		return translate(sess.control("ANALYZE"))
	})
}

func (s *sqlite) close() error {
	err := s.readers.close()
	return errors.Join(err, s.writer.close(), s.writers.Close())
}
