package plan

import "slices"

// locked is the price of a place in a group that is not opened.
const locked = -never / 4

// openset is the network of all families, groups that exist, and kinds, of which some are open. It knows at once what
// opening or closing a kind would change, and who would move.
type openset struct {
	o     *opener
	n     *network
	nodes [][2]int32 // kind → its node of places up to the minimum, and the rest; −1: none
	rooms [][2]int32 // kind → places of these
	bonus int64      // for each place up to the minimum of an open kind
	held  int64      // bonuses that the total holds when every minimum is met
	open  []int      // kinds, sorted
}

// newOpenset builds it with every kind closed.
func newOpenset(o *opener, scale int64) *openset {
	s := &openset{o: o, nodes: make([][2]int32, len(o.kinds)), rooms: make([][2]int32, len(o.kinds))}
	var dearest Micro
	for f := range o.p.families {
		for _, g := range o.p.fits(f) {
			dearest = max(dearest, o.p.micro(f, int(g)))
		}
	}
	s.bonus = 4 * (int64(dearest)*scale + 1)
	benches := o.benches(s)
	s.n = newNetwork(o.p, o.families, benches, scale)
	for i := range s.nodes {
		for _, m := range s.nodes[i] {
			if m >= 0 {
				s.n.room[m], s.n.price[m] = 0, locked
			}
		}
	}
	for f := range o.families {
		s.n.enter(int32(f))
	}
	return s
}

// benches lays out places: groups that exist, then kinds.
func (o *opener) benches(s *openset) (out []bench) {
	for g := range o.p.existing {
		out = append(out, bench{group: int32(g), room: int32(min(o.p.groups[g].free, crowd*len(o.families)))})
	}
	for i := range o.kinds {
		least, most := int32(o.kinds[i].group.Minimum), int32(o.kinds[i].group.Places)
		s.nodes[i] = [2]int32{-1, -1}
		s.rooms[i] = [2]int32{least, most - least}
		for part, room := range s.rooms[i] {
			if room == 0 {
				continue
			}
			s.nodes[i][part] = int32(len(out))
			b := bench{group: int32(o.groupOf(i)), room: room}
			if part == 0 {
				b.bonus = s.bonus
			}
			out = append(out, b)
		}
	}
	return out
}

// value is what the best halves-and-all plan with these groups open is worth, times scale; far below 0 when a minimum
// cannot be met.
func (s *openset) value() int64 { return s.n.total - s.held }

func (s *openset) unlock(i int) {
	at, _ := slices.BinarySearch(s.open, i)
	s.open = slices.Insert(s.open, at, i)
	for part, m := range s.nodes[i] {
		if m < 0 {
			continue
		}
		s.n.room[m] = s.rooms[i][part]
		for s.n.price[m] > 0 && !s.n.full(m) {
			s.n.fill(m)
		}
	}
	s.held += s.bonus * int64(s.rooms[i][0])
}

func (s *openset) lock(i int) {
	at, _ := slices.BinarySearch(s.open, i)
	s.open = slices.Delete(s.open, at, at+1)
	var out []int32
	for _, m := range s.nodes[i] {
		if m < 0 {
			continue
		}
		for len(s.n.in[m]) > 0 {
			a := s.n.in[m][len(s.n.in[m])-1]
			s.n.lift(a, absent)
			out = append(out, a)
		}
		s.n.room[m], s.n.price[m] = 0, locked
	}
	for _, a := range out {
		s.n.insert(a)
	}
	s.held -= s.bonus * int64(s.rooms[i][0])
}

// become opens and closes what differs from a set.
func (s *openset) become(set []int) {
	for _, i := range slices.Clone(s.open) {
		if !slices.Contains(set, i) {
			s.lock(i)
		}
	}
	for _, i := range set {
		if !slices.Contains(s.open, i) {
			s.unlock(i)
		}
	}
}

// promise is at least what opening a kind could add at present prices: its places filled with those who gain most.
func (s *openset) promise(i int) (sum int64) {
	var gains []int64
	group := s.nodes[i][0]
	bonus := s.bonus
	if group < 0 {
		group, bonus = s.nodes[i][1], 0
	}
	if group < 0 {
		return 0
	}
	for _, j := range s.n.pairs[group] {
		f := s.n.by[j]
		for a := s.n.agents[f]; a < s.n.agents[f+1]; a++ {
			now := int64(0)
			if s.n.at[a] >= 0 {
				now = s.n.gain(a)
			}
			if gain := s.n.value[j] - bonus - now; gain > 0 {
				gains = append(gains, gain)
			}
		}
	}
	slices.Sort(gains)
	for _, gain := range gains[max(0, len(gains)-int(s.rooms[i][0]+s.rooms[i][1])):] {
		sum += gain
	}
	return sum
}
