package plan

import "slices"

// bench is a stretch of places of one group. A group to open has two: the places up to its minimum, which must be
// taken, and the rest.
type bench struct {
	group int32
	room  int32
	bonus int64 // for taking a place here, per agent; 0 for a given group
}

// newNetwork builds the network of some families and benches, with nobody in it. The benches of a group stand together
// and all are open.
func newNetwork(p *problem, families []int32, benches []bench, scale int64) *network {
	nodes := len(benches)
	n := &network{
		scale: scale, first: make([]int32, 1, len(families)+1), agents: make([]int32, 1, len(families)+1),
		room: make([]int32, nodes), price: make([]int64, nodes), in: make([][]int32, nodes), pairs: make([][]int32, nodes),
	}
	seats := 0
	nodesOf := make(map[int32][]int32, nodes)
	for m, b := range benches {
		n.room[m] = b.room
		n.starts = append(n.starts, int32(p.groups[b.group].starts))
		nodesOf[b.group] = append(nodesOf[b.group], int32(m))
		seats += min(int(b.room), crowd)
	}
	for i, f := range families {
		n.addFamily(p, int32(i), int(f), nodesOf, benches)
	}
	// One stretch of memory each for who sits where and for what leads there.
	sit, lead := make([]int32, 0, seats), make([]int32, len(n.node))
	counts := make([]int, nodes)
	for _, m := range n.node {
		counts[m]++
	}
	for m := range nodes {
		from := len(sit)
		sit = sit[:from+min(int(n.room[m]), crowd)]
		n.in[m] = sit[from:from:len(sit)]
		n.pairs[m] = lead[:0:counts[m]]
		lead = lead[counts[m]:]
	}
	for j, m := range n.node {
		n.pairs[m] = append(n.pairs[m], int32(j))
	}
	n.at = slices.Repeat([]int32{absent}, len(n.owner))
	n.pos = make([]int32, len(n.owner))
	n.path = search{stamp: make([]int32, nodes), dist: make([]int64, nodes), who: make([]int32, nodes), via: make([]int32, nodes)}
	return n
}

func (n *network) addFamily(p *problem, i int32, f int, nodesOf map[int32][]int32, benches []bench) {
	size := int64(p.families[f].size)
	for _, g := range p.fits(f) {
		if !p.open(f, int(g)) {
			continue
		}
		each := (int64(p.micro(f, int(g)))*n.scale + size - 1) / size
		for _, m := range nodesOf[g] {
			n.node = append(n.node, m)
			n.value = append(n.value, each+benches[m].bonus)
			n.by = append(n.by, i)
		}
	}
	n.first = append(n.first, int32(len(n.node)))
	for range size {
		n.owner = append(n.owner, i)
	}
	n.agents = append(n.agents, int32(len(n.owner)))
}

// scaleOf is the number that values are multiplied by so that a family's value can be shared among its places: the least
// common multiple of the sizes, as far as it stays small. Beyond that shares are rounded up.
func scaleOf(p *problem) int64 {
	const most = 840 // the least common multiple of 1 to 8
	scale := int64(1)
	for f := range p.families {
		size := int64(p.families[f].size)
		if size > crowd || scale%size == 0 {
			continue
		}
		a, b := scale, size
		for b != 0 {
			a, b = b, a%b
		}
		if scale/a*size <= most {
			scale = scale / a * size
		}
	}
	return scale
}
