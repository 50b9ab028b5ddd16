// Package stats says how much families changed, and how sure one may be of it.
//
// Everything is arithmetic on numbers that were given: no database, no clock. Each figure names the paper or the
// definition it follows and agrees with R to nine digits. A figure that the data cannot give is nil, never NaN and never
// zero: "not known" must look different from "no change".
package stats

import (
	"errors"
	"fmt"
	"math"
)

// Confidence is the coverage of every interval in this package.
const Confidence = 0.95

// What callers may have got wrong. Too little data is not an error: it leaves figures nil.
var (
	ErrNotFinite   = errors.New("a value is not a finite number")
	ErrReliability = errors.New("a reliability lies between 0 and 1, both excluded")
	ErrNorm        = errors.New("a functional group has a finite mean and a positive standard deviation")
	ErrBetter      = errors.New("better is lower or higher")
	ErrShare       = errors.New("a share counts between none and all")
	ErrQuantile    = errors.New("a quantile lies between 0 and 1")
)

// Interval is a 95 % interval; in JSON it is [low, high].
type Interval [2]float64

// Low is the lower end.
func (i Interval) Low() float64 { return i[0] }

// High is the upper end.
func (i Interval) High() float64 { return i[1] }

// Mean is an average with its spread and interval.
type Mean struct {
	N    int       `json:"n"`
	Mean *float64  `json:"mean"`
	SD   *float64  `json:"sd"`   // of the sample, n−1; nil below two values
	CI95 *Interval `json:"ci95"` // by Student's t; nil below two values or where all are alike
}

// MeanOf describes a list of values. It returns [ErrNotFinite] for a value that is not a number.
func MeanOf(values []float64) (Mean, error) {
	if err := checkFinite(values); err != nil {
		return Mean{}, err
	}
	m := Mean{N: len(values)}
	if m.N == 0 {
		return m, nil
	}
	mean, sd := moments(values)
	m.Mean = known(mean)
	if m.N < 2 {
		return m, nil
	}
	m.SD = known(sd)
	if !constant(sd, mean, m.N) {
		m.CI95 = around(mean, sd, m.N)
	}
	return m, nil
}

// Share is a proportion with its interval.
type Share struct {
	Count int       `json:"count"`
	Of    int       `json:"of"`
	Share *float64  `json:"share"` // nil where there is nobody to count among
	CI95  *Interval `json:"ci95"`
}

// ShareOf is count of n with Wilson's interval, which stays inside 0 to 1 and holds its coverage for the small groups
// that services have (Wilson 1927, "Probable inference, the law of succession, and statistical inference").
func ShareOf(count, n int) (Share, error) {
	if n < 0 || count < 0 || count > n {
		return Share{}, fmt.Errorf("%w: %d of %d", ErrShare, count, n)
	}
	s := Share{Count: count, Of: n}
	if n == 0 {
		return s, nil
	}
	p, size, z := float64(count)/float64(n), float64(n), normalQuantile
	centre := (p + z*z/(2*size)) / (1 + z*z/size)
	half := z / (1 + z*z/size) * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	s.Share = &p
	s.CI95 = &Interval{max(0, centre-half), min(1, centre+half)}
	if count == 0 { // both ends are exact where rounding would leave a trace
		s.CI95[0] = 0
	}
	if count == n {
		s.CI95[1] = 1
	}
	return s, nil
}

func checkFinite(values []float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: value %d", ErrNotFinite, i+1)
		}
	}
	return nil
}

// known is the one way a figure gets into a result: what overflowed or came out undefined is nil.
func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func interval(low, high float64) *Interval {
	if known(low) == nil || known(high) == nil {
		return nil
	}
	return &Interval{low, high}
}

// constant reports whether a spread is nothing but rounding, by the rule of R's t.test: dividing by it would give a huge
// t out of no variation at all.
func constant(sd, mean float64, n int) bool {
	const epsilon = 0x1p-52
	return sd/math.Sqrt(float64(n)) <= 10*epsilon*math.Abs(mean)
}
