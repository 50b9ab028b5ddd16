package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/pledge"
)

// source says where, beside the file of pledges, a restore looks for what must never
// be forgotten.
type source struct {
	replaced string
	broken   bool // go on with what can be read of the file
	without  bool // go on without the file
}

// carryOver checks the record of a database that was put back to an earlier day, and
// carries into it what must never be forgotten.
func carryOver(cmd *cobra.Command, c app.Config, from source) (err error) {
	all, err := from.read(cmd, c)
	if err != nil {
		return err
	}
	rooms, err := app.Open(cmd.Context(), c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rooms.Close()) }()
	report, err := rooms.Log.Verify(cmd.Context(), rooms.DB)
	if err != nil {
		return err
	}
	if !report.OK() {
		return fmt.Errorf("the copy's record of who did what is not whole: %s", report.Problems[0])
	}
	if err := rooms.DB.Migrate(cmd.Context()); err != nil {
		return err
	}
	carried, err := rooms.CarryOver(cmd.Context(), all)
	if err != nil {
		return err
	}
	say(cmd, carried, len(all))
	if rooms.Pledges == nil {
		return nil
	}
	return rooms.Pledges.Sync(cmd.Context(), rooms.DB)
}

// read gathers the pledges of the file and of the database that is replaced.
func (s source) read(cmd *cobra.Command, c app.Config) ([]pledge.Pledge, error) {
	kept, err := s.fromFile(c, c.PledgeFile())
	if err != nil {
		return nil, err
	}
	var replaced []pledge.Pledge
	if s.replaced != "" {
		url := s.replaced
		if !strings.HasPrefix(url, "postgres") && !strings.HasPrefix(url, "sqlite:") {
			if _, err := os.Stat(url); err != nil {
				return nil, err
			}
			url = "sqlite:" + url
		}
		if replaced, err = app.PledgesOf(cmd.Context(), c, url); err != nil {
			return nil, fmt.Errorf("the database that is replaced cannot be read (leave --replaced out to go on without it): %w", err)
		}
	}
	if s.without && s.replaced == "" {
		fmt.Fprintln(cmd.OutOrStdout(), "What was lost, restricted, withdrawn or called unsafe since the copy was made is not known to it.\nAsk the people who work there before it is served.")
	}
	return pledge.Merge(kept, replaced), nil
}

// fromFile reads the file of pledges. One that is not there, or not whole, stops the
// restore until the operator says to go on without it, or with what can be read of it:
// then it is set aside and begun anew. A database that is replaced stands in for a
// file that is not there.
func (s source) fromFile(c app.Config, path string) ([]pledge.Pledge, error) {
	if path == "" {
		if !s.without && s.replaced == "" {
			return nil, errors.New("HOLDFAST_PLEDGES names no file. With --replaced the pledges are read from the database that is replaced; with --without-pledges the copy is taken as it is, and what was lost, restricted or withdrawn since is forgotten")
		}
		return nil, nil
	}
	book, err := pledge.Open(path, c.Key)
	if err != nil {
		return nil, err
	}
	kept, err := book.Read()
	switch {
	case err == nil:
		return kept, nil
	case errors.Is(err, fs.ErrNotExist) && (s.without || s.replaced != ""):
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the file of pledges, %s, is not there: it may lie where the database was moved to, then put it back. With --replaced the pledges are read from the database that is replaced; with --without-pledges the copy is taken as it is, and what was lost, restricted or withdrawn since is forgotten", path)
	case errors.Is(err, pledge.ErrBroken) && s.broken:
		return kept, os.Rename(path, path+time.Now().UTC().Format(".broken-20060102T150405"))
	case errors.Is(err, pledge.ErrBroken):
		return nil, fmt.Errorf("%s: %w. With --broken-pledges what stands before that is carried over", path, err)
	}
	return nil, err
}

// say tells the operator what was carried over.
func say(cmd *cobra.Command, carried []app.Carried, known int) {
	out := cmd.OutOrStdout()
	if len(carried) == 0 && known > 0 {
		fmt.Fprintln(out, "The copy knew everything that must not be forgotten.")
	}
	for _, n := range carried {
		fmt.Fprintf(out, "Carried over: %s\n", pledgeWords(n))
	}
}

func pledgeWords(n app.Carried) string {
	words := map[pledge.Kind]string{
		pledge.Loss: "losses, and babies who moved", pledge.LossReversed: "losses that were taken back",
		pledge.Restriction: "restrictions", pledge.RestrictionEnded: "restrictions that were ended",
		pledge.Consent: "consent refused or withdrawn", pledge.ConsentAgain: "consent given again", pledge.SafeContact: "ways that are not safe",
	}
	out := fmt.Sprintf("%d %s", n.Applied, words[n.Kind])
	if n.Beside > 0 {
		out += fmt.Sprintf(" (%d more change nothing: the copy does not know the people, or something later was said)", n.Beside)
	}
	return out
}
