package plan

// seating is who sits where: the state that plans are written into, fixed places included.
type seating struct {
	p    *problem
	at   []int     // family → group, or −1
	left []int     // places left in each group
	in   [][]int32 // families in each group

	opened []bool // of the groups that may open, whether this plan opens them
}

// newSeating holds the fixed places and nothing else. Groups that may open begin closed.
func newSeating(p *problem) *seating {
	s := &seating{p: p, at: make([]int, len(p.families)), left: make([]int, len(p.groups)), in: make([][]int32, len(p.groups)), opened: make([]bool, len(p.groups)-p.existing)}
	for g := range p.existing {
		s.left[g] = p.groups[g].places
	}
	for f, g := range p.fixed {
		s.at[f] = -1
		if g >= 0 {
			s.seat(f, g)
		}
	}
	return s
}

func (s *seating) seat(f, g int) {
	s.at[f] = g
	s.left[g] -= s.p.families[f].size
	s.in[g] = append(s.in[g], int32(f))
}

// clash reports whether somebody in the group is kept apart from the family.
func (s *seating) clash(f, g int) bool {
	for _, other := range s.p.apart[f] {
		if s.at[other] == g {
			return true
		}
	}
	return false
}

// mayJoin reports whether a family without a place could join a group that it fits, as things stand.
func (s *seating) mayJoin(f, g int) bool {
	return s.p.families[f].size <= s.left[g] && !s.clash(f, g)
}

// fillUp gives whoever was left out the best place that is still free, so that nobody is left out of a group
// that has room.
func (s *seating) fillUp() {
	for f := range s.at {
		if s.at[f] >= 0 {
			continue
		}
		best, most := -1, Micro(-1)
		for _, g := range s.p.fits(f) {
			if v := s.p.micro(f, int(g)); v > most && s.mayJoin(f, int(g)) {
				best, most = int(g), v
			}
		}
		if best >= 0 {
			s.seat(f, best)
		}
	}
}

// value is what the new placements are worth.
func (s *seating) value() (sum Micro) {
	for f, g := range s.at {
		if g >= 0 && s.p.fixed[f] < 0 {
			sum += s.p.micro(f, g)
		}
	}
	return sum
}

// runs reports whether a group takes place: it is announced, or the plan opens it.
func (s *seating) runs(g int) bool { return g < s.p.existing || s.opened[g-s.p.existing] }
