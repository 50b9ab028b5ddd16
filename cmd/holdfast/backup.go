package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/store"
)

func backupCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database to a new file, while it is in use",
		Long: `Copies the database to a new file, encrypted with the deployment's key, while people go on working, and reads the copy
through. Without the key the copy is worth nothing: keep the key too, and elsewhere.

PostgreSQL is backed up with its own tools: pg_dump --format=custom.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := store.Backup(cmd.Context(), c.Store(), args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "The copy is in %s and was read through.\n", args[0])
			return err
		},
	}
	s.flags(cmd, data...)
	return cmd
}

func restoreCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a copy made by backup in the place of a database that is gone",
		Long: `Puts a copy in the place where HOLDFAST_DATABASE says the database is. It never writes over a database that is
there: move that one away first, it may still be needed. The copy is read through, and its record of who did what is
checked, before it takes its place.

PostgreSQL is restored with its own tools: pg_restore.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := restore(cmd, c, args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "The copy is in its place. Messages that were waiting when it was made will be sent when it is served.")
			return err
		},
	}
	s.flags(cmd, data...)
	return cmd
}

// restore works on a second copy beside the database's place, so that a copy
// that turns out to be bad leaves no trace, and the good one arrives whole.
func restore(cmd *cobra.Command, c app.Config, from string) (err error) {
	place, ok := strings.CutPrefix(c.Database, "sqlite:")
	if !ok {
		return store.ErrOwnTools
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(place + suffix); err == nil {
			return fmt.Errorf("%s is there: move it away first", place+suffix)
		}
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return err
	}
	arriving := place + ".arriving"
	if err := copyPrivate(from, arriving); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			for _, suffix := range []string{"", "-wal", "-shm"} {
				os.Remove(arriving + suffix)
			}
		}
	}()
	c.Database = "sqlite:" + arriving
	if err := store.Check(cmd.Context(), c.Store()); err != nil {
		return err
	}
	rooms, err := app.Open(cmd.Context(), c)
	if err != nil {
		return err
	}
	report, err := rooms.Log.Verify(cmd.Context(), rooms.DB)
	if err = errors.Join(err, rooms.Close()); err != nil {
		return err
	}
	if !report.OK() {
		return fmt.Errorf("the copy's record of who did what is not whole: %s", report.Problems[0])
	}
	return os.Rename(arriving, place)
}

func copyPrivate(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
