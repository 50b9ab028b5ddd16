package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// run gives a command its arguments and standard input, and returns what it printed.
func run(cmd *cobra.Command, in string, args ...string) (string, error) {
	var out strings.Builder
	cmd.SetArgs(args)
	cmd.SetIn(strings.NewReader(in))
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	err := cmd.Execute()
	return out.String(), err
}

func TestScoreCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.csv")
	if err := os.WriteFile(path, []byte("A1,A2,A3,A4,A5,A6\n5,4,3,2,1,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := run(scoreCommand(), "", "--instrument", "checkin", "--in", path, "--columns", "A1..A6")
	if want := "row,complete,total,flags,missing\n1,true,15,wants-to-talk:6,\n"; err != nil || out != want {
		t.Errorf("printed %q, %v; want %q", out, err, want)
	}
	for _, tt := range []struct {
		name, says string
		args       []string
	}{
		{"an instrument nobody knows names those there are", "there are checkin, epds, kpcs, prfq, sensitivity", []string{"--instrument", "phq", "--in", path, "--columns", "A1"}},
		{"a file that is not there is named", "nowhere.csv", []string{"--instrument", "epds", "--in", "nowhere.csv", "--columns", "A1"}},
		{"a problem inside a file names the file", "answers.csv: there is no column", []string{"--instrument", "epds", "--in", path, "--columns", "B1"}},
		{"a flag left out is named", `"columns"`, []string{"--instrument", "epds", "--in", path}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := run(scoreCommand(), "", tt.args...)
			if err == nil || !strings.Contains(err.Error(), tt.says) || out != "" {
				t.Errorf("printed %q, %v; want nothing and %q", out, err, tt.says)
			}
		})
	}
}

func TestOutcomePairsCommand(t *testing.T) {
	const in = "b,a\n10,7\n12,6\n9,10\n"
	out, err := run(outcomeCommand(), in, "pairs", "--in", "-", "--before", "b", "--after", "a", "--better", "lower", "--reliability", ".9", "--functional", "5, 2")
	if err != nil || !strings.Contains(out, `"n_pairs": 3`) || !strings.Contains(out, `"recovered": 2`) {
		t.Errorf("printed %s, %v", out, err)
	}
	for _, tt := range []struct {
		name, says string
		args       []string
	}{
		{"a direction nobody knows", "lower or higher", []string{"--better", "up"}},
		{"a functional group of one number", "114,14", []string{"--better", "lower", "--functional", "5"}},
		{"a functional group without spread", "positive standard deviation", []string{"--better", "lower", "--functional", "5,0"}},
		{"a reliability of nought is refused, not ignored", "between 0 and 1", []string{"--better", "lower", "--reliability", "0"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			args := append([]string{"pairs", "--in", "-", "--before", "b", "--after", "a"}, tt.args...)
			out, err := run(outcomeCommand(), in, args...)
			if err == nil || !strings.Contains(err.Error(), tt.says) || out != "" {
				t.Errorf("printed %q, %v; want nothing and %q", out, err, tt.says)
			}
		})
	}
}
