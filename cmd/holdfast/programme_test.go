package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func preview(args ...string) (string, error) {
	cmd := programmePreviewCommand(func() time.Time { return time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC) })
	return run(cmd, "", args...)
}

func previewed(t *testing.T, args ...string) []contactJSON {
	t.Helper()
	cmd := programmePreviewCommand(func() time.Time { return time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC) })
	var out, notes strings.Builder
	cmd.SetArgs(append(args, "--format", "json"))
	cmd.SetOut(&out)
	cmd.SetErr(&notes)
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	var list []contactJSON
	if err := json.Unmarshal([]byte(out.String()), &list); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	return list
}

func TestThePreviewOfBabySteps(t *testing.T) {
	for _, tt := range []struct {
		name   string
		args   []string
		days   string // of all eleven
		undone string // keys
	}{
		{
			"expecting, from the earliest start", nil,
			"2026-11-23 2026-11-30 2026-12-07 2026-12-14 2026-12-21 2026-12-28 2027-01-04 2027-03-15 2027-04-05 2027-04-12 2027-04-19", "",
		},
		{
			"born after the last session before the birth", []string{"--birth", "2027-02-10"},
			"2026-11-23 2026-11-30 2026-12-07 2026-12-14 2026-12-21 2026-12-28 2027-01-04 2027-02-24 2027-04-05 2027-04-12 2027-04-19", "",
		},
		{
			"born before the fourth session", []string{"--birth", "2026-12-20"},
			"2026-11-23 2026-11-30 2026-12-07 2026-12-14 2026-12-21 2026-12-28 2027-01-04 2027-01-03 2027-04-05 2027-04-12 2027-04-19", "birth caring support",
		},
		{
			"the latest start", []string{"--start", "2026-12-21"},
			"2026-11-23 2026-12-21 2026-12-28 2027-01-04 2027-01-11 2027-01-18 2027-01-25 2027-03-15 2027-04-26 2027-05-03 2027-05-10", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var days, undone []string
			for i, c := range previewed(t, append([]string{"baby-steps", "--due", "2027-03-01"}, tt.args...)...) {
				days = append(days, c.Date.String())
				if c.Undone {
					undone = append(undone, c.Key)
				}
				if (c.Phase == "before") != (i < 7) || c.Title == "" || c.Measures == nil || c.Undone == (c.Why == "") {
					t.Errorf("%+v", c)
				}
			}
			if got := strings.Join(days, " "); got != tt.days {
				t.Errorf("on\n%s, want\n%s", got, tt.days)
			}
			if got := strings.Join(undone, " "); got != tt.undone {
				t.Errorf("leaves %q undone, want %q", got, tt.undone)
			}
		})
	}
}

func TestWhatEachParentIsAskedStandsWithItsContact(t *testing.T) {
	asked := map[string]string{}
	for _, c := range previewed(t, "baby-steps", "--due", "2027-03-01") {
		asked[c.Key] = strings.Join(c.Measures, " ")
	}
	for key, want := range map[string]string{
		"visit-before": "epds", "unborn-baby": "checkin", "change": "", "visit-after": "prfq kpcs", "getting-to-know": "epds checkin", "going-on": "epds prfq kpcs checkin",
	} {
		if asked[key] != want {
			t.Errorf("at %s: %q, want %q", key, asked[key], want)
		}
	}
}

func TestThePreviewInWords(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		says []string
	}{
		{"which start was taken", nil, []string{"No start was given", "2026-11-30 (27 weeks and 0 days of pregnancy)", "11 contacts. The birth is foreseen"}},
		{"that a birth leaves nothing undone", []string{"--birth", "2027-02-10"}, []string{"born 2027-02-10", "leaves nothing undone"}},
		{"what a birth leaves undone", []string{"--birth", "2026-12-20"}, []string{"leaves 3 undone, unless the family comes all the same: Birth, and meeting your baby on 2026-12-21 (birth);"}},
		{"that a start is too early", []string{"--start", "2026-11-02"}, []string{"outside the programme's window", "from 2026-11-23 to 2026-12-21"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := preview(append([]string{"baby-steps", "--due", "2027-03-01"}, tt.args...)...)
			for _, want := range tt.says {
				if err != nil || !strings.Contains(out, want) {
					t.Errorf("%v; does not say %q:\n%s", err, want, out)
				}
			}
		})
	}
	for _, other := range []string{"baby-love", "waiting-for-you", "two-rooms", "dads-and-babies"} {
		if out, err := preview(other, "--due", "2027-03-01"); err != nil || !strings.Contains(out, "foreseen") {
			t.Errorf("%s: %v\n%s", other, err, out)
		}
	}
}

func TestDatesThatCannotBeAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name, says string
		args       []string
	}{
		{"a due date two years off", "longer than a pregnancy", []string{"--due", "2028-11-27"}},
		{"a due date long past", "more than two years ago", []string{"--due", "2024-01-01"}},
		{"a day the calendar does not have", "no such day", []string{"--due", "2027-02-30"}},
		{"a day written in another way", "YYYY-MM-DD", []string{"--due", "1/3/2027"}},
		{"a birth before conception", "before conception", []string{"--due", "2027-03-01", "--birth", "2026-06-01"}},
		{"a birth too early to live", "at 19 weeks", []string{"--due", "2027-03-01", "--birth", "2026-10-10"}},
		{"a birth long after the due date", "41 days after", []string{"--due", "2027-03-01", "--birth", "2027-04-11"}},
		{"a start before the pregnancy", "before the pregnancy", []string{"--due", "2027-03-01", "--start", "2026-03-01"}},
		{"a start years later", "more than two years after", []string{"--due", "2027-03-01", "--start", "2030-03-01"}},
		{"another format", "text or json", []string{"--due", "2027-03-01", "--format", "xml"}},
		{"no due date", `"due"`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := preview(append([]string{"baby-steps"}, tt.args...)...)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("printed %q, %v; want %q", out, err, tt.says)
			}
		})
	}
}

func TestCheckingAProgrammesFile(t *testing.T) {
	out, err := run(programmeCommand(), "", "check", "baby-steps")
	if err != nil || out != "Baby Steps (baby-steps): 11 contacts, 10 measures. It can be used.\n" {
		t.Errorf("%q, %v", out, err)
	}
	good, err := os.ReadFile("../../content/programmes/baby-steps.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, file, old, new string
		says                 []string
	}{
		{"a file that is right", "baby-steps.yaml", "", "", nil},
		{"another name than the key", "steps.yaml", "", "", []string{"call the file baby-steps.yaml"}},
		{"an instrument without a key", "baby-steps.yaml", "instrument: epds", "instrument: xyz", []string{"no instrument \"xyz\"", "kpcs"}},
		{"what cannot be, with its line", "baby-steps.yaml", "to_weeks: 30", "to_weeks: 20", []string{"line 27", "window.to_weeks", "until which families can start"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.file)
			if err := os.WriteFile(path, []byte(strings.Replace(string(good), tt.old, tt.new, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := run(programmeCommand(), "", "check", path)
			if len(tt.says) == 0 && err != nil {
				t.Errorf("%q, %v", out, err)
			}
			for _, want := range tt.says {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%v; want %q", err, want)
				}
			}
		})
	}
	if _, err := run(programmeCommand(), "", "check", "nothing-here"); err == nil || !strings.Contains(err.Error(), "there are baby-love, baby-steps, dads-and-babies") {
		t.Errorf("%v", err)
	}
}
