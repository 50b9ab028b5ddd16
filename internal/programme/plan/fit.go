package plan

import "sort"

// findFits lists for every family the groups it fits by the family's own rules and notice. Room and other families are
// not looked at here.
func (p *problem) findFits() {
	p.fitFirst = make([]int32, len(p.families)+1)
	for f := range p.families {
		fam := &p.families[f]
		if fam.programme < len(p.byProgramme) {
			for _, g := range p.within(p.byProgramme[fam.programme], fam) {
				if p.step(f, int(g)) == "" {
					p.fitGroups = append(p.fitGroups, g)
				}
			}
		}
		p.fitFirst[f+1] = int32(len(p.fitGroups))
	}
}

// within cuts groups sorted by start down to those in a family's window, notice included.
func (p *problem) within(groups []int32, fam *famRow) []int32 {
	from := max(fam.opens, p.earliest)
	start := sort.Search(len(groups), func(i int) bool { return p.groups[groups[i]].starts >= from })
	end := sort.Search(len(groups), func(i int) bool { return p.groups[groups[i]].starts > fam.closes })
	return groups[start:max(start, end)]
}

// fits are the groups that a family fits, by start.
func (p *problem) fits(f int) []int32 { return p.fitGroups[p.fitFirst[f]:p.fitFirst[f+1]] }

// open reports whether a new placement could ever make this pair of a family and a group that fits: it has no fixed
// place, after the fixed places there is room, and none of them is held by somebody it is kept apart from.
func (p *problem) open(f, g int) bool {
	if p.fixed[f] >= 0 || p.families[f].size > p.groups[g].free {
		return false
	}
	if p.apart[f] == nil {
		return true
	}
	for _, other := range p.groups[g].fixed {
		if p.keptApart(f, int(other)) {
			return false
		}
	}
	return true
}

func (p *problem) keptApart(f, other int) bool {
	for _, x := range p.apart[f] {
		if int(x) == other {
			return true
		}
	}
	return false
}
