package store_test

import (
	"encoding/hex"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"

	"holdfast/internal/ident"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

const benchTable = `CREATE TABLE bench (id {{ID}} PRIMARY KEY, at {{TIME}} NOT NULL, n {{INT}} NOT NULL, text {{TEXT}} NOT NULL){{STRICT}}`

const benchText = "about as much as one answer to a question holds"

// BenchmarkRawCommit is the measure of the others: one row, one durable commit,
// one connection, a prepared statement and nothing else.
func BenchmarkRawCommit(b *testing.B) {
	for _, encrypted := range []bool{false, true} {
		b.Run(fmt.Sprintf("encrypted=%t", encrypted), func(b *testing.B) {
			dsn := "file:" + filepath.Join(b.TempDir(), "raw.db")
			if encrypted {
				dsn += "?vfs=adiantum"
			}
			db, err := driver.Open(dsn, func(c *sqlite3.Conn) error {
				pragmas := `PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL;`
				if encrypted {
					pragmas = `PRAGMA hexkey = '` + hex.EncodeToString(storetest.Key()) + `';` + pragmas
				}
				return c.Exec(pragmas)
			})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			db.SetMaxOpenConns(1)
			if _, err := db.Exec(store.Words(store.SQLite, benchTable)); err != nil {
				b.Fatal(err)
			}
			insert, err := db.Prepare(`INSERT INTO bench (id, at, n, text) VALUES (?1, ?2, ?3, ?4)`)
			if err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				if _, err := insert.Exec(ident.New[thing](), "2026-03-02T09:00:00.000000Z", i, benchText); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, "commits/s")
		})
	}
}

// BenchmarkUpdate is Update with one and with many writers, of one row and of
// three.
func BenchmarkUpdate(b *testing.B) {
	for _, e := range storetest.Engines() {
		for _, writers := range []int{1, 8, 64} {
			for _, rows := range []int{1, 3} {
				b.Run(fmt.Sprintf("%s/writers=%d/rows=%d", e, writers, rows), func(b *testing.B) {
					benchUpdate(b, storetest.Open(b, e), writers, rows)
				})
			}
		}
	}
}

func benchUpdate(b *testing.B, db *store.DB, writers, rows int) {
	makeBench(b, db)
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				if err := db.Update(b.Context(), func(tx *store.Tx) error { return insertBench(tx, rows) }); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	perSecond(b, "updates/s")
}

// BenchmarkView is one row read by its key.
func BenchmarkView(b *testing.B) {
	for _, e := range storetest.Engines() {
		b.Run(string(e), func(b *testing.B) {
			db := storetest.Open(b, e)
			makeBench(b, db)
			if err := db.Update(b.Context(), func(tx *store.Tx) error { return insertBench(tx, 1000) }); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				err := db.View(b.Context(), func(tx *store.Tx) error {
					var id string
					return tx.QueryRow(`SELECT id FROM bench WHERE n = $1`, 7).Scan(&id)
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func makeBench(b *testing.B, db *store.DB) {
	b.Helper()
	err := db.Update(b.Context(), func(tx *store.Tx) error {
		if _, err := tx.Exec(store.Words(db.Engine(), benchTable)); err != nil {
			return err
		}
		_, err := tx.Exec(`CREATE INDEX bench_n ON bench (n)`)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func insertBench(tx *store.Tx, rows int) error {
	for i := range rows {
		_, err := tx.Exec(`INSERT INTO bench (id, at, n, text) VALUES ($1, $2, $3, $4)`, ident.New[thing](), tx.Now(), i, benchText)
		if err != nil {
			return err
		}
	}
	return nil
}

func perSecond(b *testing.B, unit string) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), unit)
}
