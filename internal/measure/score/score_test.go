package score_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/score"
)

// The keys under test are the ones that ship: a wrong digit in a file is a wrong score.
func key(t *testing.T, id string) score.Key {
	t.Helper()
	lib, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	k, ok := lib.Key(id)
	if !ok {
		t.Fatalf("there is no key %q", id)
	}
	return k
}

// all gives every item the same answer, then lays the exceptions over it.
func all(k score.Key, answer score.Answer, except map[int]score.Answer) map[int]score.Answer {
	answers := map[int]score.Answer{}
	for _, item := range k.Items {
		answers[item.Number] = answer
	}
	maps.Copy(answers, except)
	return answers
}

type answers = map[int]score.Answer

func TestVectors(t *testing.T) {
	blank := score.Answer{}
	for _, tt := range []struct {
		name       string
		instrument string
		answer     score.Answer
		except     answers
		total      any // float64, or nil for none
		subscales  map[string]any
		missing    []int
		flags      []score.Alert
	}{
		{"EPDS, the first option of every item", "epds", score.Option(1), nil, 21.0, map[string]any{"anxiety": 6.0}, nil, []score.Alert{score.SelfHarm}},
		{"EPDS, the last option of every item", "epds", score.Option(4), nil, 9.0, map[string]any{"anxiety": 3.0}, nil, nil},
		{"EPDS, one reversed item at its top option", "epds", score.Scored(0), answers{3: score.Option(1)}, 3.0, map[string]any{"anxiety": 3.0}, nil, nil},
		{"EPDS, one item in order at its top option", "epds", score.Scored(0), answers{4: score.Option(1)}, 0.0, map[string]any{"anxiety": 0.0}, nil, nil},
		{"EPDS, every item at its lowest score", "epds", score.Scored(0), nil, 0.0, map[string]any{"anxiety": 0.0}, nil, nil},
		{"EPDS, every item at its highest score", "epds", score.Scored(3), nil, 30.0, map[string]any{"anxiety": 9.0}, nil, []score.Alert{score.SelfHarm}},
		{"EPDS, the self-harm item alone raises an alert", "epds", score.Scored(0), answers{10: score.Scored(1)}, 1.0, map[string]any{"anxiety": 0.0}, nil, []score.Alert{score.SelfHarm}},
		{"EPDS, a blank item gives no total but keeps the subscale", "epds", score.Scored(1), answers{7: blank, 10: score.Scored(0)}, nil, map[string]any{"anxiety": 3.0}, []int{7}, nil},
		{"EPDS, a blank inside the subscale takes it away too", "epds", score.Scored(1), answers{4: blank, 10: score.Scored(0)}, nil, map[string]any{"anxiety": nil}, []int{4}, nil},
		{"EPDS, an incomplete form still raises its alert", "epds", blank, answers{10: score.Scored(3)}, nil, map[string]any{"anxiety": nil}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9}, []score.Alert{score.SelfHarm}},
		{"EPDS, the self-harm item left blank is missing, not zero", "epds", score.Scored(3), answers{10: blank}, nil, map[string]any{"anxiety": 9.0}, []int{10}, nil},
		{"PRFQ, every item at 7", "prfq", score.Option(7), nil, nil, map[string]any{"prementalising": 7.0, "certainty": 6.0, "interest": 6.0}, nil, nil},
		{"PRFQ, every item at 1", "prfq", score.Option(1), nil, nil, map[string]any{"prementalising": 1.0, "certainty": 2.0, "interest": 2.0}, nil, nil},
		{"PRFQ, every item in the middle", "prfq", score.Option(4), nil, nil, map[string]any{"prementalising": 4.0, "certainty": 4.0, "interest": 4.0}, nil, nil},
		{"PRFQ, item 11 counts backwards on certainty", "prfq", score.Option(1), answers{11: score.Option(7)}, nil, map[string]any{"prementalising": 1.0, "certainty": 1.0, "interest": 2.0}, nil, nil},
		{"PRFQ, item 18 counts backwards on interest", "prfq", score.Option(1), answers{18: score.Option(7)}, nil, map[string]any{"prementalising": 1.0, "certainty": 2.0, "interest": 1.0}, nil, nil},
		{"PRFQ, a blank takes only its own subscale", "prfq", score.Option(4), answers{1: blank}, nil, map[string]any{"prementalising": nil, "certainty": 4.0, "interest": 4.0}, []int{1}, nil},
		{"KPCS, every item at its first option", "kpcs", score.Option(1), nil, 0.0, nil, nil, nil},
		{"KPCS, every item at its last option", "kpcs", score.Option(4), nil, 45.0, nil, nil, nil},
		{"KPCS, not applicable on 1 and 9 scores 2 each", "kpcs", score.Option(1), answers{1: score.NotApplicable(), 9: score.NotApplicable()}, 4.0, nil, nil, nil},
		{"KPCS, not applicable is the option after the last", "kpcs", score.Option(4), answers{1: score.Option(5), 9: score.Option(5)}, 43.0, nil, nil, nil},
		{"KPCS, a blank gives no total", "kpcs", score.Option(4), answers{12: blank}, nil, nil, []int{12}, nil},
		{"sensitivity at its lowest", "sensitivity", score.Scored(1), nil, 1.0, nil, nil, nil},
		{"sensitivity at its highest", "sensitivity", score.Scored(9), nil, 9.0, nil, nil, nil},
		{"check-in, the hardest week, asking for a talk", "checkin", score.Option(1), nil, 5.0, nil, nil, []score.Alert{score.WantsToTalk}},
		{"check-in, the best week, no wish to talk", "checkin", score.Option(5), nil, 25.0, nil, nil, nil},
		{"check-in, a good week may still ask for a talk", "checkin", score.Option(5), answers{6: score.Option(2)}, 25.0, nil, nil, []score.Alert{score.WantsToTalk}},
		{"check-in, the next session is soon enough", "checkin", score.Option(5), answers{6: score.Option(3)}, 25.0, nil, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := key(t, tt.instrument)
			r, err := score.Score(k, all(k, tt.answer, tt.except))
			if err != nil {
				t.Fatal(err)
			}
			same(t, "total", r.Total, tt.total)
			for id, want := range tt.subscales {
				same(t, id, r.Value(id), want)
			}
			if !slices.Equal(r.Missing, tt.missing) || r.Complete != (len(tt.missing) == 0) {
				t.Errorf("missing %v, complete %v; want %v", r.Missing, r.Complete, tt.missing)
			}
			var alerts []score.Alert
			for _, f := range r.Flags {
				alerts = append(alerts, f.Alert)
			}
			if !slices.Equal(alerts, tt.flags) {
				t.Errorf("alerts %v, want %v", alerts, tt.flags)
			}
		})
	}
}

func same(t *testing.T, what string, got *float64, want any) {
	t.Helper()
	switch {
	case want == nil && got != nil:
		t.Errorf("%s is %g, want none", what, *got)
	case want != nil && got == nil:
		t.Errorf("%s is missing, want %g", what, want)
	case want != nil && *got != want:
		t.Errorf("%s is %g, want %g", what, *got, want)
	}
}

func TestRefusedAnswers(t *testing.T) {
	for _, tt := range []struct {
		name       string
		instrument string
		item       int
		answer     score.Answer
		want       error
	}{
		{"option 0", "epds", 3, score.Option(0), score.ErrNoSuchOption},
		{"an option after the last", "epds", 3, score.Option(5), score.ErrNoSuchOption},
		{"a negative option", "epds", 3, score.Option(-1), score.ErrNoSuchOption},
		{"a score above the highest", "epds", 3, score.Scored(4), score.ErrNoSuchScore},
		{"a score below the lowest", "prfq", 11, score.Scored(0), score.ErrNoSuchScore},
		{"half a point", "sensitivity", 1, score.Scored(4.5), score.ErrNoSuchScore},
		{"not applicable where it is not offered", "kpcs", 2, score.NotApplicable(), score.ErrMustApply},
		{"item 11 of ten", "epds", 11, score.Scored(1), score.ErrNoSuchItem},
		{"item 0", "epds", 0, score.Scored(1), score.ErrNoSuchItem},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := score.Score(key(t, tt.instrument), answers{tt.item: tt.answer})
			var named *score.ItemError
			if !errors.Is(err, tt.want) || !errors.As(err, &named) || named.Item != tt.item {
				t.Errorf("error %v, want %v naming item %d", err, tt.want, tt.item)
			}
		})
	}
}

func TestEveryRefusedItemIsNamed(t *testing.T) {
	_, err := score.Score(key(t, "epds"), answers{2: score.Option(9), 5: score.Option(1), 8: score.Scored(7)})
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 2 {
		t.Fatalf("want two problems, got %v", err)
	}
	for i, want := range []int{2, 8} {
		var named *score.ItemError
		if !errors.As(joined.Unwrap()[i], &named) || named.Item != want {
			t.Errorf("problem %d is %v, want item %d", i+1, joined.Unwrap()[i], want)
		}
	}
}

func TestBands(t *testing.T) {
	for _, tt := range []struct {
		instrument string
		total      float64
		want       string
	}{
		{"epds", 0, "Below the lines"}, {"epds", 9, "Below the lines"}, {"epds", 10, "Depression possible"},
		{"epds", 12, "Depression possible"}, {"epds", 13, "Depression likely"}, {"epds", 30, "Depression likely"},
		{"kpcs", 39, "Low confidence"}, {"kpcs", 40, "Above the line"},
	} {
		band, ok := key(t, tt.instrument).Total.BandOf(tt.total)
		if !ok || band.Label.In("en") != tt.want {
			t.Errorf("%s %g is %q, want %q", tt.instrument, tt.total, band.Label.In("en"), tt.want)
		}
	}
	if _, ok := key(t, "sensitivity").Total.BandOf(5); ok {
		t.Error("sensitivity has a band although none is published")
	}
}

func TestKPCSAsksAboutEveryLowItem(t *testing.T) {
	k := key(t, "kpcs")
	r, err := score.Score(k, all(k, score.Option(4), answers{4: score.Option(2), 7: score.Option(1), 9: score.Option(5)}))
	if err != nil || !slices.Equal(r.Explore, []int{4, 7}) {
		t.Errorf("explore %v, %v; want items 4 and 7", r.Explore, err)
	}
}

func TestProrating(t *testing.T) {
	k := key(t, "kpcs")
	k.Missing = score.MissingRule{ProrateUpTo: 1}
	r, err := score.Score(k, all(k, score.Scored(2), answers{12: {}}))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "total with one blank", r.Total, 30.0)
	if r.Complete {
		t.Error("a prorated form is called complete")
	}
	r, err = score.Score(k, all(k, score.Scored(2), answers{12: {}, 13: {}}))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "total with two blanks", r.Total, nil)
}

func TestRiskOnAScale(t *testing.T) {
	k := key(t, "epds")
	five := 5.0
	k.Risks = []score.Risk{{Scale: "anxiety", AtLeast: &five, Alert: score.HarmToInfant}}
	for total, want := range map[float64]int{1: 0, 2: 1} {
		r, err := score.Score(k, all(k, score.Scored(total), nil))
		if err != nil || len(r.Flags) != want {
			t.Errorf("anxiety %g raises %d flags, %v; want %d", *r.Value("anxiety"), len(r.Flags), err, want)
		}
	}
	r, err := score.Score(k, answers{3: score.Scored(3)})
	if err != nil || len(r.Flags) != 0 {
		t.Errorf("an unknown scale raised %v, %v", r.Flags, err)
	}
}

func TestPositionUndoesScores(t *testing.T) {
	for _, id := range []string{"epds", "prfq", "kpcs", "sensitivity", "checkin"} {
		for _, item := range key(t, id).Items {
			for at, value := range item.Scores {
				if got, ok := item.Position(value); !ok || got != at+1 {
					t.Errorf("%s item %d: score %g is printed at %d, want %d", id, item.Number, value, got, at+1)
				}
			}
			if _, ok := item.Position(99); ok {
				t.Errorf("%s item %d has a place for 99", id, item.Number)
			}
		}
	}
}
