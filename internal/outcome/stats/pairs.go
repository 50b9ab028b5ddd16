package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
)

// Pair is one dyad's or person's score before and after; nil where it is missing.
type Pair struct {
	Before, After *float64
}

// Better is the direction in which a score improves.
type Better string

// The two directions.
const (
	Lower  Better = "lower"
	Higher Better = "higher"
)

// Options says how change is to be judged. Better is needed; the rest is left nil where nothing is known.
type Options struct {
	Better      Better
	Reliability *float64 // of the measure; without it there is no reliable change
	Functional  *Norm    // scores of people without the trouble; without it nobody is said to have recovered
}

// Norm is a group's mean and standard deviation.
type Norm struct {
	Mean, SD float64
}

// Paired is the change from before to after. Means, spreads and everything after them are over the complete pairs, so
// the change is always the difference of the two means shown. Changes are after minus before, whichever way is better.
type Paired struct {
	NBefore        int             `json:"n_before"` // people with a score before, paired or not
	NAfter         int             `json:"n_after"`
	NPairs         int             `json:"n_pairs"`
	MeanBefore     *float64        `json:"mean_before"`
	SDBefore       *float64        `json:"sd_before"`
	MeanAfter      *float64        `json:"mean_after"`
	SDAfter        *float64        `json:"sd_after"`
	R              *float64        `json:"r"` // Pearson's, between before and after
	MeanChange     *float64        `json:"mean_change"`
	SDChange       *float64        `json:"sd_change"`
	CI95           *Interval       `json:"ci95"` // of the mean change
	T              *float64        `json:"t"`
	DF             *int            `json:"df"`
	P              *float64        `json:"p"`   // two-sided
	DZ             *float64        `json:"d_z"` // mean change over the spread of changes
	DZCI95         *Interval       `json:"d_z_ci95"`
	DAv            *float64        `json:"d_av"` // mean change over the average of the two spreads
	HedgesGAv      *float64        `json:"hedges_g_av"`
	ReliableChange *ReliableChange `json:"reliable_change"`
}

// ReliableChange counts the pairs that moved further than measurement error explains.
type ReliableChange struct {
	Threshold    float64  `json:"threshold"`
	Improved     int      `json:"improved"`
	Deteriorated int      `json:"deteriorated"`
	Unchanged    int      `json:"unchanged"`
	Recovered    *int     `json:"recovered"` // of the improved; nil without a functional group
	Cutoff       *float64 `json:"-"`         // the line that the recovered crossed
}

// PairedChange compares before with after. Bad options and values that are not numbers are errors; too few pairs, or no
// variation, leave the figures nil that cannot be had.
//
// d_z and d_av are as in Lakens 2013, "Calculating and reporting effect sizes to facilitate cumulative science"; the
// interval of d_z inverts the noncentral t (Cumming and Finch 2001, "A primer on the understanding, use, and calculation
// of confidence intervals"); g_av takes Hedges' exact correction for small samples at n−1 degrees of freedom (Hedges
// 1981, "Distribution theory for Glass's estimator of effect size and related estimators").
func PairedChange(pairs []Pair, options Options) (Paired, error) {
	if err := options.check(); err != nil {
		return Paired{}, err
	}
	var out Paired
	var before, after, change []float64
	for i, p := range pairs {
		if err := p.check(); err != nil {
			return Paired{}, fmt.Errorf("pair %d: %w", i+1, err)
		}
		if p.Before != nil {
			out.NBefore++
		}
		if p.After != nil {
			out.NAfter++
		}
		if p.Before != nil && p.After != nil {
			before, after, change = append(before, *p.Before), append(after, *p.After), append(change, *p.After-*p.Before)
		}
	}
	out.NPairs = len(change)
	out.describe(before, after, change)
	out.test()
	out.ReliableChange = options.reliableChange(before, after)
	return out, nil
}

func (p Pair) check() error {
	for _, v := range []*float64{p.Before, p.After} {
		if v != nil && known(*v) == nil {
			return ErrNotFinite
		}
	}
	return nil
}

func (o Options) check() error {
	switch {
	case o.Better != Lower && o.Better != Higher:
		return ErrBetter
	case o.Reliability != nil && !(*o.Reliability > 0 && *o.Reliability < 1):
		return ErrReliability
	case o.Functional != nil && (known(o.Functional.Mean) == nil || !(o.Functional.SD > 0) || known(o.Functional.SD) == nil):
		return ErrNorm
	}
	return nil
}

func (p *Paired) describe(before, after, change []float64) {
	if p.NPairs == 0 {
		return
	}
	meanBefore, sdBefore := moments(before)
	meanAfter, sdAfter := moments(after)
	meanChange, sdChange := moments(change)
	p.MeanBefore, p.MeanAfter, p.MeanChange = known(meanBefore), known(meanAfter), known(meanChange)
	if p.NPairs < 2 {
		return
	}
	p.SDBefore, p.SDAfter, p.SDChange = known(sdBefore), known(sdAfter), known(sdChange)
	if !constant(sdBefore, meanBefore, p.NPairs) && !constant(sdAfter, meanAfter, p.NPairs) {
		p.R = known(stat.Correlation(before, after, nil))
	}
}

// test fills in what rests on the spread of changes, and the effect sizes.
func (p *Paired) test() {
	if p.NPairs < 2 || p.MeanChange == nil || p.SDChange == nil {
		return
	}
	df := p.NPairs - 1
	n, nu := float64(p.NPairs), float64(df)
	p.DF = &df
	if sd := (*p.SDBefore + *p.SDAfter) / 2; sd > 0 {
		p.DAv = known(*p.MeanChange / sd)
	}
	if p.DAv != nil && df > 1 { // with one degree of freedom the correction does not exist
		p.HedgesGAv = known(*p.DAv * hedges(nu))
	}
	if constant(*p.SDChange, max(math.Abs(*p.MeanBefore), math.Abs(*p.MeanAfter)), p.NPairs) {
		return
	}
	dz := *p.MeanChange / *p.SDChange
	t := dz * math.Sqrt(n)
	p.CI95 = around(*p.MeanChange, *p.SDChange, p.NPairs)
	p.T, p.P, p.DZ = known(t), known(twoSided(t, nu)), known(dz)
	if p.T != nil {
		p.DZCI95 = interval(
			noncentrality(t, nu, 0.5+Confidence/2)/math.Sqrt(n),
			noncentrality(t, nu, 0.5-Confidence/2)/math.Sqrt(n))
	}
}

// hedges is the exact factor that takes the small-sample bias out of a standardised mean.
func hedges(df float64) float64 {
	above, _ := math.Lgamma(df / 2)
	below, _ := math.Lgamma((df - 1) / 2)
	return math.Exp(above-below) / math.Sqrt(df/2)
}
