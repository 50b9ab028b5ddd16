package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/audit"
)

func verifyCommand(s *settings) *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "verify [--head FILE]",
		Short: "Check that nobody has changed the record of who did what",
		Long: `Checks every line of the audit log against its keyed hash, and the seals that chain them.

With --head it also checks that the log has not been cut back or replaced since the last time: the file keeps how far
the log went, and is written anew when all is well. Keep it on another machine.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			kept, err := readHead(path)
			if err != nil {
				return err
			}
			return s.withRooms(cmd, func(r *app.Rooms) error {
				report, err := r.Log.Verify(cmd.Context(), r.DB, kept...)
				if err != nil {
					return err
				}
				out := cmd.OutOrStdout()
				for _, p := range report.Problems {
					fmt.Fprintln(out, p)
				}
				if !report.OK() {
					return fmt.Errorf("the record is not whole: %d problems. Keep this database as it is and find out who could reach it",
						len(report.Problems)+report.More)
				}
				fmt.Fprintf(out, "The record is whole: %d events sealed, %d since the last seal.\n", report.Events, report.Unsealed)
				return writeHead(path, report.Head)
			})
		},
	}
	cmd.Flags().StringVar(&path, "head", "", "file that keeps how far the log went")
	s.flags(cmd, data...)
	return cmd
}

func readHead(path string) ([]audit.Head, error) {
	if path == "" {
		return nil, nil
	}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var head audit.Head
	if err := json.Unmarshal(content, &head); err != nil {
		return nil, fmt.Errorf("%s does not hold what verify wrote: %w", path, err)
	}
	return []audit.Head{head}, nil
}

func writeHead(path string, head audit.Head) error {
	if path == "" || head.Number == 0 {
		return nil
	}
	content, err := json.Marshal(head)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(content, '\n'), 0o600)
}
