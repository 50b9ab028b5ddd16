package civil

import "slices"

// Window is a stretch of days with both its ends included: somebody who is six months old "on the last day" still
// counts on that day. A missing end leaves that side open.
type Window struct {
	From, To Date
}

// Contains reports whether a day lies within; no date lies nowhere.
func (w Window) Contains(d Date) bool {
	return !d.IsZero() && !d.Before(w.From) && !d.After(w.To)
}

// IsEmpty reports whether no day can lie within, because it ends before it begins.
func (w Window) IsEmpty() bool { return w.To.Before(w.From) }

// AgeWindow is the days from the one on which someone born on a day completes minMonths to the one on which they complete
// maxMonths: an offer for babies "up to six months" includes the very day they turn six months.
func AgeWindow(born Date, minMonths, maxMonths int) Window {
	return Window{From: born.AddMonths(minMonths), To: born.AddMonths(maxMonths)}
}

// Joined puts windows in order, makes one of those that touch, and drops the empty ones, so that no day is counted twice.
func Joined(windows []Window) []Window {
	sorted := slices.Clone(windows)
	slices.SortFunc(sorted, func(a, b Window) int { return a.From.Compare(b.From) })
	var out []Window
	for _, w := range sorted {
		if w.IsEmpty() {
			continue
		}
		last := len(out) - 1
		if last < 0 || !out[last].touches(w) {
			out = append(out, w)
			continue
		}
		if !out[last].To.IsZero() && (w.To.IsZero() || w.To.After(out[last].To)) {
			out[last].To = w.To
		}
	}
	return out
}

// touches reports whether a later window begins within w or on the day after it.
func (w Window) touches(later Window) bool {
	return w.To.IsZero() || !later.From.After(w.To.AddDays(1))
}

// PutOff is the window with as many days outside the pauses as it has without them: what can be done within a week can
// still be done on seven days. A pause without an end lets it go no further than to the day before: waits is true then, and
// the window empty where it had not begun. Both ends of the window itself are known.
func (w Window) PutOff(pauses []Window) (out Window, waits bool) {
	for _, p := range Joined(pauses) {
		switch {
		case w.To.Before(p.From) || p.To.Before(w.From):
		case !p.From.After(w.From) && p.To.IsZero():
			return Window{}, true
		case p.To.IsZero():
			return Window{From: w.From, To: p.From.AddDays(-1)}, true
		case !p.From.After(w.From):
			n := w.From.DaysUntil(w.To)
			w.From = p.To.AddDays(1)
			w.To = w.From.AddDays(n)
		default:
			w.To = w.To.AddDays(p.From.DaysUntil(p.To) + 1)
		}
	}
	return w, false
}
