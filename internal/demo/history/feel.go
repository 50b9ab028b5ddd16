package history

import (
	"math"
	"math/rand/v2"
)

// feel is how somebody is behind the answers they give: so that a mother who feels
// low is also less sure of herself, and whoever gets better gets better in
// everything, more or less.
type feel struct {
	low    float64 // standard deviations above the middle of those who come
	better float64 // how far eight weeks take them, 1 being a clear change
	warmth float64
	steady bool // what the play has to show must not hang on one day's mood
}

// newFeel draws somebody. Most get somewhat better, some stay as they are, a few
// get worse: a demonstration that helps everybody would teach nothing.
func newFeel(r *rand.Rand, distress float64) feel {
	return feel{low: r.NormFloat64() + distress, better: 0.65 + 0.7*r.NormFloat64(), warmth: r.NormFloat64()}
}

// on is the same person where the play says how they fared.
func (f feel) on(c *course) feel {
	if c != nil {
		f.low, f.better, f.steady = c.low, c.better, true
	}
	return f
}

// total is what a scale comes to when the way is this far behind them, from 0
// before the first session to 1 after the last. The middles and spreads are those
// of services like this one in round numbers, not of any study.
func (f feel) total(r *rand.Rand, scale string, way float64) float64 {
	noise := r.NormFloat64()
	if f.steady {
		noise /= 2
	}
	switch scale {
	case "epds":
		return 10.2 + 4.4*f.low - 4.0*f.better*way + 1.6*noise
	case "kpcs":
		return 35.5 - 2.6*f.low + 3.8*f.better*way + 1.8*noise
	case "sensitivity":
		return 5.0 - 0.5*f.low + 0.9*f.warmth + 1.0*f.better*way + 0.5*noise
	case "prementalising":
		return 2.3 + 0.35*f.low - 0.3*f.better*way + 0.3*noise
	case "certainty":
		return 4.1 - 0.2*f.low + 0.5*f.warmth + 0.4*noise
	case "interest":
		return 5.2 + 0.4*f.warmth + 0.35*f.better*way + 0.3*noise
	}
	return 0
}

// spread gives each of n answers between lowest and highest a value, so that they
// come to the sum, or as near as the values allow.
func spread(r *rand.Rand, n, lowest, highest, sum int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = lowest
	}
	for left := min(sum-n*lowest, n*(highest-lowest)); left > 0; {
		i := r.IntN(n)
		if out[i] < highest {
			out[i]++
			left--
		}
	}
	return out
}

func whole(x float64) int { return int(math.Round(x)) }

func within(x, lowest, highest int) int { return max(lowest, min(x, highest)) }
