package store

import (
	"context"
	"io/fs"
)

// Placeholders lets tests see what SQLite gets.
var Placeholders = placeholders

// Words lets tests write tables in type words.
var Words = words

// Queued is how many wait for the SQLite writer.
func Queued(db *DB) int {
	w := db.backend.(*sqlite).writer
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue)
}

// MigrateFrom migrates with other files than the embedded ones.
func MigrateFrom(ctx context.Context, db *DB, files fs.FS) error {
	all, err := loadMigrations(files)
	if err != nil {
		return err
	}
	return db.backend.migrate(ctx, db.now, all)
}

// IdleReaders is how many SQLite connections wait to read.
func IdleReaders(db *DB) int {
	p := db.backend.(*sqlite).readers
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.idle)
}

// ReadersTireAtOnce makes idle connections close as if they had waited for long.
func ReadersTireAtOnce(db *DB) { db.backend.(*sqlite).readers.maxIdle = 0 }
