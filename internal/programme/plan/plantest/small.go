package plantest

import (
	"fmt"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// Small draws an instance so small that every plan can be tried: two to four groups of one to four places, four to eight
// families, many of two or three places, kept apart, alike, or fixed.
func Small(seed uint64) *plan.Instance {
	d := newDice(seed)
	today := civil.New(2027, 3, 1)
	in := &plan.Instance{
		Name: fmt.Sprintf("small-%d", seed), Today: today, NoticeDays: 7 * d.IntN(2), Sites: []plan.Site{{ID: "mill"}, {ID: "north"}},
		Weights: []plan.Weights{Standard, {KeepPerWeek: 1}, {Need: 0.5, Safeguarding: 2, KeepPerWeek: 0.9, PerWeekWaited: 0.01}}[d.IntN(3)],
	}
	for i := range 2 + d.IntN(3) {
		g := plan.Group{
			ID: fmt.Sprintf("g%d", i), Programme: Programmes[d.weighted(9, 1)], Starts: today.AddDays(7 * d.IntN(5)), Language: Languages[d.weighted(9, 1)],
			Slot: Slots[d.IntN(2)], Mode: plan.InPerson, Site: in.Sites[d.IntN(2)].ID, Places: 1 + d.IntN(4), Minimum: d.IntN(2),
		}
		if d.chance(0.3) {
			g.Mode, g.Site = plan.Virtual, ""
		}
		in.Groups = append(in.Groups, g)
	}
	for i := range 4 + d.IntN(5) {
		f := plan.Family{
			Programme: Programmes[0], Size: 1 + d.weighted(55, 35, 10), Opens: today.AddDays(-20 + 7*d.IntN(5)),
			Languages: Languages[:1+d.IntN(2)], Slots: Slots[d.IntN(2):2], Modes: []plan.Mode{plan.InPerson, plan.Virtual}, Sites: []string{"mill", "north"},
			Need: 1 + d.IntN(5), Safeguarding: d.chance(0.2), WaitingSince: today.AddDays(-d.IntN(60)),
		}
		f.Closes = later(f.Opens, today).AddDays(d.IntN(60))
		if len(in.Families) > 0 && d.chance(0.2) {
			f = in.Families[d.IntN(len(in.Families))]
			f.ApartFrom = nil
		}
		f.ID = fmt.Sprintf("f%d", i)
		if i > 0 && d.chance(0.25) {
			f.ApartFrom = []string{fmt.Sprintf("f%d", d.IntN(i))}
		}
		if d.chance(0.1) {
			f.Declined = []string{in.Groups[d.IntN(len(in.Groups))].ID, "gone"}
		}
		in.Families = append(in.Families, f)
	}
	fixOne(in, d)
	return in
}

// fixOne gives the first family that fits its group a place that was accepted before, sometimes.
func fixOne(in *plan.Instance, d dice) {
	if d.chance(0.6) {
		return
	}
	for _, f := range in.Families {
		for _, g := range in.Groups {
			in.Fixed = []plan.Fixed{{Family: f.ID, Group: g.ID}}
			if len(in.Problems()) == 0 {
				return
			}
		}
	}
	in.Fixed = nil
}
