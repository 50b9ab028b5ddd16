package replay

import (
	"cmp"
	"slices"

	"holdfast/internal/programme/plan"
)

// The policies of people without a planner.
type byHand struct {
	deadline bool // offers go by who grows out first, not by referral
	anySlot  bool // pairs may meet at any time both have, and anybody may lead with anybody
}

// FirstCome opens by habit and offers by referral.
func FirstCome() Policy { return byHand{} }

// EarliestDeadline opens by habit and offers to whoever grows out first.
func EarliestDeadline() Policy { return byHand{deadline: true} }

// BestSlot opens whatever most families fit, and offers by referral.
func BestSlot() Policy { return byHand{anySlot: true} }

// Open tries pairs for a start as soon as one may be.
func (p byHand) Open(w *World) {
	starts := w.today + 7*w.h.Rules.LeadWeeks
	if starts >= w.lastStart() {
		return
	}
	spoken := w.spokenFor()
	at := map[string]int{}
	for i := range w.people {
		at[w.people[i].ID] = i
	}
	for _, pair := range w.h.Pairs {
		a, b := at[pair[0]], at[pair[1]]
		slots := w.h.Slots
		if !p.anySlot {
			slots = nil
			for _, s := range w.h.Slots {
				if slices.Contains(w.people[a].Slots, s) && slices.Contains(w.people[b].Slots, s) {
					slots = []string{s}
					break
				}
			}
		}
		w.try(a, b, starts, slots, spoken)
	}
	if !p.anySlot {
		return
	}
	for a := range w.people {
		for b := a + 1; b < len(w.people); b++ {
			if w.try(a, b, starts, w.h.Slots, spoken) {
				break
			}
		}
	}
}

// spokenFor reckons whom the groups to come will take, by going down the list.
func (w *World) spokenFor() []bool {
	known := w.known()
	spoken := make([]bool, len(known))
	for _, g := range w.coming() {
		left := g.Places - g.taken
		for i := range known {
			if left <= 0 {
				break
			}
			if m := &known[i]; m.state == waiting && !spoken[i] && m.fits(&g.Group, g.starts) {
				spoken[i] = true
				left--
			}
		}
	}
	return spoken
}

// try opens the kind that most families fit who are not spoken for, if two can lead it and enough would come.
func (w *World) try(a, b, starts int, slots []string, spoken []bool) bool {
	if !w.canStart(a, starts) || !w.canStart(b, starts) {
		return false
	}
	known := w.known()
	best, most := plan.Group{}, w.h.Rules.Minimum
	w.eachKind(slots, func(g plan.Group) {
		if !w.canLead(a, b, &g) {
			return
		}
		n := 0
		for i := range known {
			if m := &known[i]; m.state == waiting && !spoken[i] && m.fits(&g, starts) {
				n++
			}
		}
		if n > most {
			best, most = g, n
		}
	})
	if best.Programme == "" {
		return false
	}
	w.Open(best, starts, []int{a, b})
	left := w.h.Rules.Places
	for i := range known {
		if m := &known[i]; left > 0 && m.state == waiting && !spoken[i] && m.fits(&best, starts) {
			spoken[i] = true
			left--
		}
	}
	return true
}

// eachKind goes through programmes, languages, slots and places, the place changing fastest.
func (w *World) eachKind(slots []string, visit func(plan.Group)) {
	for _, programme := range w.h.Programmes {
		for _, language := range w.h.Languages {
			for _, slot := range slots {
				g := plan.Group{Programme: programme, Language: language, Slot: slot, Mode: plan.InPerson}
				for _, g.Site = range w.h.Sites {
					visit(g)
				}
				g.Mode, g.Site = plan.Virtual, ""
				visit(g)
			}
		}
	}
}

// Offer goes through groups by start and offers down the list.
func (p byHand) Offer(w *World) {
	order := make([]int, len(w.known()))
	for i := range order {
		order[i] = i
	}
	if p.deadline {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(w.list[a].closes, w.list[b].closes) })
	}
	for _, g := range w.offering() {
		for _, i := range order {
			if w.mayOffer(i, g) {
				w.Offer(i, g)
			}
		}
	}
}
