package outcome

import (
	"context"
	"fmt"
	"math"

	"holdfast/internal/access"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/outcome/stats"
	"holdfast/internal/store"
)

// StudyReport says what a study's answers score: mean and spread, the whole
// distribution, and how many reach each published line.
//
// Faults: Forbidden; NotFound.
func (s *Service) StudyReport(ctx context.Context, who access.Actor, id StudyID) (StudyReport, error) {
	if err := who.Require(access.OutcomeRead); err != nil {
		return StudyReport{}, err
	}
	var out StudyReport
	err := s.db.View(ctx, func(tx *store.Tx) (err error) {
		if out.Study, err = s.studyByID(tx, who, id); err != nil {
			return err
		}
		tallies, err := s.measures.StudyTalliesIn(tx, who, id)
		if err != nil {
			return err
		}
		out.Scales, err = studyScales(out.Instrument, tallies)
		return err
	})
	if err != nil {
		return StudyReport{}, fmt.Errorf("report of study %s: %w", id, err)
	}
	return out, nil
}

func studyScales(key score.Key, tallies []measure.Tally) ([]StudyScale, error) {
	var out []StudyScale
	for _, scale := range key.Scales() {
		one, err := studyScale(scale, tallies)
		if err != nil {
			return nil, fmt.Errorf("scale %s: %w", scale.ID, err)
		}
		out = append(out, one)
	}
	return out, nil
}

func studyScale(scale score.Scale, tallies []measure.Tally) (out StudyScale, err error) {
	out = StudyScale{Scale: scale, Bins: bins(scale)}
	var values []float64
	for _, t := range tallies {
		if t.Scale != scale.ID {
			continue
		}
		for range t.Count {
			values = append(values, t.Value)
		}
		if i := binOf(out.Bins, t.Value); i >= 0 {
			out.Bins[i].Count += t.Count
		}
	}
	if out.Scores, err = stats.MeanOf(values); err != nil {
		return StudyScale{}, err
	}
	if out.Median, err = stats.Median(values); err != nil {
		return StudyScale{}, err
	}
	for _, line := range scale.Cutoffs {
		reach := 0
		for _, v := range values {
			if scale.Reaches(line, v) {
				reach++
			}
		}
		share, err := stats.ShareOf(reach, len(values))
		if err != nil {
			return StudyScale{}, err
		}
		out.Shares = append(out.Shares, CutoffShare{line, share})
	}
	return out, nil
}

// mostBins is how many bars a distribution has at most.
const mostBins = 46

// bins divides a scale's range: a bar for each whole score where that fits, else
// bars of equal width; half points for a mean.
func bins(scale score.Scale) []Bin {
	width := 1.0
	if scale.Method == score.Mean {
		width = 0.5
	}
	for (scale.Max-scale.Min)/width+1 > mostBins {
		width *= 2
	}
	var out []Bin
	for from := scale.Min; from <= scale.Max; from += width {
		to := from
		if width != 1 {
			to = math.Min(from+width, scale.Max)
		}
		out = append(out, Bin{From: from, To: to})
	}
	return out
}

// binOf finds the bar of a value; -1 for a value off the scale.
func binOf(all []Bin, value float64) int {
	for i := len(all) - 1; i >= 0; i-- {
		if value >= all[i].From {
			return i
		}
	}
	return -1
}
