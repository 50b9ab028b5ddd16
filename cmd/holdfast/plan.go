package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"holdfast/content/text"
	"holdfast/internal/i18n"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/planfile"
	"holdfast/internal/programme/replay"
)

// planCommand groups what plans waiting lists from files.
func planCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "plan", Short: "Plan who goes into which group, and which groups to open, from files"}
	cmd.AddCommand(
		planInstanceCommand(plan.KindSolve, "Say who goes where, the groups being given", plan.Solve),
		planInstanceCommand(plan.KindOpen, "Say which groups to open, who leads them, and who goes where", plan.Open),
		planReplayCommand(),
	)
	return cmd
}

// policies are the ways of planning that can be replayed.
var policies = map[string]func() replay.Policy{
	"fcfs": replay.FirstCome, "edf": replay.EarliestDeadline, "best-slot": replay.BestSlot,
	"holdfast": func() replay.Policy { return replay.Planned(replay.Standard) },
}

// planReplayCommand says what years would have looked like.
func planReplayCommand() *cobra.Command {
	var policy string
	cmd := planFileCommand("replay --in history.json --policy fcfs|edf|best-slot|holdfast --out report.json",
		"Say what years of a service would have looked like under a policy", func(data []byte, _ i18n.Printer) ([]byte, error) {
			policyOf, known := policies[policy]
			h, err := planfile.ReadHistory(data)
			if !known {
				refused := &plan.Refused{}
				errors.As(err, &refused)
				refused.Problems = append(refused.Problems, plan.Problem{Code: plan.CodeRange, Names: []plan.Name{{Of: "policy", Value: policy}}})
				return nil, refused
			}
			if err != nil {
				return nil, err
			}
			report, decisions := replay.Run(h, policyOf())
			return planfile.WriteReport(h, policy, report, decisions), nil
		})
	cmd.Flags().StringVar(&policy, "policy", "", "fcfs, edf, best-slot or holdfast")
	require(cmd, "policy")
	return cmd
}

// planInstanceCommand answers a question about an instance.
func planInstanceCommand(kind plan.Kind, short string, answer func(*plan.Instance) (*plan.Plan, error)) *cobra.Command {
	return planFileCommand(string(kind)+" --in instance.json --out plan.json", short, func(data []byte, words i18n.Printer) ([]byte, error) {
		in, err := planfile.ReadInstance(data, kind)
		if err != nil {
			return nil, err
		}
		p, err := answer(in)
		if err != nil {
			return nil, err
		}
		return planfile.WritePlan(p, planfile.Words{
			Reason: func(r plan.Reason) string { return words.T("plan.unplaced." + string(r)) },
			Method: func(m plan.Method) string { return words.T("plan.method." + string(m)) },
		}), nil
	})
}

// planFileCommand reads one file and writes another, whole or not at all.
func planFileCommand(use, short string, answer func(data []byte, words i18n.Printer) ([]byte, error)) *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		Long: short + `.

Formats and rules are in docs/adr/planning.md. The same input gives the same output, byte for byte. Input that cannot be
planned is refused with a line for every problem and exit status 2, and nothing is written.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			catalogue, err := i18n.Load(text.Area("plan"))
			if err != nil {
				return err
			}
			words := catalogue.Printer("en", time.UTC)
			return withInput(cmd, from, func(in io.Reader) error {
				data, err := io.ReadAll(in)
				if err != nil {
					return err
				}
				out, err := answer(data, words)
				if refused := (*plan.Refused)(nil); errors.As(err, &refused) {
					return &refusal{refused, words}
				}
				if err != nil {
					return err
				}
				return writeWhole(cmd, to, out)
			})
		},
	}
	cmd.Flags().StringVar(&from, "in", "", "JSON file, or - for standard input")
	cmd.Flags().StringVar(&to, "out", "", "file to write, or - for standard output")
	require(cmd, "in", "out")
	return cmd
}

// refusal is input that was refused: its lines are for programs too, so nothing stands before them.
type refusal struct {
	*plan.Refused
	words i18n.Printer
}

// lines is a line for every problem: the code, what it is about, and words.
func (r *refusal) lines() string {
	var b strings.Builder
	for _, p := range r.Problems {
		key := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(string(p.Code), "E_"), "_", "-"))
		fmt.Fprintf(&b, "%s: %s\n", p, r.words.T("plan.problem."+key))
	}
	return b.String()
}

// writeWhole writes a file beside its place and moves it there, so that nobody finds half of it.
func writeWhole(cmd *cobra.Command, path string, data []byte) (err error) {
	if path == "-" {
		_, err := cmd.OutOrStdout().Write(data)
		return err
	}
	// A pipe or a terminal cannot be replaced.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(path, data, 0o644)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".plan-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(data)
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
