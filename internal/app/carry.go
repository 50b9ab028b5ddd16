package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// The jobs that bring the file of pledges up to date: what did not get there when it
// was made (the disk was full, another machine made it), and, once a day, a look at
// everything.
const (
	pledgeJob    = "pledge.append"
	pledgeAllJob = "pledge.sync"
)

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
	r.keeper = pledge.Keep(r.Pledges, r.DB, func(err error) {
		c.Log.Error("a pledge is not in its file yet; it is tried again", "file", path, "error", err)
	})
	return nil
}

// remember looks, before anything is served, whether the file knows what the database
// does not: somebody put the database back to an earlier day and did not use restore.
// Then it is carried over here. A file that cannot be read stops nobody from working;
// the log and doctor say so.
func (r *Rooms) remember(ctx context.Context, c Config) error {
	if r.Pledges == nil {
		return nil
	}
	kept, err := r.Pledges.Read()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.Log.Error("read the file of pledges; ask `holdfast doctor`", "file", r.Pledges.Path(), "error", err)
	}
	carried, err := r.CarryOver(ctx, kept)
	if err != nil {
		return fmt.Errorf("carry over what must not be forgotten: %w", err)
	}
	for _, n := range carried {
		c.Log.Warn("the database was put back to an earlier day; carried over", "kind", string(n.Kind), "applied", n.Applied, "beside", n.Beside)
	}
	if err := r.Pledges.Sync(ctx, r.DB); err != nil {
		c.Log.Error("write the file of pledges; ask `holdfast doctor`", "file", r.Pledges.Path(), "error", err)
	}
	return nil
}

// Carried is how many pledges of a kind were new to the database: those that changed
// something, and those beside the point, because it does not know the people, knows
// something later or never knew what was taken back.
type Carried struct {
	Kind    pledge.Kind
	Applied int
	Beside  int
}

// CarryOver makes what must never be forgotten hold in a database that was put back
// to an earlier day, in one transaction, and says how much of each kind was new to
// it. What the database knows already is left alone, so that carrying over twice is
// carrying over once.
func (r *Rooms) CarryOver(ctx context.Context, all []pledge.Pledge) (out []Carried, err error) {
	err = r.DB.Update(ctx, func(tx *store.Tx) error {
		out = nil
		known, err := pledge.All(tx)
		if err != nil {
			return err
		}
		// The copy's own stand in the order as well: it may know better.
		counts, err := r.carry(tx, pledge.Missing(all, known), pledge.Standing(pledge.Merge(all, known)))
		if err != nil || len(counts) == 0 {
			return err
		}
		for _, k := range pledge.Kinds() {
			if counts[k] != nil {
				out = append(out, *counts[k])
			}
		}
		return r.Log.Record(tx, access.System(access.ServiceID{}, civil.Date{}).Did("pledges.carried-over", "deployment", ""))
	})
	return out, err
}

func (r *Rooms) carry(tx *store.Tx, fresh []pledge.Pledge, standing map[string]pledge.ID) (map[pledge.Kind]*Carried, error) {
	apply := r.carriers()
	counts := map[pledge.Kind]*Carried{}
	for _, p := range fresh {
		do := apply[p.Kind]
		if do == nil {
			return nil, fmt.Errorf("pledge %s is of kind %q, which this program does not know: restore with the program that made it", p.ID, p.Kind)
		}
		if err := pledge.Carry(tx, p); err != nil {
			return nil, err
		}
		n := counts[p.Kind]
		if n == nil {
			n = &Carried{Kind: p.Kind}
			counts[p.Kind] = n
		}
		if standing[p.About] != p.ID {
			n.Beside++
			continue
		}
		applied, err := do(tx, p)
		if err != nil {
			return nil, fmt.Errorf("carry over %s %s: %w", p.Kind, p.ID, err)
		}
		if applied {
			n.Applied++
		} else {
			n.Beside++
		}
	}
	return counts, nil
}

// carriers is how each kind is carried over: false when that changed nothing.
func (r *Rooms) carriers() map[pledge.Kind]func(*store.Tx, pledge.Pledge) (bool, error) {
	words := r.Texts.Printer("en", nil).T("pledge.evidence")
	return map[pledge.Kind]func(*store.Tx, pledge.Pledge) (bool, error){
		pledge.Loss:         r.Families.CarryLoss,
		pledge.LossReversed: r.Families.CarryReversal,
		pledge.Restriction: func(tx *store.Tx, p pledge.Pledge) (bool, error) {
			return r.Families.CarryRestriction(tx, p, words)
		},
		pledge.RestrictionEnded: r.Families.CarryRestrictionEnd,
		pledge.Exclusion:        r.Safety.CarryExclusion,
		pledge.ExclusionEnded:   r.Safety.CarryExclusionEnd,
		pledge.Consent:          r.Consents.Carry,
		pledge.ShutOut:          r.Accounts.CarryShutOut,
		// A copy that knows the no keeps it: a yes is theirs to say again.
		pledge.LetIn:        func(*store.Tx, pledge.Pledge) (bool, error) { return false, nil },
		pledge.ConsentAgain: func(*store.Tx, pledge.Pledge) (bool, error) { return false, nil },
		pledge.SafeContact:  r.Safety.Carry,
		pledge.ShareEnded:   r.Shares.Carry,

		pledge.InvitationEnded: r.Enquiries.Carry,
		pledge.Untold:          r.Enquiries.CarryUntold,
		pledge.ToldAgain:       func(*store.Tx, pledge.Pledge) (bool, error) { return false, nil },
	}
}

// PledgesOf reads the pledges of another database under the same key, such as the one
// that a restore replaces.
func PledgesOf(ctx context.Context, c Config, database string) ([]pledge.Pledge, error) {
	return another(ctx, c, database, pledge.All)
}

// another reads something of another database under the same key.
func another[T any](ctx context.Context, c Config, database string, read func(*store.Tx) ([]T, error)) (all []T, err error) {
	c.Database = database
	db, err := store.Open(ctx, c.Store())
	if err != nil {
		return nil, err
	}
	defer db.Close()
	err = db.View(ctx, func(tx *store.Tx) (err error) {
		all, err = read(tx)
		return err
	})
	return all, err
}
