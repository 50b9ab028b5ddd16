package stats

import (
	"math"
	"testing"
)

// From R 4.2.2, integrating the definition to 1e-13; R's own pt() agrees to 1e-12 up to a noncentrality of 37.62, past
// which it turns to an approximation that is off in the fourth digit.
func TestNoncentralT(t *testing.T) {
	for _, tt := range []struct {
		name         string
		t, df, delta float64
		want         float64
	}{
		{"an ordinary study", 5.443894447026253, 29, 3, 0.9753312722245787},
		{"a negative t", -5.838057811945915, 25, -4, 0.08363285050441074},
		{"one degree of freedom", 3, 1, 2, 0.5248571617336878},
		{"t and noncentrality of opposite signs", 2, 3, -1, 0.990031499367269},
		{"no noncentrality is Student's t", 0.5, 2, 0, 2.0 / 3},
		{"a t of zero is the normal distribution", 0, 10, 1, 0.158655253931457},
		{"a t near zero", 0.001, 5, 0.1, 0.4605498958893626},
		{"a strong effect", 30, 50, 28, 0.717804883120453},
		{"two degrees and a huge t", 60, 2, 30, 0.7786926238183296},
		{"a large study, where R's pt is wrong", 100, 1000, 95, 0.9793385404627365},
		{"as good as impossible", 1.5, 200, 40, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := noncentralT(tt.t, tt.df, tt.delta); math.Abs(got-tt.want) > 1e-12 {
				t.Errorf("got %.16g, want %.16g", got, tt.want)
			}
		})
	}
}

func TestNoncentralityUndoesTheDistribution(t *testing.T) {
	for _, df := range []float64{1, 2, 6, 29, 400, 20_000} {
		for _, x := range []float64{-300, -12, -1, -1e-9, 0, 0.3, 2, 40, 5000} {
			for _, p := range []float64{0.025, 0.975} {
				delta := noncentrality(x, df, p)
				if got := noncentralT(x, df, delta); math.Abs(got-p) > 1e-10 {
					t.Errorf("t = %g on %g degrees: noncentrality %g gives %.12g, want %g", x, df, delta, got, p)
				}
			}
		}
	}
}

// Twice R's pt(-|t|, df).
func TestTwoSidedKeepsItsDigitsFarOut(t *testing.T) {
	for _, tt := range []struct{ t, df, want float64 }{
		{0, 4, 1}, {1, 1, 0.5}, {-2.5, 5, 0.0544900993423762}, {12, 29, 9.060708333137178e-13}, {40, 100, 2.462107602140074e-63},
	} {
		if got := twoSided(tt.t, tt.df); math.Abs(got-tt.want) > 1e-11*tt.want {
			t.Errorf("t = %g on %g degrees: %.16g, want %.16g", tt.t, tt.df, got, tt.want)
		}
	}
}
