package plan

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Effort, counted in pairs looked at. The first is for repairing what is split, beyond the first plan that is whole; a
// region gets its share, and never less than the second.
const (
	repairWork = 3_000_000
	regionWork = 150_000
)

// Solve says who goes where, the groups being given.
//
// It returns [*Refused] with every [Problem] of the instance, and never a plan beside it.
func Solve(in *Instance) (*Plan, error) {
	if err := refuse(in.Problems()); err != nil {
		return nil, err
	}
	p := compile(in, nil)
	s, out := p.solve()
	return p.checked(s, out), nil
}

// outcome is what is known of a seating.
type outcome struct {
	method Method
	bound  Micro
	proof  proof
}

// solve plans region by region, several at a time. They share nothing, so it does not matter which is done first.
func (p *problem) solve() (*seating, outcome) {
	regions := p.regions()
	plans := make([]regionPlan, len(regions))
	scale := scaleOf(p)
	var next atomic.Int64
	var busy sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(regions)) {
		busy.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(regions); i = int(next.Add(1)) - 1 {
				plans[i] = p.solveRegion(regions[i], scale)
			}
		})
	}
	busy.Wait()
	s := newSeating(p)
	price := make([]Nano, len(p.groups))
	known, gap := !p.crowds(), Micro(0)
	for i, r := range regions {
		for k, f := range r.families {
			if g := plans[i].at[k]; g >= 0 {
				s.seat(int(f), int(g))
			}
		}
		for k, g := range r.groups {
			price[g] = plans[i].price[k]
		}
		known = known && plans[i].known
		gap += plans[i].gap
	}
	planned := s.value()
	s.fillUp()
	by := p.prove(price)
	out := outcome{method: Repaired, proof: by, bound: p.bound(by)}
	if known {
		out.bound = min(out.bound, planned+gap)
	}
	if out.bound == s.value() {
		out.method = Exact
	}
	return s, out
}

// crowds reports whether a family is too large for the network, so that branching does not know of it.
func (p *problem) crowds() bool {
	return slices.ContainsFunc(p.families, func(f famRow) bool { return f.size > crowd })
}

// regionPlan is who sits where in a region, by position in its lists.
type regionPlan struct {
	at    []int32 // group of each family, or −1
	price []Nano  // of a place in each group
	known bool    // whether branching knows a bound
	gap   Micro   // how much better another plan could be at most, if known
}

func (p *problem) solveRegion(r region, scale int64) (out regionPlan) {
	benches := make([]bench, len(r.groups))
	for i, g := range r.groups {
		benches[i] = bench{group: g, room: int32(min(p.groups[g].free, crowd*len(r.families)))}
	}
	n := newNetwork(p, r.families, benches, scale)
	n.settleAt(n.bidding())
	out.price = make([]Nano, len(r.groups))
	for m := range r.groups {
		out.price[m] = Nano((n.price[m]*1000 + scale - 1) / scale)
	}
	most := Micro(n.total / scale)
	budget := max(regionWork, repairWork*int64(len(n.node))/int64(max(1, len(p.fitGroups))))
	b := newBranching(n, r.groups, p.apartWithin(r.families), func(f, g int32) Micro { return p.micro(int(r.families[f]), int(g)) }, budget)
	b.visit()
	out.at, out.known = b.best, !n.rough
	if b.cut {
		out.gap = most - b.value
	}
	return out
}

// apartWithin is who is kept apart from whom, by position in a list of families.
func (p *problem) apartWithin(families []int32) [][]int32 {
	at := make(map[int32]int32)
	for i, f := range families {
		if p.apart[f] != nil {
			at[f] = int32(i)
		}
	}
	out := make([][]int32, len(families))
	for f, i := range at {
		for _, other := range p.apart[f] {
			if j, here := at[other]; here {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}
