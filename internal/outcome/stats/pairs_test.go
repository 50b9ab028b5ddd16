package stats_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"holdfast/internal/outcome/stats"
)

// couplesFile holds the data behind Jacobson and Truax 1991. It stands beside the checkout and is no part of the program.
const couplesFile = "../../../../shared/data/pairs/couples-1989.csv"

var missing = math.NaN() // in the tables below only; nothing outside this file gives it a meaning

func pairs(before, after []float64) []stats.Pair {
	out := make([]stats.Pair, len(before))
	for i := range out {
		if !math.IsNaN(before[i]) {
			out[i].Before = &before[i]
		}
		if !math.IsNaN(after[i]) {
			out[i].After = &after[i]
		}
	}
	return out
}

func couples(t *testing.T, measure string) []stats.Pair {
	t.Helper()
	file, err := os.Open(couplesFile)
	if os.IsNotExist(err) {
		t.Skipf("SKIPPED %s: the couples' scores are not beside this checkout (%s)", t.Name(), couplesFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) []float64 {
		at := slices.Index(rows[0], name)
		var out []float64
		for _, row := range rows[1:] {
			value, err := strconv.ParseFloat(row[at], 64)
			if err != nil {
				value = missing
			}
			out = append(out, value)
		}
		return out
	}
	return pairs(column(measure+"_before"), column(measure+"_after"))
}

// formula makes 240 pairs, four of them incomplete, that R can make too.
func formula() []stats.Pair {
	before, after := make([]float64, 240), make([]float64, 240)
	for n := range 240 {
		i := n + 1
		before[n] = float64(i * 37 % 31)
		after[n] = before[n] - 2 + float64(i*17%23)/3 - float64(i*29%13)/2
	}
	for _, i := range []int{5, 77} {
		before[i-1] = missing
	}
	for _, i := range []int{9, 77, 200, 201} {
		after[i-1] = missing
	}
	return pairs(before, after)
}

func ptr[T any](v T) *T { return &v }

// The expected figures come from R 4.2.2: t.test(paired = TRUE), cor, sd, and for the interval of d_z uniroot over an
// integrate of the noncentral t's definition, to 1e-13. Numbers that R gives in other ways agree to fewer digits.
func TestPairedChangeEqualsR(t *testing.T) {
	small := pairs([]float64{12, 9, 15, 11, 8, 14, 10}, []float64{11, 10, 9, 7, 8, 9, 6})
	for _, tt := range []struct {
		name    string
		pairs   func(t *testing.T) []stats.Pair
		options stats.Options
		want    map[string]float64
	}{
		{
			"the couples' DAS, higher is better", func(t *testing.T) []stats.Pair { return couples(t, "das") },
			stats.Options{Better: stats.Higher, Reliability: ptr(0.88), Functional: &stats.Norm{Mean: 114, SD: 14}},
			map[string]float64{
				"n_before": 30, "n_after": 30, "n_pairs": 30, "mean_before": 81.58333333333333, "sd_before": 11.82566126556211,
				"mean_after": 98.05, "sd_after": 19.24181420222905, "r": 0.5177213626318846, "mean_change": 16.46666666666667,
				"sd_change": 16.56748650807968, "ci95.0": 10.28026553389269, "ci95.1": 22.65306779944064, "t": 5.443894447026253,
				"df": 29, "p": 7.391600463752508e-06, "d_z": 0.993914596437797, "d_z_ci95.0": 0.548977614573031,
				"d_z_ci95.1": 1.427351019306302, "d_av": 1.060058238960439, "hedges_g_av": 1.032364201139228,
				"threshold": 11.35499970087611, "improved": 19, "deteriorated": 1, "unchanged": 10, "recovered": 14,
			},
		},
		{
			"the couples' GDS, lower is better, four without an after-score", func(t *testing.T) []stats.Pair { return couples(t, "gds") },
			stats.Options{Better: stats.Lower, Reliability: ptr(0.9), Functional: &stats.Norm{Mean: 50, SD: 10}},
			map[string]float64{
				"n_before": 30, "n_after": 26, "n_pairs": 26, "mean_before": 69.15384615384616, "sd_before": 6.102080351436272,
				"mean_after": 59.30769230769231, "sd_after": 8.690312909299553, "r": 0.3658521516233081, "mean_change": -9.846153846153847,
				"sd_change": 8.599731659498721, "ci95.0": -13.31966063483275, "ci95.1": -6.372647057474949, "t": -5.838057811945915,
				"df": 25, "p": 4.344401243492836e-06, "d_z": -1.144937334792116, "d_z_ci95.0": -8.33890507262121 / math.Sqrt(26),
				"d_z_ci95.1": -3.26659843860109 / math.Sqrt(26), "d_av": -1.331245549330949, "hedges_g_av": -1.290836362292904,
				"threshold": 5.348709256231105, "improved": 17, "deteriorated": 0, "unchanged": 9, "recovered": 14,
			},
		},
		{
			"a group of seven, lower is better", func(*testing.T) []stats.Pair { return small },
			stats.Options{Better: stats.Lower, Reliability: ptr(0.9), Functional: &stats.Norm{Mean: 5, SD: 2}},
			map[string]float64{
				"n_before": 7, "n_after": 7, "n_pairs": 7, "mean_before": 11.28571428571429, "sd_before": 2.563479777846623,
				"mean_after": 8.571428571428571, "sd_after": 1.718249385968449, "r": 0.2594632500386463, "mean_change": -2.714285714285714,
				"sd_change": 2.690370836538197, "ci95.0": -5.202463743856916, "ci95.1": -0.2261076847145125, "t": -2.669269563007828,
				"df": 6, "p": 0.03706267381353089, "d_z": -1.008889063701824, "d_z_ci95.0": -5.055261021854077 / math.Sqrt(7),
				"d_z_ci95.1": -0.149183132397299 / math.Sqrt(7), "d_av": -1.267845587817261, "hedges_g_av": -1.101284513622307,
				"threshold": 2.246989096546754, "improved": 4, "deteriorated": 0, "unchanged": 3, "recovered": 2,
			},
		},
		{
			"240 people, of whom 235 twice", func(*testing.T) []stats.Pair { return formula() },
			stats.Options{Better: stats.Lower, Reliability: ptr(0.8), Functional: &stats.Norm{Mean: 6, SD: 4}},
			map[string]float64{
				"n_before": 238, "n_after": 236, "n_pairs": 235, "mean_before": 14.8, "sd_before": 8.868363053453734,
				"mean_after": 13.43049645390071, "sd_after": 9.13240899773756, "r": 0.9482550252037825, "mean_change": -1.369503546099291,
				"sd_change": 2.907115658584171, "ci95.0": -1.743122134455705, "ci95.1": -0.995884957742877, "t": -7.221622488867378,
				"df": 234, "p": 7.162965078771263e-12, "d_z": -0.471086708248226, "d_z_ci95.0": -0.6054138524268684,
				"d_z_ci95.1": -0.3358492169930219, "d_av": -0.1521605342487137, "hedges_g_av": -0.1516722315144268,
				"threshold": 10.99333673555016, "improved": 0, "deteriorated": 0, "unchanged": 235, "recovered": 0,
			},
		},
		{
			"two pairs, where the small-sample correction does not exist", func(*testing.T) []stats.Pair {
				return pairs([]float64{1, 2}, []float64{2, 4})
			},
			stats.Options{Better: stats.Higher},
			map[string]float64{
				"n_before": 2, "n_after": 2, "n_pairs": 2, "mean_before": 1.5, "sd_before": 0.7071067811865476, "mean_after": 3,
				"sd_after": 1.414213562373095, "r": 1, "mean_change": 1.5, "sd_change": 0.7071067811865476, "ci95.0": -4.853102368087347,
				"ci95.1": 7.853102368087347, "t": 3, "df": 1, "p": 0.2048327646991334, "d_z": 2.121320343559642,
				"d_z_ci95.0": -0.924800855202908 / math.Sqrt2, "d_z_ci95.1": 7.087937772944389 / math.Sqrt2, "d_av": 1.414213562373095,
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := stats.PairedChange(tt.pairs(t), tt.options)
			if err != nil {
				t.Fatal(err)
			}
			got := figures(t, out)
			for name, want := range tt.want {
				value, ok := got[name]
				if !ok || math.Abs(value-want) > 1e-9*math.Abs(want) {
					t.Errorf("%s is %.16g (%v), want %.16g", name, value, ok, want)
				}
			}
			for name, value := range got {
				if _, expected := tt.want[name]; !expected {
					t.Errorf("%s is %.16g, and R has no such figure", name, value)
				}
			}
		})
	}
}

// figures is the JSON as the command prints it, flattened; what is null is left out.
func figures(t *testing.T, p stats.Paired) map[string]float64 {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatalf("as JSON: %v", err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	var flatten func(prefix string, value any)
	flatten = func(name string, value any) {
		switch value := value.(type) {
		case float64:
			out[name] = value
		case []any:
			for i, v := range value {
				flatten(name+"."+strconv.Itoa(i), v)
			}
		case map[string]any:
			for k, v := range value {
				flatten(k, v)
			}
		}
	}
	flatten("", map[string]any(fields))
	return out
}

func TestTheCommandsFieldNames(t *testing.T) {
	out, err := stats.PairedChange(pairs([]float64{1, 2, 4}, []float64{2, 4, 3}), stats.Options{
		Better: stats.Higher, Reliability: ptr(0.8), Functional: &stats.Norm{Mean: 9, SD: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, name := range strings.Fields(`n_before n_after n_pairs mean_before sd_before mean_after sd_after r mean_change
		sd_change ci95 t df p d_z d_z_ci95 d_av hedges_g_av reliable_change threshold improved deteriorated unchanged recovered`) {
		next := strings.Index(string(text[at:]), `"`+name+`":`)
		if next < 0 {
			t.Fatalf("%s is missing or out of order in %s", name, text)
		}
		at += next + 1
	}
}

func TestWhatCannotBeHadIsNil(t *testing.T) {
	better := stats.Options{Better: stats.Higher, Reliability: ptr(0.8), Functional: &stats.Norm{Mean: 9, SD: 1}}
	for _, tt := range []struct {
		name          string
		before, after []float64
		has, hasNot   string
	}{
		{"nobody", nil, nil, "n_pairs", "mean_before sd_before mean_change ci95.0 t df p d_z d_av threshold"},
		{"nobody twice", []float64{1, missing}, []float64{missing, 2}, "n_before n_after n_pairs", "mean_before mean_change t df threshold"},
		{"one pair", []float64{1}, []float64{3}, "mean_before mean_after mean_change", "sd_before sd_change r ci95.0 t df p d_z d_av hedges_g_av threshold"},
		{"everybody changes alike", []float64{1, 2, 3}, []float64{2, 3, 4}, "sd_change r df d_av hedges_g_av threshold", "ci95.0 t p d_z d_z_ci95.0"},
		{"everybody changes alike but for rounding", []float64{0.1, 0.2, 0.3}, []float64{0.4, 0.5, 0.6}, "sd_change df d_av", "ci95.0 t p d_z d_z_ci95.0"},
		{"nobody changes", []float64{1, 2, 3}, []float64{1, 2, 3}, "mean_change sd_change d_av threshold unchanged", "t p d_z ci95.0"},
		{"all alike before", []float64{4, 4, 4}, []float64{1, 2, 4}, "t p d_z d_z_ci95.0 d_av", "r threshold recovered"},
		{"all alike before and after", []float64{4, 4}, []float64{4, 4}, "mean_change df", "r t p d_z d_av hedges_g_av threshold"},
		{"numbers too large to add", []float64{1e308, -1e308, 3e307}, []float64{-1e308, 1e308, 2}, "n_pairs", "t p d_z threshold"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := stats.PairedChange(pairs(tt.before, tt.after), better)
			if err != nil {
				t.Fatal(err)
			}
			got := figures(t, out)
			for _, name := range strings.Fields(tt.has) {
				if _, ok := got[name]; !ok {
					t.Errorf("%s is missing", name)
				}
			}
			for _, name := range strings.Fields(tt.hasNot) {
				if value, ok := got[name]; ok {
					t.Errorf("%s is %g, and cannot be known", name, value)
				}
			}
		})
	}
}

func TestRefusedPairs(t *testing.T) {
	fine := pairs([]float64{1, 2}, []float64{2, 4})
	for _, tt := range []struct {
		name    string
		pairs   []stats.Pair
		options stats.Options
		want    error
	}{
		{"a score that is not a number", []stats.Pair{{Before: ptr(math.NaN()), After: ptr(1.0)}}, stats.Options{Better: stats.Lower}, stats.ErrNotFinite},
		{"an endless score without a partner", []stats.Pair{{After: ptr(math.Inf(1))}}, stats.Options{Better: stats.Lower}, stats.ErrNotFinite},
		{"no direction", fine, stats.Options{}, stats.ErrBetter},
		{"a direction nobody knows", fine, stats.Options{Better: "up"}, stats.ErrBetter},
		{"a perfect reliability", fine, stats.Options{Better: stats.Lower, Reliability: ptr(1.0)}, stats.ErrReliability},
		{"no reliability at all", fine, stats.Options{Better: stats.Lower, Reliability: ptr(0.0)}, stats.ErrReliability},
		{"a reliability that is not a number", fine, stats.Options{Better: stats.Lower, Reliability: ptr(math.NaN())}, stats.ErrReliability},
		{"a functional group without spread", fine, stats.Options{Better: stats.Lower, Functional: &stats.Norm{Mean: 1}}, stats.ErrNorm},
		{"a functional group that is not a number", fine, stats.Options{Better: stats.Lower, Functional: &stats.Norm{Mean: math.NaN(), SD: 1}}, stats.ErrNorm},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := stats.PairedChange(tt.pairs, tt.options); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestTurningAScaleOverTurnsItsChange(t *testing.T) {
	up, err := stats.PairedChange(formula(), stats.Options{Better: stats.Lower, Reliability: ptr(0.99), Functional: &stats.Norm{Mean: 6, SD: 4}})
	if err != nil {
		t.Fatal(err)
	}
	turned := formula()
	for _, p := range turned {
		for _, v := range []*float64{p.Before, p.After} {
			if v != nil {
				*v = -*v
			}
		}
	}
	down, err := stats.PairedChange(turned, stats.Options{Better: stats.Higher, Reliability: ptr(0.99), Functional: &stats.Norm{Mean: -6, SD: 4}})
	if err != nil {
		t.Fatal(err)
	}
	a, b := up.ReliableChange, down.ReliableChange
	if a.Improved == 0 || a.Deteriorated == 0 || *a.Recovered == 0 || *a.Recovered == a.Improved {
		t.Fatalf("the example does not show every verdict: %+v", a)
	}
	if a.Improved != b.Improved || a.Deteriorated != b.Deteriorated || a.Unchanged != b.Unchanged || *a.Recovered != *b.Recovered {
		t.Errorf("improved, worse, unchanged, recovered: %+v, turned over %+v", a, b)
	}
	if math.Abs(up.DZCI95.Low()+down.DZCI95.High()) > 1e-12 || math.Abs(*up.DZ+*down.DZ) > 1e-12 {
		t.Errorf("d_z %g in %v, turned over %g in %v", *up.DZ, *up.DZCI95, *down.DZ, *down.DZCI95)
	}
}
