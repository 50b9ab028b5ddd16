package plan

import (
	"slices"
	"sync"
)

// Beside is what a plan stands beside, so that somebody can judge it.
type Beside struct {
	FirstCome []string // families placed by who asked first, sorted
	Deadline  []string // by who grows out first
	Most      int      // families that any plan could place newly; no plan places more
}

// SolveBeside is [Solve], and what it stands beside. It reads the instance once, and
// does the four at the same time: none of them changes what they share.
func SolveBeside(in *Instance) (*Plan, Beside, error) {
	if err := refuse(in.Problems()); err != nil {
		return nil, Beside{}, err
	}
	p := compile(in, nil)
	var made *Plan
	var beside Beside
	var busy sync.WaitGroup
	busy.Go(func() { beside.FirstCome = p.placedInOrder(func(a, b *famRow) int { return a.since - b.since }) })
	busy.Go(func() { beside.Deadline = p.placedInOrder(func(a, b *famRow) int { return a.closes - b.closes }) })
	busy.Go(func() {
		_, counted := p.counting().solve()
		beside.Most = int(counted.bound / 1_000_000)
	})
	s, out := p.solve()
	made = p.checked(s, out)
	busy.Wait()
	return made, beside, nil
}

// placedInOrder is who gets a new place when groups take families in an order.
func (p *problem) placedInOrder(before func(a, b *famRow) int) (out []string) {
	s := newSeating(p)
	s.fillInOrder(before)
	for f, g := range s.at {
		if g >= 0 && p.fixed[f] < 0 {
			out = append(out, p.families[f].id)
		}
	}
	slices.Sort(out)
	return out
}

// counting is the same problem in which every family counts one, whenever it starts: its
// bound is how many families any plan can place.
func (p *problem) counting() *problem {
	out := *p
	out.families, out.groups = slices.Clone(p.families), slices.Clone(p.groups)
	for f := range out.families {
		out.families[f].weight, out.families[f].waited = 1, 0
	}
	for g := range out.groups {
		out.groups[g].keep = 1
	}
	return &out
}
