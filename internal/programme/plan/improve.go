package plan

import (
	"cmp"
	"slices"
)

// improve takes the best ideas to where no opening, closing or exchange of one kind makes them better, then shakes the
// best of all and goes on until the work is done. What is shaken is decided by counting, not by chance.
func (s *openset) improve(ideas []idea) []idea {
	until := s.n.work + improveWork
	var out []idea
	for _, x := range ideas[:min(len(ideas), improvedIdeas)] {
		out = append(out, s.climb(x.set, until))
		if s.n.work > until {
			break
		}
	}
	slices.SortFunc(out, better)
	if len(out) == 0 {
		return nil
	}
	turn := uint64(1)
	for tries := 0; s.n.work < until && tries < mostShakes && len(out[0].set) > 0; tries++ {
		from := out[min(tries%3, len(out)-1)]
		found := s.climb(s.shaken(from.set, &turn), until)
		out = append(out, found)
		slices.SortFunc(out, better)
		out = slices.CompactFunc(out, func(a, b idea) bool { return slices.Equal(a.set, b.set) })
	}
	return out
}

// mostShakes ends improving where it costs next to nothing, in tiny instances.
const mostShakes = 40

// shaken closes two groups of a set and opens in their place whatever promises most of a share of the kinds.
func (s *openset) shaken(set []int, turn *uint64) []int {
	next := func(n int) int { // Knuth's multiplicative congruence: a fixed sequence that looks like no order
		*turn = *turn*6364136223846793005 + 1442695040888963407
		return int(*turn >> 33 % uint64(n))
	}
	out := slices.Clone(set)
	for range min(2, len(out)) {
		at := next(len(out))
		out = slices.Delete(out, at, at+1)
	}
	s.become(out)
	for len(out) < len(set) {
		some := s.rank(func(i int) bool { return !slices.Contains(set, i) && next(3) > 0 }, out)
		if len(some) == 0 {
			break
		}
		out = append(out, some[0])
		slices.Sort(out)
		s.become(out)
	}
	return out
}

// rank is the kinds that a set could be extended by, those that promise most first. It stops looking for leaders after
// the first few.
func (s *openset) rank(wanted func(int) bool, set []int) (out []int) {
	type promised struct {
		kind int
		most int64
	}
	var all []promised
	for i := range s.o.kinds {
		if !slices.Contains(set, i) && wanted(i) {
			if most := s.promise(i); most > 0 {
				all = append(all, promised{i, most})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b promised) int { return cmp.Compare(b.most, a.most) })
	for _, x := range all {
		if len(out) == 1 {
			break
		}
		if s.o.possible(append(slices.Clone(set), x.kind)) {
			out = append(out, x.kind)
		}
	}
	return out
}

// climb improves a set step by step.
func (s *openset) climb(set []int, until int64) idea {
	s.become(set)
	for s.n.work < until && (s.extend() || s.exchange(until)) {
	}
	return idea{slices.Clone(s.open), s.value()}
}

// extend opens the kind that adds most, if any adds something.
func (s *openset) extend() bool {
	i, ok := s.bestAddition(s.value(), func(int) bool { return true })
	if ok {
		s.unlock(i)
	}
	return ok
}

// exchange closes one group for another, or for none, if that is better; it takes the best for the first group for which
// there is one.
func (s *openset) exchange(until int64) bool {
	before := s.value()
	for _, out := range slices.Clone(s.open) {
		if s.n.work > until {
			return false
		}
		s.lock(out)
		if s.value() > before {
			return true
		}
		if in, ok := s.bestAddition(before, func(i int) bool { return i != out }); ok {
			s.unlock(in)
			return true
		}
		s.unlock(out)
	}
	return false
}

// bestAddition is the kind whose opening makes the present set worth most, above a value to beat.
func (s *openset) bestAddition(beat int64, wanted func(int) bool) (best int, found bool) {
	type promised struct {
		kind int
		most int64
	}
	now := s.value()
	var all []promised
	for i := range s.o.kinds {
		if slices.Contains(s.open, i) || !wanted(i) {
			continue
		}
		if most := s.promise(i); now+most > beat {
			all = append(all, promised{i, most})
		}
	}
	slices.SortStableFunc(all, func(a, b promised) int { return cmp.Compare(b.most, a.most) })
	for _, x := range all {
		if now+x.most <= beat {
			break
		}
		if !s.o.possible(append(slices.Clone(s.open), x.kind)) {
			continue
		}
		s.unlock(x.kind)
		if v := s.value(); v > beat {
			beat, best, found = v, x.kind, true
		}
		s.lock(x.kind)
	}
	return best, found
}
