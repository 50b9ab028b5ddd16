package jobs

import (
	"time"

	"holdfast/internal/fault"
	"holdfast/internal/store"
)

type newJob struct {
	id      ID
	kind    string
	key     string
	payload string
	runAt   time.Time
}

func insertJob(tx *store.Tx, j newJob) (id ID, err error) {
	var key any // NULL: NULLs are all different, so a job without a key never meets another
	if j.key != "" {
		key = j.key
	}
	err = tx.QueryRow(`INSERT INTO job (id, kind, job_key, payload, run_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (kind, job_key) DO UPDATE
		SET run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END
		RETURNING id`,
		j.id, j.kind, key, j.payload, j.runAt, tx.Now()).Scan(&id)
	return id, err
}

func deleteByKey(tx *store.Tx, kind, key string) error {
	_, err := tx.Exec(`DELETE FROM job WHERE kind = $1 AND job_key = $2`, kind, key)
	return err
}

// claimed is a job whose attempt is ours until its lease ends.
type claimed struct {
	id      ID
	kind    string
	payload []byte
	attempt int
}

// due is the condition for jobs of the given kinds that may begin, and its
// arguments.
func due(tx *store.Tx, kinds []string) (where string, args []any) {
	args = []any{tx.Now()}
	for _, k := range kinds {
		args = append(args, k)
	}
	return `failed_at IS NULL AND run_at <= $1 AND kind IN (` + store.List(2, len(kinds)) + `)`, args
}

// anyDue reports whether claimDue would find something; it only reads.
func anyDue(tx *store.Tx, kinds []string) (found bool, err error) {
	where, args := due(tx, kinds)
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM job WHERE `+where+`)`, args...).Scan(&found)
	return found, err
}

// claimDue begins up to limit jobs that are due, longest due first: they are ours
// for the length of the lease.
func claimDue(tx *store.Tx, kinds []string, limit int, lease time.Duration) ([]claimed, error) {
	where, args := due(tx, kinds)
	rows, err := tx.Query(`SELECT id, kind, payload, attempt FROM job WHERE `+where+`
		ORDER BY run_at, id LIMIT `+store.List(len(args)+1, 1), append(args, limit)...)
	jobs, err := store.Collect(rows, err, func(rows *store.Rows) (c claimed, err error) {
		return c, rows.Scan(&c.id, &c.kind, &c.payload, &c.attempt)
	})
	if err != nil {
		return nil, err
	}
	for i := range jobs {
		jobs[i].attempt++
		_, err := tx.Exec(`UPDATE job SET attempt = $2, run_at = $3, job_key = NULL WHERE id = $1`,
			jobs[i].id, jobs[i].attempt, tx.Now().Add(lease))
		if err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// The next three end or prolong an attempt, and touch nothing when the lease ran
// out and another worker began the next attempt.

func prolong(tx *store.Tx, c claimed, lease time.Duration) (ours bool, err error) {
	n, err := tx.Exec(`UPDATE job SET run_at = $3 WHERE id = $1 AND attempt = $2 AND failed_at IS NULL`, c.id, c.attempt, tx.Now().Add(lease))
	return n == 1, err
}

func deleteDone(tx *store.Tx, c claimed) error {
	_, err := tx.Exec(`DELETE FROM job WHERE id = $1 AND attempt = $2`, c.id, c.attempt)
	return err
}

func putBack(tx *store.Tx, c claimed, runAt time.Time, why string) error {
	_, err := tx.Exec(`UPDATE job SET run_at = $3, error = $4 WHERE id = $1 AND attempt = $2`, c.id, c.attempt, runAt, why)
	return err
}

func giveUp(tx *store.Tx, c claimed, why string) error {
	_, err := tx.Exec(`UPDATE job SET failed_at = $3, error = $4 WHERE id = $1 AND attempt = $2`, c.id, c.attempt, tx.Now(), why)
	return err
}

func selectFailed(tx *store.Tx, limit int) ([]Failure, error) {
	rows, err := tx.Query(`SELECT id, kind, payload, attempt, failed_at, error FROM job
		WHERE failed_at IS NOT NULL ORDER BY failed_at DESC, id DESC LIMIT $1`, limit)
	return store.Collect(rows, err, func(rows *store.Rows) (f Failure, err error) {
		return f, rows.Scan(&f.ID, &f.Kind, &f.Payload, &f.Attempts, &f.At, &f.Error)
	})
}

func resetFailed(tx *store.Tx, id ID) error {
	n, err := tx.Exec(`UPDATE job SET failed_at = NULL, attempt = 0, run_at = $2 WHERE id = $1 AND failed_at IS NOT NULL`, id, tx.Now())
	return one(n, err)
}

func deleteFailed(tx *store.Tx, id ID) error {
	n, err := tx.Exec(`DELETE FROM job WHERE id = $1 AND failed_at IS NOT NULL`, id)
	return one(n, err)
}

func one(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.NotFoundf("no failed job with this identifier")
	}
	return err
}

func selectCounts(tx *store.Tx) (c Counts, err error) {
	count := func(into *int, where string, args ...any) {
		if err == nil {
			err = tx.QueryRow(`SELECT COUNT(*) FROM job WHERE `+where, args...).Scan(into)
		}
	}
	count(&c.Due, `failed_at IS NULL AND run_at <= $1`, tx.Now())
	count(&c.Waiting, `failed_at IS NULL AND run_at > $1`, tx.Now())
	count(&c.Failed, `failed_at IS NOT NULL`)
	return c, err
}

// lastRun is when a schedule last made its job; nil for never.
func lastRun(tx *store.Tx, kind string) (at *time.Time, err error) {
	err = tx.QueryRow(`SELECT last_at FROM job_schedule WHERE kind = $1`, kind).Scan(&at)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return at, err
}

func setLastRun(tx *store.Tx, kind string) error {
	_, err := tx.Exec(`INSERT INTO job_schedule (kind, last_at) VALUES ($1, $2)
		ON CONFLICT (kind) DO UPDATE SET last_at = excluded.last_at`, kind, tx.Now())
	return err
}
