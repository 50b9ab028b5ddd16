package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

var rewrite = flag.Bool("update", false, "write the golden schemas anew")

// schemaOf describes the schema as the engine understood it: one line a thing.
func schemaOf(t *testing.T, db *store.DB) string {
	t.Helper()
	query := `SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name`
	if db.Engine() == store.Postgres {
		query = `
WITH ours AS (SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'),
line AS (
	SELECT o.relname, 1 AS part, a.attnum AS place, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
		|| COALESCE(' COLLATE ' || (SELECT quote_ident(l.collname) FROM pg_collation l WHERE l.oid = a.attcollation AND l.collname <> 'default'), '')
		|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
		|| COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS text, '' AS name
	FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	UNION ALL SELECT relname, 0, 0, 'TABLE ' || relname, '' FROM ours
	UNION ALL SELECT o.relname, 2, 0, '  ' || c.conname || ' ' || pg_get_constraintdef(c.oid), c.conname FROM ours o JOIN pg_constraint c ON c.conrelid = o.oid
	UNION ALL SELECT o.relname, 3, 0, '  ' || pg_get_indexdef(i.indexrelid), pg_get_indexdef(i.indexrelid) FROM ours o JOIN pg_index i ON i.indrelid = o.oid
	UNION ALL SELECT o.relname, 4, 0, '  ' || pg_get_triggerdef(g.oid), g.tgname FROM ours o JOIN pg_trigger g ON g.tgrelid = o.oid AND NOT g.tgisinternal
)
SELECT text FROM line ORDER BY relname COLLATE "C", part, place, name COLLATE "C"`
	}
	var lines []string
	view(t, db, func(tx *store.Tx) (err error) {
		rows, err := tx.Query(query)
		lines, err = store.Collect(rows, err, store.Column[string])
		return err
	})
	return strings.Join(lines, "\n") + "\n"
}

func TestSchemaIsTheGoldenOne(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		path := filepath.Join("testdata", "schema."+string(db.Engine())+".sql")
		got := schemaOf(t, db)
		if *rewrite {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("the schema is not %s. When the change is meant: go test ./internal/store -run Golden -update\n%s", path, firstDifference(string(want), got))
		}
	})
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			return "golden: " + w[i] + "\nnow:    " + strings.Join(g[i:min(i+1, len(g))], "")
		}
	}
	return "now there is more: " + strings.Join(g[len(w)-1:], "\n")
}

// TestEveryTableHasTheSameColumnsOnBothEngines keeps what only one engine has
// from slipping in beside the type words.
func TestEveryTableHasTheSameColumnsOnBothEngines(t *testing.T) {
	columns := map[store.Engine]string{}
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		query := `SELECT m.name || '.' || p.name FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY 1`
		if db.Engine() == store.Postgres {
			query = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY (table_name || '.' || column_name) COLLATE "C"`
		}
		view(t, db, func(tx *store.Tx) error {
			rows, err := tx.Query(query)
			names, err := store.Collect(rows, err, store.Column[string])
			columns[db.Engine()] = strings.Join(names, "\n")
			return err
		})
	})
	if columns[store.SQLite] != columns[store.Postgres] {
		t.Error(firstDifference(columns[store.SQLite], columns[store.Postgres]))
	}
}
