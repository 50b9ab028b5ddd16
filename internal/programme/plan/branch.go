package plan

import "slices"

// branching looks for the best whole plan of a network: no family split over groups, nobody together with somebody they
// are kept apart from. It goes deep first, so that a plan is found at once and improved as long as the budget lasts.
type branching struct {
	n       *network
	group   []int32   // node → group
	apart   [][]int32 // family → families of this network it is kept apart from
	special []int32   // families that could break a rule
	worth   func(family, group int32) Micro

	forced []int32 // family → group it is held in, or −1
	big    int64   // reward of a forced agent: more than any chain could cost
	bonus  int64   // rewards that the total holds just now
	until  int64   // work at which looking ends, once a plan is known

	must []int32 // nodes that have to be full: the minimum of opened groups

	best  []int32 // family → group of the best plan, or −1
	value Micro
	known bool
	cut   bool // the budget ended the search, so the best plan may not be the best of all
}

// change is one branch: a family held in a group, or kept out of it.
type change struct {
	family, group int32
	hold          bool
}

func newBranching(n *network, group []int32, apart [][]int32, worth func(family, group int32) Micro, budget int64) *branching {
	b := &branching{n: n, group: group, apart: apart, worth: worth, forced: slices.Repeat([]int32{-1}, len(n.first)-1)}
	most := int64(0)
	for _, v := range n.value {
		most = max(most, v)
	}
	b.big = 4 * (most + 1)
	for f := range b.forced {
		if n.agents[f+1]-n.agents[f] > 1 || len(apart[f]) > 0 {
			b.special = append(b.special, int32(f))
		}
	}
	b.until = n.work + budget
	return b
}

// bound is what no plan below this branch can exceed.
func (b *branching) bound() Micro { return Micro((b.n.total - b.bonus) / b.n.scale) }

// home is the group an agent sits in, or −1.
func (b *branching) home(a int32) int32 {
	if at := b.n.at[a]; at >= 0 {
		return b.group[b.n.node[at]]
	}
	return -1
}

// visit looks through everything below the present branch.
func (b *branching) visit() {
	if b.known && b.bound() <= b.value {
		return
	}
	branches, whole, possible := b.conflict()
	switch {
	case !possible:
		return
	case whole && b.filled():
		b.keep()
		return
	case whole:
		return
	case b.known && b.n.work > b.until:
		b.cut = true
		return
	}
	for _, c := range branches {
		undo := b.apply(c)
		b.visit()
		undo()
	}
}

func (b *branching) filled() bool {
	for _, m := range b.must {
		if !b.n.full(m) {
			return false
		}
	}
	return true
}

// conflict finds the first broken rule and the branches that mend it; between them they lose no whole plan.
func (b *branching) conflict() (branches [2]change, whole, possible bool) {
	found := false
	for _, f := range b.special {
		first := b.n.agents[f]
		here := b.home(first)
		split := int32(-1)
		for a := first + 1; a < b.n.agents[f+1]; a++ {
			if there := b.home(a); there != here {
				split = max(here, there)
			}
		}
		if held := b.forced[f]; held >= 0 && (here != held || split >= 0) {
			return branches, false, false
		}
		if found {
			continue // only look on for what makes this branch impossible
		}
		if split >= 0 {
			branches, found = [2]change{{f, split, true}, {f, split, false}}, true
			continue
		}
		for _, other := range b.apart[f] {
			if here < 0 || b.home(b.n.agents[other]) != here {
				continue
			}
			loser, winner := f, other
			if b.forced[f] == here || b.forced[other] != here && b.worth(f, here) > b.worth(other, here) {
				loser, winner = other, f
			}
			branches, found = [2]change{{loser, here, false}, {winner, here, false}}, true
		}
	}
	return branches, !found, true
}

// apply makes a change and brings the network to its optimum; undo takes it back.
func (b *branching) apply(c change) (undo func()) {
	n, f := b.n, c.family
	first, last := n.first[f], n.first[f+1]
	before := slices.Clone(n.value[first:last])
	held, bonus := b.forced[f], b.bonus
	n.retract(f)
	for j := first; j < last; j++ {
		switch there := b.group[n.node[j]] == c.group; {
		case there && !c.hold, !there && c.hold:
			n.value[j] = never
		case there && c.hold && held < 0 && n.value[j] != never:
			n.value[j] += b.big
		}
	}
	if c.hold && held < 0 {
		b.forced[f] = c.group
		b.bonus += b.big * int64(n.agents[f+1]-n.agents[f])
	}
	n.enter(f)
	return func() {
		n.retract(f)
		copy(n.value[first:last], before)
		b.forced[f], b.bonus = held, bonus
		n.enter(f)
	}
}

// keep notes the present plan, which is whole, if it is the best so far.
func (b *branching) keep() {
	at := make([]int32, len(b.forced))
	var value Micro
	for f := range at {
		if at[f] = b.home(b.n.agents[f]); at[f] >= 0 {
			value += b.worth(int32(f), at[f])
		}
	}
	if !b.known || value > b.value {
		b.best, b.value, b.known = at, value, true
	}
}
