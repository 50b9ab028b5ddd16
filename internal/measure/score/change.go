package score

import "math"

// ReliableChange is how far a score must move before measurement error is an unlikely reason. Either a value was
// published (Points), or it follows from a reliability and a standard deviation. A reliability alone is not enough: the
// service enters the standard deviation of its own families.
type ReliableChange struct {
	Points      float64 // a change of this much or more counts; 0 where no value is published
	Reliability float64 // test-retest r, or alpha where nothing better is published
	SD          float64 // standard deviation of scores before; 0 until a service enters it
	Recovery    *Recovery
	Source      Source
}

// Recovery is the published line between the troubled and the untroubled range: someone recovered when they improved
// reliably and crossed it.
type Recovery struct {
	CaseAt float64 // the first score on the troubled side
	Source Source
}

// WithSD is the same rule for a service whose families' scores have this standard deviation before.
func (c ReliableChange) WithSD(sd float64) ReliableChange {
	c.SD = sd
	return c
}

// Threshold is the change that counts as reliable; false where nothing is published to work it out from.
//
// From r and SD it is 1.96·√2·SD·√(1−r), Jacobson and Truax 1991, "Clinical significance: a statistical approach to
// defining meaningful change in psychotherapy research".
func (c *ReliableChange) Threshold() (points float64, ok bool) {
	if c == nil {
		return 0, false
	}
	if c.Points > 0 {
		return c.Points, true
	}
	if c.SD <= 0 || c.Reliability <= 0 || c.Reliability >= 1 {
		return 0, false
	}
	return 1.96 * math.Sqrt2 * c.SD * math.Sqrt(1-c.Reliability), true
}

// Verdict is what may be said about a change.
type Verdict string

// Unclear means that nothing published says how much is enough, or that neither end of the scale is better. It is not
// the same as unchanged, and a page must not show it so.
const (
	Improved     Verdict = "improved"
	Deteriorated Verdict = "deteriorated"
	Unchanged    Verdict = "unchanged"
	Unclear      Verdict = "unclear"
)

// ScaleChange is how one scale moved between two filling-ins.
type ScaleChange struct {
	Scale     string
	Before    float64
	After     float64
	Points    float64 // after minus before
	Threshold float64 // 0 when Verdict is Unclear
	Verdict   Verdict
	Recovered bool // improved reliably, and crossed out of the troubled range
}

// Compare classifies a change on this scale. A published whole-point value counts when it is reached; a computed one
// must be passed, as in the paper.
func (s Scale) Compare(before, after float64) ScaleChange {
	c := ScaleChange{Scale: s.ID, Before: before, After: after, Points: after - before, Verdict: Unclear}
	threshold, ok := s.Change.Threshold()
	if !ok || s.Direction == NeitherEnd {
		return c
	}
	c.Threshold = threshold
	better := c.Points
	if s.Direction == LowerBetter {
		better = -better
	}
	size := math.Abs(better)
	reliable := size > threshold || (s.Change.Points > 0 && size >= threshold)
	switch {
	case !reliable:
		c.Verdict = Unchanged
	case better > 0:
		c.Verdict = Improved
		c.Recovered = s.troubled(before) && !s.troubled(after)
	default:
		c.Verdict = Deteriorated
	}
	return c
}

func (s Scale) troubled(value float64) bool {
	if s.Change == nil || s.Change.Recovery == nil {
		return false
	}
	if s.Direction == LowerBetter {
		return value >= s.Change.Recovery.CaseAt
	}
	return value <= s.Change.Recovery.CaseAt
}

// Change compares two results of the same instrument, scale by scale, total first. A scale that is unknown at either end
// is left out: half a comparison is none. Results of different instruments or versions are [ErrNotComparable].
func Change(key Key, before, after Result) ([]ScaleChange, error) {
	if before.Instrument != key.ID || after.Instrument != key.ID || before.Version != key.Version || after.Version != key.Version {
		return nil, ErrNotComparable
	}
	var out []ScaleChange
	for _, s := range key.Scales() {
		b, a := before.Value(s.ID), after.Value(s.ID)
		if b != nil && a != nil {
			out = append(out, s.Compare(*b, *a))
		}
	}
	return out, nil
}
