package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

type thing struct{}

// sample has a column of every type word. Tests make it for themselves.
const createSample = `CREATE TABLE sample (
	id {{ID}} PRIMARY KEY, name {{TEXT}}, n {{INT}}, x {{REAL}}, yes {{BOOL}},
	at {{TIME}}, on_day {{DATE}}, raw {{BYTES}}
){{STRICT}}`

// withSample runs body on each engine, on a database that has the sample table.
func withSample(t *testing.T, body func(t *testing.T, db *store.DB), options ...storetest.Option) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		t.Helper()
		makeSample(t, db)
		body(t, db)
	}, options...)
}

func makeSample(t *testing.T, db *store.DB) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(store.Words(db.Engine(), createSample))
		return err
	})
}

func update(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// count counts the rows of sample.
func count(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	view(t, db, func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM sample`).Scan(&n) })
	return n
}

func TestEveryTypeComesBackAsItWent(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		id := ident.New[thing]()
		at := time.Date(2026, 3, 29, 2, 30, 0, 123456789, time.FixedZone("", 3600))
		day, err := civil.Parse("2026-02-28")
		if err != nil {
			t.Fatal(err)
		}
		update(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(`INSERT INTO sample (on_day, id, name, n, x, yes, at, raw) VALUES ($7, $1, $2, $3, $4, $5, $6, $8)`,
				id, "Zoë 👶 مريم", 42, 1.5, true, at, day, []byte{0, 1, 255})
			return err
		})
		view(t, db, func(tx *store.Tx) error {
			var gotID ident.ID[thing]
			var name string
			var n int
			var x float64
			var yes bool
			var gotAt time.Time
			var gotDay civil.Date
			var raw []byte
			err := tx.QueryRow(`SELECT id, name, n, x, yes, at, on_day, raw FROM sample WHERE id = $1 AND yes = TRUE AND at = $2`, id, at).
				Scan(&gotID, &name, &n, &x, &yes, &gotAt, &gotDay, &raw)
			if err != nil {
				return err
			}
			if gotID != id || name != "Zoë 👶 مريم" || n != 42 || x != 1.5 || !yes || gotDay != day || string(raw) != "\x00\x01\xff" {
				t.Errorf("got %v %q %d %g %t %v %v", gotID, name, n, x, yes, gotDay, raw)
			}
			if want := at.UTC().Truncate(time.Microsecond); !gotAt.Equal(want) || gotAt.Location() != time.UTC {
				t.Errorf("moment came back as %v, want %v", gotAt, want)
			}
			return nil
		})
	})
}

func TestNullComesBackAsNil(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		update(t, db, func(tx *store.Tx) error {
			var noTime *time.Time
			var noDay *civil.Date
			_, err := tx.Exec(`INSERT INTO sample (id, name, at, on_day) VALUES ($1, $2, $3, $4)`, ident.New[thing](), nil, noTime, noDay)
			return err
		})
		view(t, db, func(tx *store.Tx) error {
			name, at, null := new(string), new(time.Time), sql.NullTime{Valid: true}
			n := sql.Null[int]{Valid: true}
			if err := tx.QueryRow(`SELECT name, at, at, n FROM sample`).Scan(&name, &at, &null, &n); err != nil {
				return err
			}
			if name != nil || at != nil || null.Valid || n.Valid {
				t.Errorf("got %v %v %v %v, want nothing", name, at, null, n)
			}
			var plain time.Time
			if err := tx.QueryRow(`SELECT at FROM sample`).Scan(&plain); err == nil {
				t.Error("NULL was read into a time.Time")
			}
			return nil
		})
	})
}

func TestViewRefusesToWrite(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		err := db.View(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`INSERT INTO sample (id) VALUES ($1)`, ident.New[thing]())
			return err
		})
		if err == nil || count(t, db) != 0 {
			t.Errorf("wrote in a view: %v", err)
		}
	})
}

func TestViewSeesOneMomentOfTheData(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		view(t, db, func(tx *store.Tx) error {
			var before, after int
			if err := tx.QueryRow(`SELECT COUNT(*) FROM sample`).Scan(&before); err != nil {
				return err
			}
			update(t, db, func(tx *store.Tx) error {
				_, err := tx.Exec(`INSERT INTO sample (id) VALUES ($1)`, ident.New[thing]())
				return err
			})
			if err := tx.QueryRow(`SELECT COUNT(*) FROM sample`).Scan(&after); err != nil {
				return err
			}
			if before != 0 || after != 0 {
				t.Errorf("saw %d rows, then %d", before, after)
			}
			return nil
		})
		if count(t, db) != 1 {
			t.Error("the row is not there afterwards")
		}
	})
}

func TestErrorsBecomeFaults(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		update(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(store.Words(db.Engine(), `CREATE TABLE part (of_id {{ID}} NOT NULL REFERENCES sample (id), name {{TEXT}} NOT NULL, UNIQUE (of_id, name)){{STRICT}}`))
			return err
		})
		id := ident.New[thing]()
		run := func(query string, args ...any) error {
			return db.Update(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Exec(query, args...)
				return err
			})
		}
		for _, q := range []string{`INSERT INTO sample (id, name) VALUES ($1, 'Ada')`, `INSERT INTO part (of_id, name) VALUES ($1, 'Ada')`} {
			if err := run(q, id); err != nil {
				t.Fatal(err)
			}
		}
		t.Run("a second row with the same unique columns is a conflict that names them", func(t *testing.T) {
			err := run(`INSERT INTO part (of_id, name) VALUES ($1, $2)`, id, "Ada")
			if !fault.Is(err, fault.Conflict) || !store.Duplicate(err, "part", "of_id", "name") {
				t.Errorf("got %v", err)
			}
			if store.Duplicate(err, "part", "of_id") || store.Duplicate(err, "sample", "of_id", "name") {
				t.Error("it is taken for another key")
			}
		})
		t.Run("a second row with the same primary key is a conflict", func(t *testing.T) {
			err := run(`INSERT INTO sample (id) VALUES ($1)`, id)
			if !fault.Is(err, fault.Conflict) || !store.Duplicate(err, "sample", "id") {
				t.Errorf("got %v", err)
			}
		})
		t.Run("pointing at nothing is a conflict", func(t *testing.T) {
			if err := run(`INSERT INTO part (of_id, name) VALUES ($1, 'Bea')`, ident.New[thing]()); !fault.Is(err, fault.Conflict) {
				t.Errorf("got %v", err)
			}
		})
		t.Run("text no keyboard makes is invalid", func(t *testing.T) {
			for _, s := range []string{"a\x00b", "a\xffb"} {
				if err := run(`INSERT INTO sample (id, name) VALUES ($1, $2)`, ident.New[thing](), s); !fault.Is(err, fault.Invalid) {
					t.Errorf("%q: got %v", s, err)
				}
			}
		})
		t.Run("no row is not found", func(t *testing.T) {
			err := db.View(t.Context(), func(tx *store.Tx) error {
				var name string
				return tx.QueryRow(`SELECT name FROM sample WHERE id = $1`, ident.New[thing]()).Scan(&name)
			})
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("got %v", err)
			}
		})
		t.Run("a mistake in the SQL is ours", func(t *testing.T) {
			if err := run(`INSERT INTO nowhere (id) VALUES (1)`); err == nil || fault.KindOf(err) != fault.Internal {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestOneFailedStatementDoomsTheTransaction(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		id := ident.New[thing]()
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			for range 2 {
				tx.Exec(`INSERT INTO sample (id) VALUES ($1)`, id)
			}
			return nil // as if all were well
		})
		if !fault.Is(err, fault.Conflict) || count(t, db) != 0 {
			t.Errorf("got %v and %d rows", err, count(t, db))
		}
	})
}

func TestAnErrorOrAPanicUndoesEverything(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		insert := func(tx *store.Tx) {
			if _, err := tx.Exec(`INSERT INTO sample (id) VALUES ($1)`, ident.New[thing]()); err != nil {
				t.Fatal(err)
			}
		}
		ours := errors.New("ours")
		if err := db.Update(t.Context(), func(tx *store.Tx) error { insert(tx); return ours }); !errors.Is(err, ours) {
			t.Errorf("got %v", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			db.Update(t.Context(), func(tx *store.Tx) error { insert(tx); panic("ours") })
		}()
		if n := count(t, db); n != 0 {
			t.Errorf("%d rows stayed", n)
		}
		update(t, db, func(tx *store.Tx) error { insert(tx); return nil })
		if n := count(t, db); n != 1 {
			t.Errorf("afterwards there are %d rows", n)
		}
	})
}

func TestRowsAreReadInOrderAndCollected(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		update(t, db, func(tx *store.Tx) error {
			for _, name := range []string{"b", "Z", "a", "é", "_"} {
				if _, err := tx.Exec(`INSERT INTO sample (id, name) VALUES ($1, $2)`, ident.New[thing](), name); err != nil {
					return err
				}
			}
			return nil
		})
		view(t, db, func(tx *store.Tx) error {
			rows, err := tx.Query(`SELECT name FROM sample ORDER BY name`)
			names, err := store.Collect(rows, err, store.Column[string])
			if err != nil {
				return err
			}
			// By bytes, whatever the server's locale.
			if got := len(names); got != 5 || names[0] != "Z" || names[1] != "_" || names[4] != "é" {
				t.Errorf("got %q", names)
			}
			rows, err = tx.Query(`SELECT name FROM sample ORDER BY name`)
			if err != nil {
				return err
			}
			if _, err := tx.Query(`SELECT 1`); err == nil {
				t.Error("a statement began while rows were open")
			}
			rows.Close()
			rows, err = tx.Query(`SELECT name FROM sample WHERE name IN (`+store.List(1, 2)+`) ORDER BY name`, "a", "b")
			one, err := store.One(rows, err, store.Column[string])
			if one != "a" {
				t.Errorf("got %q", one)
			}
			return err
		})
	})
}

func TestNowStandsStillInATransaction(t *testing.T) {
	clock := storetest.NewClock(time.Date(2026, 3, 2, 10, 0, 0, 1999, time.FixedZone("", 7200)))
	withSample(t, func(t *testing.T, db *store.DB) {
		update(t, db, func(tx *store.Tx) error {
			want := clock.Now().UTC().Truncate(time.Microsecond)
			clock.Advance(time.Hour)
			if tx.Now() != want {
				t.Errorf("now is %v, want %v", tx.Now(), want)
			}
			return nil
		})
	}, storetest.WithClock(clock))
}

func TestACancelledContextEndsTheTransaction(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Update(ctx, func(tx *store.Tx) error {
			if _, err := tx.Exec(`INSERT INTO sample (id) VALUES ($1)`, ident.New[thing]()); err != nil {
				return err
			}
			cancel()
			_, err := tx.Exec(`INSERT INTO sample (id) VALUES ($1)`, ident.New[thing]())
			return err
		})
		if !errors.Is(err, context.Canceled) || count(t, db) != 0 {
			t.Errorf("got %v and %d rows", err, count(t, db))
		}
	})
}

func TestSearchByTheBeginningOrAnyPartOfAKey(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		update(t, db, func(tx *store.Tx) error {
			for _, name := range []string{"ann", "anna lee", "anné", "bo ann", "an", "ann%", "ann👶"} {
				if _, err := tx.Exec(`INSERT INTO sample (id, name) VALUES ($1, $2)`, ident.New[thing](), name); err != nil {
					return err
				}
			}
			return nil
		})
		view(t, db, func(tx *store.Tx) error {
			for _, c := range []struct{ condition, key, want string }{
				{store.Begins("name", "$1"), "ann", `["ann" "ann%" "anna lee" "anné" "ann👶"]`},
				{store.Begins("name", "$1"), "ann%", `["ann%"]`},
				{store.Begins("name", "$1"), "Ann", `[]`},
				{tx.Contains("name", "$1"), " ann", `["bo ann"]`},
				{tx.Contains("name", "$1"), "%", `["ann%"]`},
				{tx.Contains("name", "$1"), "LEE", `[]`},
			} {
				rows, err := tx.Query(`SELECT name FROM sample WHERE `+c.condition+` ORDER BY name`, c.key)
				names, err := store.Collect(rows, err, store.Column[string])
				if err != nil {
					return err
				}
				if got := fmt.Sprintf("%q", names); got != c.want {
					t.Errorf("%s with %q: %s, want %s", c.condition, c.key, got, c.want)
				}
			}
			return nil
		})
	})
}

func TestAQueryThatTakesForeverEndsWithItsContext(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.View(ctx, func(tx *store.Tx) error {
			time.AfterFunc(20*time.Millisecond, cancel)
			var n int
			return tx.QueryRow(`WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT COUNT(*) FROM c`).Scan(&n)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if n := count(t, db); n != 0 {
			t.Errorf("afterwards there are %d rows", n)
		}
	})
}

func TestReadersThatAreNotNeededGiveTheirMemoryBack(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	makeSample(t, db)
	var inside, group sync.WaitGroup
	inside.Add(4)
	for range 4 {
		group.Go(func() {
			view(t, db, func(tx *store.Tx) error {
				inside.Done()
				inside.Wait() // all four at the same time
				var n int
				return tx.QueryRow(`SELECT COUNT(*) FROM sample`).Scan(&n)
			})
		})
	}
	group.Wait()
	if n := store.IdleReaders(db); n != 4 {
		t.Errorf("%d readers are idle, want 4", n)
	}
	store.ReadersTireAtOnce(db)
	for range 4 {
		if n := count(t, db); n != 0 {
			t.Errorf("%d rows", n)
		}
	}
	if n := store.IdleReaders(db); n != 1 {
		t.Errorf("%d readers are left, want 1", n)
	}
}
