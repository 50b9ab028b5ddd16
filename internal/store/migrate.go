package store

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one forward step of the schema, one file.
type migration struct {
	number int
	name   string
	text   string // as written, with its type words
}

// hash tells a migration that was changed after it ran.
func (m migration) hash() string {
	sum := sha256.Sum256([]byte(m.text))
	return hex.EncodeToString(sum[:])
}

// Migrate brings the schema to what this program needs, forward only. Several
// processes may call it at once. A database made by a newer program, or by a
// migration whose text has changed since, is refused and left as it is.
func (db *DB) Migrate(ctx context.Context) error {
	all, err := loadMigrations(migrationFiles)
	if err != nil {
		return err
	}
	return db.backend.migrate(ctx, db.now, all)
}

// loadMigrations reads NNNN_name.sql in their order.
func loadMigrations(files fs.FS) ([]migration, error) {
	paths, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var all []migration
	for _, path := range paths {
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		digits, name, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(path, "migrations/"), ".sql"), "_")
		number, err := strconv.Atoi(digits)
		if err != nil || !ok || len(digits) != 4 {
			return nil, fmt.Errorf("migration %s: its name has to look like 0001_what.sql", path)
		}
		all = append(all, migration{number, name, string(text)})
	}
	slices.SortFunc(all, func(a, b migration) int { return a.number - b.number })
	for i := 1; i < len(all); i++ {
		if all[i].number == all[i-1].number {
			return nil, fmt.Errorf("two migrations have number %04d", all[i].number)
		}
	}
	return all, nil
}

// applied is a migration as the database remembers it.
type applied struct {
	number int
	hash   string
}

const (
	createMigrationTable = `CREATE TABLE IF NOT EXISTS schema_migration (
	number {{INT}} PRIMARY KEY,
	name {{TEXT}} NOT NULL,
	hash {{TEXT}} NOT NULL,
	applied_at {{TIME}} NOT NULL
){{STRICT}}`
	selectMigrations = `SELECT number, hash FROM schema_migration ORDER BY number`
	insertMigration  = `INSERT INTO schema_migration (number, name, hash, applied_at) VALUES ($1, $2, $3, $4)`
)

// pending compares what ran with what there is.
func pending(all []migration, done []applied) ([]migration, error) {
	known := map[int]migration{}
	for _, m := range all {
		known[m.number] = m
	}
	last := 0
	for _, d := range done {
		m, ok := known[d.number]
		if !ok {
			return nil, fmt.Errorf("database has migration %04d, which this program does not know: use a newer Holdfast", d.number)
		}
		if m.hash() != d.hash {
			return nil, fmt.Errorf("migration %04d_%s was changed after it ran here: undo the change, or start with a new database", m.number, m.name)
		}
		delete(known, d.number)
		last = d.number
	}
	var todo []migration
	for _, m := range all {
		if _, left := known[m.number]; !left {
			continue
		}
		if m.number < last {
			return nil, fmt.Errorf("migration %04d_%s comes before %04d, which has run: give it a higher number", m.number, m.name, last)
		}
		todo = append(todo, m)
	}
	return todo, nil
}

// migrator is what an engine gives to migrate with: scripts of several
// statements, inside a transaction that lets nobody else migrate meanwhile.
type migrator interface {
	session
	script(ctx context.Context, text string) error
}

// steps runs what is pending. It all happens in one transaction, so that a
// failing upgrade leaves the database as it was, still good for the old program.
func steps(ctx context.Context, m migrator, now func() time.Time, all []migration) error {
	if err := m.script(ctx, words(m.engine(), createMigrationTable)); err != nil {
		return translate(err)
	}
	tx := newTx(ctx, now, m)
	rows, err := tx.Query(selectMigrations)
	done, err := Collect(rows, err, func(r *Rows) (a applied, err error) {
		return a, r.Scan(&a.number, &a.hash)
	})
	if err != nil {
		return err
	}
	todo, err := pending(all, done)
	if err != nil {
		return err
	}
	for _, step := range todo {
		if err := runStep(ctx, m, tx, step); err != nil {
			return fmt.Errorf("migration %04d_%s: %w", step.number, step.name, translate(err))
		}
	}
	return nil
}

func runStep(ctx context.Context, m migrator, tx *Tx, step migration) error {
	text, err := section(m.engine(), step.text)
	if err != nil {
		return err
	}
	if err := m.script(ctx, words(m.engine(), text)); err != nil {
		return err
	}
	_, err = tx.Exec(insertMigration, step.number, step.name, step.hash(), tx.Now())
	return err
}

// section leaves what is for engine: everything, except lines under
// "-- only sqlite" or "-- only postgres" up to "-- both".
func section(engine Engine, text string) (string, error) {
	var out strings.Builder
	keep := true
	for line := range strings.Lines(text) {
		switch strings.TrimSpace(line) {
		case "-- only " + string(SQLite):
			keep = engine == SQLite
		case "-- only " + string(Postgres):
			keep = engine == Postgres
		case "-- both":
			keep = true
		default:
			if strings.HasPrefix(line, "-- only ") {
				return "", fmt.Errorf("no engine is called so: %s", strings.TrimSpace(line))
			}
			if keep {
				out.WriteString(line)
			}
		}
	}
	return out.String(), nil
}

// Schema is the text of all migrations as both engines get it, for those who keep
// a migrated database and have to know when it is out of date.
func Schema() string {
	migrations, err := loadMigrations(migrationFiles)
	if err != nil {
		return err.Error() // Migrate says the same, and fails
	}
	var all strings.Builder
	for _, m := range migrations {
		all.WriteString(words(SQLite, m.text))
		all.WriteString(words(Postgres, m.text))
	}
	return all.String()
}
