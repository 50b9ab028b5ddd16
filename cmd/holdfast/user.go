package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/identity"
)

func userCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Add a member of staff, or help one who lost password or telephone"}
	cmd.AddCommand(userAddCommand(s), userResetCommand(s))
	return cmd
}

func userAddCommand(s *settings) *cobra.Command {
	var in identity.NewStaff
	var slug string
	var roles []string
	cmd := &cobra.Command{
		Use:   "add --name NAME --email ADDRESS --role ROLE",
		Short: "Add a member of staff and print the link by which they choose a password",
		Long: `Adds a member of staff. It prints a link that opens once: give it to the person yourself. Roles: practitioner,
coordinator, lead, administrator; several with commas.`,
		Example: `  holdfast user add --name "Dana Whitlock" --email dana@example.org --role coordinator,lead`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if s.baseURL() == "" {
				return errNoAddress
			}
			for _, r := range roles {
				in.Roles = append(in.Roles, access.Role(r))
			}
			return s.withRooms(cmd, func(r *app.Rooms) error {
				team, err := serviceNamed(cmd.Context(), r, slug)
				if err != nil {
					return err
				}
				_, secret, err := r.Accounts.AddStaff(cmd.Context(), access.System(team.ID, team.Today(time.Now())), in)
				if err != nil {
					return inWords(err)
				}
				return s.printEnrolment(cmd, in.Name, secret)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&in.Name, "name", "", "the person's name")
	flags.StringVar(&in.Email, "email", "", "the address they sign in with")
	flags.StringSliceVar(&roles, "role", nil, "practitioner, coordinator, lead or administrator; several with commas")
	flags.StringVar(&slug, "service", "", "the service's slug, where there are several")
	require(cmd, "name", "email", "role")
	s.flags(cmd, append(data, "base-url")...)
	return cmd
}

func userResetCommand(s *settings) *cobra.Command {
	var email, slug string
	cmd := &cobra.Command{
		Use:   "reset --email ADDRESS",
		Short: "Take password and code generator from an account and print a new link",
		Long:  "Takes password and code generator from an account, signs it out everywhere, and prints a link that opens once.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if s.baseURL() == "" {
				return errNoAddress
			}
			return s.withRooms(cmd, func(r *app.Rooms) error {
				team, err := serviceNamed(cmd.Context(), r, slug)
				if err != nil {
					return err
				}
				who := access.System(team.ID, team.Today(time.Now()))
				staff, err := r.Accounts.Staff(cmd.Context(), who)
				if err != nil {
					return err
				}
				for _, m := range staff {
					if !strings.EqualFold(m.Email, strings.TrimSpace(email)) {
						continue
					}
					secret, err := r.Accounts.ResetStaff(cmd.Context(), who, m.ID)
					if err != nil {
						return inWords(err)
					}
					return s.printEnrolment(cmd, m.Name, secret)
				}
				return fmt.Errorf("nobody in %s signs in with that address", team.Name)
			})
		},
	}
	cmd.Flags().StringVar(&email, "email", "", "the address they sign in with")
	cmd.Flags().StringVar(&slug, "service", "", "the service's slug, where there are several")
	require(cmd, "email")
	s.flags(cmd, append(data, "base-url")...)
	return cmd
}

var errNoAddress = errors.New("HOLDFAST_BASE_URL is not set: the link begins with it")

// printEnrolment says how to hand the link over: it opens the account for
// whoever holds it.
func (s *settings) printEnrolment(cmd *cobra.Command, name, secret string) error {
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "Give this link to %s, in person or by telephone. It opens once.\n%s%s%s\n",
		name, s.baseURL(), app.EnrolPath, secret)
	return err
}
