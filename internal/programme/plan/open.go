package plan

import (
	"cmp"
	"fmt"
	"slices"
)

// Effort of opening: rounds of pricing, ideas from them that are improved, pairs looked at in all improving, and ideas
// that are planned exactly.
const (
	pricingRounds = 500
	stillRounds   = 12 // rounds without progress after which steps are halved
	improvedIdeas = 8
	improveWork   = 120_000_000
	exactIdeas    = 4
)

// Open says which groups to open, who leads them, and who goes where. The instance needs an [Opening].
//
// It returns [*Refused] with every [Problem] of the instance, and never a plan beside it.
func Open(in *Instance) (*Plan, error) {
	problems := in.Problems()
	if in.Opening == nil {
		problems = append(problems, Problem{CodeFormat, []Name{{"field", "opening"}}})
	}
	if err := refuse(problems); err != nil {
		return nil, err
	}
	o := newOpener(in)
	ideas, bound := o.think()
	var best *Plan
	for _, x := range ideas[:min(len(ideas), exactIdeas)] {
		if p := o.plan(x.set, bound); p != nil && (best == nil || p.Value > best.Value) {
			best = p
		}
	}
	if best == nil { // nothing can be opened, or not as the network believed
		best = o.plan(nil, bound)
	}
	return best, nil
}

// think prices, collects ideas, and improves the best of them. Bound is what no plan exceeds.
func (o *opener) think() (ideas []idea, bound Micro) {
	scale := scaleOf(o.p)
	s := newOpenset(o, scale)
	seen := map[string]bool{}
	best := int64(0)
	keep := func(set []int) {
		if key := fmt.Sprint(set); !seen[key] {
			seen[key] = true
			s.become(set)
			if v := s.value(); v >= 0 {
				ideas = append(ideas, idea{set, v})
				best = max(best, v)
			}
		}
	}
	keep(nil)
	least := o.price(o.newPricing(scale), keep, &best)
	slices.SortFunc(ideas, better)
	ideas = s.improve(ideas)
	for f := range o.p.families { // too large for the network: as if each had its best group
		if o.p.fixed[f] < 0 && o.p.families[f].size > crowd {
			least += int64(o.p.trivialAmount(f)) * scale
		}
	}
	return ideas, Micro(least / scale)
}

func (p *problem) trivialAmount(f int) (most Micro) {
	for _, g := range p.fits(f) {
		if p.open(f, int(g)) {
			most = max(most, p.micro(f, int(g)))
		}
	}
	return most
}

// price moves prices round by round (Polyak 1969: steps in proportion to what is between the bound and the best plan) and
// hands on what each round would open. It returns the lowest bound, times scale.
func (o *opener) price(p *pricing, keep func([]int), best *int64) int64 {
	least, share, still := int64(-1), 1.5, 0
	for range pricingRounds {
		bound, pays := p.round()
		keep(o.pack(pays))
		if least < 0 || bound < least {
			least, still = bound, 0
		} else if still++; still >= stillRounds {
			share, still = share*0.7, 0
		}
		if bound <= *best || share < 0.01 {
			break
		}
		p.move(bound-*best, share)
	}
	return max(least, *best)
}

// plan works an idea out exactly: who sits where, who leads, and a bound. It returns nil where that cannot be.
func (o *opener) plan(set []int, bound Micro) *Plan {
	kinds := o.set(set)
	led, possible := o.st.lead(kinds)
	if !possible {
		return nil
	}
	p := compile(o.p.in, groupsOf(derefs(kinds)))
	s := newSeating(p)
	for i, k := range kinds {
		s.opened[i] = true
		s.left[p.existing+i] = k.group.Places
	}
	if !p.fillOpened(s) {
		return nil
	}
	s.fillUp()
	s.settleTies()
	for g := p.existing; g < len(p.groups); g++ {
		if p.groups[g].places-s.left[g] < p.groups[g].minimum {
			return nil
		}
	}
	out := outcome{method: Searched, bound: bound, proof: p.trivial()}
	if err := p.check(s, outcome{proof: p.trivial(), bound: p.bound(p.trivial())}); err != nil {
		return nil
	}
	if out.bound = max(bound, s.value()); out.bound == s.value() {
		out.method = Exact
	}
	plan := p.write(s, out)
	plan.Kind, plan.Certificate = KindOpen, Certificate{bound: -1}
	for i, k := range kinds {
		opened := Opened{Group: k.group}
		for _, a := range led[i] {
			opened.Facilitators = append(opened.Facilitators, o.st.people[a].ID)
		}
		slices.Sort(opened.Facilitators)
		plan.Opened = append(plan.Opened, opened)
	}
	slices.SortFunc(plan.Opened, func(a, b Opened) int { return cmp.Compare(a.ID, b.ID) })
	return plan
}

func derefs(kinds []*kind) []kind {
	out := make([]kind, len(kinds))
	for i, k := range kinds {
		out[i] = *k
	}
	return out
}

// fillOpened seats everybody as well as can be with every opened group at its minimum or above. It reports false when
// that cannot be.
func (p *problem) fillOpened(s *seating) bool {
	r := region{}
	for f := range p.families {
		if p.fixed[f] < 0 && p.families[f].size <= crowd && len(p.fits(f)) > 0 {
			r.families = append(r.families, int32(f))
		}
	}
	scale := scaleOf(p)
	var dearest int64
	for f := range p.families {
		dearest = max(dearest, int64(p.trivialAmount(f)))
	}
	var benches []bench
	var group, must []int32
	for g := range p.groups {
		least := int32(0)
		if g >= p.existing {
			least = int32(p.groups[g].minimum)
		}
		if least > 0 {
			must = append(must, int32(len(benches)))
			benches = append(benches, bench{int32(g), least, 4 * (dearest*scale + 1)})
		}
		benches = append(benches, bench{group: int32(g), room: int32(min(p.groups[g].free, crowd*len(r.families))) - least})
	}
	for _, b := range benches {
		group = append(group, b.group)
	}
	n := newNetwork(p, r.families, benches, scale)
	n.settleAt(make([]int64, len(benches)))
	b := newBranching(n, group, p.apartWithin(r.families), func(f, g int32) Micro { return p.micro(int(r.families[f]), int(g)) }, repairWork)
	b.must = must
	for _, m := range must {
		b.bonus += benches[m].bonus * int64(benches[m].room)
	}
	b.visit()
	if !b.known {
		return false
	}
	for i, f := range r.families {
		if g := b.best[i]; g >= 0 {
			s.seat(int(f), int(g))
		}
	}
	return true
}
