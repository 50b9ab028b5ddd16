package plan

import (
	"cmp"
	"slices"
)

// FirstCome fills groups as most services do by habit: groups by start, then id; each takes from the list, by day of
// referral, then id, whoever fits and has room.
func FirstCome(in *Instance) (*Plan, error) {
	return byHand(in, Referrals, func(a, b *famRow) int { return a.since - b.since })
}

// EarliestDeadline is the same with the list ordered by who grows out first.
func EarliestDeadline(in *Instance) (*Plan, error) {
	return byHand(in, Deadlines, func(a, b *famRow) int { return a.closes - b.closes })
}

func byHand(in *Instance, method Method, before func(a, b *famRow) int) (*Plan, error) {
	if err := refuse(in.Problems()); err != nil {
		return nil, err
	}
	p := compile(in, nil)
	s := newSeating(p)
	s.fillInOrder(before)
	return p.write(s, outcome{method: method, proof: p.trivial(), bound: p.bound(p.trivial())}), nil
}

// fillInOrder goes through groups by start, then id, and through families in the order given, then id.
func (s *seating) fillInOrder(before func(a, b *famRow) int) {
	p := s.p
	fitting := make([][]int32, len(p.groups))
	for f := range p.families {
		if s.at[f] >= 0 {
			continue
		}
		for _, g := range p.fits(f) {
			fitting[g] = append(fitting[g], int32(f))
		}
	}
	order := make([]int, len(p.groups))
	for g := range order {
		order[g] = g
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.groups[a].starts, p.groups[b].starts) })
	for _, g := range order {
		list := fitting[g]
		slices.SortStableFunc(list, func(a, b int32) int { return before(&p.families[a], &p.families[b]) })
		for _, f := range list {
			if s.at[f] < 0 && s.mayJoin(int(f), g) {
				s.seat(int(f), g)
			}
		}
	}
}

// trivial proves only that nobody can have more than the best group that they fit.
func (p *problem) trivial() proof { return p.prove(make([]Nano, len(p.groups))) }
