package plan

// words numbers the words of each field in the order in which groups use them. What no group uses has no number, since
// nothing could fit it.
type words map[string]map[string]int

func (w words) number(field, word string) int {
	if w[field] == nil {
		w[field] = map[string]int{}
	}
	n, known := w[field][word]
	if !known {
		n = len(w[field])
		w[field][word] = n
	}
	return n
}

// find is the number of a word, or the next free one, which no group has.
func (w words) find(field, word string) int {
	if n, known := w[field][word]; known {
		return n
	}
	return len(w[field])
}

func (w words) set(field string, list []string) bits {
	numbers := w[field]
	var b bits
	for _, word := range list {
		if n, known := numbers[word]; known {
			b = b.with(n)
		}
	}
	return b
}

// bits is a set of small numbers. Nearly always the first 64 are all there are, and no memory is asked for.
type bits struct {
	low  uint64
	high []uint64 // from 64
}

func (b bits) has(n int) bool {
	if n < 64 {
		return b.low>>n&1 == 1
	}
	word := n/64 - 1
	return word < len(b.high) && b.high[word]>>(n%64)&1 == 1
}

func (b bits) with(n int) bits {
	if n < 64 {
		b.low |= 1 << n
		return b
	}
	for len(b.high) <= n/64-1 {
		b.high = append(b.high, 0)
	}
	b.high[n/64-1] |= 1 << (n % 64)
	return b
}
