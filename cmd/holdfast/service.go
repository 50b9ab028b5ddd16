package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
)

func serviceCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "service", Short: "Add services, and list them"}
	cmd.AddCommand(serviceAddCommand(s), serviceListCommand(s))
	return cmd
}

func serviceAddCommand(s *settings) *cobra.Command {
	in := identity.Service{}
	cmd := &cobra.Command{
		Use:     "add --slug SLUG --name NAME --zone ZONE",
		Short:   "Add a service: one team with its own staff and families",
		Example: `  holdfast service add --slug harbour-lane --name "Harbour Lane" --zone Europe/London --phone "020 7946 0000"`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withRooms(cmd, func(r *app.Rooms) error {
				if err := r.DB.Migrate(cmd.Context()); err != nil {
					return err
				}
				if _, err := r.Accounts.AddService(cmd.Context(), access.System(access.ServiceID{}, civil.Of(time.Now())), in); err != nil {
					return inWords(err)
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s is there, at %s/s/%s\n", in.Name, s.baseURL(), in.Slug)
				return err
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&in.Slug, "slug", "", "its name in addresses: small letters, digits and hyphens")
	flags.StringVar(&in.Name, "name", "", "its name")
	flags.StringVar(&in.ZoneName, "zone", "", "the time zone of its sessions, such as Europe/London")
	flags.StringVar(&in.Lang, "lang", "en", "its first language")
	flags.StringVar(&in.Phone, "phone", "", "the number the public may ring")
	flags.StringVar(&in.Email, "email", "", "where replies to messages go")
	flags.StringVar(&in.Sender, "sender", "", "the neutral name that messages come from")
	flags.StringVar(&in.ExitURL, "exit-url", "", "where \"Exit this page\" leads; a weather page unless set")
	require(cmd, "slug", "name", "zone")
	s.flags(cmd, append(data, "base-url")...)
	return cmd
}

func serviceListCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the services of this deployment",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withRooms(cmd, func(r *app.Rooms) error {
				all, err := r.Accounts.Services(cmd.Context())
				for _, each := range all {
					fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\n", each.Slug, each.Name, each.ZoneName)
				}
				return err
			})
		},
	}
	s.flags(cmd, data...)
	return cmd
}

// serviceNamed is the service with the slug; the only one there is when the slug
// is left out.
func serviceNamed(ctx context.Context, r *app.Rooms, slug string) (identity.Service, error) {
	if slug != "" {
		team, err := r.Accounts.ServiceBySlug(ctx, slug)
		if fault.Is(err, fault.NotFound) {
			return team, fmt.Errorf("there is no service %q: see `holdfast service list`", slug)
		}
		return team, err
	}
	all, err := r.Accounts.Services(ctx)
	switch {
	case err != nil:
		return identity.Service{}, err
	case len(all) == 0:
		return identity.Service{}, fmt.Errorf("there is no service yet: begin with `holdfast service add`")
	case len(all) > 1:
		return identity.Service{}, fmt.Errorf("there are %d services: say which with --service", len(all))
	}
	return all[0], nil
}

// inWords says a fault's problems as a person reads them.
func inWords(err error) error {
	problems := fault.ProblemsOf(err)
	if len(problems) == 0 {
		return err
	}
	p, loadErr := app.Words()
	if loadErr != nil {
		return loadErr
	}
	var lines []string
	for _, each := range problems {
		lines = append(lines, strings.TrimPrefix(each.Field+": ", ": ")+p.T(each.Key, each.Args...))
	}
	return fmt.Errorf("%s", strings.Join(lines, "\n"))
}
