package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/backup"
	"holdfast/internal/demo"
	"holdfast/internal/family"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// peopled is a deployment with families in it, and a copy of a day on which nothing
// had happened yet.
func peopled(t *testing.T) (d *deployment, copied string) {
	t.Helper()
	d = deploy(t)
	c := d.config()
	plan := demo.Plan{Store: c.Store(), Key: c.Key, Seed: 1, Families: 3, Now: time.Now(), BaseURL: c.BaseURL}
	if err := demo.Make(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	copied = filepath.Join(d.dir, "tuesday.backup")
	d.must("backup", copied)
	return d, copied
}

func (d *deployment) config() app.Config {
	d.t.Helper()
	c, err := readSettings(d.env).config(os.Stderr)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

// served has do done while the deployment is served.
func (d *deployment) served(do func(*app.App)) {
	d.t.Helper()
	a, err := app.New(d.t.Context(), d.config())
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			d.t.Error(err)
		}
	}()
	do(a)
}

func (d *deployment) pledges() string { return filepath.Join(d.dir, "holdfast.db.pledges") }

// loseBaby has Dana tell that Marta's baby died.
func (d *deployment) loseBaby() {
	d.t.Helper()
	d.served(func(a *app.App) {
		ctx := d.t.Context()
		var who access.Actor
		var infant family.PersonID
		err := a.Rooms.DB.View(ctx, func(tx *store.Tx) (err error) {
			if who, err = a.Rooms.Accounts.ActorIn(tx, persona("dana")); err != nil {
				return err
			}
			return tx.QueryRow(`SELECT d.infant_id FROM account a JOIN dyad d ON d.caregiver_id = a.person_id WHERE a.id = $1`, persona("marta")).Scan(&infant)
		})
		if err != nil {
			d.t.Fatal(err)
		}
		if _, err := a.Rooms.Families.RecordLoss(ctx, who, family.NewLoss{Infant: infant, Kind: family.Death}); err != nil {
			d.t.Fatal(err)
		}
	})
}

func persona(key string) (id access.AccountID) {
	for _, p := range demo.Personas() {
		if p.Key == key {
			id = p.Account
		}
	}
	return id
}

// lost is how many babies are lost, to the knowledge of the database.
func (d *deployment) lost() (n int) {
	d.t.Helper()
	db, err := store.Open(d.t.Context(), d.config().Store())
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	err = db.View(d.t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT COUNT(*) FROM person WHERE lost_on IS NOT NULL`).Scan(&n)
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func TestARestoreDoesNotForgetALoss(t *testing.T) {
	d, copied := peopled(t)
	d.loseBaby()
	gone := d.putAway()
	if out := d.must("restore", copied); !strings.Contains(out, "Carried over: 1 losses") {
		t.Errorf("restoring says:\n%s", out)
	}
	if n := d.lost(); n != 1 {
		t.Errorf("%d babies are lost", n)
	}
	if out := d.must("verify"); !strings.Contains(out, "The record is whole") {
		t.Errorf("verify says %q", out)
	}

	t.Run("the database that is replaced stands in for a file that is gone", func(t *testing.T) {
		remove(t, d.pledges())
		remove(t, filepath.Join(d.dir, "holdfast.db"))
		if out := d.must("restore", copied, "--replaced", gone); !strings.Contains(out, "Carried over: 1 losses") || d.lost() != 1 {
			t.Errorf("restoring says:\n%s", out)
		}
		if _, err := os.Stat(d.pledges()); err != nil {
			t.Errorf("the file was not begun anew: %v", err)
		}
	})
}

func TestACopyThatSomebodyPutThereByHandDoesNotForgetEither(t *testing.T) {
	d, _ := peopled(t)
	before := filepath.Join(d.dir, "before")
	if err := store.Backup(t.Context(), d.config().Store(), before); err != nil {
		t.Fatal(err)
	}
	d.loseBaby()
	d.putAway()
	if err := os.Rename(before, filepath.Join(d.dir, "holdfast.db")); err != nil {
		t.Fatal(err)
	}
	if out, err := d.run("doctor"); err == nil || !strings.Contains(out, "BROKEN  pledges    1 in ") {
		t.Errorf("doctor says:\n%s", out)
	}
	d.served(func(*app.App) {})
	if n := d.lost(); n != 1 {
		t.Errorf("%d babies are lost once it is served", n)
	}
	if out, _ := d.run("doctor"); !strings.Contains(out, "ok      pledges    1 stand in") {
		t.Errorf("doctor says:\n%s", out)
	}
}

func TestAFileOfPledgesThatIsNotWholeStopsARestore(t *testing.T) {
	d, copied := peopled(t)
	d.loseBaby()
	whole, err := os.ReadFile(d.pledges())
	if err != nil {
		t.Fatal(err)
	}
	d.putAway()
	lines := bytes.SplitAfter(whole, []byte("\n"))
	spoiled := append(append(bytes.Clone(whole), lines[1]...), '\n')
	if err := os.WriteFile(d.pledges(), spoiled, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.run("restore", copied); err == nil || !strings.Contains(err.Error(), "--broken-pledges") {
		t.Errorf("restoring with a file that somebody changed: %v", err)
	}
	if out := d.must("restore", copied, "--broken-pledges"); !strings.Contains(out, "Carried over: 1 losses") || d.lost() != 1 {
		t.Errorf("restoring with what can be read of it says:\n%s", out)
	}
	if set, _ := filepath.Glob(d.pledges() + ".broken-*"); len(set) != 1 {
		t.Errorf("what could not be read was not kept: %v", set)
	}
}

func TestEveryKindThatIsCarriedOverHasWords(t *testing.T) {
	for _, k := range pledge.Kinds() {
		var out strings.Builder
		tell(&out, backup.Report{Known: 1, Carried: []app.Carried{{Kind: k, Applied: 1}}})
		if words, _ := strings.CutPrefix(out.String(), "Carried over: 1 "); len(words) < 5 {
			t.Errorf("%s is told as %q", k, out.String())
		}
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
