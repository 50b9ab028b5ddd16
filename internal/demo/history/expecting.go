package history

import (
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/demo/people"
)

// expecting is two groups that begin in pregnancy: one before the birth of most of
// its babies, in which one came early, and one to come.
func expecting(w *World) []recipe {
	out := []recipe{
		{write: running, expecting: true, session: 4, day: nextWorkday(w.Today.AddDays(1)), site: 1, leaders: [2]int{0, 4}, hour: 17, capacity: 5},
		{write: toCome, expecting: true, firstIn: 20, site: 0, leaders: [2]int{0, 5}, hour: 17, taken: 2, waiting: 1, asking: 1},
	}
	out[0].parts = []part{
		{home: home([]people.Adult{
			someone("Efua Asante", "Efua", "en", people.Mother, 29), someone("Daniel Asante", "Daniel", "en", people.Father, 30),
		}, "Abena Asante"), due: 59, early: 62, stays: true, acts: []act{
			{marks: "ppp", safe: anyTime, refused: []string{}}, {marks: "pcp", safe: anyTime, refused: []string{}},
		}},
		{home: home([]people.Adult{
			someone("Yasmin Haddad", "Yasmin", "en", people.Mother, 31), someone("Rosa Haddad", "Rosa", "en", people.Grandparent, 32),
		}, "Baby Haddad"), acts: []act{{marks: "ppt", safe: anyTime, refused: []string{}}, {marks: "ppp", safe: anyTime, refused: []string{}}}},
	}
	return out
}

// The days of pregnancy at a first session: from 26 weeks to less than 30, with some
// room for a holiday that moves the group.
const (
	earliestDay = 26*7 + 3
	latestDay   = 30*7 - 4
	fullTerm    = 40 * 7
)

// expectedFor makes the babies of a family that is as far in pregnancy as a group
// asks: not born yet, or born since.
func (c *chapter) expectedFor(first civil.Date) func(p part, n int) []Infant {
	return func(p part, n int) []Infant {
		one := Infant{Due: first.AddDays(fullTerm - earliestDay - c.rand.IntN(latestDay-earliestDay))}
		if p.due > 0 {
			one.Due = c.world.Today.AddDays(p.due)
		}
		if born := one.Due.AddDays(-p.early); p.early > 0 && born.Before(c.world.Today) {
			one.Born, one.ToldAt = born, c.world.at(born.AddDays(1), 20, 12)
			if p.stays {
				one.StaysFrom = born
			}
		}
		out := make([]Infant, n)
		for i := range out {
			out[i] = one
		}
		return out
	}
}

// visited writes down that the families of a group were seen at home before it began.
func (t *telling) visited(g *Group) {
	if !t.Programme.Expecting() {
		return
	}
	day := workday(g.First.AddDays(-2 - t.rand.IntN(8)))
	if answered := civil.Of(t.Place.AnsweredAt.In(t.world.zone)); day.Before(answered) {
		day = workday(answered.AddDays(1))
	}
	if day.Before(t.world.Today) {
		t.Place.Visits = append(t.Place.Visits, Visit{
			Contact: "visit-before", Day: day, Clock: civil.Clock{Hour: 10 + t.rand.IntN(6)}, By: g.Leaders[0].Staff, At: t.world.at(day, 17, t.rand.IntN(50)),
		})
	}
}

// household draws who comes: to a group that begins in pregnancy a mother, alone or
// with who expects the baby with her.
func (c *chapter) household(most int) people.Household {
	for {
		h := c.people.Household(most)
		other := slices.ContainsFunc(h.Adults, func(a people.Adult) bool { return a.Relation == people.Grandparent || a.Relation == people.Foster })
		if !c.Programme.Expecting() || !other && h.Adults[0].Relation == people.Mother {
			return h
		}
	}
}
