package store

// Words lets tests write tables in type words.
var Words = words

// Queued is how many wait for the SQLite writer.
func Queued(db *DB) int {
	w := db.backend.(*sqlite).writer
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue)
}
