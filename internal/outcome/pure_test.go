package outcome

import (
	"math"
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/score"
	"holdfast/internal/programme"
)

func library(t *testing.T) *packs.Library {
	t.Helper()
	lib, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func scaleOf(t *testing.T, instrument, scale string) (score.Key, score.Scale) {
	t.Helper()
	key, _ := library(t).Key(instrument)
	s, ok := key.Scale(scale)
	if !ok {
		t.Fatalf("%s has no %s", instrument, scale)
	}
	return key, s
}

// scored makes one person of every pair, with these scores before and after; a
// score that is no number is missing.
func scored(key score.Key, scale score.Scale, before, after []float64) (expected []string, scores []measure.Score) {
	for i := range before {
		s := measure.Score{Person: access.NewPersonID(), Instrument: key.ID, Version: key.Version, Scale: scale.ID}
		if err := s.Dyad.UnmarshalText([]byte(access.NewPersonID().String())); err != nil {
			panic(err)
		}
		expected = append(expected, subject(key.Per == score.PerPerson, s.Person, s.Dyad))
		for at, value := range map[measure.Timepoint]float64{measure.Before: before[i], measure.After: after[i]} {
			if !math.IsNaN(value) {
				s.Timepoint, s.Value = at, value
				scores = append(scores, s)
			}
		}
	}
	return expected, scores
}

var (
	none   = math.NaN()
	before = []float64{12, 9, 15, 11, 8, 14, 10}
	after  = []float64{11, 10, 9, 7, 8, 9, 6}
)

// The statistics of these seven pairs come from R (see package stats); the counts
// of reliable change were made by hand: −1 +1 −6 −4 0 −5 −4 against 4 points, and
// the two who were at 13 or more and came below it.
func TestOneMeasureOfAGroup(t *testing.T) {
	key, scale := scaleOf(t, "epds", "total")
	expected, scores := scored(key, scale, append(before, 13, none), append(after, none, 5))
	expected = append(expected, "somebody who filled in nothing")
	m, err := measured(key, scale, expected, scores)
	if err != nil {
		t.Fatal(err)
	}
	if m.Expected != 10 || m.Change.NPairs != 7 || m.Change.NBefore != 8 || m.MissingBefore != 2 || m.MissingAfter != 2 || m.Few() {
		t.Errorf("counted %+v", m)
	}
	for name, figure := range map[string]struct{ got, want float64 }{
		"mean before": {*m.Change.MeanBefore, 11.28571428571429}, "mean after": {*m.Change.MeanAfter, 8.571428571428571},
		"mean change": {*m.Change.MeanChange, -2.714285714285714}, "low": {m.Change.CI95.Low(), -5.202463743856916},
		"high": {m.Change.CI95.High(), -0.2261076847145125}, "d_av": {*m.Change.DAv, -1.267845587817261},
		"g_av": {*m.Change.HedgesGAv, -1.101284513622307},
	} {
		if math.Abs(figure.got-figure.want) > 1e-9*math.Abs(figure.want) {
			t.Errorf("%s is %.12g, want %.12g", name, figure.got, figure.want)
		}
	}
	r := m.Reliable
	if r.Better != 4 || r.Worse != 0 || r.Unchanged != 3 || *r.Recovered != 2 || r.Threshold != 4 || r.FromSpread || r.Source.Cite == "" {
		t.Errorf("reliable %+v, recovered %d", r, *r.Recovered)
	}
	if len(m.Dots) != 7 || m.Dots[2] != (Dot{15, 9, score.Improved}) || m.Dots[1].Verdict != score.Unchanged {
		t.Errorf("dots %+v", m.Dots)
	}
	if m.Finding.Key != "outcome.finding.better-down" || !slices.Equal(m.Finding.Args, []any{"n", 7, "change", 2.7, "low", -5.2, "high", -0.2}) {
		t.Errorf("finding %+v", m.Finding)
	}
}

func TestWhatAReportSays(t *testing.T) {
	up := func(by float64) []float64 {
		out := slices.Clone(before)
		for i := range out {
			out[i] += by + float64(i%2)
		}
		return out
	}
	for _, tt := range []struct {
		name              string
		instrument, scale string
		before, after     []float64
		finding           string
		reliable          string
	}{
		{"fell, and lower is better", "epds", "total", before, after, "outcome.finding.better-down", "published"},
		{"rose, and lower is better", "epds", "total", before, up(3), "outcome.finding.worse-up", "published"},
		{"rose, and higher is better", "kpcs", "total", before, up(3), "outcome.finding.better-up", "spread"},
		{"fell, and higher is better", "kpcs", "total", up(3), before, "outcome.finding.worse-down", "spread"},
		{"rose where neither end is better", "prfq", "interest", before, up(3), "outcome.finding.up", ""},
		{"fell where neither end is better", "prfq", "interest", up(3), before, "outcome.finding.down", ""},
		{"no value is published", "sensitivity", "total", before, up(1), "outcome.finding.better-up", ""},
		{"the interval includes no change", "epds", "total", before, []float64{13, 8, 16, 10, 9, 13, 10}, "outcome.finding.unclear", "published"},
		{"all moved alike", "epds", "total", before, []float64{11, 8, 14, 10, 7, 13, 9}, "outcome.finding.alike", "published"},
		{"four pairs", "epds", "total", before[:4], after[:4], "outcome.finding.few", ""},
		{"nobody has both", "epds", "total", []float64{3, none}, []float64{none, 3}, "outcome.finding.none", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			key, scale := scaleOf(t, tt.instrument, tt.scale)
			expected, scores := scored(key, scale, tt.before, tt.after)
			m, err := measured(key, scale, expected, scores)
			if err != nil {
				t.Fatal(err)
			}
			reliable := ""
			if m.Reliable != nil {
				reliable = map[bool]string{true: "spread", false: "published"}[m.Reliable.FromSpread]
				if n := m.Reliable.Better + m.Reliable.Worse + m.Reliable.Unchanged; n != m.Change.NPairs {
					t.Errorf("%d of %d pairs counted", n, m.Change.NPairs)
				}
			}
			if m.Finding.Key != tt.finding || reliable != tt.reliable {
				t.Errorf("says %s, reliable change %q; want %s, %q", m.Finding.Key, reliable, tt.finding, tt.reliable)
			}
			if m.Few() && (m.Change.MeanChange != nil || m.Change.MeanBefore != nil || m.Dots != nil) {
				t.Errorf("too few pairs are summed up: %+v", m.Change)
			}
		})
	}
}

// The threshold for these scores by hand: SD before 2.563479777846623 and
// reliability .88 give 1.96·√2·SD·√.12 = 2.461453.
func TestReliableChangeFromTheSpreadOfTheGroup(t *testing.T) {
	key, scale := scaleOf(t, "kpcs", "total")
	expected, scores := scored(key, scale, before, []float64{15, 9, 13, 13, 8, 14, 7})
	m, err := measured(key, scale, expected, scores)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(m.Reliable.Threshold-2.461453) > 1e-6 || m.Reliable.Better != 1 || m.Reliable.Worse != 1 || m.Reliable.Unchanged != 5 || m.Reliable.Recovered != nil {
		t.Errorf("%+v", m.Reliable)
	}
	if m.Dots[0].Verdict != score.Improved || m.Dots[6].Verdict != score.Deteriorated || m.Dots[3].Verdict != score.Unchanged {
		t.Errorf("dots %+v", m.Dots)
	}
}

func TestOlderVersionsAndOtherScalesAreNoPairs(t *testing.T) {
	key, scale := scaleOf(t, "epds", "total")
	expected, scores := scored(key, scale, before, after)
	for i := range scores {
		if i%2 == 0 {
			scores[i].Version = "0"
		} else {
			scores[i].Scale = "anxiety"
		}
	}
	m, err := measured(key, scale, expected, scores)
	if err != nil || m.Change.NBefore != 0 || m.Change.NAfter != 0 {
		t.Errorf("%+v, %v", m.Change, err)
	}
}

func eight() *programme.Programme {
	return &programme.Programme{CompletionShare: 0.75, Sessions: make([]programme.Plan, 8)}
}

func marks(s string) []programme.Mark {
	words := map[rune]programme.Mark{
		'p': programme.Present, 'h': programme.Part, 'c': programme.Cant, 'a': programme.Absent, 's': programme.NotHeld, '.': programme.Unmarked,
	}
	var out []programme.Mark
	for _, r := range s {
		out = append(out, words[r])
	}
	return out
}

func dyads(n int) []infant {
	out := make([]infant, n)
	for i := range out {
		if err := out[i].dyad.UnmarshalText([]byte(access.NewPersonID().String())); err != nil {
			panic(err)
		}
	}
	return out
}

func someone(state programme.PlaceState, m string, babies int) member {
	return member{person: access.NewPersonID(), state: state, answered: true, dyads: dyads(babies), marks: marks(m)}
}

func TestFlowAndAttendance(t *testing.T) {
	members := []member{
		someone(programme.Completed, "pppppppp", 1),
		someone(programme.Accepted, "pphppp..", 2), // six of eight, twins
		someone(programme.Accepted, "pppaac..", 1),
		someone(programme.Withdrawn, "pa......", 1),
		someone(programme.Accepted, "aaaasa..", 1), // never came
		someone(programme.Offered, "........", 1),
		someone(programme.Declined, "........", 1),
	}
	got := flow(eight(), 9, members)
	want := Flow{Reached: 9, Accepted: 5, Started: 4, Completed: 2, Withdrawn: 1, Needed: 6, Sessions: 8}
	if got != want {
		t.Errorf("flow %+v, want %+v", got, want)
	}
	if got := flow(eight(), 0, members); got.Reached != 5 {
		t.Errorf("more accepted than were reached: %+v", got)
	}
	sessions, err := attendance(make([]SessionCount, 8), members)
	if err != nil {
		t.Fatal(err)
	}
	third, fifth, last := sessions[2], sessions[4], sessions[7]
	if third.Present != 2 || third.Part != 1 || third.Absent != 1 || third.Unmarked != 0 || *third.Came.Share != 0.75 {
		t.Errorf("session 3: %+v", third)
	}
	if fifth.NotHeld != 1 || fifth.Came.Of != 3 || fifth.Came.Count != 2 {
		t.Errorf("session 5: %+v", fifth)
	}
	if last.Present != 1 || last.Unmarked != 3 || *last.Came.Share != 1 {
		t.Errorf("session 8: %+v", last)
	}
	if n := len(subjects(members, true)); n != 4 {
		t.Errorf("%d caregivers expected, want 4", n)
	}
	if n := len(subjects(members, false)); n != 5 {
		t.Errorf("%d dyads expected, want 5: the twins count twice", n)
	}
	members[0].dyads[0].lost = true
	if n := len(subjects(members, true)); n != 3 {
		t.Errorf("%d caregivers expected after a loss, want 3", n)
	}
}

func TestMeasuresAskedOnceOnlyAreNoPair(t *testing.T) {
	p := eight()
	p.Measures = []measure.Planned{
		{Instrument: "epds", Timepoint: measure.Before}, {Instrument: "kpcs", Timepoint: measure.Before},
		{Instrument: "prfq", Timepoint: measure.After}, {Instrument: "epds", Timepoint: measure.After},
	}
	if got := beforeAndAfter(p); len(got) != 1 || got[0].Instrument != "epds" {
		t.Errorf("%+v", got)
	}
}

func TestCellsAreHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+cmd": "'+cmd", "-x": "'-x", "@SUM": "'@SUM", "\tx": "'\tx", "-3.5": "-3.5", "+4": "+4", "12": "12", "": "", "a=b": "a=b",
	} {
		if got := harmless(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestWeeksFromTheFirstSession(t *testing.T) {
	first := civil.New(2027, 2, 9)
	for days, want := range map[int]int{0: 0, 6: 0, 7: 1, 49: 7, -1: -1, -7: -1, -8: -2} {
		if got := weeksFrom(first, first.AddDays(days)); got != want {
			t.Errorf("day %d is week %d, want %d", days, got, want)
		}
	}
}

func TestBinsCoverTheScale(t *testing.T) {
	for _, tt := range []struct {
		instrument, scale string
		bins              int
		value             float64
		in                int
	}{
		{"epds", "total", 31, 30, 30}, {"epds", "total", 31, 0, 0}, {"kpcs", "total", 46, 45, 45}, {"prfq", "interest", 13, 7, 12}, {"prfq", "interest", 13, 3.49, 4},
	} {
		_, scale := scaleOf(t, tt.instrument, tt.scale)
		all := bins(scale)
		if len(all) != tt.bins || binOf(all, tt.value) != tt.in || all[0].From != scale.Min || all[len(all)-1].To != scale.Max {
			t.Errorf("%s %s: %d bars, %g in bar %d", tt.instrument, tt.scale, len(all), tt.value, binOf(all, tt.value))
		}
	}
	if binOf(bins(score.Scale{Min: 1, Max: 9, Method: score.Sum}), 0) != -1 {
		t.Error("a value off the scale has a bar")
	}
}

func TestASentenceRoundsAsTheTableBelowItDoes(t *testing.T) {
	sum, mean := score.Scale{Method: score.Sum}, score.Scale{Method: score.Mean}
	for name, tt := range map[string]struct {
		scale   score.Scale
		x, want float64
	}{
		"one place of a sum":                   {sum, -7.4768, -7.5},
		"one place below two as well":          {sum, 0.9768, 1},
		"a half goes where printing takes it":  {sum, 3.25, 3.2},
		"two places of a mean":                 {mean, -0.268, -0.27},
		"a small change is not called nought":  {sum, -0.0312, -0.03},
		"a tiny one of a mean neither":         {mean, 0.00041, 0.0004},
		"no change is nought":                  {sum, 0, 0},
		"what computing leaves over is nought": {sum, 1e-19, 0},
	} {
		if got := round(tt.scale, tt.x); got != tt.want {
			t.Errorf("%s: %v becomes %v, want %v", name, tt.x, got, tt.want)
		}
	}
}
