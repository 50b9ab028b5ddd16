package civil

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
