package planfile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"
)

// The checker shares no code with the planner: it reads both files by itself and goes through the rules as they are
// written down, one at a time and slowly.

type day string

var knownDays sync.Map

func (d day) days(t testing.TB) int {
	if n, known := knownDays.Load(d); known {
		return n.(int)
	}
	t.Helper()
	at, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		t.Fatalf("%q is no date", string(d))
	}
	n := int(at.Unix() / 86400)
	knownDays.Store(d, n)
	return n
}

type jGroup struct {
	ID, Programme, Language, Slot, Mode, Site string
	Starts                                    day
	Places, Minimum                           int
	Facilitators                              []string
}

type jFamily struct {
	ID, Programme    string
	Size, Need       int
	Opens, Closes    day
	Languages, Slots []string
	Modes, Sites     []string
	Safeguarding     bool
	Waiting_since    day
	Apart_from       []string
	Declined         []string
	Gives_up         day // of histories
	place, fixed     string
}

type jFacilitator struct {
	ID                                         string
	Programmes, Languages, Slots, Modes, Sites []string
	Free_from                                  day
	Away                                       []struct{ From, To day }
	Not_with                                   []string
}

type jInstance struct {
	Format, Kind, Name string
	Today              day
	Notice_days        int
	Weights            struct{ Need, Safeguarding, Keep_per_week, Per_week_waited float64 }
	Sites              []struct {
		ID    string
		Rooms int
	}
	Groups   []jGroup
	Families []jFamily
	Fixed    []struct{ Family, Group string }
	Opening  *struct {
		Programmes, Languages, Slots, Modes []string
		Starts                              []day
		Places, Minimum, Length_weeks       int
		Gap_weeks, Leaders, May_miss        int
	}
	Facilitators []jFacilitator
}

type jPlan struct {
	Format, Kind, Instance, Method string
	Value, Bound                   json.Number
	Placements                     []struct {
		Family, Group string
		Fixed         bool
	}
	Opened   []jGroup
	Unplaced []struct{ Family, Reason, Words string }

	Below_minimum []string
	Certificate   *struct {
		Families, Groups map[string]float64
	}
}

func strictly(t testing.TB, data []byte, into any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// checker knows an instance and collects what a plan breaks.
type checker struct {
	t        testing.TB
	in       jInstance
	plan     jPlan
	families map[string]*jFamily
	groups   map[string]*jGroup
	members  map[string][]*jFamily
	broken   []string
}

func (c *checker) say(rule, format string, args ...any) {
	c.broken = append(c.broken, rule+": "+fmt.Sprintf(format, args...))
}

// check returns every rule that the plan breaks.
func check(t testing.TB, instance, planned []byte) (broken []string, value float64) {
	t.Helper()
	c := &checker{t: t, families: map[string]*jFamily{}, groups: map[string]*jGroup{}, members: map[string][]*jFamily{}}
	strictly(t, instance, &c.in)
	strictly(t, planned, &c.plan)
	for i := range c.in.Families {
		c.families[c.in.Families[i].ID] = &c.in.Families[i]
	}
	for i := range c.in.Groups {
		c.groups[c.in.Groups[i].ID] = &c.in.Groups[i]
	}
	c.form()
	c.openedGroups()
	c.places()
	value = c.value()
	c.leftOut()
	c.reasons()
	c.minimum()
	c.ties()
	c.bound(value)
	return c.broken, value
}

func (c *checker) form() {
	p := c.plan
	if p.Format != "holdfast-plan/1" || p.Kind != c.in.Kind || p.Instance != c.in.Name {
		c.say("form", "it is %s %s of %s", p.Format, p.Kind, p.Instance)
	}
	if !sort.SliceIsSorted(p.Placements, func(i, j int) bool { return p.Placements[i].Family < p.Placements[j].Family }) ||
		!sort.SliceIsSorted(p.Unplaced, func(i, j int) bool { return p.Unplaced[i].Family < p.Unplaced[j].Family }) ||
		!sort.SliceIsSorted(p.Opened, func(i, j int) bool { return p.Opened[i].ID < p.Opened[j].ID }) || !slices.IsSorted(p.Below_minimum) {
		c.say("form", "a list is not sorted")
	}
	for _, n := range []json.Number{p.Value, p.Bound} {
		if _, decimals, _ := strings.Cut(n.String(), "."); len(decimals) != 6 {
			c.say("form", "%s has not six decimals", n)
		}
	}
}

func (c *checker) places() {
	seen := map[string]int{}
	fixed := map[string]string{}
	for _, x := range c.in.Fixed {
		fixed[x.Family] = x.Group
	}
	for _, x := range c.plan.Placements {
		seen[x.Family]++
		f, g := c.families[x.Family], c.groups[x.Group]
		if f == nil || g == nil {
			c.say("known", "%s in %s", x.Family, x.Group)
			continue
		}
		if x.Fixed != (fixed[f.ID] != "") || x.Fixed && fixed[f.ID] != g.ID {
			c.say("fixed", "%s in %s", f.ID, g.ID)
		}
		f.place, f.fixed = g.ID, fixed[f.ID]
		c.members[g.ID] = append(c.members[g.ID], f)
		if !x.Fixed {
			for _, rule := range c.misfit(f, g) {
				c.say(rule, "%s in %s", f.ID, g.ID)
			}
		}
	}
	for _, x := range c.plan.Unplaced {
		seen[x.Family]++
		if c.families[x.Family] == nil {
			c.say("known", "%s", x.Family)
		}
	}
	for id := range c.families {
		if seen[id] != 1 {
			c.say("once", "%s stands %d times", id, seen[id])
		}
	}
	for id, family := range fixed {
		if f := c.families[id]; f != nil && f.place != family {
			c.say("fixed", "%s moved", id)
		}
	}
	for id, members := range c.members {
		if c.taken(id) > c.groups[id].Places {
			c.say("places", "%s", id)
		}
		for _, f := range members {
			if c.clashes(f, id) {
				c.say("apart", "%s in %s", f.ID, id)
			}
		}
	}
}

func (c *checker) taken(group string) (sum int) {
	for _, f := range c.members[group] {
		sum += f.Size
	}
	return sum
}

func (c *checker) clashes(f *jFamily, group string) bool {
	for _, other := range c.members[group] {
		if slices.Contains(f.Apart_from, other.ID) || slices.Contains(other.Apart_from, f.ID) {
			return true
		}
	}
	return false
}

// misfit is the rules between a family and a group that a new placement would break, in the order of the reasons.
func (c *checker) misfit(f *jFamily, g *jGroup) (rules []string) {
	add := func(broken bool, rule string) {
		if broken {
			rules = append(rules, rule)
		}
	}
	starts := g.Starts.days(c.t)
	add(f.Programme != g.Programme, "programme")
	add(starts < f.Opens.days(c.t) || starts > f.Closes.days(c.t) || starts < c.in.Today.days(c.t)+c.in.Notice_days, "window")
	add(!slices.Contains(f.Languages, g.Language), "language")
	add(!slices.Contains(f.Modes, g.Mode), "mode")
	add(g.Mode == "in-person" && !slices.Contains(f.Sites, g.Site), "site")
	add(!slices.Contains(f.Slots, g.Slot), "slot")
	add(slices.Contains(f.Declined, g.ID), "declined")
	return rules
}

func (c *checker) fits(f *jFamily, g *jGroup) bool {
	return f.Programme == g.Programme && slices.Contains(f.Slots, g.Slot) && slices.Contains(f.Modes, g.Mode) && len(c.misfit(f, g)) == 0
}

func (c *checker) worth(f *jFamily, g *jGroup) float64 {
	w := c.in.Weights
	weight := 1 + w.Need*float64(f.Need-1)
	if f.Safeguarding {
		weight += w.Safeguarding
	}
	ahead := math.Max(0, float64(g.Starts.days(c.t)-c.in.Today.days(c.t))) / 7
	waited := math.Max(0, float64(c.in.Today.days(c.t)-f.Waiting_since.days(c.t))) / 7
	return math.Floor(1e6*(weight*math.Pow(w.Keep_per_week, ahead)+w.Per_week_waited*waited)+0.5) / 1e6
}

func (c *checker) value() (sum float64) {
	n := 0
	for _, x := range c.plan.Placements {
		if f, g := c.families[x.Family], c.groups[x.Group]; f != nil && g != nil && !x.Fixed {
			sum += c.worth(f, g)
			n++
		}
	}
	if said, _ := c.plan.Value.Float64(); math.Abs(said-sum) > 1e-6*float64(n+1) {
		c.say("value", "it says %v and is worth %.6f", said, sum)
	}
	return sum
}

func (c *checker) leftOut() {
	for i := range c.in.Families {
		f := &c.in.Families[i]
		if f.place != "" {
			continue
		}
		for _, g := range c.groups {
			if c.fits(f, g) && c.taken(g.ID)+f.Size <= g.Places && !c.clashes(f, g.ID) {
				c.say("left-out", "%s of %s", f.ID, g.ID)
			}
		}
	}
}

func (c *checker) reasons() {
	order := []string{"programme", "window", "language", "mode", "site", "slot", "declined"}
	for _, x := range c.plan.Unplaced {
		f := c.families[x.Family]
		if f == nil {
			continue
		}
		if want := c.reason(f, order); x.Reason != want {
			c.say("reason", "%s has %s instead of %s", f.ID, x.Reason, want)
		}
		if x.Words == "" || strings.Contains(x.Words, "[") {
			c.say("reason", "%s has no words", f.ID)
		}
	}
}

func (c *checker) reason(f *jFamily, order []string) string {
	if f.Closes.days(c.t) < c.in.Today.days(c.t)+c.in.Notice_days {
		return "closed"
	}
	var left []*jGroup
	for _, g := range c.groups {
		left = append(left, g)
	}
	for _, rule := range order {
		left = slices.DeleteFunc(left, func(g *jGroup) bool { return slices.Contains(c.misfit(f, g), rule) })
		if len(left) == 0 {
			return rule
		}
	}
	for _, g := range left {
		if !c.clashes(f, g.ID) {
			return "full"
		}
	}
	return "apart"
}

func (c *checker) minimum() {
	var want []string
	for id, g := range c.groups {
		if c.taken(id) < g.Minimum {
			want = append(want, id)
		}
	}
	slices.Sort(want)
	if !slices.Equal(want, c.plan.Below_minimum) {
		c.say("below_minimum", "it lists %v instead of %v", c.plan.Below_minimum, want)
	}
}

func (c *checker) ties() {
	apart := map[string]bool{}
	for _, f := range c.in.Families {
		for _, other := range f.Apart_from {
			apart[f.ID], apart[other] = true, true
		}
	}
	set := func(list []string) string {
		list = slices.Clone(list)
		slices.Sort(list)
		return strings.Join(slices.Compact(list), ",")
	}
	classes := map[string][]*jFamily{}
	for i := range c.in.Families {
		f := &c.in.Families[i]
		if f.fixed != "" || apart[f.ID] {
			continue
		}
		key := fmt.Sprint(f.Programme, f.Size, f.Need, f.Opens, f.Closes, f.Safeguarding, f.Waiting_since,
			"|", set(f.Languages), "|", set(f.Slots), "|", set(f.Modes), "|", set(f.Sites), "|", set(f.Declined))
		classes[key] = append(classes[key], f)
	}
	for _, class := range classes {
		slices.SortFunc(class, func(a, b *jFamily) int { return strings.Compare(a.ID, b.ID) })
		last := ""
		for i, f := range class {
			now := "~" // without a place: after everybody
			if g := c.groups[f.place]; g != nil {
				now = string(g.Starts) + " " + g.ID
			}
			if i > 0 && now < last {
				c.say("tie", "%s before %s", f.ID, class[i-1].ID)
			}
			last = now
		}
	}
}

func (c *checker) bound(value float64) {
	bound, _ := c.plan.Bound.Float64()
	if bound < value-5e-7 {
		c.say("bound", "%v lies below %.6f", bound, value)
	}
	cert := c.plan.Certificate
	if cert == nil {
		return
	}
	free := map[string]int{}
	held := map[string][]string{}
	fixed := map[string]bool{}
	for id, g := range c.groups {
		free[id] = g.Places
	}
	for _, x := range c.in.Fixed {
		free[x.Group] -= c.families[x.Family].Size
		held[x.Group] = append(held[x.Group], x.Family)
		fixed[x.Family] = true
	}
	sum := 0.0
	for id, u := range cert.Families {
		if u < 0 || c.families[id] == nil {
			c.say("certificate", "%s has %v", id, u)
		}
		sum += u
	}
	for id, p := range cert.Groups {
		if p < 0 || c.groups[id] == nil {
			c.say("certificate", "%s has %v", id, p)
		}
		sum += p * float64(free[id])
	}
	if math.Abs(sum-bound) > 2e-6*float64(len(c.families)+len(c.groups)) {
		c.say("certificate", "it proves %.6f and not %v", sum, bound)
	}
	for i := range c.in.Families {
		f := &c.in.Families[i]
		for id, g := range c.groups {
			if fixed[f.ID] || free[id] < f.Size || !c.fits(f, g) {
				continue
			}
			if slices.ContainsFunc(held[id], func(other string) bool {
				return slices.Contains(f.Apart_from, other) || slices.Contains(c.families[other].Apart_from, f.ID)
			}) {
				continue
			}
			if v := c.worth(f, g); cert.Families[f.ID]+float64(f.Size)*cert.Groups[id] < v-1e-9 {
				c.say("certificate", "%s in %s is worth %v", f.ID, id, v)
			}
		}
	}
}
