package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"holdfast/internal/ident"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// killedVariable holds a database's address for a process that is to be killed.
const killedVariable = "HOLDFAST_TEST_KILLED"

func TestMain(m *testing.M) {
	if url := os.Getenv(killedVariable); url != "" {
		if err := writeUntilKilled(url); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// writeUntilKilled does a thousand concurrent Updates of two rows each, and says
// which were acknowledged.
func writeUntilKilled(url string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Config{URL: url, Key: storetest.Key()})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var group sync.WaitGroup
	for range 1000 {
		group.Go(func() {
			id := ident.New[thing]()
			err := db.Update(ctx, func(tx *store.Tx) error {
				for _, name := range []string{"first", "second"} {
					if _, err := tx.Exec(`INSERT INTO killed (id, name) VALUES ($1, $2)`, id, name); err != nil {
						return err
					}
				}
				return nil
			})
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				return
			}
			fmt.Println(id)
		})
	}
	group.Wait()
	return nil
}

func TestEverythingAcknowledgedBeforeAKillIsThereOnce(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			c := storetest.Config(t, e)
			before, err := store.Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			update(t, before, func(tx *store.Tx) error {
				_, err := tx.Exec(store.Words(e, `CREATE TABLE killed (id {{ID}}, name {{TEXT}}){{STRICT}}`))
				return err
			})
			// Closed, so that nobody but the next to open it finds what was left behind.
			if err := before.Close(); err != nil {
				t.Fatal(err)
			}
			acknowledged := killAfter(t, c.URL, 200)
			db := storetest.Reopen(t, c)
			there := map[string]int{}
			view(t, db, func(tx *store.Tx) error {
				rows, err := tx.Query(`SELECT id FROM killed`)
				ids, err := store.Collect(rows, err, store.Column[string])
				for _, id := range ids {
					there[id]++
				}
				return err
			})
			for _, id := range acknowledged {
				if there[id] != 2 {
					t.Errorf("%s was acknowledged, %d of its 2 rows are there", id, there[id])
				}
			}
			for id, n := range there {
				if n != 2 {
					t.Errorf("%s is half done: %d rows of 2", id, n)
				}
			}
			t.Logf("%d acknowledged, %d there, of 1000", len(acknowledged), len(there))
		})
	}
}

// killAfter runs writeUntilKilled in a process of its own, kills it after the
// first n acknowledgements and returns all that were made.
func killAfter(t *testing.T, url string, n int) (acknowledged []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killedVariable+"="+url)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		acknowledged = append(acknowledged, lines.Text())
		if len(acknowledged) == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || len(acknowledged) < n {
		t.Fatalf("it ended by itself after %d: %v", len(acknowledged), err)
	}
	return acknowledged
}
