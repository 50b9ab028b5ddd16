package planfile_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/plan/plantest"
	"holdfast/internal/programme/planfile"
)

func TestOpenSamples(t *testing.T) {
	for _, path := range sampleFiles(t, "open-*.json") {
		data, want := read(t, path), beside(t, path)
		in, err := planfile.ReadInstance(data, plan.KindOpen)
		if err != nil {
			t.Fatal(err)
		}
		out := solved(t, in, plan.Open)
		broken, value := check(t, data, out)
		for _, b := range broken {
			t.Errorf("%s breaks %s", path, b)
		}
		if value > want.Bound+1e-4 || boundOf(t, out) < want.Value-1e-4 || value < 0.99*want.Value {
			t.Errorf("%s is worth %.6f of %.6f, and says at most %.6f", path, value, want.Value, boundOf(t, out))
		}
		if len(in.Families) > 100 {
			continue
		}
		if again := solved(t, plantest.Shuffled(in, 7), plan.Open); !bytes.Equal(out, again) {
			t.Errorf("%s: another order of the lists gives another plan", path)
		}
	}
}

// Small instances, each against every set of kinds, every pair of leaders and every way of filling.
func TestOpenAgainstEveryPlan(t *testing.T) {
	missed, opened := 0, 0
	for seed := range uint64(150) {
		in := plantest.SmallOpen(seed)
		data := planfile.WriteInstance(in, plan.KindOpen)
		out := solved(t, in, plan.Open)
		broken, value := check(t, data, out)
		for _, b := range broken {
			t.Errorf("seed %d breaks %s", seed, b)
		}
		best := everyOpening(t, data)
		if value > best+1e-5 || boundOf(t, out) < best-1e-5 {
			t.Fatalf("seed %d: worth %.6f, bound %.6f, and the best plan is worth %.6f", seed, value, boundOf(t, out), best)
		}
		if value < best-1e-5 {
			missed++
			t.Logf("seed %d: worth %.6f, and the best plan is worth %.6f", seed, value, best)
		}
		opened += strings.Count(string(out), `"facilitators"`)
	}
	if missed > 1 || opened < 100 {
		t.Errorf("%d of 150 plans are not the best, %d groups are opened", missed, opened)
	}
}

func everyOpening(t testing.TB, data []byte) float64 {
	kinds := everyKind(t, data)
	best := everyFilling(t, data, nil)
	for i, a := range kinds {
		if led(t, data, []jGroup{a}) {
			best = max(best, everyFilling(t, data, []jGroup{a}))
		}
		for _, b := range kinds[i+1:] {
			if led(t, data, []jGroup{a, b}) {
				best = max(best, everyFilling(t, data, []jGroup{a, b}))
			}
		}
	}
	return best
}

func everyKind(t testing.TB, data []byte) (out []jGroup) {
	var in jInstance
	strictly(t, data, &in)
	o := in.Opening
	for _, starts := range o.Starts {
		for _, programme := range o.Programmes {
			for _, language := range o.Languages {
				for _, slot := range o.Slots {
					g := jGroup{Starts: starts, Programme: programme, Language: language, Slot: slot, Places: o.Places, Minimum: o.Minimum}
					id := string(starts) + "/" + programme + "/" + language + "/" + slot + "/"
					for _, s := range in.Sites {
						g.Mode, g.Site, g.ID = "in-person", s.ID, id+s.ID
						out = append(out, g)
					}
					g.Mode, g.Site, g.ID = "virtual", "", id+"virtual"
					out = append(out, g)
				}
			}
		}
	}
	return out
}

// led reports whether some leaders make a set of groups allowed, its minimum aside.
func led(t testing.TB, data []byte, set []jGroup) bool {
	c := &checker{t: t, families: map[string]*jFamily{}, groups: map[string]*jGroup{}}
	strictly(t, data, &c.in)
	var try func(i int) bool
	try = func(i int) bool {
		if i == len(set) {
			c.broken, c.groups = nil, map[string]*jGroup{}
			for n := range c.in.Groups {
				c.groups[c.in.Groups[n].ID] = &c.in.Groups[n]
			}
			c.plan.Opened = slices.Clone(set)
			c.openedGroups()
			return !slices.ContainsFunc(c.broken, func(b string) bool { return !strings.HasPrefix(b, "minimum") })
		}
		for n, a := range c.in.Facilitators {
			for _, b := range c.in.Facilitators[n+1:] {
				set[i].Facilitators = []string{a.ID, b.ID}
				if try(i + 1) {
					return true
				}
			}
		}
		return false
	}
	return try(0)
}

// everyFilling is the best value with some groups opened and at their minimum, or less than nothing.
func everyFilling(t testing.TB, data []byte, opened []jGroup) float64 {
	c := &checker{t: t, families: map[string]*jFamily{}, groups: map[string]*jGroup{}, members: map[string][]*jFamily{}}
	strictly(t, data, &c.in)
	groups := append(slices.Clone(c.in.Groups), opened...)
	var try func(i int) float64
	try = func(i int) float64 {
		if i == len(c.in.Families) {
			for _, g := range opened {
				if c.taken(g.ID) < g.Minimum {
					return math.Inf(-1)
				}
			}
			return 0
		}
		f := &c.in.Families[i]
		best := try(i + 1)
		for j := range groups {
			g := &groups[j]
			if !c.fits(f, g) || c.taken(g.ID)+f.Size > g.Places || c.clashes(f, g.ID) {
				continue
			}
			c.members[g.ID] = append(c.members[g.ID], f)
			best = max(best, c.worth(f, g)+try(i+1))
			c.members[g.ID] = c.members[g.ID][:len(c.members[g.ID])-1]
		}
		return best
	}
	return try(0)
}
