package stats_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"holdfast/internal/outcome/stats"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(b), 1e-300) }

// R's prop.test(correct = FALSE), which is Wilson's interval.
func TestShareOf(t *testing.T) {
	for _, tt := range []struct {
		name      string
		count, of int
		low, high float64
	}{
		{"nobody of five", 0, 5, 0, 0.4344824647831746},
		{"all of five", 5, 5, 0.5655175352168254, 1},
		{"one of three", 1, 3, 0.06149194472039629, 0.79234039919795229},
		{"one of one", 1, 1, 0.2065493143772375, 1},
		{"37 of 205", 37, 205, 0.1338744430706969, 0.2388554701383791},
		{"999 of 1000", 999, 1000, 0.9943574414020421, 0.9998234536293739},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := stats.ShareOf(tt.count, tt.of)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(s.CI95.Low()-tt.low) > 1e-12 || math.Abs(s.CI95.High()-tt.high) > 1e-12 {
				t.Errorf("interval %v, want %g to %g", *s.CI95, tt.low, tt.high)
			}
			if !near(*s.Share, float64(tt.count)/float64(tt.of)) {
				t.Errorf("share %g", *s.Share)
			}
		})
	}
	if s, err := stats.ShareOf(0, 0); err != nil || s.Share != nil || s.CI95 != nil {
		t.Errorf("nobody of nobody: %+v, %v", s, err)
	}
	for _, bad := range [][2]int{{-1, 5}, {6, 5}, {0, -1}} {
		if _, err := stats.ShareOf(bad[0], bad[1]); !errors.Is(err, stats.ErrShare) {
			t.Errorf("%d of %d: %v", bad[0], bad[1], err)
		}
	}
}

// R's mean, sd and t.test.
func TestMeanOf(t *testing.T) {
	m, err := stats.MeanOf([]float64{3.5, 1, 9, 2, 2, 7.25})
	if err != nil {
		t.Fatal(err)
	}
	if m.N != 6 || !near(*m.Mean, 4.125) || !near(*m.SD, 3.2471141033231339) ||
		!near(m.CI95.Low(), 0.7173627331638128) || !near(m.CI95.High(), 7.5326372668361863) {
		t.Errorf("got n %d, mean %g, sd %g, interval %v", m.N, *m.Mean, *m.SD, *m.CI95)
	}
	if m, err := stats.MeanOf(nil); err != nil || m.Mean != nil || m.SD != nil || m.CI95 != nil {
		t.Errorf("of nothing: %+v, %v", m, err)
	}
	if m, err := stats.MeanOf([]float64{4}); err != nil || *m.Mean != 4 || m.SD != nil || m.CI95 != nil {
		t.Errorf("of one: %+v, %v", m, err)
	}
	if m, err := stats.MeanOf([]float64{4, 4}); err != nil || *m.SD != 0 || m.CI95 != nil {
		t.Errorf("of two alike: %+v, %v", m, err)
	}
	if _, err := stats.MeanOf([]float64{1, math.Inf(-1)}); !errors.Is(err, stats.ErrNotFinite) {
		t.Errorf("of an endless value: %v", err)
	}
}

// R's quantile(type = 7).
func TestQuantile(t *testing.T) {
	values := []float64{3.5, 1, 9, 2, 2, 7.25}
	given := slices.Clone(values)
	for p, want := range map[float64]float64{0: 1, 0.1: 1.5, 0.25: 2, 0.5: 2.75, 0.75: 6.3125, 0.9: 8.125, 1: 9} {
		if got, err := stats.Quantile(values, p); err != nil || !near(*got, want) {
			t.Errorf("quantile %g is %g, %v; want %g", p, *got, err, want)
		}
	}
	if !slices.Equal(values, given) {
		t.Error("the caller's list was sorted")
	}
	if got, err := stats.Median([]float64{5}); err != nil || *got != 5 {
		t.Errorf("median of one: %g, %v", *got, err)
	}
	if got, err := stats.Median(nil); err != nil || got != nil {
		t.Errorf("median of nothing: %v, %v", got, err)
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if _, err := stats.Quantile(values, p); !errors.Is(err, stats.ErrQuantile) {
			t.Errorf("quantile %g: %v", p, err)
		}
	}
	if _, err := stats.Median([]float64{math.NaN()}); !errors.Is(err, stats.ErrNotFinite) {
		t.Errorf("median of what is not a number: %v", err)
	}
}
