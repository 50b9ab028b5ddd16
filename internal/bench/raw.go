package main

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // encrypted, as ours is

	"holdfast/internal/ident"
)

// raw is the measure of submissions: SQLite and nothing else, on the same disk and
// encrypted like ours; one row, one durable commit, one prepared statement.
type raw struct {
	dir    string
	db     *sql.DB
	insert *sql.Stmt
}

func (b *bench) openRaw() (r *raw, err error) {
	r = &raw{}
	if r.dir, err = os.MkdirTemp(b.dir, "scratch-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.close())
		}
	}()
	r.db, err = driver.Open("file:"+filepath.Join(r.dir, "raw.db")+"?vfs=adiantum", func(c *sqlite3.Conn) error {
		return c.Exec(`PRAGMA hexkey = '` + hex.EncodeToString(make([]byte, 32)) + `'; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL;`)
	})
	if err != nil {
		return r, err
	}
	r.db.SetMaxOpenConns(1)
	if _, err = r.db.Exec(`CREATE TABLE raw (id TEXT PRIMARY KEY, at TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL) STRICT`); err != nil {
		return r, err
	}
	r.insert, err = r.db.Prepare(`INSERT INTO raw (id, at, n, text) VALUES (?1, ?2, ?3, ?4)`)
	return r, err
}

// commits is how many commits a second there are.
func (r *raw) commits(during time.Duration) (float64, error) {
	began, n := time.Now(), 0
	for ; time.Since(began) < during; n++ {
		if _, err := r.insert.Exec(ident.New[struct{}]().String(), "2027-02-09T09:00:00.000000Z", n, "about as much as one answer to a question holds"); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(began).Seconds(), nil
}

func (r *raw) close() error {
	var err error
	if r.db != nil {
		err = r.db.Close()
	}
	return errors.Join(err, os.RemoveAll(r.dir))
}
