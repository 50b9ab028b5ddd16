package plan

import (
	"errors"
	"fmt"
)

var errBound = errors.New("the bound lies below the plan's value")

// check goes through the hard rules once more, from the groups' side and without the search's own books, and through the
// proof pair by pair. It runs on every plan.
func (p *problem) check(s *seating, out outcome) error {
	taken := make([]int, len(p.groups))
	here := make([][]int32, len(p.groups))
	var value Micro
	for f, g := range s.at {
		if p.fixed[f] >= 0 && g != p.fixed[f] {
			return fmt.Errorf("the fixed place of family %s moved", p.families[f].id)
		}
		if g < 0 {
			continue
		}
		taken[g] += p.families[f].size
		here[g] = append(here[g], int32(f))
		if p.fixed[f] >= 0 {
			continue
		}
		if step := p.step(f, g); step != "" {
			return fmt.Errorf("family %s in group %s breaks the rule %s", p.families[f].id, p.groups[g].id, step)
		}
		value += p.micro(f, g)
	}
	for g := range p.groups {
		if taken[g] > p.groups[g].places || taken[g] != p.groups[g].places-s.left[g] && s.runs(g) {
			return fmt.Errorf("group %s has %d places and %d taken", p.groups[g].id, p.groups[g].places, taken[g])
		}
		for _, f := range here[g] {
			if p.apart[f] != nil && s.clash(int(f), g) {
				return fmt.Errorf("two families kept apart are in group %s", p.groups[g].id)
			}
		}
	}
	for f, g := range s.at {
		for _, other := range p.fits(f) {
			if g < 0 && s.runs(int(other)) && s.mayJoin(f, int(other)) {
				return fmt.Errorf("family %s is left out of group %s, which has room", p.families[f].id, p.groups[other].id)
			}
		}
	}
	if value > out.bound {
		return errBound
	}
	if p.bound(out.proof) < out.bound {
		return errors.New("the certificate proves less than it says")
	}
	return p.checkProof(out.proof)
}
