package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// syncJob writes into the file of pledges what did not get there when it was made:
// the disk was full, or another machine made it.
const syncJob = "pledge.sync"

// pledgeTime is how long an act waits at most for its pledge to be in the file. The
// act itself is on disk already.
const pledgeTime = 10 * time.Second

// PledgeFile is where the file of pledges is: as set or, for SQLite, beside the
// database. Empty: there is none, and a demonstration keeps none.
func (c Config) PledgeFile() string {
	if c.Pledges != "" || c.Demo {
		return c.Pledges
	}
	if path, ok := strings.CutPrefix(c.Database, "sqlite:"); ok {
		return path + ".pledges"
	}
	return ""
}

// keepPledges opens the file of pledges and has every pledge written into it.
func (r *Rooms) keepPledges(c Config) (err error) {
	path := c.PledgeFile()
	if path == "" {
		return nil
	}
	if r.Pledges, err = pledge.Open(path, c.Key); err != nil {
		return err
	}
	pledge.Hear(r.DB, func() {
		ctx, done := context.WithTimeout(context.Background(), pledgeTime)
		defer done()
		if err := r.syncPledges(ctx); err != nil {
			c.Log.Error("write a pledge beside the database; it is tried again", "error", err)
		}
	})
	return nil
}

func (r *Rooms) syncPledges(ctx context.Context) error {
	if r.Pledges == nil {
		return nil
	}
	return r.Pledges.Sync(ctx, r.DB)
}

// Carried is how many pledges of a kind were carried over, and how many speak of
// people whom the copy does not know.
type Carried struct {
	Kind    pledge.Kind
	Applied int
	Unknown int
}

// CarryOver makes what must never be forgotten hold in a database that was put back
// to an earlier day, in one transaction, and says how much of each kind was new to
// it. What the database knows already is left alone, so that carrying over twice is
// carrying over once.
func (r *Rooms) CarryOver(ctx context.Context, all []pledge.Pledge) (out []Carried, err error) {
	words := r.Texts.Printer("en", nil).T("pledge.evidence")
	apply := map[pledge.Kind]func(*store.Tx, pledge.Pledge) (bool, error){
		pledge.Loss: r.Families.CarryLoss, pledge.LossReversed: r.Families.CarryReversal,
		pledge.Restriction: func(tx *store.Tx, p pledge.Pledge) (bool, error) { return r.Families.CarryRestriction(tx, p, words) },
		pledge.Consent:     r.Consents.Carry, pledge.SafeContact: r.Safety.Carry,
	}
	err = r.DB.Update(ctx, func(tx *store.Tx) error {
		counts := map[pledge.Kind]*Carried{}
		for _, p := range all {
			do := apply[p.Kind]
			if do == nil {
				return fmt.Errorf("pledge %s is of kind %q, which this program does not know: restore with the program that made it", p.ID, p.Kind)
			}
			fresh, err := pledge.Carry(tx, p)
			if err != nil {
				return err
			}
			if !fresh {
				continue
			}
			n := counts[p.Kind]
			if n == nil {
				n = &Carried{Kind: p.Kind}
				counts[p.Kind] = n
			}
			applied, err := do(tx, p)
			if err != nil {
				return fmt.Errorf("carry over %s: %w", p.ID, err)
			}
			if applied {
				n.Applied++
			} else {
				n.Unknown++
			}
		}
		out = nil
		for _, k := range pledge.Kinds() {
			if counts[k] != nil {
				out = append(out, *counts[k])
			}
		}
		if len(out) == 0 {
			return nil
		}
		return r.Log.Record(tx, access.System(access.ServiceID{}, civil.Date{}).Did("pledges.carried-over", "deployment", ""))
	})
	return out, err
}

// PledgesOf reads the pledges of another database under the same key, such as the one
// that a restore replaces.
func PledgesOf(ctx context.Context, c Config, database string) (all []pledge.Pledge, err error) {
	c.Database = database
	db, err := store.Open(ctx, c.Store())
	if err != nil {
		return nil, err
	}
	defer db.Close()
	err = db.View(ctx, func(tx *store.Tx) (err error) {
		all, err = pledge.All(tx)
		return err
	})
	return all, err
}
