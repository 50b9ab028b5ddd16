package planfile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/plan/plantest"
	"holdfast/internal/programme/planfile"
)

const samples = "../../../../shared/data/plan"

// words stand in for the catalogue's.
var words = planfile.Words{
	Reason: func(r plan.Reason) string { return "because of " + string(r) },
	Method: func(m plan.Method) string { return string(m) },
}

// sampleFiles are the files of one kind, or the test is skipped.
func sampleFiles(t *testing.T, pattern string) (files []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(samples, pattern))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if regexp.MustCompile(`-\d+\.json$`).MatchString(f) {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		t.Skipf("SKIPPED %s: the samples are not beside this checkout (%s)", t.Name(), samples)
	}
	return files
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// optimum is what stands beside a sample.
type optimum struct {
	Value, Bound         float64
	First_come_value     float64
	Earliest_deadline_va float64 `json:"earliest_deadline_value"`
}

func beside(t *testing.T, path string) (o optimum) {
	t.Helper()
	if err := json.Unmarshal(read(t, strings.TrimSuffix(path, ".json")+".optimum.json"), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func solved(t testing.TB, in *plan.Instance, answer func(*plan.Instance) (*plan.Plan, error)) []byte {
	t.Helper()
	p, err := answer(in)
	if err != nil {
		t.Fatal(err)
	}
	return planfile.WritePlan(p, words)
}

func TestSolveSamples(t *testing.T) {
	var sum, worst float64 = 0, 1
	files := sampleFiles(t, "solve-*.json")
	for _, path := range files {
		data, want := read(t, path), beside(t, path)
		in, err := planfile.ReadInstance(data, plan.KindSolve)
		if err != nil {
			t.Fatal(err)
		}
		out := solved(t, in, plan.Solve)
		broken, value := check(t, data, out)
		for _, b := range broken {
			t.Errorf("%s breaks %s", path, b)
		}
		if value > want.Bound+1e-4 || boundOf(t, out) < want.Value-1e-4 {
			t.Errorf("%s is worth %.6f of at most %.6f, and says at most %.6f", path, value, want.Bound, boundOf(t, out))
		}
		sum += value / want.Bound
		worst = min(worst, value/want.Bound)
		if again := solved(t, plantest.Shuffled(in, 7), plan.Solve); !bytes.Equal(out, again) {
			t.Errorf("%s: another order of the lists gives another plan", path)
		}
	}
	if mean := sum / float64(len(files)); mean < 0.9999 || worst < 0.999 {
		t.Errorf("plans reach %.5f of the bound on average and %.5f at worst", mean, worst)
	}
}

func TestByHandAgreesWithTheSamples(t *testing.T) {
	for _, path := range sampleFiles(t, "solve-*.json") {
		in, err := planfile.ReadInstance(read(t, path), plan.KindSolve)
		if err != nil {
			t.Fatal(err)
		}
		want := beside(t, path)
		for _, tt := range []struct {
			name   string
			answer func(*plan.Instance) (*plan.Plan, error)
			want   float64
		}{{"first come", plan.FirstCome, want.First_come_value}, {"earliest deadline", plan.EarliestDeadline, want.Earliest_deadline_va}} {
			out := solved(t, in, tt.answer)
			if len(in.Families) > 2000 {
				continue // its optimum was gone through already, and the checker is slow
			}
			broken, value := check(t, read(t, path), out)
			if len(broken) > 0 || math.Abs(value-tt.want) > 1e-3 {
				t.Errorf("%s, %s: %.6f instead of %.6f, %v", path, tt.name, value, tt.want, broken)
			}
		}
	}
}

func boundOf(t testing.TB, out []byte) float64 {
	t.Helper()
	var p jPlan
	strictly(t, out, &p)
	b, err := p.Bound.Float64()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBadInputIsNamed(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samples, "bad", "*.expect.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("SKIPPED %s: the samples are not beside this checkout (%s)", t.Name(), samples)
	}
	for _, path := range files {
		var want struct {
			Kind  plan.Kind
			Code  string
			Names []string
		}
		if err := json.Unmarshal(read(t, path), &want); err != nil {
			t.Fatal(err)
		}
		_, err := planfile.ReadInstance(read(t, strings.TrimSuffix(path, ".expect.json")+".json"), want.Kind)
		refused, ok := err.(*plan.Refused)
		if !ok {
			t.Errorf("%s is taken: %v", path, err)
			continue
		}
		if len(refused.Problems) != 1 {
			t.Errorf("%s has one problem, and these are told: %v", path, refused)
		}
		found := false
		for _, p := range refused.Problems {
			fits := strings.HasPrefix(p.String(), want.Code)
			for _, name := range want.Names {
				fits = fits && strings.Contains(p.String(), name)
			}
			found = found || fits
		}
		if !found {
			t.Errorf("%s: %v, want %s %v", path, refused, want.Code, want.Names)
		}
	}
}

// Each way of breaking a good plan must be seen, or the checker proves nothing.
func TestTheCheckerSeesWhatIsBroken(t *testing.T) {
	in := plantest.Solve(plantest.Size{Families: 80, Groups: 8, Regions: 1}, 3)
	out := string(solved(t, in, plan.Solve))
	data := planfile.WriteInstance(in, plan.KindSolve)
	first := regexp.MustCompile(`\{"family":"(f\d+)","group":"(g\d+)"\}`).FindStringSubmatch(out)
	unplaced := regexp.MustCompile(`\{"family":"(f\d+)","reason":"(\w+)"`).FindStringSubmatch(out)
	for _, tt := range []struct{ name, rule, old, new string }{
		{"the plan as it is", "", "", ""},
		{"a placement left away", "once", first[0] + ",", ""},
		{"an unknown group", "known", first[0], `{"family":"` + first[1] + `","group":"g99999"}`},
		{"a place said to be fixed", "fixed", first[0], first[0][:len(first[0])-1] + `,"fixed":true}`},
		{"another reason", "reason", unplaced[0], `{"family":"` + unplaced[1] + `","reason":"closed"`},
		{"another value", "value", `"value":`, `"value":1`},
		{"a bound below the value", "bound", `"bound":`, `"bound":0.000000,"x":`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changed := strings.Replace(out, tt.old, tt.new, 1)
			changed = regexp.MustCompile(`,"x":[\d.]+`).ReplaceAllString(changed, "")
			broken, _ := check(t, data, []byte(changed))
			if tt.rule == "" && len(broken) > 0 || tt.rule != "" && !strings.Contains(strings.Join(broken, "\n"), tt.rule) {
				t.Errorf("it sees %v", broken)
			}
		})
	}
}

// A thousand small instances, each against every plan there is.
func TestSolveAgainstEveryPlan(t *testing.T) {
	certified, tight := 0, 0
	for seed := range uint64(1000) {
		in := plantest.Small(seed)
		data := planfile.WriteInstance(in, plan.KindSolve)
		p, err := plan.Solve(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		out := planfile.WritePlan(p, words)
		broken, value := check(t, data, out)
		for _, b := range broken {
			t.Errorf("seed %d breaks %s", seed, b)
		}
		best := everyPlan(t, data)
		if math.Abs(best-value) > 1e-5 || math.Abs(boundOf(t, out)-best) > 1e-5 || p.Method != plan.Exact {
			t.Fatalf("seed %d: worth %.6f, bound %.6f, method %s, and the best plan is worth %.6f", seed, value, boundOf(t, out), p.Method, best)
		}
		if again := solved(t, plantest.Shuffled(in, seed), plan.Solve); !bytes.Equal(out, again) {
			t.Fatalf("seed %d: another order of the lists gives another plan", seed)
		}
		if p.Certified() {
			certified++
		} else {
			tight++
		}
	}
	if certified < 500 || tight < 50 {
		t.Errorf("%d proved by prices, %d by branching: the small instances are too easy", certified, tight)
	}
}

// everyPlan is the value of the best of all plans, found by trying them.
func everyPlan(t testing.TB, data []byte) float64 {
	c := &checker{t: t, families: map[string]*jFamily{}, groups: map[string]*jGroup{}, members: map[string][]*jFamily{}}
	strictly(t, data, &c.in)
	for i := range c.in.Families {
		c.families[c.in.Families[i].ID] = &c.in.Families[i]
	}
	for i := range c.in.Groups {
		c.groups[c.in.Groups[i].ID] = &c.in.Groups[i]
	}
	for _, x := range c.in.Fixed {
		c.families[x.Family].fixed = x.Group
		c.members[x.Group] = append(c.members[x.Group], c.families[x.Family])
	}
	var try func(i int) float64
	try = func(i int) float64 {
		if i == len(c.in.Families) {
			return 0
		}
		f := &c.in.Families[i]
		best := try(i + 1)
		for j := range c.in.Groups {
			g := &c.in.Groups[j]
			if f.fixed != "" || len(c.misfit(f, g)) > 0 || c.taken(g.ID)+f.Size > g.Places || c.clashes(f, g.ID) {
				continue
			}
			c.members[g.ID] = append(c.members[g.ID], f)
			best = max(best, c.worth(f, g)+try(i+1))
			c.members[g.ID] = c.members[g.ID][:len(c.members[g.ID])-1]
		}
		return best
	}
	return try(0)
}

func TestEmptyAndOddInstances(t *testing.T) {
	in := plantest.Small(1)
	for _, tt := range []struct {
		name   string
		change func(*plan.Instance)
	}{
		{"no families", func(in *plan.Instance) { in.Families, in.Fixed = nil, nil }},
		{"no groups", func(in *plan.Instance) { in.Groups, in.Fixed = nil, nil }},
		{"groups without places", func(in *plan.Instance) {
			in.Fixed = nil
			for i := range in.Groups {
				in.Groups[i].Places, in.Groups[i].Minimum = 0, 0
			}
		}},
		{"a crowd that comes together", func(in *plan.Instance) {
			in.Groups[0].Places, in.Families[0].Size = 1_000_000, 900_000
		}},
		{"a value that fades to nothing", func(in *plan.Instance) { in.Weights.KeepPerWeek = 1e-300 }},
		{"a language twice", func(in *plan.Instance) {
			in.Families[0].Languages = append(in.Families[0].Languages, in.Families[0].Languages...)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			odd := plantest.Shuffled(in, 0)
			tt.change(odd)
			if broken, _ := check(t, planfile.WriteInstance(odd, plan.KindSolve), solved(t, odd, plan.Solve)); len(broken) > 0 {
				t.Error(broken)
			}
		})
	}
}

func TestEveryProblemIsTold(t *testing.T) {
	_, err := planfile.ReadInstance([]byte(`{"format":"holdfast-plan/1","kind":"solve","name":"x","today":"2026-02-30","notice_days":"7","colour":1,
"weights":{"keep_per_week":2},"families":[{"id":"f1","Size":1}],"groups":[{"id":"g1","mode":"in-person","places":1,"minimum":2}]}`), plan.KindSolve)
	got := fmt.Sprint(err)
	for _, want := range []string{
		"E_FORMAT field=today", "E_FORMAT field=notice_days", "E_FIELD field=colour", "E_RANGE weights=keep_per_week", "E_FIELD field=Size family=f1",
		"E_RANGE family=f1 field=size", "E_RANGE family=f1 field=languages", "E_FORMAT field=opens family=f1", "E_RANGE group=g1 field=minimum",
		"E_RANGE group=g1 field=site", "E_FORMAT field=starts group=g1",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not told in %s", want, got)
		}
	}
	for _, text := range []string{"", "{", `{"format":"holdfast-plan/1"} {}`, `[]`, `{"a":1,"a":2}`} {
		if _, err := planfile.ReadInstance([]byte(text), plan.KindSolve); err == nil || !strings.Contains(err.Error(), "E_FORMAT") {
			t.Errorf("%q gives %v", text, err)
		}
	}
}
