package stats

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// normalQuantile is the 0.975 quantile of the normal distribution.
const normalQuantile = 1.959963984540054

// moments is the mean and the sample standard deviation.
func moments(values []float64) (mean, sd float64) { return stat.MeanStdDev(values, nil) }

// around is the interval mean ± t·sd/√n.
func around(mean, sd float64, n int) *Interval {
	half := studentQuantile(float64(n-1)) * sd / math.Sqrt(float64(n))
	return interval(mean-half, mean+half)
}

// studentQuantile is the 0.975 quantile of Student's t.
func studentQuantile(df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(0.5 + Confidence/2)
}

// twoSided is the probability of a t at least this far from zero, in either direction. The incomplete beta function is
// asked directly: one minus a distribution function would lose every digit of a small p.
func twoSided(t, df float64) float64 {
	return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t))
}

// noncentralT is the probability that a noncentral t with df degrees of freedom and noncentrality delta is at most t.
//
// It integrates the definition: given the sample's spread s = χ/√df, T ≤ t says that a normal variable lies below t·s − δ,
// so the answer is the mean of Φ(t·s − δ) over s (Johnson, Kotz and Balakrishnan 1995, "Continuous univariate
// distributions", volume 2, chapter 31). The usual series (Lenth 1989, AS 243) gives the same values but breaks down for
// the large noncentralities that large studies reach; the integral has no such limit.
//
// The weights are divided by their own sum, so no gamma function is needed and nothing is lost for large df.
func noncentralT(t, df, delta float64) float64 {
	low, high := spread(df)
	cuts := []float64{low, high}
	if t != 0 {
		// Φ turns from 0 to 1 around s = δ/t within a few 1/|t|: give that stretch panels of its own.
		turn, width := delta/t, 8/math.Abs(t)
		cuts = []float64{low, clamp(turn-width, low, high), clamp(turn+width, low, high), high}
	}
	var below, all float64
	for i := 1; i < len(cuts); i++ {
		b, a := integrate(cuts[i-1], cuts[i], func(s float64) (value, weight float64) {
			return normalBelow(t*s - delta), spreadWeight(s, df)
		})
		below, all = below+b, all+a
	}
	return below / all
}

// spread is where s = χ/√df lives but for a mass below 1e-20.
func spread(df float64) (low, high float64) {
	reach := 10 / math.Sqrt(2*df)
	return max(0, 1-reach), 1 + reach
}

// spreadWeight is the density of s up to a constant factor, scaled to 1 at s = 1.
func spreadWeight(s, df float64) float64 {
	return math.Exp((df-1)*math.Log(s) - df*(s-1)*(s+1)/2)
}

// integrate sums value·weight and weight over Gauss–Legendre panels.
func integrate(from, to float64, f func(s float64) (value, weight float64)) (valued, weights float64) {
	const panels, points = 12, 16
	if from >= to {
		return 0, 0
	}
	var at, mass [points]float64
	step := (to - from) / panels
	for p := range panels {
		start := from + float64(p)*step
		quad.Legendre{}.FixedLocations(at[:], mass[:], start, start+step)
		for i, s := range at {
			value, weight := f(s)
			weight *= mass[i]
			valued, weights = valued+value*weight, weights+weight
		}
	}
	return valued, weights
}

// noncentrality is the delta for which a t this large or smaller has probability p. The probability falls as delta
// rises, so bisection from a bracket grown around t always ends, at the last digit.
func noncentrality(t, df, p float64) float64 {
	low, high := t-1, t+1
	for step := 1.0; noncentralT(t, df, low) < p; step *= 2 {
		low -= step
	}
	for step := 1.0; noncentralT(t, df, high) > p; step *= 2 {
		high += step
	}
	for {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			return middle
		}
		if noncentralT(t, df, middle) > p {
			low = middle
		} else {
			high = middle
		}
	}
}

func normalBelow(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }
