package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func insertNumber(tx *store.Tx, n int) error {
	_, err := tx.Exec(`INSERT INTO sample (id, n) VALUES ($1, $2)`, ident.New[thing](), n)
	return err
}

// together runs n Updates that are sure to wait in the writer's queue at the same
// time, and returns their errors. fn gets its number, from 1.
func together(t *testing.T, db *store.DB, n int, fn func(tx *store.Tx, i int) error) []error {
	t.Helper()
	began, end := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	errs := make([]error, n+1)
	group.Go(func() {
		var once sync.Once
		errs[0] = db.Update(t.Context(), func(tx *store.Tx) error {
			once.Do(func() { close(began) })
			<-end
			return insertNumber(tx, 0)
		})
	})
	<-began
	for i := 1; i <= n; i++ {
		group.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					errs[i] = fmt.Errorf("panic: %v", p)
				}
			}()
			errs[i] = db.Update(t.Context(), func(tx *store.Tx) error { return fn(tx, i) })
		})
	}
	for db.Engine() == store.SQLite && store.Queued(db) < n {
		runtime.Gosched()
	}
	close(end)
	group.Wait()
	return errs
}

func numbers(t *testing.T, db *store.DB) (all []int) {
	t.Helper()
	view(t, db, func(tx *store.Tx) (err error) {
		rows, err := tx.Query(`SELECT n FROM sample ORDER BY n`)
		all, err = store.Collect(rows, err, store.Column[int])
		return err
	})
	return all
}

func TestUpdatesThatWaitShareACommitAndNobodySeesItBefore(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	makeSample(t, db)
	const n = 600
	var mu sync.Mutex
	committed := map[int]bool{}
	for _, err := range together(t, db, n, func(tx *store.Tx, i int) error {
		c := count(t, db)
		mu.Lock()
		committed[c] = true
		mu.Unlock()
		return insertNumber(tx, i)
	}) {
		if err != nil {
			t.Error(err)
		}
	}
	if got := len(numbers(t, db)); got != n+1 {
		t.Errorf("%d rows of %d", got, n+1)
	}
	// A commit closes after 256 members or 20 ms: there were several, and far
	// fewer than members.
	if c := len(committed); c < 2 || c > n/2 {
		t.Errorf("%d Updates saw %d different commits", n, c)
	}
}

func TestOneThatFailsDoesNotHarmThoseWhoShareItsCommit(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		ours := errors.New("ours")
		errs := together(t, db, 8, func(tx *store.Tx, i int) error {
			if err := insertNumber(tx, i); err != nil {
				return err
			}
			switch i {
			case 2:
				return ours
			case 4:
				panic("ours")
			case 6:
				_, err := tx.Exec(`INSERT INTO sample (id) SELECT id FROM sample`)
				return err
			}
			return nil
		})
		if !errors.Is(errs[2], ours) || errs[4] == nil || !fault.Is(errs[6], fault.Conflict) {
			t.Errorf("got %v", errs)
		}
		if got := fmt.Sprint(numbers(t, db)); got != "[0 1 3 5 7 8]" {
			t.Errorf("got %s", got)
		}
	})
}

func TestRuleCheckedAtCommitFailsOnlyWhoBrokeIt(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		update(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(store.Words(db.Engine(), `CREATE TABLE late (of_id {{ID}} NOT NULL REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED){{STRICT}}`))
			return err
		})
		errs := together(t, db, 4, func(tx *store.Tx, i int) error {
			if i == 3 {
				if _, err := tx.Exec(`INSERT INTO late (of_id) VALUES ($1)`, ident.New[thing]()); err != nil {
					return err
				}
			}
			return insertNumber(tx, i)
		})
		for i, err := range errs {
			if wrong := i == 3; wrong != fault.Is(err, fault.Conflict) || !wrong && err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if got := fmt.Sprint(numbers(t, db)); got != "[0 1 2 4]" {
			t.Errorf("got %s", got)
		}
	})
}

func TestWhoGivesUpWaitingHoldsNobodyUp(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	makeSample(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	began, end := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		if err := db.Update(t.Context(), func(tx *store.Tx) error {
			close(began)
			<-end
			return insertNumber(tx, 0)
		}); err != nil {
			t.Error(err)
		}
	})
	<-began
	group.Go(func() {
		if err := db.Update(ctx, func(tx *store.Tx) error { return insertNumber(tx, 1) }); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	for store.Queued(db) < 1 {
		runtime.Gosched()
	}
	group.Go(func() {
		if err := db.Update(t.Context(), func(tx *store.Tx) error { return insertNumber(tx, 2) }); err != nil {
			t.Error(err)
		}
	})
	for store.Queued(db) < 2 {
		runtime.Gosched()
	}
	cancel()
	for store.Queued(db) > 1 {
		runtime.Gosched()
	}
	close(end)
	group.Wait()
	if got := fmt.Sprint(numbers(t, db)); got != "[0 2]" {
		t.Errorf("got %s", got)
	}
}

func TestFortyFamiliesRacingForEightPlacesFillEight(t *testing.T) {
	withSample(t, func(t *testing.T, db *store.DB) {
		full := errors.New("full")
		var group sync.WaitGroup
		var mu sync.Mutex
		got := map[bool]int{}
		for i := range 40 {
			group.Go(func() {
				err := db.Update(t.Context(), func(tx *store.Tx) error {
					var taken int
					if err := tx.QueryRow(`SELECT COUNT(*) FROM sample`).Scan(&taken); err != nil {
						return err
					}
					if taken >= 8 {
						return full
					}
					return insertNumber(tx, i)
				})
				if err != nil && !errors.Is(err, full) {
					t.Error(err)
				}
				mu.Lock()
				got[err == nil]++
				mu.Unlock()
			})
		}
		group.Wait()
		if n := count(t, db); n != 8 || got[true] != 8 || got[false] != 32 {
			t.Errorf("%d places taken, told %v", n, got)
		}
	})
}

func TestFullDiskIsSaidAndHarmsNothingThatWasAcknowledged(t *testing.T) {
	db := storetest.Open(t, store.SQLite, storetest.WithMaxPages(400))
	makeSample(t, db)
	errs := together(t, db, 60, func(tx *store.Tx, i int) error {
		if err := insertNumber(tx, i); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE sample SET raw = $1 WHERE n = $2`, make([]byte, 64<<10), i)
		return err
	})
	want, failed := []int{}, 0
	for i, err := range errs {
		if err == nil {
			want = append(want, i)
			continue
		}
		failed++
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("got %v", err)
		}
	}
	if failed == 0 || len(want) < 2 {
		t.Fatalf("%d failed of %d: the disk was meant to fill on the way", failed, len(errs))
	}
	if got := numbers(t, db); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("there are %v, acknowledged were %v", got, want)
	}
	update(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(`DELETE FROM sample WHERE n <> 0`)
		return err
	})
	update(t, db, func(tx *store.Tx) error { return insertNumber(tx, 1) })
	if got := fmt.Sprint(numbers(t, db)); got != "[0 1]" {
		t.Errorf("after making room there are %s", got)
	}
}
