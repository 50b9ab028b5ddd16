package score_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"holdfast/internal/measure/score"
)

func TestValidateRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*score.Key)
		says  string
	}{
		{"a range its items cannot give", func(k *score.Key) { k.Total.Max = 27 }, "its items give 0 to 30"},
		{"a gap between two bands", func(k *score.Key) { k.Total.Bands[1].From = 11 }, "gap or an overlap before band 2"},
		{"two bands that overlap", func(k *score.Key) { k.Total.Bands[0].To = 10 }, "gap or an overlap before band 2"},
		{"a last band that ends early", func(k *score.Key) { k.Total.Bands[2].To = 29 }, "ends at 29"},
		{"a band without a source", func(k *score.Key) { k.Total.Bands[0].Source.Cite = "" }, "names no source"},
		{"a trust that may not ship", func(k *score.Key) { k.Source.Trust = "U" }, "trust is V, V2, K or own"},
		{"items out of order", func(k *score.Key) { k.Items[0], k.Items[1] = k.Items[1], k.Items[0] }, "item 2 stands at place 1"},
		{"an item without a topic", func(k *score.Key) { k.Items[4].Topic = nil }, "item 5 has no topic"},
		{"a score that is not a number", func(k *score.Key) { k.Items[0].Scores[0] = math.NaN() }, "not a number"},
		{"two options that score alike", func(k *score.Key) { k.Items[0].Scores[0] = 1 }, "scores two options alike"},
		{"a subscale of an item that is not there", func(k *score.Key) { k.Subscales[0].Items[0] = 12 }, "item 12, which does not exist"},
		{"a subscale that counts an item twice", func(k *score.Key) { k.Subscales[0].Items[0] = 4 }, "or one twice"},
		{"a risk on an item that is not there", func(k *score.Key) { k.Risks[0].Item = 11 }, "item 11, which does not exist"},
		{"a risk without a threshold", func(k *score.Key) { k.Risks[0].AtLeast = nil }, "no threshold"},
		{"a risk on an item and a scale at once", func(k *score.Key) { k.Risks[0].Scale = "total" }, "and not both"},
		{"an alert nobody can route", func(k *score.Key) { k.Risks[0].Alert = "bad" }, "alert nobody knows"},
		{"change without a value or a reliability", func(k *score.Key) { k.Total.Change.Points = 0 }, "needs a value"},
		{"change on a scale without a better end", func(k *score.Key) { k.Total.Direction = score.NeitherEnd }, "has no better end"},
		{"a direction nobody named", func(k *score.Key) { k.Total.Direction = "" }, "which way is better"},
		{"a filling-in about nobody knows what", func(k *score.Key) { k.Per = "family" }, "a person or a dyad"},
		{"a licence class that does not exist", func(k *score.Key) { k.Licence.Class = "E" }, "A, B, C or D"},
		{"neither total nor subscale", func(k *score.Key) { k.Total, k.Subscales = nil, nil }, "neither a total nor a subscale"},
		{"prorating on nobody's word", func(k *score.Key) { k.Missing.ProrateUpTo = 2 }, "the missing rule names no source"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := key(t, "epds")
			total := *k.Total
			total.Bands, total.Items = slices.Clone(total.Bands), slices.Clone(total.Items)
			k.Total = &total
			if err := k.Validate(); err != nil {
				t.Fatalf("refused before it was spoiled: %v", err)
			}
			tt.spoil(&k)
			if err := k.Validate(); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("says %v, want %q", err, tt.says)
			}
		})
	}
}
