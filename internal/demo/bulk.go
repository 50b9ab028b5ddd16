package demo

import (
	"strings"

	"holdfast/internal/store"
)

// bulk gathers rows and writes them many at a time: one row a statement would
// take most of an hour for a hundred thousand families.
type bulk struct {
	tables []*table // parents before those that refer to them
	rows   int
}

// table is the rows of one table that wait to be written.
type table struct {
	name    string
	columns []string
	args    []any
}

// sizes are the numbers of rows that one statement writes. There are few, because
// each is another prepared statement.
var sizes = []int{256, 32, 4, 1}

// variables is what SQLite allows in one statement; PostgreSQL allows twice that.
const variables = 32_766

// table makes a table of the bulk. Tables are written in the order they are made.
func (b *bulk) table(name, columns string) *table {
	t := &table{name: name, columns: strings.Fields(columns)}
	b.tables = append(b.tables, t)
	return t
}

// add gathers a row. Empty identifiers and zero moments become NULL when they are
// passed through opt and when.
func (b *bulk) add(t *table, values ...any) {
	if len(values) != len(t.columns) {
		panic("demo: a row of " + t.name + " with another number of columns") // a slip in this package
	}
	t.args = append(t.args, values...)
	b.rows++
}

// write writes what was gathered. It may run more than once, so it forgets nothing.
func (b *bulk) write(tx *store.Tx) error {
	for _, t := range b.tables {
		args, width := t.args, len(t.columns)
		for _, n := range sizes {
			for n*width <= variables && len(args) >= n*width {
				if _, err := tx.Exec(t.insert(n), args[:n*width]...); err != nil {
					return err
				}
				args = args[n*width:]
			}
		}
	}
	return nil
}

// clear forgets what was written.
func (b *bulk) clear() {
	for _, t := range b.tables {
		clear(t.args)
		t.args = t.args[:0]
	}
	b.rows = 0
}

func (t *table) insert(rows int) string {
	var q strings.Builder
	q.WriteString("INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES ")
	for i := range rows {
		if i > 0 {
			q.WriteString(", ")
		}
		q.WriteString("(" + store.List(i*len(t.columns)+1, len(t.columns)) + ")")
	}
	return q.String()
}
