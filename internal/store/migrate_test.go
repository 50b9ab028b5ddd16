package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// migrate brings a database to the given migrations.
func migrate(t *testing.T, db *store.DB, files map[string]string) error {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree["migrations/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return store.MigrateFrom(t.Context(), db, tree)
}

// empty is a database without any table, on each engine.
func empty(t *testing.T, body func(t *testing.T, db *store.DB)) {
	t.Helper()
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { body(t, storetest.Reopen(t, storetest.EmptyConfig(t, e))) })
	}
}

func TestMigrationsRunOnceInTheirOrder(t *testing.T) {
	empty(t, func(t *testing.T, db *store.DB) {
		files := map[string]string{
			"0001_first.sql":  "CREATE TABLE a (id {{ID}} PRIMARY KEY){{STRICT}};",
			"0002_second.sql": "-- only sqlite\nCREATE TABLE b (engine {{TEXT}} DEFAULT 'sqlite'){{STRICT}};\n-- only postgres\nCREATE TABLE b (engine {{TEXT}} DEFAULT 'postgres');\n-- both\nINSERT INTO a (id) VALUES ('x');",
		}
		for range 2 {
			if err := migrate(t, db, files); err != nil {
				t.Fatal(err)
			}
		}
		files["0003_third.sql"] = "INSERT INTO a (id) VALUES ('y'); INSERT INTO b DEFAULT VALUES;"
		if err := migrate(t, db, files); err != nil {
			t.Fatal(err)
		}
		view(t, db, func(tx *store.Tx) error {
			var n int
			var engine string
			if err := tx.QueryRow(`SELECT COUNT(*) FROM a`).Scan(&n); err != nil {
				return err
			}
			err := tx.QueryRow(`SELECT engine FROM b`).Scan(&engine)
			if n != 2 || engine != string(db.Engine()) {
				t.Errorf("%d rows, engine %q", n, engine)
			}
			return err
		})
	})
}

func TestMigrationThatFailsLeavesTheDatabaseAsItWas(t *testing.T) {
	empty(t, func(t *testing.T, db *store.DB) {
		first := map[string]string{"0001_first.sql": "CREATE TABLE a (id {{ID}} PRIMARY KEY){{STRICT}};"}
		if err := migrate(t, db, first); err != nil {
			t.Fatal(err)
		}
		err := migrate(t, db, map[string]string{
			"0001_first.sql":  first["0001_first.sql"],
			"0002_good.sql":   "CREATE TABLE b (id {{ID}}){{STRICT}};",
			"0003_broken.sql": "CREATE TABLE c (id {{ID}}){{STRICT}}; INSERT INTO nowhere VALUES (1);",
		})
		if err == nil || !strings.Contains(err.Error(), "0003_broken") {
			t.Errorf("got %v", err)
		}
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`SELECT id FROM b`)
			return err
		}); err == nil {
			t.Error("half of the upgrade stayed")
		}
		if err := migrate(t, db, first); err != nil {
			t.Errorf("the old program no longer starts: %v", err)
		}
	})
}

func TestMigrationsThatDoNotFitAreRefused(t *testing.T) {
	const table = "CREATE TABLE %s (id {{ID}}){{STRICT}};"
	first := map[string]string{"0002_b.sql": fmt.Sprintf(table, "b")}
	cases := map[string]struct {
		files map[string]string
		want  string
	}{
		"a changed file is refused":                  {map[string]string{"0002_b.sql": fmt.Sprintf(table, "b") + " "}, "was changed"},
		"a database of a newer program is refused":   {map[string]string{"0001_a.sql": fmt.Sprintf(table, "a")}, "newer Holdfast"},
		"a file slipped in before is refused":        {map[string]string{"0002_b.sql": first["0002_b.sql"], "0001_a.sql": fmt.Sprintf(table, "a")}, "higher number"},
		"a name without a number is refused":         {map[string]string{"0002_b.sql": first["0002_b.sql"], "b.sql": ""}, "0001_what.sql"},
		"a number given twice is refused":            {map[string]string{"0002_b.sql": first["0002_b.sql"], "0002_c.sql": ""}, "two migrations"},
		"a section for an unknown engine is refused": {map[string]string{"0002_b.sql": first["0002_b.sql"], "0003_c.sql": "-- only oracle\n"}, "oracle"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			db := storetest.Reopen(t, storetest.EmptyConfig(t, store.SQLite))
			if err := migrate(t, db, first); err != nil {
				t.Fatal(err)
			}
			if err := migrate(t, db, c.files); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestProcessesThatMigrateAtOnceAllSucceed(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			c := storetest.EmptyConfig(t, e)
			var group sync.WaitGroup
			for range 4 {
				db := storetest.Reopen(t, c)
				group.Go(func() {
					if err := db.Migrate(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
		})
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a file with spaces?.db")
	good := store.Config{URL: "sqlite:" + path, Key: storetest.Key()}
	db, err := store.Open(t.Context(), good)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Update(context.Background(), func(*store.Tx) error { return nil }); err == nil {
		t.Error("a closed database took an Update")
	}
	other := storetest.Key()
	other[0]++
	for name, c := range map[string]struct {
		config store.Config
		want   string
	}{
		"another key":                   {store.Config{URL: good.URL, Key: other}, "key does not fit"},
		"no key":                        {store.Config{URL: good.URL}, "32"},
		"a short key":                   {store.Config{URL: good.URL, Key: other[:16]}, "32"},
		"read as if not encrypted":      {store.Config{URL: good.URL, Unencrypted: true}, "key does not fit"},
		"an address of no engine":       {store.Config{URL: "mysql://localhost/x"}, "sqlite:PATH"},
		"a server that is not there":    {store.Config{URL: "postgres://u:hidden@127.0.0.1:1/x"}, "check that it runs"},
		"an address that is no address": {store.Config{URL: "postgres://u:hidden@:x:/"}, "looks like"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(t.Context(), c.config)
			if err == nil {
				db.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hidden") {
				t.Errorf("got %v", err)
			}
		})
	}
}
