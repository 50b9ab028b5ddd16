package replay

import (
	"cmp"
	"slices"

	"holdfast/internal/civil"
	"holdfast/internal/programme/plan"
)

// Given is a group that a service held: it is announced on its day whatever a policy would have opened, has places of its
// own and may start on any day of a week.
type Given struct {
	plan.Group
	Announced civil.Date
}

// Seated is a policy that opens nothing: it offers places in the groups that are given.
func Seated(p Policy) Policy { return seated{p} }

type seated struct{ Policy }

func (seated) Open(*World) {}

// announce opens the given groups whose day has come.
func (w *World) announce() {
	for w.announced < len(w.given) && epoch.DaysUntil(w.given[w.announced].Announced) <= w.today {
		g := w.given[w.announced]
		w.announced++
		w.ids[g.ID] = true
		w.groups = append(w.groups, &Group{Group: g.Group, kind: g.ID, starts: epoch.DaysUntil(g.Starts)})
	}
}

// inOrder is given groups by the day they were announced.
func inOrder(given []Given) []Given {
	out := slices.Clone(given)
	slices.SortFunc(out, func(a, b Given) int { return cmp.Or(a.Announced.Compare(b.Announced), cmp.Compare(a.ID, b.ID)) })
	return out
}
