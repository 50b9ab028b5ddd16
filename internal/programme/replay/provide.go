package replay

import "holdfast/internal/programme/plan"

// provide plans who of those waiting gets a place in which of the groups to come, by position in the list; nil: none.
func (p *planner) provide(w *World) []*Group {
	known := w.known()
	out := make([]*Group, len(known))
	in := &plan.Instance{Today: epoch.AddDays(w.today), NoticeDays: 7 * w.h.Rules.NoticeWeeks, Weights: p.Weights}
	for _, s := range w.h.Sites {
		in.Sites = append(in.Sites, plan.Site{ID: s})
	}
	byID := map[string]*Group{}
	for _, g := range w.coming() {
		if g.Free() <= 0 {
			continue
		}
		row := g.Group
		row.Places, row.Minimum = g.Free(), 0
		in.Groups = append(in.Groups, row)
		byID[g.ID] = g
	}
	at := map[string]int{}
	for i := range known {
		if known[i].state == waiting {
			f := p.asPlanned(w, known, i)
			at[f.ID] = i
			in.Families = append(in.Families, f)
		}
	}
	solved, err := plan.Solve(in)
	if err != nil {
		return out // what can be replayed cannot be refused: [History.Problems] asks the same
	}
	for _, x := range solved.Placements {
		out[at[x.Family]] = byID[x.Group]
	}
	return out
}

// asPlanned is a family as this week's plan sees it.
func (p *planner) asPlanned(w *World, known []member, i int) plan.Family {
	m := &known[i]
	f := m.Family.Family
	f.ApartFrom, f.Declined = nil, nil
	for _, g := range m.declined {
		f.Declined = append(f.Declined, g.ID)
	}
	left := float64(m.closes-w.today) / 7
	f.Extra = p.Urgent * max(0, 1-left/p.UrgentWeeks)
	if m.apart < 0 || m.apart >= len(known) {
		return f
	}
	// Somebody it is kept apart from who has a place already takes that group from it; who waits too is left to the plan.
	switch other := &known[m.apart]; {
	case other.group != nil:
		f.Declined = append(f.Declined, other.group.ID)
	case other.state == waiting:
		f.ApartFrom = []string{other.ID}
	}
	return f
}
