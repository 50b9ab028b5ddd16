package plan

// region is a set of families and groups that shares no possible pair with any other: it is planned alone.
type region struct {
	families []int32
	groups   []int32
}

// regions cuts a problem along its pairs. Families without any pair are in none. Both the regions and what is in them
// come in the order of families, and so of ids.
func (p *problem) regions() []region {
	parent := make([]int32, len(p.groups))
	for g := range parent {
		parent[g] = int32(g)
	}
	root := func(g int32) int32 {
		for parent[g] != g {
			parent[g] = parent[parent[g]]
			g = parent[g]
		}
		return g
	}
	some := make([]int32, len(p.families)) // one group of each family
	for f := range p.families {
		some[f] = -1
		if p.families[f].size > crowd {
			continue
		}
		for _, g := range p.fits(f) {
			if !p.open(f, int(g)) {
				continue
			}
			if some[f] < 0 {
				some[f] = g
				continue
			}
			a, b := root(some[f]), root(g)
			parent[max(a, b)] = min(a, b)
		}
	}
	number := make(map[int32]int)
	var out []region
	for f, g := range some {
		if g < 0 {
			continue
		}
		n, known := number[root(g)]
		if !known {
			n = len(out)
			number[root(g)] = n
			out = append(out, region{})
		}
		out[n].families = append(out[n].families, int32(f))
	}
	for g := range p.groups {
		if n, known := number[root(int32(g))]; known {
			out[n].groups = append(out[n].groups, int32(g))
		}
	}
	return out
}
