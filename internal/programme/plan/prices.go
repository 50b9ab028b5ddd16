package plan

import (
	"cmp"
	"slices"
)

// pricing is the Lagrangian relaxation of opening (Held and Karp 1971; Fisher 1981): families' wish for more than one
// place, and facilitators' for more than one group at a time, cost a price instead of being forbidden. Under prices every
// group is judged alone, and what all prices and all judgements come to is a bound for every plan. Rooms, and who must not
// work with whom, are left out of it. Prices are whole numbers, so that the bound is one.
type pricing struct {
	o     *opener
	scale int64

	wish  []int64   // family → price of its one place, times scale
	week  [][]int64 // facilitator → start → price of being busy then, times scale
	days  []int     // the starts
	units [][]unit  // group → what it could be filled with

	chosen []int // family → places it got, over all groups
	busy   [][]int
}

// unit is one place of a family in a group.
type unit struct {
	family int32
	size   int64
	value  int64 // of the whole family, times scale
}

// judge fills a group under the present prices: the best units, at least its minimum and at most its places.
func (p *pricing) judge(group, least, most int) (sum int64, picked []int32, possible bool) {
	units := p.units[group]
	if len(units) < least {
		return 0, nil, false
	}
	worth := make([]offerUnit, len(units))
	for i, u := range units {
		worth[i] = offerUnit{ceilDiv(u.value-p.wish[u.family], u.size), u.family}
	}
	slices.SortFunc(worth, func(a, b offerUnit) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.family, b.family))
	})
	for i, w := range worth {
		if i == most || i >= least && w.worth <= 0 {
			break
		}
		sum += w.worth
		picked = append(picked, w.family)
	}
	return sum, picked, true
}

type offerUnit struct {
	worth  int64
	family int32
}

func ceilDiv(a, b int64) int64 {
	if a > 0 {
		return (a + b - 1) / b
	}
	return a / b
}

// team is the cheapest leaders of a kind: anybody, and at least one who speaks its language.
func (p *pricing) team(k *kind) (cost int64, team []int) {
	type person struct {
		cost   int64
		who    int
		speaks bool
	}
	all := make([]person, len(k.leaders))
	for i, a := range k.leaders {
		all[i] = person{who: a, speaks: k.speaks[i]}
		for d, day := range p.days {
			if k.starts <= day && day < k.starts+p.o.st.stretch {
				all[i].cost += p.week[a][d]
			}
		}
	}
	slices.SortStableFunc(all, func(a, b person) int { return cmp.Compare(a.cost, b.cost) })
	need := p.o.st.need
	if !slices.ContainsFunc(all[:need], func(x person) bool { return x.speaks }) {
		i := slices.IndexFunc(all, func(x person) bool { return x.speaks })
		all[need-1] = all[i]
	}
	for _, x := range all[:need] {
		cost += x.cost
		team = append(team, x.who)
	}
	return cost, team
}

// round judges everything once. It returns the bound, and which kinds pay, those that pay most first.
func (p *pricing) round() (bound int64, pays []int) {
	clear(p.chosen)
	for a := range p.busy {
		clear(p.busy[a])
	}
	for _, u := range p.wish {
		bound += u
	}
	for _, row := range p.week {
		for _, y := range row {
			bound += y
		}
	}
	for g := range p.o.p.existing {
		sum, picked, _ := p.judge(g, 0, p.o.p.groups[g].free)
		bound += sum
		p.note(picked)
	}
	var profit []int64
	for i := range p.o.kinds {
		k := &p.o.kinds[i]
		sum, picked, possible := p.judge(p.o.groupOf(i), k.group.Minimum, k.group.Places)
		if !possible {
			continue
		}
		cost, team := p.team(k)
		if sum <= cost {
			continue
		}
		bound += sum - cost
		pays, profit = append(pays, i), append(profit, sum-cost)
		p.note(picked)
		for _, a := range team {
			for d, day := range p.days {
				if k.starts <= day && day < k.starts+p.o.st.stretch {
					p.busy[a][d]++
				}
			}
		}
	}
	order := make([]int, len(pays))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(profit[b], profit[a]) })
	sorted := make([]int, len(pays))
	for i, j := range order {
		sorted[i] = pays[j]
	}
	return bound, sorted
}

func (p *pricing) note(picked []int32) {
	for _, f := range picked {
		p.chosen[f]++
	}
}

// move changes prices against what was wanted too much or too little, so far that the bound could come down by gap.
func (p *pricing) move(gap int64, share float64) {
	// Families count in halves or thirds of their size; norm is the square of all that is out of balance.
	norm := 0.0
	for f, n := range p.chosen {
		size := float64(p.o.p.families[f].size)
		if out := 1 - float64(n)/size; p.o.waits[f] && (out < 0 || p.wish[f] > 0) {
			norm += float64(out * out)
		}
	}
	for a := range p.busy {
		for d, n := range p.busy[a] {
			if out := 1 - float64(n); out < 0 || p.week[a][d] > 0 {
				norm += float64(out * out)
			}
		}
	}
	if norm == 0 {
		return
	}
	step := float64(share*float64(gap)) / norm
	for f, n := range p.chosen {
		if p.o.waits[f] {
			out := 1 - float64(n)/float64(p.o.p.families[f].size)
			p.wish[f] = max(0, p.wish[f]-int64(float64(step*out)))
		}
	}
	for a := range p.busy {
		for d, n := range p.busy[a] {
			p.week[a][d] = max(0, p.week[a][d]-int64(float64(step*(1-float64(n)))))
		}
	}
}
