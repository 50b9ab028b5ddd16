package plantest

import (
	"fmt"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// SmallOpen draws an instance of opening so small that every plan can be tried: eight kinds at most, four facilitators of
// whom two lead a group, so that no more than two can be opened.
func SmallOpen(seed uint64) *plan.Instance {
	d := newDice(seed)
	today := civil.New(2027, 3, 1)
	in := &plan.Instance{
		Name: fmt.Sprintf("small-open-%d", seed), Today: today, NoticeDays: 7, Weights: Standard, Sites: []plan.Site{{ID: "mill", Rooms: d.IntN(2)}},
		Opening: &plan.Opening{
			Programmes: Programmes[:1], Starts: []civil.Date{today.AddDays(7), today.AddDays(21)}, Languages: Languages[:1], Slots: Slots[:2],
			Modes: []plan.Mode{plan.InPerson, plan.Virtual}, Places: 2 + d.IntN(3), Minimum: 1 + d.IntN(2), LengthWeeks: 6, GapWeeks: 1, Leaders: 2, MayMiss: d.IntN(2),
		},
	}
	if d.chance(0.3) {
		in.Groups = []plan.Group{{
			ID: "g1", Programme: Programmes[0], Starts: today.AddDays(14), Language: "en", Slot: Slots[0], Mode: plan.InPerson, Site: "mill", Places: 2, Minimum: 1,
		}}
	}
	for i := range 4 {
		a := plan.Facilitator{
			ID: fmt.Sprintf("a%d", i), Programmes: Programmes[:1], Languages: Languages[d.weighted(3, 1):2], Slots: Slots[d.weighted(2, 1):2],
			Modes: []plan.Mode{plan.InPerson, plan.Virtual}, Sites: []string{"mill"},
		}
		if d.chance(0.2) {
			a.FreeFrom = today.AddDays(14)
		}
		if d.chance(0.3) {
			from := today.AddDays(d.IntN(40))
			a.Away = []civil.Window{{From: from, To: from.AddDays(d.IntN(20))}}
		}
		if i > 0 && d.chance(0.2) {
			a.NotWith = []string{"a0"}
		}
		in.Facilitators = append(in.Facilitators, a)
	}
	for i := range 5 + d.IntN(2) {
		f := plan.Family{
			ID: fmt.Sprintf("f%d", i), Programme: Programmes[0], Size: 1 + d.weighted(75, 25), Opens: today, Closes: today.AddDays(7 + d.IntN(30)), Languages: Languages[:1],
			Slots: Slots[d.IntN(2):2], Modes: []plan.Mode{plan.InPerson, plan.Virtual}[d.IntN(2):], Sites: []string{"mill"}, Need: 1 + d.IntN(5),
			WaitingSince: today.AddDays(-d.IntN(60)),
		}
		if i > 0 && d.chance(0.2) {
			f.ApartFrom = []string{fmt.Sprintf("f%d", d.IntN(i))}
		}
		in.Families = append(in.Families, f)
	}
	return in
}
