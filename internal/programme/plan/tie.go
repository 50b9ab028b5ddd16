package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// settleTies gives the places of families that are alike in everything to the smaller id first, the earlier group first.
// It changes neither value nor room.
func (s *seating) settleTies() {
	p := s.p
	near := map[famKey][]int32{}
	for f := range p.families {
		if p.fixed[f] < 0 && p.apart[f] == nil && len(p.fits(f)) > 0 {
			key := p.nearKey(f)
			near[key] = append(near[key], int32(f))
		}
	}
	for _, some := range near { // classes share no family, so their order does not matter
		if len(some) < 2 {
			continue
		}
		alike := map[string][]int32{}
		for _, f := range some {
			key := likeness(p.families[f].source)
			alike[key] = append(alike[key], f)
		}
		for _, class := range alike {
			s.settleClass(class)
		}
	}
	for g := range s.in {
		s.in[g] = s.in[g][:0]
	}
	for f, g := range s.at {
		if g >= 0 {
			s.in[g] = append(s.in[g], int32(f))
		}
	}
}

// famKey tells most families apart without looking at their lists.
type famKey struct {
	programme, size, opens, closes, since int
	weight                                float64
	languages, slots                      uint64
}

func (p *problem) nearKey(f int) famKey {
	fam := &p.families[f]
	return famKey{fam.programme, fam.size, fam.opens, fam.closes, fam.since, fam.weight, fam.languages.low, fam.slots.low}
}

func (s *seating) settleClass(class []int32) {
	var groups []int
	for _, f := range class {
		if s.at[f] >= 0 {
			groups = append(groups, s.at[f])
		}
	}
	slices.SortFunc(groups, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.p.groups[a].starts, s.p.groups[b].starts), cmp.Compare(s.p.groups[a].id, s.p.groups[b].id))
	})
	for i, f := range class {
		s.at[f] = -1
		if i < len(groups) {
			s.at[f] = groups[i]
		}
	}
}

// likeness is everything about a family but its id, lists as sets.
func likeness(f *Family) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %d %s %s %d %t %s %g", f.Programme, f.Size, f.Opens, f.Closes, f.Need, f.Safeguarding, f.WaitingSince, f.Extra)
	modes := make([]string, len(f.Modes))
	for i, m := range f.Modes {
		modes[i] = string(m)
	}
	for _, list := range [][]string{f.Languages, f.Slots, modes, f.Sites, f.Declined} {
		set := slices.Clone(list)
		slices.Sort(set)
		fmt.Fprintf(&b, " %q", slices.Compact(set))
	}
	return b.String()
}
