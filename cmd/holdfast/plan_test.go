package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const smallInstance = `{"format":"holdfast-plan/1","kind":"solve","name":"two","today":"2026-09-07","notice_days":7,
"weights":{"need":0.25,"safeguarding":1,"keep_per_week":0.985,"per_week_waited":0.002},"sites":[{"id":"mill"}],
"groups":[{"id":"g1","programme":"baby-love","starts":"2026-10-05","language":"en","slot":"tue-am","mode":"in-person","site":"mill","places":1,"minimum":1}],
"families":[
{"id":"f1","programme":"baby-love","size":1,"opens":"2026-09-21","closes":"2027-01-18","languages":["en"],"slots":["tue-am"],"modes":["in-person"],"sites":["mill"],"need":3,"safeguarding":true,"waiting_since":"2026-08-03"},
{"id":"f2","programme":"baby-love","size":1,"opens":"2026-09-21","closes":"2027-01-18","languages":["en"],"slots":["tue-am"],"modes":["in-person"],"sites":["mill"],"need":1,"waiting_since":"2026-08-03"}]}`

func TestPlanSolveCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.json")
	if out, err := run(planCommand(), smallInstance, "solve", "--in", "-", "--out", path); err != nil || out != "" {
		t.Fatalf("printed %q, %v", out, err)
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"value":2.363341,"bound":2.363341`, `{"family":"f1","group":"g1"}`, `"method":"exact: no plan is worth more"`,
		`{"family":"f2","reason":"full","words":"Every group that fits is full."}`,
	} {
		if !strings.Contains(string(written), want) {
			t.Errorf("%s is not in %s", want, written)
		}
	}
}

func TestPlanRefusesWithALineForEveryProblem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.json")
	bad := strings.Replace(strings.Replace(smallInstance, `"need":3`, `"need":9`, 1), `"size":1`, `"size":0,"colour":1`, 1)
	_, err := run(planCommand(), bad, "solve", "--in", "-", "--out", path)
	var refused *refusal
	if !errors.As(err, &refused) || complain(err) != 2 {
		t.Fatalf("%v", err)
	}
	want := "E_FIELD field=colour family=f1: the format has no such field\n" +
		"E_RANGE family=f1 field=need: the value is outside what is possible\n" +
		"E_RANGE family=f1 field=size: the value is outside what is possible\n"
	if refused.lines() != want {
		t.Errorf("it says\n%s", refused.lines())
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("something was written")
	}
}

func TestPlanReplayRefusesAnUnknownPolicy(t *testing.T) {
	_, err := run(planCommand(), `{"format":"holdfast-history/2"}`, "replay", "--in", "-", "--policy", "luck", "--out", "-")
	var refused *refusal
	if !errors.As(err, &refused) || !strings.Contains(refused.lines(), "E_RANGE policy=luck: ") || !strings.Contains(refused.lines(), "E_FORMAT format=holdfast-history/2: ") {
		t.Errorf("%v", err)
	}
}
