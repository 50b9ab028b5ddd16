package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/app/backup"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

func backupCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database and its files to one new file, while they are in use",
		Long: `Copies the database, and the encrypted files that it names, to one new file while people go on working, and reads the
copy through. All of it is encrypted with the deployment's key. Without the key the copy is worth nothing: keep the key
too, and elsewhere.

PostgreSQL is backed up with its own tools: pg_dump --format=custom, and after that a copy of the folder of files.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			packed, err := backup.Make(cmd.Context(), c, args[0])
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if packed.Missing > 0 {
				fmt.Fprintf(out, "%d files that the database names could not be read: ask `holdfast doctor`.\n", packed.Missing)
			}
			_, err = fmt.Fprintf(out, "The copy is in %s and was read through: the database and %d files.\n", args[0], packed.Files)
			return err
		},
	}
	s.flags(cmd, data...)
	return cmd
}

func restoreCommand(s *settings) *cobra.Command {
	var from backup.Source
	cmd := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a copy made by backup in the place of a database that is gone",
		Long: `Puts a copy in the place where HOLDFAST_DATABASE says the database is, and the encrypted files that it carries in
theirs. It never writes over a database that is there: move that one away first, and name it with --replaced. The copy
is read through, and its record of who did what is checked, before it takes its place.

What must never be forgotten is carried over into the copy: babies who were lost, who may not know of whom, consent that
was refused or withdrawn, ways that are not safe, colleagues who were shut out. It is read from the file of pledges
beside the database (see HOLDFAST_PLEDGES) and from the database that is replaced. Nobody is written to because of it.

PostgreSQL is restored with its own tools: pg_restore. Then, before it is served, run restore without FILE: it carries
over what the file of pledges and --replaced know.`,
		Example: `  holdfast restore tuesday.backup --replaced holdfast.db.gone
  pg_restore --dbname=holdfast tuesday.dump && holdfast restore`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return restore(cmd, c, from, args)
		},
	}
	cmd.Flags().StringVar(&from.Replaced, "replaced", "", "the database that is replaced, where it was moved to (a file, or postgres://…)")
	cmd.Flags().BoolVar(&from.Broken, "broken-pledges", false, "go on with what can be read of a file of pledges that is not whole")
	cmd.Flags().BoolVar(&from.Without, "without-pledges", false, "go on without a file of pledges: what was lost, restricted or withdrawn since the copy is forgotten")
	s.flags(cmd, append(data, "pledges")...)
	return cmd
}

func restore(cmd *cobra.Command, c app.Config, from backup.Source, args []string) (err error) {
	var r backup.Report
	sqlite := strings.HasPrefix(c.Database, "sqlite:")
	switch {
	case sqlite && len(args) == 0:
		return errors.New("which copy? holdfast restore FILE")
	case !sqlite && len(args) == 1:
		return store.ErrOwnTools
	case sqlite:
		r, err = backup.Restore(cmd.Context(), c, args[0], from)
	default:
		r, err = backup.CarryOver(cmd.Context(), c, from)
	}
	out := cmd.OutOrStdout()
	switch {
	case errors.Is(err, backup.ErrNoPledges):
		return fmt.Errorf("%w. It may lie where the database was moved to: then put it back. With --replaced the pledges are read from the database that is replaced; with --without-pledges the copy is taken as it is, and what was lost, restricted or withdrawn since is forgotten", err)
	case errors.Is(err, pledge.ErrBroken):
		return fmt.Errorf("%w. With --broken-pledges what stands before that is carried over", err)
	case err != nil:
		return err
	}
	if from.Without && from.Replaced == "" {
		fmt.Fprintln(out, "What was lost, restricted, withdrawn or called unsafe since the copy was made may not be known to it.\nAsk the people who work there before it is served.")
	}
	tell(out, r)
	if r.Held > 0 {
		fmt.Fprintf(out, "Messages that waited when it was made are held, since most will have been sent: %d. They stand in the outbox, and can be sent from there.\n", r.Held)
	}
	_, err = fmt.Fprintln(out, "The copy is in its place.")
	return err
}

// tell says what was carried over.
func tell(out io.Writer, r backup.Report) {
	words := map[pledge.Kind]string{
		pledge.Loss: "losses, and babies who moved", pledge.LossReversed: "losses that were taken back",
		pledge.Restriction: "restrictions", pledge.RestrictionEnded: "restrictions that were ended",
		pledge.Exclusion: "people left out of couples' groups", pledge.ExclusionEnded: "people who are left out no longer",
		pledge.ShutOut: "accounts that were shut out", pledge.LetIn: "accounts that were let in again",
		pledge.Consent: "consent refused or withdrawn", pledge.ConsentAgain: "consent given again", pledge.SafeContact: "ways that are not safe",
		pledge.ShareEnded: "words that were taken back", pledge.InvitationEnded: "invitations that were ended",
		pledge.Untold: "people of whom nobody is told", pledge.ToldAgain: "people who let it be told again",
	}
	if len(r.Carried) == 0 && r.Known > 0 {
		fmt.Fprintln(out, "The copy knew everything that must not be forgotten.")
	}
	for _, n := range r.Carried {
		beside := ""
		if n.Beside > 0 {
			beside = fmt.Sprintf(" (%d more change nothing: the copy does not know the people, or something later was said)", n.Beside)
		}
		fmt.Fprintf(out, "Carried over: %d %s%s\n", n.Applied, words[n.Kind], beside)
	}
}
