package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/civil"
)

// Code names what is wrong with an instance.
type Code string

// What may be wrong with an instance.
const (
	CodeFormat      Code = "E_FORMAT"
	CodeField       Code = "E_FIELD"
	CodeDuplicate   Code = "E_DUPLICATE"
	CodeUnknown     Code = "E_UNKNOWN"
	CodeRange       Code = "E_RANGE"
	CodeWindow      Code = "E_WINDOW"
	CodeFixedRule   Code = "E_FIXED_RULE"
	CodeFixedTwice  Code = "E_FIXED_TWICE"
	CodeFixedPlaces Code = "E_FIXED_PLACES"
)

// Name is one of the things that a problem is about: family=f3, field=size.
type Name struct{ Of, Value string }

// Problem is one thing that is wrong. Its names are identifiers and fields, never what a family said.
type Problem struct {
	Code  Code
	Names []Name
}

// String is the code and the names, as in "E_RANGE family=f3 field=size".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(string(p.Code))
	for _, n := range p.Names {
		fmt.Fprintf(&b, " %s=%s", n.Of, n.Value)
	}
	return b.String()
}

// Refused is an instance that cannot be planned, with everything that is wrong with it.
type Refused struct{ Problems []Problem }

// Error names the problems.
func (r *Refused) Error() string {
	lines := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "; ")
}

func refuse(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &Refused{problems}
}

// inspector collects problems.
type inspector struct {
	in       *Instance
	found    []Problem
	sites    map[string]bool
	groups   map[string]*Group
	families map[string]*Family
	leaders  map[string]bool
}

// Problems are all that keep an instance from being planned, sorted; none means that it can be.
func (in *Instance) Problems() []Problem {
	i := &inspector{
		in: in, sites: map[string]bool{}, groups: make(map[string]*Group, len(in.Groups)),
		families: make(map[string]*Family, len(in.Families)), leaders: map[string]bool{},
	}
	i.identities()
	i.weights()
	for n := range in.Groups {
		i.group(&in.Groups[n])
	}
	for n := range in.Families {
		i.family(&in.Families[n])
	}
	i.opening()
	i.fixed()
	slices.SortStableFunc(i.found, func(a, b Problem) int { return cmp.Compare(a.String(), b.String()) })
	return slices.CompactFunc(i.found, func(a, b Problem) bool { return a.String() == b.String() })
}

// add notes a problem; names alternate between what they are of and their value.
func (i *inspector) add(code Code, names ...string) {
	p := Problem{Code: code}
	for n := 0; n < len(names); n += 2 {
		p.Names = append(p.Names, Name{names[n], names[n+1]})
	}
	i.found = append(i.found, p)
}

// identities looks for ids that are empty or stand twice.
func (i *inspector) identities() {
	once := func(of, id string, taken bool) {
		if id == "" {
			i.add(CodeFormat, "field", "id", "of", of)
		} else if taken {
			i.add(CodeDuplicate, of, id)
		}
	}
	for n := range i.in.Sites {
		id := i.in.Sites[n].ID
		once("site", id, i.sites[id])
		i.sites[id] = true
		if i.in.Sites[n].Rooms < 0 {
			i.add(CodeRange, "site", id, "field", "rooms")
		}
	}
	for n := range i.in.Groups {
		id := i.in.Groups[n].ID
		once("group", id, i.groups[id] != nil)
		i.groups[id] = &i.in.Groups[n]
	}
	for n := range i.in.Families {
		id := i.in.Families[n].ID
		once("family", id, i.families[id] != nil)
		i.families[id] = &i.in.Families[n]
	}
	for n := range i.in.Facilitators {
		id := i.in.Facilitators[n].ID
		once("facilitator", id, i.leaders[id])
		i.leaders[id] = true
	}
}

// dearest is what a place may be worth at most: beyond it, sums would no longer be exact.
const dearest = 1_000_000

func (i *inspector) weights() {
	w := i.in.Weights
	if i.in.Today.IsZero() {
		i.add(CodeFormat, "field", "today")
	}
	if i.in.NoticeDays < 0 || i.in.NoticeDays > farOff {
		i.add(CodeRange, "field", "notice_days")
	}
	for _, x := range []struct {
		field string
		value float64
		most  float64
	}{{"need", w.Need, dearest / 8}, {"safeguarding", w.Safeguarding, dearest / 4}, {"per_week_waited", w.PerWeekWaited, dearest / 1e5}} {
		if !(x.value >= 0 && x.value <= x.most) {
			i.add(CodeRange, "weights", x.field, "field", x.field)
		}
	}
	if !(w.KeepPerWeek > 0 && w.KeepPerWeek <= 1) {
		i.add(CodeRange, "weights", "keep_per_week", "field", "keep_per_week")
	}
}

// farOff is more days or weeks than anything is planned ahead.
const farOff = 100_000

func (i *inspector) group(g *Group) {
	if g.Starts.IsZero() {
		i.add(CodeFormat, "field", "starts", "group", g.ID)
	}
	if g.Places < 0 || g.Places > mostPlaces {
		i.add(CodeRange, "group", g.ID, "field", "places")
	}
	if g.Minimum < 0 || g.Minimum > g.Places {
		i.add(CodeRange, "group", g.ID, "field", "minimum")
	}
	switch {
	case g.Mode != InPerson && g.Mode != Virtual:
		i.add(CodeRange, "group", g.ID, "field", "mode")
	case g.Mode == Virtual && g.Site != "", g.Mode == InPerson && g.Site == "":
		i.add(CodeRange, "group", g.ID, "field", "site")
	}
	if g.Site != "" && !i.sites[g.Site] {
		i.add(CodeUnknown, "group", g.ID, "site", g.Site)
	}
}

// mostPlaces keeps sums of places exact in 32 bits.
const mostPlaces = 1_000_000_000

func (i *inspector) family(f *Family) {
	out := func(field string) { i.add(CodeRange, "family", f.ID, "field", field) }
	if f.Size < 1 || f.Size > mostPlaces {
		out("size")
	}
	if f.Need < 1 || f.Need > 5 {
		out("need")
	}
	if !(f.Extra >= 0 && f.Extra <= dearest/8) {
		out("extra")
	}
	if len(f.Languages) == 0 {
		out("languages")
	}
	if len(f.Slots) == 0 {
		out("slots")
	}
	if len(f.Modes) == 0 || slices.ContainsFunc(f.Modes, func(m Mode) bool { return m != InPerson && m != Virtual }) {
		out("modes")
	}
	if slices.Contains(f.Modes, InPerson) && len(f.Sites) == 0 {
		out("sites")
	}
	for _, s := range f.Sites {
		if !i.sites[s] {
			i.add(CodeUnknown, "family", f.ID, "site", s)
		}
	}
	for _, other := range f.ApartFrom {
		if other == f.ID || i.families[other] == nil {
			i.add(CodeUnknown, "family", f.ID, "apart_from", other)
		}
	}
	i.dates(f)
}

func (i *inspector) dates(f *Family) {
	missing := false
	for _, d := range []struct {
		field string
		day   civil.Date
	}{{"opens", f.Opens}, {"closes", f.Closes}, {"waiting_since", f.WaitingSince}} {
		if d.day.IsZero() {
			i.add(CodeFormat, "field", d.field, "family", f.ID)
			missing = true
		}
	}
	if !missing && (f.Closes.Before(f.Opens) || f.Closes.Before(i.in.Today)) {
		i.add(CodeWindow, "family", f.ID)
	}
}
