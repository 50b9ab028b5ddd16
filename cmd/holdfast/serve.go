package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
)

func serveCommand(s *settings) *cobra.Command {
	var pseudo bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages, and do what is due",
		Long: `Serves the pages and does what is due in the background, until it is told to stop (SIGTERM or Ctrl-C); then it lets
what has begun come to its end. It brings the database up to date first. On PostgreSQL any number may serve beside
each other.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			c, err := s.config(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			c.Pseudo = pseudo
			a, err := app.New(cmd.Context(), c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, a.Close()) }()
			return a.Run(cmd.Context())
		},
	}
	s.flags(cmd)
	cmd.Flags().BoolVar(&pseudo, "pseudo-locales", false, "add the languages en-XA (long) and ar-XB (right to left) for testing layouts")
	return cmd
}

func migrateCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database up to date and stop",
		Long:  "Brings the database up to what this program needs. serve does so by itself; this is for doing it beforehand.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withRooms(cmd, func(r *app.Rooms) error {
				if err := r.DB.Migrate(cmd.Context()); err != nil {
					return err
				}
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "The database is up to date.")
				return err
			})
		},
	}
	s.flags(cmd, data...)
	return cmd
}

// withRooms opens the house for one piece of work. The public address does not
// matter to it unless it makes links.
func (s *settings) withRooms(cmd *cobra.Command, work func(*app.Rooms) error) (err error) {
	c, err := s.config(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	if c.BaseURL == "" {
		c.BaseURL = "http://localhost"
	}
	rooms, err := app.Open(cmd.Context(), c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rooms.Close()) }()
	return work(rooms)
}
