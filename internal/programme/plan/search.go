package plan

// search is the memory of a shortest-path search over nodes: distances, how each node was reached, and a heap. Stamps
// make beginning anew cost nothing. Nodes at one distance come in the order of their numbers.
type search struct {
	stamp   []int32
	now     int32
	dist    []int64
	who     []int32 // agent that reached the node
	via     []int32 // by which pair
	settled []int32
	heap    []entry
}

type entry struct {
	dist int64
	node int32
}

func (s *search) begin() {
	s.now++
	s.settled = s.settled[:0]
	s.heap = s.heap[:0]
}

// reach notes a way to a node, if it is shorter than any known and than most.
func (s *search) reach(m int32, d int64, who, via int32, most int64) {
	if d >= most || s.stamp[m] == s.now && s.dist[m] <= d {
		return
	}
	s.stamp[m], s.dist[m], s.who[m], s.via[m] = s.now, d, who, via
	s.push(entry{d, m})
}

// next is the nearest node not yet settled.
func (s *search) next() (m int32, d int64, ok bool) {
	for len(s.heap) > 0 {
		e := s.pop()
		if e.dist == s.dist[e.node] {
			return e.node, e.dist, true
		}
	}
	return 0, 0, false
}

func (s *search) settle(m int32) { s.settled = append(s.settled, m) }

func (e entry) before(o entry) bool { return e.dist < o.dist || e.dist == o.dist && e.node < o.node }

func (s *search) push(e entry) {
	s.heap = append(s.heap, e)
	i := len(s.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !e.before(s.heap[up]) {
			break
		}
		s.heap[i] = s.heap[up]
		i = up
	}
	s.heap[i] = e
}

func (s *search) pop() entry {
	top := s.heap[0]
	last := s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	size := len(s.heap)
	if size == 0 {
		return top
	}
	i := 0
	for {
		down := 2*i + 1
		if down >= size {
			break
		}
		if down+1 < size && s.heap[down+1].before(s.heap[down]) {
			down++
		}
		if !s.heap[down].before(last) {
			break
		}
		s.heap[i] = s.heap[down]
		i = down
	}
	s.heap[i] = last
	return top
}
