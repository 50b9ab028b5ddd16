package plan

import "math"

// State of a half family (an agent) that sits nowhere.
const (
	waiting = -1 // it would take a place that is worth more than it costs
	absent  = -2 // it is not part of the network just now
)

// never is the value of a pair that must not be made.
const never = math.MinInt64 / 4

// crowd is the largest family that is split into agents; larger ones are placed by hand. A bound on memory, not a rule.
const crowd = 64

// network is the transportation problem of agents and places, always solved: after every change it is brought back to
// the optimum by shortest paths. Values are whole numbers: millionths times scale, shared among a family's agents and
// rounded up, so that what it says of the best plan is never too little.
//
// It holds that an agent in a node is nowhere better off at the present prices; that one who waits would gain nothing
// anywhere; and that a node with a price above 0 is full. These are the conditions of complementary slackness.
type network struct {
	scale int64

	first []int32 // family → first of its pairs; one more at the end
	node  []int32 // pair → node
	value []int64 // pair → value of one agent there, or never
	by    []int32 // pair → family

	agents []int32 // family → first of its agents; one more at the end
	owner  []int32 // agent → family
	at     []int32 // agent → pair, or waiting, or absent
	pos    []int32 // agent → where it stands in its node's list

	starts []int32   // node → first day
	room   []int32   // node → places
	price  []int64   // node → price of one place; ≥ 0
	in     [][]int32 // node → agents
	pairs  [][]int32 // node → pairs to it

	total int64 // value of all agents that sit
	rough bool  // too large to be solved exactly
	work  int64 // pairs looked at so far: what effort is counted in

	path search
}

// seat puts an agent on a pair.
func (n *network) seat(a, pair int32) {
	m := n.node[pair]
	n.at[a], n.pos[a] = pair, int32(len(n.in[m]))
	n.in[m] = append(n.in[m], a)
	n.total += n.value[pair]
}

// lift takes an agent off its pair and returns the node it sat in.
func (n *network) lift(a, state int32) int32 {
	pair := n.at[a]
	m := n.node[pair]
	last := len(n.in[m]) - 1
	moved := n.in[m][last]
	n.in[m][n.pos[a]], n.pos[moved] = moved, n.pos[a]
	n.in[m] = n.in[m][:last]
	n.at[a] = state
	n.total -= n.value[pair]
	return m
}

// gain is what an agent that sits has over waiting, at present prices; ≥ 0.
func (n *network) gain(a int32) int64 {
	pair := n.at[a]
	return n.value[pair] - n.price[n.node[pair]]
}

func (n *network) full(m int32) bool { return len(n.in[m]) >= int(n.room[m]) }

// insert brings in an absent agent: it takes a place, moving others along the cheapest chain, which ends at a free place
// or with somebody (perhaps itself) who waits. Prices rise by what the chain made dearer.
func (n *network) insert(a int32) {
	f := n.owner[a]
	s := &n.path
	s.begin()
	best := int64(0)
	n.work += int64(n.first[f+1] - n.first[f])
	for j := n.first[f]; j < n.first[f+1]; j++ {
		if n.value[j] != never {
			best = max(best, n.value[j]-n.price[n.node[j]])
		}
	}
	n.at[a] = waiting
	// Ends: most is the cost of the cheapest end known. At first that is a itself going without.
	most, end, out := best, int32(-1), int32(-1)
	for j := n.first[f]; j < n.first[f+1]; j++ {
		if n.value[j] != never {
			s.reach(n.node[j], best-(n.value[j]-n.price[n.node[j]]), a, j, most+1)
		}
	}
	for {
		m, d, ok := s.next()
		if !ok || d > most || d == most && end >= 0 {
			break
		}
		if !n.full(m) {
			most, end, out = d, m, -1
			break
		}
		s.settle(m)
		for _, h := range n.in[m] {
			u := n.gain(h)
			if d+u < most {
				most, end, out = d+u, m, h
			}
			o := n.owner[h]
			base := d + u
			n.work += int64(n.first[o+1] - n.first[o])
			for j := n.first[o]; j < n.first[o+1]; j++ {
				if to := n.node[j]; to != m && n.value[j] != never {
					s.reach(to, base-(n.value[j]-n.price[to]), h, j, most)
				}
			}
		}
	}
	for _, m := range s.settled {
		if d := s.dist[m]; d < most {
			n.price[m] += most - d
		}
	}
	if end < 0 {
		return
	}
	if out >= 0 {
		n.lift(out, waiting)
	}
	// Walk back: whoever reached the node takes the place there, leaving their own to the one before.
	for m := end; ; {
		mover, pair := s.who[m], s.via[m]
		if mover == a {
			n.seat(a, pair)
			return
		}
		from := n.lift(mover, waiting)
		n.seat(mover, pair)
		m = from
	}
}

// fill deals with a node that has a free place and a price: somebody takes the place, leaving another free, until one
// who waited has moved up or the price of the place left free is nothing. Prices fall by what became cheaper.
func (n *network) fill(m int32) {
	if n.price[m] == 0 || n.full(m) {
		return
	}
	s := &n.path
	s.begin()
	most, end, up, by := n.price[m], m, int32(-1), int32(-1)
	s.reach(m, 0, -1, -1, most+1)
	for {
		k, d, ok := s.next()
		if !ok || d >= most {
			break
		}
		s.settle(k)
		if c := d + n.price[k]; c < most {
			most, end, up = c, k, -1
		}
		n.work += int64(len(n.pairs[k]))
		for _, j := range n.pairs[k] {
			if n.value[j] == never {
				continue
			}
			f := n.by[j]
			slack := d + n.price[k] - n.value[j]
			for a := n.agents[f]; a < n.agents[f+1]; a++ {
				switch at := n.at[a]; {
				case at == absent:
				case at == waiting:
					if slack < most {
						most, end, up, by = slack, k, a, j
					}
				case n.node[at] != k:
					s.reach(n.node[at], slack+n.gain(a), a, j, most)
				}
			}
		}
	}
	for _, k := range s.settled {
		if d := s.dist[k]; d < most {
			n.price[k] -= most - d
		}
	}
	if up >= 0 {
		n.seat(up, by)
	}
	// Walk back towards m: whoever left the node for the one before takes that place.
	for k := end; k != m; {
		mover, pair := s.who[k], s.via[k]
		n.lift(mover, waiting)
		n.seat(mover, pair)
		k = n.node[pair]
	}
}

// retract takes a family out of the network.
func (n *network) retract(f int32) {
	for a := n.agents[f]; a < n.agents[f+1]; a++ {
		if n.at[a] < 0 {
			n.at[a] = absent
		}
	}
	for a := n.agents[f]; a < n.agents[f+1]; a++ {
		if n.at[a] >= 0 {
			n.fill(n.lift(a, absent))
		}
	}
}

// enter brings a family in that was absent.
func (n *network) enter(f int32) {
	for a := n.agents[f]; a < n.agents[f+1]; a++ {
		n.insert(a)
	}
}
