package history

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/civil"
)

// TestTwoPastGroupsShowWhatCameOfThem counts by caregiver, whatever the day and
// the seed: what a lead is shown first must not hang on chance.
func TestTwoPastGroupsShowWhatCameOfThem(t *testing.T) {
	for n := range uint64(12) {
		src := source(t, n, 80)
		src.Now = civil.New(2027, 1, 3).AddDays(int(n)*31).In(time.UTC, civil.Clock{Hour: 9})
		w, all := chapters(t, src)
		full, small, worse := 0, 0, 0
		for _, c := range all {
			if c.Team != w.Harbour.ID || len(c.Groups) != 1 || !c.Groups[0].Last.Before(w.Today) {
				continue
			}
			changes, adults := changesOf(c, "epds", "total")
			if len(changes) >= 7 && len(changes) < adults {
				full++
			}
			if len(changes) < 5 {
				small++
			}
			for _, change := range changes {
				if change >= 4 {
					worse++
				}
			}
		}
		if full < 2 || small < 1 || worse < 1 {
			t.Errorf("seed %d on %s: %d groups with seven pairs, %d with few, %d caregivers clearly worse", n, w.Today, full, small, worse)
		}
	}
}

// changesOf is how far a scale moved for each caregiver who has it twice.
func changesOf(c Chapter, instrument, scale string) (changes []float64, adults int) {
	for _, f := range c.Families {
		adults += len(f.Adults)
		before, after := map[int]float64{}, map[int]float64{}
		for _, r := range f.Responses {
			at := map[string]map[int]float64{"before": before, "after": after}[r.Timepoint]
			for _, s := range r.Scales {
				if r.Instrument == instrument && s.Scale == scale && at != nil {
					at[r.Adult] = s.Value
				}
			}
		}
		for adult, was := range before {
			if is, both := after[adult]; both {
				changes = append(changes, is-was)
			}
		}
	}
	return changes, adults
}

func TestTheStudySaysThatItIsMadeUp(t *testing.T) {
	w, _ := chapters(t, source(t, 4, 1))
	again, _ := chapters(t, source(t, 4, 1))
	s := w.Study()
	if s != again.Study() {
		t.Error("one seed made two studies")
	}
	if !strings.Contains(s.Name, "Made-up") || !strings.Contains(s.Source, "Made up") || strings.Count(s.File, "\n") != studyPeople+1 {
		t.Errorf("%q from %q has %d lines", s.Name, s.Source, strings.Count(s.File, "\n"))
	}
}
