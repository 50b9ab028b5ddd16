package plantest

import (
	"fmt"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// Open draws an instance of opening: families who wait, facilitators who become free in the coming weeks, and Mondays to
// start on.
func Open(families, facilitators, weeks int, seed uint64) *plan.Instance {
	d := newDice(seed)
	h := History(Service{Referrals: 1, Facilitators: facilitators}, seed)
	today := h.Begins.AddDays(7 * 30)
	in := &plan.Instance{
		Name: fmt.Sprintf("drawn-open-%d", seed), Today: today, NoticeDays: 35, Weights: Standard,
		Opening: &plan.Opening{
			Programmes: Programmes, Languages: Languages, Slots: Slots, Modes: []plan.Mode{plan.InPerson, plan.Virtual},
			Places: 8, Minimum: 4, LengthWeeks: 8, GapWeeks: 1, Leaders: 2, MayMiss: 1,
		},
		Facilitators: h.Facilitators,
	}
	for _, s := range h.Sites {
		in.Sites = append(in.Sites, plan.Site{ID: s, Rooms: d.IntN(3)})
	}
	for week := range weeks {
		in.Opening.Starts = append(in.Opening.Starts, today.AddDays(35+7*week))
	}
	for i := range in.Facilitators {
		in.Facilitators[i].FreeFrom = in.Opening.Starts[d.IntN(weeks)]
	}
	for len(in.Families) < families {
		f, waits := d.family(today.AddDays(-d.IntN(110)), h.Sites)
		if waits && later(f.Closes, today) == f.Closes {
			f.ID = fmt.Sprintf("f%05d", len(in.Families)+1)
			in.Families = append(in.Families, f)
		}
	}
	return in
}

func later(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}
