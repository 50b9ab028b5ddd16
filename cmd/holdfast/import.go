package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/outcome"
)

// importCommand groups what brings data of others in.
func importCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "import", Short: "Bring answers in from a file"}
	cmd.AddCommand(importAnswersCommand(s))
	return cmd
}

func importAnswersCommand(s *settings) *cobra.Command {
	var path, slug string
	var in outcome.Import
	cmd := &cobra.Command{
		Use:   "answers --name NAME --source CITATION --instrument ID --columns FIRST..LAST --in FILE.csv",
		Short: "Bring a file of answers in as a study, for Outcomes to show",
		Long: `Reads a CSV file with a header, one filling-in a line, and stores it as a study: answers that are nobody's record.
An empty cell is a missing answer. A value that the item cannot have stops the command with its line and column, and
nothing is stored; so does a name that the service has a study of already.`,
		Example: `  holdfast import answers --name "Mothers of infants, 2022" --source "Sandoz and others 2022" --instrument epds --columns EPDS_1..EPDS_10 --scored --in answers.csv`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withRooms(cmd, func(r *app.Rooms) error {
				team, err := serviceNamed(cmd.Context(), r, slug)
				if err != nil {
					return err
				}
				var got outcome.Imported
				err = withInput(cmd, path, func(file io.Reader) (err error) {
					who := access.System(team.ID, team.Today(time.Now()))
					got, err = r.Outcomes.ImportAnswers(cmd.Context(), who, in, file)
					return err
				})
				if err != nil {
					return inWords(err)
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d people, %d of them answered every item\n", strings.TrimSpace(in.Name), got.People, got.Complete)
				return err
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&in.Name, "name", "", "what the study is called")
	flags.StringVar(&in.Source, "source", "", "where the data come from: author, year, title")
	flags.StringVar(&in.Instrument, "instrument", "", "identifier of the instrument, such as epds")
	flags.StringVar(&in.Columns, "columns", "", "the items' columns in order: A1..A10, or a list with commas")
	flags.BoolVar(&in.Scored, "scored", false, "values are item scores with any reversal done, not positions of the ticked option")
	flags.StringVar(&path, "in", "", "CSV file with a header, or - for standard input")
	flags.StringVar(&slug, "service", "", "the service's short name; not needed where there is one")
	require(cmd, "name", "source", "instrument", "columns", "in")
	s.flags(cmd, data...)
	return cmd
}
