package canary

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/store"
)

// Copy is a town of its own with the same past: what happens in it happens there
// alone. Only SQLite is copied.
func (t *Town) Copy(tb testing.TB) *Town {
	tb.Helper()
	to := filepath.Join(tb.TempDir(), "copy.db")
	if err := store.Backup(tb.Context(), t.config.Store(), to); err != nil {
		tb.Fatal(err)
	}
	c := *t
	c.t, c.Facts, c.words = tb, slices.Clone(t.Facts), maps.Clone(t.words)
	c.homes = maps.Clone(t.homes) // a walk ends by taking back what was shown: not in the town it was copied from
	for key, h := range c.homes {
		h.Adults = slices.Clone(h.Adults)
		c.homes[key] = h
	}
	c.browsers, c.met, c.pages, c.known, c.addresses = map[string]*apptest.Browser{}, map[string]bool{}, map[string][]string{}, map[string]bool{}, nil
	c.House = apptest.Open(tb, store.SQLite, func(a *app.Config) {
		now := a.Now
		*a = t.config
		a.Database, a.Now = "sqlite:"+to, now
	})
	c.Clock.Set(t.Clock.Now())
	return &c
}
