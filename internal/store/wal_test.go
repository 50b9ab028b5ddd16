package store

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"
)

// What a commit wrote has to be there for everybody else as soon as it has returned,
// wherever in a block of the encryption the commit happened to end.
func TestWhatACommitWroteIsReadByOthersAtOnce(t *testing.T) {
	for name, c := range map[string]Config{
		"encrypted": {Key: []byte(strings.Repeat("k", 32))},
		"plain":     {Unencrypted: true},
	} {
		t.Run(name, func(t *testing.T) {
			c.URL = "sqlite:" + filepath.Join(t.TempDir(), "log.db")
			db, err := Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			do(t, db, `CREATE TABLE line (n INTEGER PRIMARY KEY, text TEXT NOT NULL)`)
			sum := 0
			for n := range 400 {
				// Some commits change a page, some spill over many.
				text := strings.Repeat("x", 1+n*n%17*997)
				do(t, db, `INSERT INTO line (n, text) VALUES ($1, $2)`, n, text)
				sum += len(text)
				var lines, length int
				if err := db.View(t.Context(), func(tx *Tx) error {
					return tx.QueryRow(`SELECT COUNT(*), SUM(LENGTH(text)) FROM line`).Scan(&lines, &length)
				}); err != nil {
					t.Fatalf("after commit %d: %v", n, err)
				}
				if lines != n+1 || length != sum {
					t.Fatalf("after commit %d there are %d lines of %d characters in all, not of %d", n, lines, length, sum)
				}
			}
			if err := Check(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
	}
}

func do(t *testing.T, db *DB, statement string, args ...any) {
	t.Helper()
	if err := db.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.Exec(statement, args...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// memory is a file that counts its writes, and fails when told to.
type memory struct {
	vfs.File
	bytes  []byte
	writes []string
	fails  error
}

func (m *memory) WriteAt(p []byte, off int64) (int, error) {
	if m.fails != nil {
		return 0, m.fails
	}
	m.writes = append(m.writes, fmt.Sprintf("%d+%d", off, len(p)))
	if need := int(off) + len(p); need > len(m.bytes) {
		m.bytes = append(m.bytes, make([]byte, need-len(m.bytes))...)
	}
	return copy(m.bytes[off:], p), nil
}

func (m *memory) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(m.bytes)) {
		return 0, io.EOF
	}
	return copy(p, m.bytes[off:]), nil
}

func (m *memory) Sync(vfs.SyncFlag) error { return nil }

func write(t *testing.T, f vfs.File, off int64, length int) {
	t.Helper()
	if _, err := f.WriteAt(make([]byte, length), off); err != nil {
		t.Fatal(err)
	}
}

func TestALogIsWrittenInOnePiece(t *testing.T) {
	below := &memory{}
	f := &logFile{gathering: gathering{File: below}}
	write(t, f, 0, logHead)
	write(t, f, logHead, 24)
	write(t, f, logHead+24, 4096)
	if len(below.writes) != 0 {
		t.Errorf("before it is synced it wrote %v", below.writes)
	}
	if _, err := f.ReadAt(make([]byte, 10), 10); err != nil {
		t.Fatal(err)
	}
	write(t, f, logHead+logFrame, 24)
	write(t, f, logHead+logFrame+24, 4000) // the block is full within the second frame
	if err := f.Sync(0); err != nil {
		t.Fatal(err)
	}
	write(t, f, logHead+logFrame+4024, 96) // the rest of that frame
	write(t, f, logHead+2*logFrame, 24)    // the next commit
	want := fmt.Sprintf("[0+%d %d+4024 %d+96]", logHead+logFrame, logHead+logFrame, logHead+logFrame+4024)
	if got := fmt.Sprint(below.writes); got != want {
		t.Errorf("it wrote %s, not %s", got, want)
	}
}

func TestAFullDiskIsHeardOfWhenTheLogIsSynced(t *testing.T) {
	full := errors.New("no space")
	below := &memory{fails: full}
	f := &logFile{gathering: gathering{File: below}}
	write(t, f, 0, logHead)
	if err := f.Sync(0); !errors.Is(err, full) {
		t.Errorf("Sync says %v", err)
	}
	below.fails = nil
	write(t, f, 0, logHead)
	if err := f.Sync(0); err != nil {
		t.Error(err)
	}
	if got := fmt.Sprint(below.writes); got != "[0+32]" {
		t.Errorf("afterwards it wrote %s", got)
	}
}
