package plan

import "slices"

// teamSteps is how many choices are tried before a set of groups counts as one that cannot be led. It is seldom reached:
// a service has some tens of facilitators.
const teamSteps = 4000

// teams is a search for leaders of a set of groups, each person leading one at a time.
type teams struct {
	st    *staff
	kinds []*kind
	led   [][]int // of each kind, its leaders, or nil
	steps int
}

// lead finds leaders for all groups of a set, or says that there are none.
func (st *staff) lead(set []*kind) ([][]int, bool) {
	t := &teams{st: st, kinds: set, led: make([][]int, len(set))}
	if !t.search() {
		return nil, false
	}
	return t.led, true
}

// free reports whether a facilitator leads nothing that overlaps a kind.
func (t *teams) free(person int, k *kind) bool {
	for i, team := range t.led {
		if apart := t.kinds[i].starts - k.starts; max(apart, -apart) < t.st.stretch && slices.Contains(team, person) {
			return false
		}
	}
	return true
}

// search staffs the group with the fewest people left first, so that dead ends show early.
func (t *teams) search() bool {
	hardest, fewest := -1, 0
	for i, k := range t.kinds {
		if t.led[i] != nil {
			continue
		}
		n, spoken := 0, false
		for j, person := range k.leaders {
			if t.free(person, k) {
				n++
				spoken = spoken || k.speaks[j]
			}
		}
		if n < t.st.need || !spoken {
			return false
		}
		if hardest < 0 || n < fewest {
			hardest, fewest = i, n
		}
	}
	if hardest < 0 {
		return true
	}
	return t.staff(hardest, 0, nil, false)
}

// staff adds people to the team of a group from a position on, then goes on with the other groups.
func (t *teams) staff(i, from int, team []int, spoken bool) bool {
	if t.steps++; t.steps > teamSteps {
		return false
	}
	k := t.kinds[i]
	if len(team) == t.st.need {
		if !spoken {
			return false
		}
		t.led[i] = slices.Clone(team)
		if t.search() {
			return true
		}
		t.led[i] = nil
		return false
	}
	for j := from; j < len(k.leaders); j++ {
		person := k.leaders[j]
		if !t.free(person, k) || slices.ContainsFunc(team, func(other int) bool { return t.st.notWith[person][other] }) {
			continue
		}
		if t.staff(i, j+1, append(team, person), spoken || k.speaks[j]) {
			return true
		}
	}
	return false
}
