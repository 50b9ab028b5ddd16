package outcome

import (
	"fmt"
	"math"

	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/outcome/stats"
)

// measured works out one scale from the scores before and after of those of whom
// it is expected.
func measured(key score.Key, scale score.Scale, expected []string, scores []measure.Score) (Measure, error) {
	m := Measure{Key: key, Scale: scale, Expected: len(expected)}
	pairs := pairsOf(key, scale, expected, scores)
	for _, p := range pairs {
		if p.Before == nil {
			m.MissingBefore++
		}
		if p.After == nil {
			m.MissingAfter++
		}
	}
	change, err := stats.PairedChange(pairs, options(scale))
	if err != nil {
		return Measure{}, fmt.Errorf("change of %s %s: %w", key.ID, scale.ID, err)
	}
	m.Change = change
	if m.Few() {
		m.Change = stats.Paired{NBefore: change.NBefore, NAfter: change.NAfter, NPairs: change.NPairs}
	} else {
		m.Reliable = reliable(scale, pairs, change.ReliableChange)
		m.Dots = dots(scale, pairs, m.Reliable)
	}
	m.Finding = finding(m)
	return m, nil
}

// pairsOf pairs the first score before with the last one after of each subject, of
// the same version of the key.
func pairsOf(key score.Key, scale score.Scale, expected []string, scores []measure.Score) []stats.Pair {
	found := make(map[string]*stats.Pair, len(expected))
	for _, s := range expected {
		found[s] = &stats.Pair{}
	}
	for _, s := range scores {
		pair := found[subject(key.Per == score.PerPerson, s.Person, s.Dyad)]
		if pair == nil || s.Instrument != key.ID || s.Version != key.Version || s.Scale != scale.ID {
			continue
		}
		value := s.Value
		switch {
		case s.Timepoint == measure.Before && pair.Before == nil:
			pair.Before = &value
		case s.Timepoint == measure.After:
			pair.After = &value
		}
	}
	out := make([]stats.Pair, len(expected))
	for i, s := range expected {
		out[i] = *found[s]
	}
	return out
}

// options says how change on the scale is judged. Where neither end is better the
// direction only has to be given; no count of better and worse comes of it.
func options(scale score.Scale) stats.Options {
	o := stats.Options{Better: stats.Higher}
	if scale.Direction == score.LowerBetter {
		o.Better = stats.Lower
	}
	if c := scale.Change; c != nil && c.Points == 0 && c.Reliability > 0 && scale.Direction != score.NeitherEnd {
		o.Reliability = &c.Reliability
	}
	return o
}

// reliable counts by the published value, or else by what the published
// reliability makes of this group's spread; nil where nothing is published.
func reliable(scale score.Scale, pairs []stats.Pair, bySpread *stats.ReliableChange) *Reliable {
	if bySpread != nil {
		return &Reliable{
			Better: bySpread.Improved, Worse: bySpread.Deteriorated, Unchanged: bySpread.Unchanged,
			Threshold: bySpread.Threshold, Source: scale.Change.Source, FromSpread: true,
		}
	}
	threshold, published := scale.Change.Threshold()
	if !published || scale.Direction == score.NeitherEnd {
		return nil
	}
	r := &Reliable{Threshold: threshold, Source: scale.Change.Source}
	recovered := 0
	for _, p := range pairs {
		if p.Before == nil || p.After == nil {
			continue
		}
		c := scale.Compare(*p.Before, *p.After)
		switch c.Verdict {
		case score.Improved:
			r.Better++
		case score.Deteriorated:
			r.Worse++
		default:
			r.Unchanged++
		}
		if c.Recovered {
			recovered++
		}
	}
	if scale.Change.Recovery != nil {
		r.Recovered = &recovered
	}
	return r
}

func dots(scale score.Scale, pairs []stats.Pair, counted *Reliable) []Dot {
	if counted != nil && counted.FromSpread {
		// Compare knows the threshold only as a value of the scale.
		change := *scale.Change
		change.Points = counted.Threshold
		scale.Change = &change
	}
	var out []Dot
	for _, p := range pairs {
		if p.Before != nil && p.After != nil {
			out = append(out, Dot{*p.Before, *p.After, scale.Compare(*p.Before, *p.After).Verdict})
		}
	}
	return out
}

// finding chooses the sentence. It goes by the interval alone, and never names a
// cause.
func finding(m Measure) Finding {
	switch {
	case m.Change.NPairs == 0:
		return Finding{Key: "outcome.finding.none"}
	case m.Few():
		return Finding{"outcome.finding.few", []any{"n", m.Change.NPairs, "of", m.Expected}}
	case m.Change.CI95 == nil:
		return Finding{"outcome.finding.alike", []any{"n", m.Change.NPairs, "change", round(m.Scale, *m.Change.MeanChange)}}
	}
	change, low, high := *m.Change.MeanChange, m.Change.CI95.Low(), m.Change.CI95.High()
	args := []any{"n", m.Change.NPairs, "change", round(m.Scale, math.Abs(change)), "low", round(m.Scale, low), "high", round(m.Scale, high)}
	if low <= 0 && high >= 0 {
		return Finding{"outcome.finding.unclear", args}
	}
	up := change > 0
	switch {
	case m.Scale.Direction == score.NeitherEnd && up:
		return Finding{"outcome.finding.up", args}
	case m.Scale.Direction == score.NeitherEnd:
		return Finding{"outcome.finding.down", args}
	case up == (m.Scale.Direction == score.HigherBetter) && up:
		return Finding{"outcome.finding.better-up", args}
	case up == (m.Scale.Direction == score.HigherBetter):
		return Finding{"outcome.finding.better-down", args}
	case up:
		return Finding{"outcome.finding.worse-up", args}
	}
	return Finding{"outcome.finding.worse-down", args}
}
