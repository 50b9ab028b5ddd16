package stats

import (
	"fmt"
	"math"
	"slices"
)

// Quantile is the value below which a share p of the values lies, between two values where need be: definition 7 of
// Hyndman and Fan 1996, "Sample quantiles in statistical packages", which R uses unless told otherwise. It is nil for no
// values; the list is left as it was.
func Quantile(values []float64, p float64) (*float64, error) {
	if err := checkFinite(values); err != nil {
		return nil, err
	}
	if !(p >= 0 && p <= 1) {
		return nil, fmt.Errorf("%w: %g", ErrQuantile, p)
	}
	if len(values) == 0 {
		return nil, nil
	}
	sorted := slices.Sorted(slices.Values(values))
	at := p * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	weight := at - float64(low)
	return known(sorted[low]*(1-weight) + sorted[high]*weight), nil
}

// Median is the middle value, or the mean of the two in the middle; nil for no values.
func Median(values []float64) (*float64, error) { return Quantile(values, 0.5) }
