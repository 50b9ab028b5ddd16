package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/blob"
	"holdfast/internal/civil"
	"holdfast/internal/notify"
	"holdfast/internal/store"
)

// keepFile stores a file that the database names: a copy of somebody's record.
func (d *deployment) keepFile(content string) (id blob.ID) {
	d.t.Helper()
	d.served(func(a *app.App) {
		ctx := d.t.Context()
		var err error
		if id, _, err = a.Rooms.Files.Put(ctx, strings.NewReader(content)); err != nil {
			d.t.Fatal(err)
		}
		err = a.Rooms.DB.Update(ctx, func(tx *store.Tx) error {
			_, err := tx.Exec(`
INSERT INTO record_copy (id, service_id, person_id, asked_at, given_at, until_on, file_id)
SELECT $1, p.service_id, p.id, $2, $2, '2099-01-01', $1 FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = $3`, id, tx.Now(), persona("nadia"))
			return err
		})
		if err != nil {
			d.t.Fatal(err)
		}
	})
	return id
}

// queueOne leaves a message waiting.
func (d *deployment) queueOne() {
	d.t.Helper()
	d.served(func(a *app.App) {
		err := a.Rooms.DB.Update(d.t.Context(), func(tx *store.Tx) error {
			m := notify.Message{Text: "group-cancelled"}
			if err := tx.QueryRow(`SELECT a.service_id, a.person_id FROM account a WHERE a.id = $1`, persona("nadia")).Scan(&m.Service, &m.Person); err != nil {
				return err
			}
			_, err := a.Rooms.Messages.QueueIn(tx, access.System(m.Service, civil.Of(tx.Now())), m)
			return err
		})
		if err != nil {
			d.t.Fatal(err)
		}
	})
}

func (d *deployment) readFile(id blob.ID) string {
	d.t.Helper()
	files, err := d.config().OpenFiles()
	if err != nil {
		d.t.Fatal(err)
	}
	o, err := files.Get(id)
	if err != nil {
		d.t.Fatal(err)
	}
	defer o.Close()
	b, err := io.ReadAll(o)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(b)
}

func TestABackupCarriesTheFiles(t *testing.T) {
	d, _ := peopled(t)
	id := d.keepFile("what Nadia asked for")
	d.queueOne()
	copied := filepath.Join(d.dir, "wednesday.backup")
	if out := d.must("backup", copied); !strings.Contains(out, "the database and 1 files") {
		t.Errorf("backup says %q", out)
	}
	if b, err := os.ReadFile(copied); err != nil || bytes.Contains(b, []byte("Nadia")) || bytes.Contains(b, []byte("SQLite format")) {
		t.Errorf("the copy can be read without the key: %v", err)
	}
	if left, _ := filepath.Glob(copied + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}

	// The machine is gone: all that is left is the copy and the key.
	d.putAway()
	if err := os.RemoveAll(filepath.Join(d.dir, "files")); err != nil {
		t.Fatal(err)
	}
	if out := d.must("restore", copied, "--without-pledges"); !strings.Contains(out, "are held, since most will have been sent") {
		t.Errorf("restore says:\n%s", out)
	}
	if got := d.readFile(id); got != "what Nadia asked for" {
		t.Errorf("the file reads %q", got)
	}
	if out, _ := d.run("doctor"); !strings.Contains(out, "ok      files      1 are there") {
		t.Errorf("doctor says:\n%s", out)
	}
}

func TestAFileThatIsMissingIsSaid(t *testing.T) {
	d, _ := peopled(t)
	id := d.keepFile("gone tomorrow")
	files, err := d.config().OpenFiles()
	if err != nil {
		t.Fatal(err)
	}
	if err := files.Delete(id); err != nil {
		t.Fatal(err)
	}
	if out, err := d.run("doctor"); err == nil || !strings.Contains(out, "BROKEN  files      1 of the 1") {
		t.Errorf("doctor says:\n%s", out)
	}
	if out := d.must("backup", filepath.Join(d.dir, "thursday.backup")); !strings.Contains(out, "1 files that the database names could not be read") {
		t.Errorf("backup says %q", out)
	}
}

func TestABackupThatIsNotWholePutsNothingInPlace(t *testing.T) {
	d, copied := peopled(t)
	whole, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	d.putAway()
	for name, b := range map[string][]byte{
		"cut off":       whole[:len(whole)/2],
		"a bit flipped": append(append(bytes.Clone(whole[:len(whole)/2]), whole[len(whole)/2]^1), whole[len(whole)/2+1:]...),
	} {
		bad := filepath.Join(d.dir, "bad.backup")
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := d.run("restore", bad, "--without-pledges"); err == nil || !strings.Contains(err.Error(), "not a whole backup") {
			t.Errorf("%s: %q, %v", name, out, err)
		}
		if left, _ := filepath.Glob(filepath.Join(d.dir, "holdfast.db*arriving*")); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
}
