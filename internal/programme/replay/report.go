package replay

import (
	"math"
	"slices"
)

// Report is the figures of a run. Families are those of the cohort, groups those of the whole run.
type Report struct {
	Eligible, Served, AgedOut, Withdrew, NoShow int
	HighNeedEligible, HighNeedAgedOut           int // need of 4 or 5, or a safeguarding concern
	HighNeedServed                              int
	OtherLanguageEligible, OtherLanguageAgedOut int // cannot use the first language
	GroupsRun, GroupsCancelled                  int
	MeanWaitWeeks, P90WaitWeeks                 float64 // of those served, with four decimals
	AgedOutBy                                   map[string]Share
}

// Share is how many of some families aged out.
type Share struct{ Eligible, AgedOut int }

func (w *World) report() Report {
	r := Report{AgedOutBy: map[string]Share{}}
	from := epoch.DaysUntil(w.h.Begins)
	var waits []float64
	for i := range w.list {
		m := &w.list[i]
		if m.closes < from+7*w.h.Cohort.FromWeek || m.closes >= from+7*w.h.Cohort.ToWeek {
			continue
		}
		aged := 0
		r.Eligible++
		switch m.state {
		case served:
			r.Served++
			waits = append(waits, m.waited)
		case noShow:
			r.NoShow++
		case withdrew:
			r.Withdrew++
		default:
			r.AgedOut++
			aged = 1
		}
		if m.Need >= 4 || m.Safeguarding {
			r.HighNeedEligible++
			r.HighNeedAgedOut += aged
			if m.state == served {
				r.HighNeedServed++
			}
		}
		if !slices.Contains(m.Languages, w.h.Languages[0]) {
			r.OtherLanguageEligible++
			r.OtherLanguageAgedOut += aged
		}
		r.count(m, aged)
	}
	for _, g := range w.groups {
		switch {
		case g.starts > w.today:
		case g.cancelled:
			r.GroupsCancelled++
		default:
			r.GroupsRun++
		}
	}
	if len(waits) > 0 {
		sum := 0.0
		for _, x := range waits {
			sum += x
		}
		slices.Sort(waits)
		r.MeanWaitWeeks = fourDecimals(sum / float64(len(waits)))
		r.P90WaitWeeks = fourDecimals(waits[len(waits)*9/10])
	}
	return r
}

// count adds a family to every group of families that it belongs to, to show who loses.
func (r *Report) count(m *member, aged int) {
	keys := []string{"programme " + m.Programme}
	for _, l := range m.Languages {
		keys = append(keys, "language "+l)
	}
	if m.Size > 1 {
		keys = append(keys, "two places")
	}
	if len(m.Slots) <= 3 {
		keys = append(keys, "three half-days or fewer")
	}
	for _, k := range keys {
		s := r.AgedOutBy[k]
		r.AgedOutBy[k] = Share{s.Eligible + 1, s.AgedOut + aged}
	}
}

func fourDecimals(x float64) float64 { return math.Round(x*1e4) / 1e4 }
