package plan

import (
	"cmp"
	"slices"
)

// kind is a kind of group that may be opened.
type kind struct {
	group   Group
	starts  int
	leaders []int  // facilitators who could lead it, had they nothing else to do, by position
	speaks  []bool // of each of them, whether they have its language
}

// staff is the facilitators by id, with what is asked of them again and again.
type staff struct {
	people  []*Facilitator
	notWith [][]bool
	stretch int // days that a group occupies its leaders
	length  int // days that a group occupies its room
	need    int // leaders of a group
}

func newStaff(in *Instance) *staff {
	st := &staff{
		stretch: 7 * (in.Opening.LengthWeeks + in.Opening.GapWeeks), length: 7 * in.Opening.LengthWeeks, need: in.Opening.Leaders,
	}
	for i := range in.Facilitators {
		st.people = append(st.people, &in.Facilitators[i])
	}
	slices.SortFunc(st.people, func(a, b *Facilitator) int { return cmp.Compare(a.ID, b.ID) })
	for _, a := range st.people {
		row := make([]bool, len(st.people))
		for j, b := range st.people {
			row[j] = slices.Contains(a.NotWith, b.ID) || slices.Contains(b.NotWith, a.ID)
		}
		st.notWith = append(st.notWith, row)
	}
	return st
}

// kinds are all kinds that could be opened as far as notice and facilitators go, by id.
func (in *Instance) kinds(st *staff) (out []kind) {
	o := in.Opening
	taken := map[string]bool{}
	for _, g := range in.Groups {
		taken[g.ID] = true
	}
	for _, starts := range o.Starts {
		if in.Today.DaysUntil(starts) < in.NoticeDays {
			continue
		}
		for _, programme := range o.Programmes {
			for _, language := range o.Languages {
				for _, slot := range o.Slots {
					for _, place := range in.meetings() {
						g := Group{
							Programme: programme, Starts: starts, Language: language, Slot: slot, Mode: place.Mode, Site: place.Site,
							Places: o.Places, Minimum: o.Minimum, ID: starts.String() + "/" + programme + "/" + language + "/" + slot + "/" + place.name(),
						}
						k := kind{group: g, starts: epoch.DaysUntil(starts)}
						if !taken[g.ID] && o.allows(&g) && st.couldLead(&k, o) {
							taken[g.ID] = true
							out = append(out, k)
						}
					}
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b kind) int { return cmp.Compare(a.group.ID, b.group.ID) })
	return out
}

// meeting is where a group meets.
type meeting struct {
	Mode Mode
	Site string
}

func (m meeting) name() string {
	if m.Mode == Virtual {
		return string(Virtual)
	}
	return m.Site
}

func (in *Instance) meetings() (out []meeting) {
	if slices.Contains(in.Opening.Modes, InPerson) {
		for _, s := range in.Sites {
			out = append(out, meeting{InPerson, s.ID})
		}
	}
	if slices.Contains(in.Opening.Modes, Virtual) {
		out = append(out, meeting{Mode: Virtual})
	}
	return out
}

// couldLead notes who could lead a kind and reports whether they are enough.
func (st *staff) couldLead(k *kind, o *Opening) bool {
	spoken := false
	for i, a := range st.people {
		if !a.mayLead(&k.group, o) {
			continue
		}
		k.leaders = append(k.leaders, i)
		k.speaks = append(k.speaks, slices.Contains(a.Languages, k.group.Language))
		spoken = spoken || k.speaks[len(k.speaks)-1]
	}
	return spoken && len(k.leaders) >= st.need
}

// mayLead reports whether a facilitator has what a group asks of each of its leaders, other groups aside.
func (a *Facilitator) mayLead(g *Group, o *Opening) bool {
	if !slices.Contains(a.Programmes, g.Programme) || !slices.Contains(a.Slots, g.Slot) || !slices.Contains(a.Modes, g.Mode) ||
		g.Mode == InPerson && !slices.Contains(a.Sites, g.Site) || g.Starts.Before(a.FreeFrom) {
		return false
	}
	missed := 0
	for week := range o.LengthWeeks {
		on := g.Starts.AddDays(7 * week)
		for _, w := range a.Away {
			if !w.Contains(on) {
				continue
			}
			if missed++; week == 0 || missed > o.MayMiss {
				return false
			}
			break
		}
	}
	return true
}
