package plan

import (
	"cmp"
	"slices"
)

// checked settles ties, checks the plan and its proof, and writes it down. A plan that fails the check is not given out:
// families are placed by earliest deadline, with a bound that needs no prices, and the plan says so.
func (p *problem) checked(s *seating, out outcome) *Plan {
	s.settleTies()
	if err := p.check(s, out); err != nil {
		s, out = p.fallBack()
	}
	return p.write(s, out)
}

func (p *problem) fallBack() (*seating, outcome) {
	s := newSeating(p)
	s.fillInOrder(func(a, b *famRow) int { return a.closes - b.closes })
	s.settleTies()
	by := p.trivial()
	return s, outcome{method: Deadlines, proof: by, bound: p.bound(by)}
}

// write turns a seating into a plan.
func (p *problem) write(s *seating, out outcome) *Plan {
	plan := &Plan{Instance: p.in.Name, Method: out.method, Kind: KindSolve, Value: s.value(), Bound: out.bound}
	for f, g := range s.at {
		if g < 0 {
			reason, groups := p.unplacedReason(f, s)
			plan.Unplaced = append(plan.Unplaced, Unplaced{Family: p.families[f].id, Reason: reason, Groups: groups})
			continue
		}
		fixed := p.fixed[f] >= 0
		plan.Placements = append(plan.Placements, Placement{
			Family: p.families[f].id, Group: p.groups[g].id, Fixed: fixed, Why: p.why(f, g, fixed),
		})
	}
	for g := range p.groups {
		if p.groups[g].places-s.left[g] < p.groups[g].minimum {
			plan.BelowMinimum = append(plan.BelowMinimum, p.groups[g].id)
		}
	}
	slices.Sort(plan.BelowMinimum)
	slices.SortFunc(plan.Opened, func(a, b Opened) int { return cmp.Compare(a.ID, b.ID) })
	plan.Certificate = p.certificate(out.proof)
	return plan
}
