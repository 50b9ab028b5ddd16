package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/scorefile"
)

// scoreCommand scores a file of answers without a database.
func scoreCommand() *cobra.Command {
	var instrument, path string
	var options scorefile.Options
	cmd := &cobra.Command{
		Use:   "score --instrument ID --in FILE.csv --columns FIRST..LAST",
		Short: "Score a file of answers, one filling-in a line",
		Long: `Scores a CSV file with a header and writes CSV: row, complete, total, flags, missing and a column for each subscale.

An empty cell is a missing answer: the row gets no total, and its item number stands under missing. A value that the
item cannot have stops the command with its line and column, and nothing is written.`,
		Example: "  holdfast score --instrument epds --in answers.csv --columns EPDS_1..EPDS_10 --scored",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			library, err := packs.Builtin()
			if err != nil {
				return err
			}
			key, ok := library.Key(instrument)
			if !ok {
				return fmt.Errorf("there is no instrument %q; there are %s", instrument, instrumentNames(library))
			}
			options.Key = key
			return withInput(cmd, path, func(in io.Reader) error { return scorefile.Run(in, cmd.OutOrStdout(), options) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&instrument, "instrument", "", "identifier of the instrument, such as epds")
	flags.StringVar(&path, "in", "", "CSV file with a header, or - for standard input")
	flags.StringVar(&options.Columns, "columns", "", "the items' columns in order: A1..A10, or a list with commas")
	flags.BoolVar(&options.Scored, "scored", false, "values are item scores with any reversal done, not positions of the ticked option")
	require(cmd, "instrument", "in", "columns")
	return cmd
}

func instrumentNames(library *packs.Library) string {
	var names []string
	for _, key := range library.Keys() {
		names = append(names, key.ID)
	}
	return strings.Join(names, ", ")
}

// withInput opens a file, or standard input for "-", for as long as use runs; a problem inside is named by the file.
func withInput(cmd *cobra.Command, path string, use func(io.Reader) error) error {
	if path == "-" {
		return use(cmd.InOrStdin())
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := use(file); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// require marks flags that must be given. Marking fails only for a flag that was never defined.
func require(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err)
		}
	}
}
