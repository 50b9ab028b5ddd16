package replay

import (
	"cmp"
	"math"
	"slices"

	"holdfast/internal/programme/plan"
)

// planner is the product's own policy. Each week it plans exactly who is provided for by the groups to come; then it opens,
// one after the other, the kind of group that families without a prospect need most; and it offers the places of the plan.
type planner struct{ Tuning }

// Tuning is what a service may choose about the product's policy.
type Tuning struct {
	Weights     plan.Weights // what a place is worth to whom
	Urgent      float64      // added to a place's worth for a family whose window closes now,
	UrgentWeeks float64      // less the later it closes, nothing from so many weeks on
	Need        float64      // how much more each step of need counts in choosing what to open
	Soon        float64      // and a family whose window closes as the group starts,
	SoonWeeks   float64      // less the later it closes
	Enough      float64      // families without which nothing is opened, expected ones included
	Known       int          // and how many of them must wait already
	NextWeeks   int          // referrals of so many weeks are expected to come in time
}

// Standard is the tuning the product comes with. It was chosen on histories that no figure is quoted from.
var Standard = Tuning{
	Weights: plan.Weights{Need: 0.25, Safeguarding: 1, KeepPerWeek: 0.985, PerWeekWaited: 0.002},
	Urgent:  1, UrgentWeeks: 12, Need: 0.1, Soon: 2, SoonWeeks: 12, Enough: 4, Known: 3, NextWeeks: 4,
}

// Planned is the product's own policy.
func Planned(t Tuning) Policy { return &planner{t} }

// Offer offers the places of the plan that may be offered now.
func (p *planner) Offer(w *World) {
	for i, g := range p.provide(w) {
		if g != nil && (g.starts-w.today)/7 <= w.h.Rules.OfferWeeks && w.mayOffer(i, g) {
			w.Offer(i, g)
		}
	}
}

// Open opens what is needed most, as long as enough would come and two can lead it.
func (p *planner) Open(w *World) {
	starts := w.today + 7*w.h.Rules.LeadWeeks
	if starts >= w.lastStart() {
		return
	}
	for {
		var free []int
		for a := range w.people {
			if w.canStart(a, starts) {
				free = append(free, a)
			}
		}
		if len(free) < 2 {
			return
		}
		best := p.look(w, starts, free)
		if best.leaders == nil {
			return
		}
		w.Open(best.group, starts, best.leaders)
	}
}

// idea is a group that could be opened.
type idea struct {
	group   plan.Group
	leaders []int
	worth   float64
}

// look finds the group that families without a prospect need most.
func (p *planner) look(w *World, starts int, free []int) (best idea) {
	known, provided := w.known(), p.provide(w)
	w.eachKind(w.h.Slots, func(g plan.Group) {
		leaders := w.leadersFor(&g, free)
		if leaders == nil {
			return
		}
		var gains []float64
		for i := range known {
			if m := &known[i]; m.state == waiting && provided[i] == nil && m.fits(&g, starts) {
				gains = append(gains, p.gain(m, starts))
			}
		}
		slices.SortFunc(gains, func(a, b float64) int { return cmp.Compare(b, a) })
		gains = gains[:min(len(gains), w.h.Rules.Places)]
		worth := 0.0
		for _, v := range gains {
			worth += v
		}
		if worth <= best.worth || len(gains) < p.Known {
			return
		}
		if n := float64(len(gains)); n >= p.Enough || n+w.reliably(&g, starts, p.NextWeeks) >= p.Enough {
			best = idea{g, leaders, worth}
		}
	})
	return best
}

// gain is what a place is worth to a family that has no prospect of one.
func (p *planner) gain(m *member, starts int) float64 {
	v := 1 + p.Need*float64(m.Need-1)
	if left := float64(m.closes-starts) / 7; left < p.SoonWeeks {
		v += p.Soon * (1 - left/p.SoonWeeks)
	}
	return v
}

// leadersFor is the two who are least needed elsewhere of those who can lead a kind, or nil.
func (w *World) leadersFor(g *plan.Group, free []int) (best []int) {
	least := 0
	for n, a := range free {
		for _, b := range free[n+1:] {
			if !w.canLead(a, b, g) {
				continue
			}
			if use := w.use(a) + w.use(b); best == nil || use < least {
				best, least = []int{a, b}, use
			}
		}
	}
	return best
}

// use is how much else a facilitator could be used for.
func (w *World) use(a int) int {
	x := &w.people[a]
	return len(x.Slots) * (2 + len(x.Sites)) * len(x.Programmes) * (1 + len(x.Languages))
}

// reliably is how many families who fit a kind are sure enough to be referred in the next weeks: as many as came in as many
// weeks of the last year, less one standard deviation of such a count. In a small service that is mostly nobody.
func (w *World) reliably(g *plan.Group, starts, weeks int) float64 {
	known := w.known()
	from := len(known)
	for from > 0 && known[from-1].since > w.today-365 {
		from--
	}
	if from == len(known) {
		return 0
	}
	n := 0
	for i := from; i < len(known); i++ {
		m := &known[i]
		for week := 1; week <= weeks; week++ {
			// As if it were referred so many weeks from now.
			if m.fits(g, starts-(w.today+7*week)+m.since) {
				n++
			}
		}
	}
	expected := float64(n) / max(1, float64(w.today-known[from].since+1)/7)
	return max(0, expected-math.Sqrt(expected))
}
