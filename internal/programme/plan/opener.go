package plan

import (
	"cmp"
	"slices"
)

// opener holds what opening is decided from.
type opener struct {
	p     *problem
	st    *staff
	rooms *rooms
	kinds []kind

	families []int32 // those who wait and could get something
	waits    []bool
}

// newOpener keeps the kinds that enough families fit to meet the minimum, and for which there is a room.
func newOpener(in *Instance) *opener {
	st := newStaff(in)
	o := &opener{st: st, rooms: newRooms(in, st.length)}
	all := in.kinds(st)
	p := compile(in, groupsOf(all))
	fitting := make([]int, len(p.groups))
	for f := range p.families {
		for _, g := range p.fits(f) {
			if p.open(f, int(g)) {
				fitting[g] += p.families[f].size
			}
		}
	}
	for i := range all {
		if fitting[p.existing+i] >= max(1, all[i].group.Minimum) && o.rooms.enough([]*kind{&all[i]}) {
			o.kinds = append(o.kinds, all[i])
		}
	}
	o.p = compile(in, groupsOf(o.kinds))
	o.waits = make([]bool, len(o.p.families))
	for f := range o.p.families {
		if o.p.fixed[f] < 0 && len(o.p.fits(f)) > 0 && o.p.families[f].size <= crowd {
			o.families = append(o.families, int32(f))
			o.waits[f] = true
		}
	}
	return o
}

func groupsOf(kinds []kind) []Group {
	out := make([]Group, len(kinds))
	for i := range kinds {
		out[i] = kinds[i].group
	}
	return out
}

// groupOf is where a kind stands among the problem's groups: kinds are sorted by id, as their groups are.
func (o *opener) groupOf(i int) int { return o.p.existing + i }

func (o *opener) set(indices []int) []*kind {
	out := make([]*kind, len(indices))
	for n, i := range indices {
		out[n] = &o.kinds[i]
	}
	return out
}

// possible reports whether a set of kinds has rooms and leaders.
func (o *opener) possible(indices []int) bool {
	set := o.set(indices)
	if !o.rooms.enough(set) {
		return false
	}
	_, led := o.st.lead(set)
	return led
}

// pack opens what pays, the best first, as long as there are rooms and leaders.
func (o *opener) pack(pays []int) (set []int) {
	fails := 0
	for _, i := range pays {
		if fails > packFails {
			break
		}
		if grown := append(slices.Clone(set), i); o.possible(grown) {
			set = grown
		} else {
			fails++
		}
	}
	slices.Sort(set)
	return set
}

// packFails is after how many kinds that cannot be added packing ends.
const packFails = 40

// newPricing begins with families' wishes at nothing.
func (o *opener) newPricing(scale int64) *pricing {
	p := &pricing{o: o, scale: scale, wish: make([]int64, len(o.p.families)), chosen: make([]int, len(o.p.families)), units: make([][]unit, len(o.p.groups))}
	for i := range o.kinds {
		if !slices.Contains(p.days, o.kinds[i].starts) {
			p.days = append(p.days, o.kinds[i].starts)
		}
	}
	slices.Sort(p.days)
	for range o.st.people {
		p.week = append(p.week, make([]int64, len(p.days)))
		p.busy = append(p.busy, make([]int, len(p.days)))
	}
	for _, f := range o.families {
		size := o.p.families[f].size
		for _, g := range o.p.fits(int(f)) {
			if !o.p.open(int(f), int(g)) {
				continue
			}
			for range size {
				p.units[g] = append(p.units[g], unit{f, int64(size), int64(o.p.micro(int(f), int(g))) * scale})
			}
		}
	}
	return p
}

// idea is a set of kinds and what the network says it is worth.
type idea struct {
	set   []int
	value int64
}

// better orders ideas by value, then by their kinds.
func better(a, b idea) int {
	return cmp.Or(cmp.Compare(b.value, a.value), slices.Compare(a.set, b.set))
}
