package plan

import "slices"

// auction finds prices close to the right ones by letting agents bid for places (Bertsekas 1979; for many like places
// Bertsekas and Castañon 1989). Each phase begins with the prices of the one before and bids in finer steps. Where it
// ends decides only how much is left for the exact paths of [network.settleAt], so nothing here has to be proved.
type auction struct {
	n     *network
	price []int64
	in    [][]bidder
	queue []int32
}

type bidder struct {
	agent int32
	bid   int64
}

// Phases: the first step is a share of the dearest value, each next one a share of the step before. Prices are handed on
// so many last steps below what was bid, because a price that is too low is mended by few short paths and one that is too
// high by long ones. The figures are those that needed the least work on the samples.
const (
	firstStep = 24
	finerStep = 3
	phases    = 4
	handedOn  = 9
)

// bidding returns prices for the nodes, mostly a little lower than the right ones.
func (n *network) bidding() []int64 {
	a := &auction{n: n, price: make([]int64, len(n.room)), in: make([][]bidder, len(n.room))}
	step := int64(0)
	for _, v := range n.value {
		step = max(step, v)
	}
	step = max(1, step/firstStep)
	for range phases {
		a.phase(step)
		step = max(1, step/finerStep)
	}
	for m := range a.price {
		a.price[m] = max(0, a.price[m]-handedOn*finerStep*step)
	}
	return a.price
}

func (a *auction) phase(step int64) {
	n := a.n
	for m := range a.in {
		// What the last bids overshot by is taken back; what did not fill up was too dear from the beginning.
		a.price[m] = max(0, a.price[m]-finerStep*step)
		if len(a.in[m]) < int(n.room[m]) {
			a.price[m] = 0
		}
		a.in[m] = a.in[m][:0]
	}
	a.queue = a.queue[:0]
	for agent := len(n.owner) - 1; agent >= 0; agent-- {
		a.queue = append(a.queue, int32(agent))
	}
	for len(a.queue) > 0 {
		agent := a.queue[len(a.queue)-1]
		a.queue = a.queue[:len(a.queue)-1]
		a.bid(agent, step)
	}
}

// bid lets an agent bid for its best place what it is better by than the second best, and a step.
func (a *auction) bid(agent int32, step int64) {
	n := a.n
	f := n.owner[agent]
	best, second, at := int64(0), int64(0), int32(-1)
	n.work += int64(n.first[f+1] - n.first[f])
	for j := n.first[f]; j < n.first[f+1]; j++ {
		m := n.node[j]
		switch gain := n.value[j] - a.price[m]; {
		case n.room[m] == 0:
		case gain > best:
			best, second, at = gain, best, m
		case gain > second:
			second = gain
		}
	}
	if at < 0 {
		return
	}
	offer := bidder{agent, a.price[at] + best - second + step}
	in := a.in[at]
	if len(in) < int(n.room[at]) {
		in = append(in, offer)
		a.in[at] = in
	} else {
		low := lowest(in)
		a.queue = append(a.queue, in[low].agent)
		in[low] = offer
	}
	if len(in) == int(n.room[at]) {
		a.price[at] = in[lowest(in)].bid
	}
}

func lowest(in []bidder) int {
	low := 0
	for i := range in {
		if in[i].bid < in[low].bid {
			low = i
		}
	}
	return low
}

// settleAt solves the network exactly, beginning with prices from anywhere: first whoever finds room in the group that is
// best for them sits there, then the others come in along paths, and last whatever place has a price and nobody in it is
// filled or given away. Those whose last group starts first come first, since that disturbs others least.
func (n *network) settleAt(price []int64) {
	copy(n.price, price)
	var late []int32
	for _, f := range n.byLast() {
		for a := n.agents[f]; a < n.agents[f+1]; a++ {
			if !n.sitDown(f, a) {
				late = append(late, a)
			}
		}
	}
	until := n.work + exactWork
	for i, a := range late {
		if n.work > until {
			n.leave(late[i:])
			return
		}
		n.insert(a)
	}
	for m := range n.price {
		for n.price[m] > 0 && !n.full(int32(m)) {
			n.fill(int32(m))
		}
	}
}

// exactWork is after how much work a network that is too large to solve exactly is left as it is. A hundred thousand
// families in one town would come to that; in twenty towns they are far from it.
const exactWork = 1_500_000_000

// leave lets the rest wait and notes that the network is not at its optimum. Its prices prove a bound all the same.
func (n *network) leave(rest []int32) {
	n.rough = true
	for _, a := range rest {
		n.at[a] = waiting
	}
}

// sitDown seats an agent in a best node that has room, or lets it wait if it gains nothing anywhere.
func (n *network) sitDown(f, a int32) bool {
	best, at := int64(0), int32(-1)
	for j := n.first[f]; j < n.first[f+1]; j++ {
		gain := n.value[j] - n.price[n.node[j]]
		if gain > best || gain == best && (at < 0 || n.full(n.node[at])) {
			best, at = gain, j
		}
	}
	switch {
	case at < 0:
		n.at[a] = waiting
	case n.full(n.node[at]):
		return false
	default:
		n.seat(a, at)
	}
	return true
}

// byLast orders families by the start of the last group they could join.
func (n *network) byLast() []int32 {
	order := make([]int32, len(n.first)-1)
	last := make([]int32, len(order))
	for f := range order {
		order[f] = int32(f)
		for j := n.first[f]; j < n.first[f+1]; j++ {
			last[f] = max(last[f], n.starts[n.node[j]])
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(last[a] - last[b]) })
	return order
}
