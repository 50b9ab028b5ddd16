package pairsfile_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"holdfast/internal/outcome/pairsfile"
	"holdfast/internal/outcome/stats"
	"holdfast/internal/sheet"
)

const couplesFile = "../../../../shared/data/pairs/couples-1989.csv"

func TestRunPairsLinesAndCountsTheRest(t *testing.T) {
	in := "id,before,after\n1,4,2\n2,,3\n3,5,\n4,6,5\n5,,\n"
	var out strings.Builder
	options := pairsfile.Options{Before: "before", After: "after", Options: stats.Options{Better: stats.Lower}}
	if err := pairsfile.Run(strings.NewReader(in), &out, options); err != nil {
		t.Fatal(err)
	}
	var got struct {
		NBefore        int              `json:"n_before"`
		NAfter         int              `json:"n_after"`
		NPairs         int              `json:"n_pairs"`
		MeanChange     float64          `json:"mean_change"`
		ReliableChange *json.RawMessage `json:"reliable_change"`
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.NBefore != 3 || got.NAfter != 3 || got.NPairs != 2 || got.MeanChange != -1.5 || got.ReliableChange != nil {
		t.Errorf("got %+v", got)
	}
}

func TestRunStopsAndWritesNothing(t *testing.T) {
	const in = "id,before,after\n1,4,2\n2,3,many\n"
	fine := stats.Options{Better: stats.Lower}
	wrong := 1.5
	for _, tt := range []struct {
		name    string
		options pairsfile.Options
		is      error
		says    string
	}{
		{"a word for a score", pairsfile.Options{Before: "before", After: "after", Options: fine}, sheet.ErrNotNumber, "line 3, column after"},
		{"a column that is not there", pairsfile.Options{Before: "begin", After: "after", Options: fine}, nil, `no column "begin"`},
		{"no direction", pairsfile.Options{Before: "id", After: "before"}, stats.ErrBetter, ""},
		{"a reliability above one", pairsfile.Options{Before: "id", After: "before", Options: stats.Options{Better: stats.Lower, Reliability: &wrong}}, stats.ErrReliability, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			err := pairsfile.Run(strings.NewReader(in), &out, tt.options)
			if err == nil || (tt.is != nil && !errors.Is(err, tt.is)) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %v saying %q", err, tt.is, tt.says)
			}
			if out.Len() != 0 {
				t.Errorf("wrote %q", out.String())
			}
		})
	}
}

func TestOneLineIsNoError(t *testing.T) {
	var out strings.Builder
	err := pairsfile.Run(strings.NewReader("b,a\n1,2\n"), &out, pairsfile.Options{Before: "b", After: "a", Options: stats.Options{Better: stats.Higher}})
	if err != nil || !strings.Contains(out.String(), `"t": null`) || !strings.Contains(out.String(), `"mean_change": 1`) {
		t.Errorf("wrote %s, %v", out.String(), err)
	}
}

// The counts that Jacobson and Truax's own data are known to give.
func TestTheCouplesFile(t *testing.T) {
	file, err := os.Open(couplesFile)
	if os.IsNotExist(err) {
		t.Skipf("SKIPPED %s: the couples' scores are not beside this checkout (%s)", t.Name(), couplesFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reliability := 0.88
	var out strings.Builder
	err = pairsfile.Run(file, &out, pairsfile.Options{Before: "das_before", After: "das_after", Options: stats.Options{
		Better: stats.Higher, Reliability: &reliability, Functional: &stats.Norm{Mean: 114, SD: 14},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"n_pairs": 30`, `"t": 5.4438944`, `"improved": 19`, `"deteriorated": 1`, `"unchanged": 10`, `"recovered": 14`, `"hedges_g_av": 1.0323642`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is missing from %s", want, out.String())
		}
	}
}
