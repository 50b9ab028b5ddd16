package score_test

import (
	"errors"
	"math"
	"testing"

	"holdfast/internal/measure/score"
)

func TestCompare(t *testing.T) {
	epds := *key(t, "epds").Total
	kpcs := *key(t, "kpcs").Total
	withSD := kpcs.Change.WithSD(5)
	kpcsHere := kpcs
	kpcsHere.Change = &withSD // 0.96 × 5 = 4.80 points
	certainty, _ := key(t, "prfq").Scale("certainty")
	for _, tt := range []struct {
		name          string
		scale         score.Scale
		before, after float64
		want          score.Verdict
		recovered     bool
	}{
		{"EPDS down by the published 4 points is better", epds, 12, 8, score.Improved, false},
		{"EPDS down by 3 is no reliable change", epds, 12, 9, score.Unchanged, false},
		{"EPDS up by 4 is worse", epds, 8, 12, score.Deteriorated, false},
		{"EPDS from 13 to 9 crosses the line and recovers", epds, 13, 9, score.Improved, true},
		{"EPDS from 20 to 13 is better, still on the troubled side", epds, 20, 13, score.Improved, false},
		{"EPDS from 13 to 12 crosses the line without reliable change", epds, 13, 12, score.Unchanged, false},
		{"KPCS without a standard deviation says nothing", kpcs, 30, 45, score.Unclear, false},
		{"KPCS up by 5 is better where the SD is 5", kpcsHere, 35, 40, score.Improved, false},
		{"KPCS down by 5 is worse where the SD is 5", kpcsHere, 40, 35, score.Deteriorated, false},
		{"KPCS up by 4 is not enough where the SD is 5", kpcsHere, 35, 39, score.Unchanged, false},
		{"a scale without a better end says nothing", certainty, 1, 7, score.Unclear, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.scale.Compare(tt.before, tt.after)
			if got.Verdict != tt.want || got.Recovered != tt.recovered || got.Points != tt.after-tt.before {
				t.Errorf("got %+v, want %s, recovered %v", got, tt.want, tt.recovered)
			}
		})
	}
}

func TestThresholdOfKPCSIsNearTheStandardDeviation(t *testing.T) {
	change := key(t, "kpcs").Total.Change.WithSD(1)
	got, ok := change.Threshold()
	if want := 1.96 * math.Sqrt(2*(1-0.88)); !ok || math.Abs(got-want) > 1e-12 || math.Abs(got-0.96) > 0.001 {
		t.Errorf("threshold %g, want %g (0.96 SD)", got, want)
	}
}

func TestChangeLeavesOutWhatIsNotKnownTwice(t *testing.T) {
	k := key(t, "epds")
	before, err := score.Score(k, all(k, score.Scored(2), nil))
	if err != nil {
		t.Fatal(err)
	}
	after, err := score.Score(k, all(k, score.Scored(1), answers{1: {}}))
	if err != nil {
		t.Fatal(err)
	}
	changes, err := score.Change(k, before, after)
	if err != nil || len(changes) != 1 || changes[0].Scale != "anxiety" {
		t.Errorf("got %+v, %v; want the anxiety items only", changes, err)
	}
	complete, err := score.Score(k, all(k, score.Scored(1), nil))
	if err != nil {
		t.Fatal(err)
	}
	changes, err = score.Change(k, before, complete)
	if err != nil || len(changes) != 2 || changes[0].Scale != score.TotalID || changes[0].Verdict != score.Improved || !changes[0].Recovered {
		t.Errorf("got %+v, %v; want a recovered total first", changes, err)
	}
	if _, err := score.Change(key(t, "kpcs"), before, complete); !errors.Is(err, score.ErrNotComparable) {
		t.Errorf("two instruments were compared: %v", err)
	}
}
