package planfile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"holdfast/internal/programme/planfile"
	"holdfast/internal/programme/replay"
)

// figures are a report without its decisions, which the samples do not have.
type figures struct {
	Format, History, Policy                string
	Eligible, Served, Aged_out, Withdrew   int
	No_show                                int
	High_need_eligible, High_need_aged_out int
	Other_language_eligible                int
	Other_language_aged_out                int
	Groups_run, Groups_cancelled           int
	Mean_wait_weeks, P90_wait_weeks        float64
}

func TestHandPoliciesGiveTheSamplesFigures(t *testing.T) {
	for _, path := range sampleFiles(t, "history-*.json") {
		h, err := planfile.ReadHistory(read(t, path))
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]figures{}
		if err := json.Unmarshal(read(t, strings.TrimSuffix(path, ".json")+".figures.json"), &want); err != nil {
			t.Fatal(err)
		}
		for name, policy := range map[string]replay.Policy{"fcfs": replay.FirstCome(), "edf": replay.EarliestDeadline(), "best-slot": replay.BestSlot()} {
			r, d := replay.Run(h, policy)
			var got figures
			if err := json.Unmarshal(planfile.WriteReport(h, name, r, d), &got); err != nil {
				t.Fatal(err)
			}
			w := want[name]
			if math.Abs(got.Mean_wait_weeks-w.Mean_wait_weeks) < 1.5e-4 && math.Abs(got.P90_wait_weeks-w.P90_wait_weeks) < 1.5e-4 {
				got.Mean_wait_weeks, got.P90_wait_weeks = w.Mean_wait_weeks, w.P90_wait_weeks
			}
			if got != w {
				t.Errorf("%s, %s:\n%+v, want\n%+v", path, name, got, w)
			}
		}
	}
}

// planned is the product's policy, over a short stretch of a sample so that the checker is done soon.
func planned(t *testing.T) (history []byte, h *replay.History) {
	t.Helper()
	history = read(t, sampleFiles(t, "history-300.json")[0])
	h, err := planfile.ReadHistory(history)
	if err != nil {
		t.Fatal(err)
	}
	return history, h
}

func TestReportsFollowFromTheirDecisions(t *testing.T) {
	history, h := planned(t)
	for name, policy := range map[string]replay.Policy{"best-slot": replay.BestSlot(), "holdfast": replay.Planned(replay.Standard)} {
		r, d := replay.Run(h, policy)
		report := planfile.WriteReport(h, name, r, d)
		for _, b := range checkReport(t, history, report) {
			t.Errorf("%s: %s", name, b)
		}
		again, decided := replay.Run(h, policy)
		if !bytes.Equal(report, planfile.WriteReport(h, name, again, decided)) {
			t.Errorf("%s: two runs differ", name)
		}
		// A report with decisions taken out must be seen.
		half := len(d.Offers) / 2
		d.Offers = append(d.Offers[:half:half], d.Offers[half+5:]...)
		if len(checkReport(t, history, planfile.WriteReport(h, name, r, d))) == 0 {
			t.Errorf("%s: the checker takes a report with five offers left away", name)
		}
	}
}

// What is decided by a week must not depend on what comes after it.
func TestNobodySeesTheFuture(t *testing.T) {
	_, h := planned(t)
	_, whole := replay.Run(h, replay.Planned(replay.Standard))
	const week = 60
	cut := *h
	cut.Families = nil
	for _, f := range h.Families {
		if h.Begins.DaysUntil(f.WaitingSince) <= 7*week {
			if h.Begins.DaysUntil(f.GivesUp) > 7*week {
				f.GivesUp = f.GivesUp.AddDays(3)
			}
			cut.Families = append(cut.Families, f)
		}
	}
	_, part := replay.Run(&cut, replay.Planned(replay.Standard))
	until := func(d replay.Decisions) string {
		var b strings.Builder
		for _, x := range d.Opened {
			if x.Week <= week {
				fmt.Fprintln(&b, x)
			}
		}
		for _, x := range d.Offers {
			if x.Week <= week {
				fmt.Fprintln(&b, x)
			}
		}
		return b.String()
	}
	if until(whole) != until(part) {
		t.Error("decisions change when what comes later is cut away")
	}
}
