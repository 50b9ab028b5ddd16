package plan

// rooms counts who meets where: in-person groups by site and slot.
type rooms struct {
	most   map[string]int   // site → rooms; absent: no limit
	fixed  map[string][]int // site and slot → first days of the groups that exist
	length int
}

func newRooms(in *Instance, length int) *rooms {
	r := &rooms{most: map[string]int{}, fixed: map[string][]int{}, length: length}
	for _, s := range in.Sites {
		if s.Rooms > 0 {
			r.most[s.ID] = s.Rooms
		}
	}
	for i := range in.Groups {
		if g := &in.Groups[i]; g.Mode == InPerson {
			r.fixed[corner(g)] = append(r.fixed[corner(g)], epoch.DaysUntil(g.Starts))
		}
	}
	return r
}

func corner(g *Group) string { return g.Site + "\x00" + g.Slot }

// enough reports whether there are rooms for a set of groups to open, on every day on which one of them runs.
func (r *rooms) enough(set []*kind) bool {
	for _, k := range set {
		most, limited := r.most[k.group.Site]
		if !limited {
			continue
		}
		here := r.fixed[corner(&k.group)]
		starts := append(make([]int, 0, len(here)+len(set)), here...)
		for _, other := range set {
			if corner(&other.group) == corner(&k.group) {
				starts = append(starts, other.starts)
			}
		}
		// The count rises only on first days, so the days to look at are the first of this group and of those that begin
		// while it runs.
		for _, day := range starts {
			if day < k.starts || day >= k.starts+r.length {
				continue
			}
			running := 0
			for _, s := range starts {
				if s <= day && day < s+r.length {
					running++
				}
			}
			if running > most {
				return false
			}
		}
	}
	return true
}
