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
	"strings"

	"github.com/ncruces/go-sqlite3/driver"
)

// ErrOwnTools says that this engine is copied by its own tools.
var ErrOwnTools = errors.New("PostgreSQL is backed up with its own tools: pg_dump --format=custom, pg_restore")

// Backup copies an SQLite database, while it is in use, to a new file under the
// same key. The copy is one moment of the data, on disk when Backup returns nil,
// and has been read through. A file that is there already is not written over.
func Backup(ctx context.Context, c Config, to string) (err error) {
	from, err := sqlitePath(c)
	if err != nil {
		return err
	}
	if to, err = filepath.Abs(to); err != nil {
		return err
	}
	// SQLite takes an empty file; making it here keeps others from reading it.
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(to)
		}
	}()
	if err := alone(ctx, c, from, func(db *sql.Conn) error {
		target := "file:" + (&url.URL{Path: to}).EscapedPath()
		if !c.Unencrypted {
			target += "?vfs=adiantum&hexkey=" + hex.EncodeToString(c.Key)
		}
		if _, err := db.ExecContext(ctx, "VACUUM INTO ?", target); err != nil {
			// The driver's words could quote the target, and with it the key.
			return fmt.Errorf("copy the database: %w", hideKey(err, c.Key))
		}
		return nil
	}); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write the copy to disk: %w", err)
	}
	if err := syncDir(filepath.Dir(to)); err != nil {
		return fmt.Errorf("write the copy to disk: %w", err)
	}
	c.URL = "sqlite:" + to
	return Check(ctx, c)
}

// Check reads an SQLite database through and finds pages and indexes that are
// damaged. PostgreSQL checks itself.
func Check(ctx context.Context, c Config) error {
	path, err := sqlitePath(c)
	if err != nil {
		return err
	}
	return alone(ctx, c, path, func(db *sql.Conn) error {
		var found string
		if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
			return fmt.Errorf("read %s through: %w", path, err)
		}
		if found != "ok" {
			return fmt.Errorf("%s is damaged: %s", path, found)
		}
		return nil
	})
}

func sqlitePath(c Config) (string, error) {
	path, ok := strings.CutPrefix(c.URL, "sqlite:")
	if !ok {
		return "", ErrOwnTools
	}
	if _, err := os.Stat(path); err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// alone opens one connection of its own, beside whoever uses the file.
func alone(ctx context.Context, c Config, path string, fn func(*sql.Conn) error) error {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath()
	if !c.Unencrypted {
		dsn += "?vfs=adiantum"
	}
	db, err := driver.Open(dsn, prepareWith(pragmas(c, 8192), 0))
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, translate(err))
	}
	defer conn.Close()
	return fn(conn)
}

func hideKey(err error, key []byte) error {
	if strings.Contains(err.Error(), hex.EncodeToString(key)) {
		return errors.New("SQLite could not write it")
	}
	return err
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
