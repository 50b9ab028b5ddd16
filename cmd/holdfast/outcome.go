package main

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/internal/outcome/pairsfile"
	"holdfast/internal/outcome/stats"
)

// outcomeCommand groups what says whether families changed.
func outcomeCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "outcome", Short: "Work out change and its uncertainty from files"}
	cmd.AddCommand(outcomePairsCommand())
	return cmd
}

func outcomePairsCommand() *cobra.Command {
	var path, better, functional string
	var reliability float64
	var options pairsfile.Options
	cmd := &cobra.Command{
		Use:   "pairs --in FILE.csv --before COLUMN --after COLUMN --better lower|higher",
		Short: "Compare scores before and after, pair by pair",
		Long: `Reads a CSV file with a header and writes the outcome page's statistics as JSON. An empty cell is a missing score.
Figures that the data cannot give are null. Means and spreads are those of the complete pairs.

With --reliability, changes are counted as reliable by Jacobson and Truax 1991; with --functional too, those of the
improved who crossed the line between both groups are counted as recovered.`,
		Example: "  holdfast outcome pairs --in couples.csv --before das_before --after das_after --better higher --reliability .88 --functional 114,14",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options.Better = stats.Better(better)
			if cmd.Flags().Changed("reliability") {
				options.Reliability = &reliability
			}
			if functional != "" {
				norm, err := parseNorm(functional)
				if err != nil {
					return err
				}
				options.Functional = &norm
			}
			return withInput(cmd, path, func(in io.Reader) error { return pairsfile.Run(in, cmd.OutOrStdout(), options) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&path, "in", "", "CSV file with a header, or - for standard input")
	flags.StringVar(&options.Before, "before", "", "column with the scores before")
	flags.StringVar(&options.After, "after", "", "column with the scores after")
	flags.StringVar(&better, "better", "", "which way is better: lower or higher")
	flags.Float64Var(&reliability, "reliability", 0, "reliability of the measure, between 0 and 1")
	flags.StringVar(&functional, "functional", "", "mean and standard deviation of people without the trouble, as MEAN,SD")
	require(cmd, "in", "before", "after", "better")
	return cmd
}

func parseNorm(s string) (stats.Norm, error) {
	first, second, ok := strings.Cut(s, ",")
	mean, errMean := strconv.ParseFloat(strings.TrimSpace(first), 64)
	sd, errSD := strconv.ParseFloat(strings.TrimSpace(second), 64)
	if !ok || errMean != nil || errSD != nil {
		return stats.Norm{}, errors.New("--functional takes a mean and a standard deviation: 114,14")
	}
	return stats.Norm{Mean: mean, SD: sd}, nil
}
