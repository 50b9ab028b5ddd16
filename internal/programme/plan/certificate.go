package plan

import "fmt"

// Nano is a price in thousandths of a millionth.
type Nano int64

// Certificate proves that no plan is worth more than its bound, by linear programming duality (Gale, Kuhn and Tucker
// 1951): every family has an amount U and every place of a group a price p, none below 0, with U + size·p at least the
// value of every pair that a new placement could make. So no plan can be worth more than all amounts and the price of all
// free places together. Those left out are 0.
type Certificate struct {
	Families map[string]Nano
	Groups   map[string]Nano
	bound    Micro // what it proves
}

// proof is a certificate by position.
type proof struct {
	amount []Nano // of each family
	price  []Nano // of a place in each group
}

// prove makes a proof of the prices of places, whatever they are: amounts are what the pairs ask for.
func (p *problem) prove(price []Nano) proof {
	out := proof{amount: make([]Nano, len(p.families)), price: price}
	for f := range p.families {
		for _, g := range p.fits(f) {
			if p.open(f, int(g)) {
				out.amount[f] = max(out.amount[f], 1000*Nano(p.micro(f, int(g)))-Nano(p.families[f].size)*price[g])
			}
		}
	}
	return out
}

// bound is the worth of everything at the proof's prices, rounded down: values are whole millionths.
func (p *problem) bound(by proof) Micro {
	var sum Nano
	for _, u := range by.amount {
		sum += u
	}
	for g, price := range by.price {
		sum += price * Nano(max(0, p.groups[g].free))
	}
	return Micro(sum / 1000)
}

// checkProof goes through every pair there could be, and not only through those that the network was built from.
func (p *problem) checkProof(by proof) error {
	for g, price := range by.price {
		if price < 0 {
			return fmt.Errorf("certificate: the price of group %s is negative", p.groups[g].id)
		}
	}
	for f := range p.families {
		if by.amount[f] < 0 {
			return fmt.Errorf("certificate: the amount of family %s is negative", p.families[f].id)
		}
		for _, g := range p.fits(f) {
			need := 1000 * Nano(p.micro(f, int(g)))
			if p.open(f, int(g)) && by.amount[f]+Nano(p.families[f].size)*by.price[g] < need {
				return fmt.Errorf("certificate: family %s in group %s is worth more than its price", p.families[f].id, p.groups[g].id)
			}
		}
	}
	return nil
}

func (p *problem) certificate(by proof) Certificate {
	c := Certificate{Families: map[string]Nano{}, Groups: map[string]Nano{}, bound: p.bound(by)}
	for f, u := range by.amount {
		if u > 0 {
			c.Families[p.families[f].id] = u
		}
	}
	for g, price := range by.price {
		if price > 0 {
			c.Groups[p.groups[g].id] = price
		}
	}
	return c
}

// Certified reports whether the plan's bound is the one that its certificate proves.
func (p *Plan) Certified() bool { return p.Bound == p.Certificate.bound }
