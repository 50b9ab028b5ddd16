package stats

import "math"

// reliableChange counts by Jacobson and Truax 1991, "Clinical significance: a statistical approach to defining meaningful
// change in psychotherapy research". The threshold is 1.96 standard errors of a difference, √2·SD·√(1−r), with the SD of
// the paired scores before, and a change must pass it. Those recovered are the improved who started on the troubled side
// of the paper's criterion c and ended on the other: the line between the two groups' means, each pulling in proportion
// to the other's spread. It is nil without a reliability, or where scores before do not vary.
func (o Options) reliableChange(before, after []float64) *ReliableChange {
	if o.Reliability == nil || len(before) < 2 {
		return nil
	}
	mean, sd := moments(before)
	threshold := known(1.96 * math.Sqrt2 * sd * math.Sqrt(1-*o.Reliability))
	if threshold == nil || constant(sd, mean, len(before)) {
		return nil
	}
	out := &ReliableChange{Threshold: *threshold}
	recovered := 0
	if f := o.Functional; f != nil {
		out.Cutoff = known((f.SD*mean + sd*f.Mean) / (f.SD + sd))
		if out.Cutoff != nil {
			out.Recovered = &recovered
		}
	}
	for i := range before {
		gain := o.gain(before[i], after[i])
		switch {
		case gain > *threshold:
			out.Improved++
			if out.Cutoff != nil && o.gain(*out.Cutoff, before[i]) <= 0 && o.gain(*out.Cutoff, after[i]) > 0 {
				recovered++
			}
		case gain < -*threshold:
			out.Deteriorated++
		default:
			out.Unchanged++
		}
	}
	return out
}

// gain is how much better a second score is than a first.
func (o Options) gain(first, second float64) float64 {
	if o.Better == Lower {
		return first - second
	}
	return second - first
}
