//go:build unix

package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"

	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// Variables that make this program another one, to be killed or to fail: each
// holds a database's address.
const (
	killedVariable  = "HOLDFAST_TEST_KILLED"
	limitedVariable = "HOLDFAST_TEST_LIMITED"
)

func TestMain(m *testing.M) {
	err := error(nil)
	switch killed, limited := os.Getenv(killedVariable), os.Getenv(limitedVariable); {
	case killed != "":
		err = writeThousand(killed, 0)
	case limited != "":
		if err = limitFiles(2 << 20); err == nil {
			err = writeThousand(limited, 4<<10)
		}
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// limitFiles is a disk that is full, as far as this process sees: no file grows
// beyond so many bytes, and writing more fails.
func limitFiles(bytes uint64) error {
	// Without this the process would die instead.
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: bytes})
}

// writeThousand does a thousand concurrent Updates of two rows each, and prints
// the identifiers of those that were acknowledged, and errors of others.
func writeThousand(url string, size int) error {
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
					if _, err := tx.Exec(`INSERT INTO killed (id, name, raw) VALUES ($1, $2, $3)`, id, name, make([]byte, size)); err != nil {
						return err
					}
				}
				return nil
			})
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				fmt.Println("error:", fault.KindOf(err))
				return
			}
			fmt.Println(id)
		})
	}
	group.Wait()
	return nil
}

// killedTable makes the table that writeThousand fills, and closes the database,
// so that nobody but the next to open it finds what was left behind.
func killedTable(t *testing.T, c store.Config, e store.Engine) {
	t.Helper()
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	update(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(store.Words(e, `CREATE TABLE killed (id {{ID}}, name {{TEXT}}, raw {{BYTES}}){{STRICT}}`))
		return err
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// rowsByID counts the rows of writeThousand by their identifier.
func rowsByID(t *testing.T, db *store.DB) map[string]int {
	t.Helper()
	there := map[string]int{}
	view(t, db, func(tx *store.Tx) error {
		rows, err := tx.Query(`SELECT id FROM killed`)
		ids, err := store.Collect(rows, err, store.Column[string])
		for _, id := range ids {
			there[id]++
		}
		return err
	})
	return there
}

func TestEverythingAcknowledgedBeforeAKillIsThereOnce(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			c := storetest.Config(t, e)
			killedTable(t, c, e)
			acknowledged := killAfter(t, killedVariable+"="+c.URL, 200)
			there := rowsByID(t, storetest.Reopen(t, c))
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

// killAfter runs this program with the variable, kills it after its first n lines
// and returns all it printed. With n = 0 it is left to end by itself.
func killAfter(t *testing.T, variable string, n int) (lines []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), variable)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for scanner := bufio.NewScanner(out); scanner.Scan(); {
		lines = append(lines, scanner.Text())
		if len(lines) == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); (err != nil) != (n > 0) || len(lines) < n {
		t.Fatalf("it ended after %d lines: %v", len(lines), err)
	}
	return lines
}

func TestDiskThatFillsUnderASharedCommitKeepsAllItAcknowledged(t *testing.T) {
	c := storetest.Config(t, store.SQLite)
	killedTable(t, c, store.SQLite)
	acknowledged, refused := map[string]bool{}, 0
	for _, line := range killAfter(t, limitedVariable+"="+c.URL, 0) {
		kind, failed := strings.CutPrefix(line, "error: ")
		switch {
		case !failed:
			acknowledged[line] = true
		case kind == fault.Unavailable.String():
			refused++
		default:
			t.Errorf("a full disk was said to be %s", kind)
		}
	}
	if len(acknowledged) == 0 || refused == 0 {
		t.Fatalf("%d acknowledged, %d refused: the disk was meant to fill on the way", len(acknowledged), refused)
	}
	there := rowsByID(t, storetest.Reopen(t, c))
	for id := range acknowledged {
		if there[id] != 2 {
			t.Errorf("%s was acknowledged, %d of its 2 rows are there", id, there[id])
		}
	}
	// What was refused may be there all the same, and then whole: when the disk
	// fills between the last frame of a commit and the word that it is safe, the
	// frame is found when the file is opened again. So a refusal of this kind means
	// "not known", and every form carries an identity that makes sending it again
	// harmless.
	for id, n := range there {
		if n != 2 {
			t.Errorf("%s is half done: %d rows of 2", id, n)
		}
	}
	t.Logf("%d acknowledged, %d refused, %d there", len(acknowledged), refused, len(there))
}
