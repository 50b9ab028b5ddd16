package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"time"

	"github.com/spf13/cobra"

	texts "holdfast/content/companion"
	"holdfast/content/helplines"
	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/web/pocket"
	"holdfast/internal/web/ui"
)

// companionCommand groups what can be done with the bonding companion alone.
func companionCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "companion", Short: "The bonding companion: check its texts, serve it, write it to a folder"}
	cmd.AddCommand(companionCheckCommand(), companionServeCommand(), companionExportCommand())
	return cmd
}

// edition is what a library or a clinic says of itself.
type edition struct{ name, phone, ring, exit, country string }

func (e *edition) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&e.name, "name", "", "the name on top of every page")
	flags.StringVar(&e.phone, "phone", "", "a number of your own, shown under help")
	flags.StringVar(&e.ring, "ring-url", "", "where families who are with you ask to be rung, such as https://groups.example.org/home/ring")
	flags.StringVar(&e.exit, "exit-url", "https://www.bbc.co.uk/weather", "where \"Exit this page\" leads; empty for no such button")
	flags.StringVar(&e.country, "country", "gb", "whose helplines are shown: gb, us or ca")
}

func (e *edition) build(ctx context.Context) ([]pocket.File, error) {
	content, err := companion.LoadContent(texts.Files)
	if err != nil {
		return nil, err
	}
	lines, err := companion.LoadHelplines(helplines.Files, strings.ToLower(e.country)+".yaml")
	if err != nil {
		return nil, err
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		return nil, err
	}
	return pocket.Build(ctx, pocket.Edition{
		Content: content, Helplines: lines, Assets: assets, Name: e.name, Phone: e.phone, Ring: e.ring, ExitURL: e.exit, Today: civil.Of(time.Now()),
	})
}

func companionCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "List what is missing, stale, unsourced or too hard to read",
		Long: `Reads every card and page of the companion in every language and prints a line for each problem: the file, what is
wrong, and what to do. Readability is measured by Kincaid and others 1975 (English), Kandel and Moles 1958 (French),
Fernández Huerta 1959 (Spanish) and Björnsson 1968 (Arabic), for a reader of eleven. Numbers to ring that nobody has
checked in the last 90 days are listed as well. With a problem in a text it ends with 1.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			content, err := companion.LoadContent(texts.Files)
			if err != nil {
				return err
			}
			today := civil.Of(time.Now())
			found := content.Check(today)
			for _, p := range found {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s: %s\n", p.File, p.Kind, p.What)
			}
			if err := warnStaleLines(cmd, today); err != nil {
				return err
			}
			if len(found) > 0 {
				return fmt.Errorf("%d problems in the companion's texts", len(found))
			}
			return nil
		},
	}
}

// warnStaleLines names the numbers, of every country, that a page has to call
// unchecked.
func warnStaleLines(cmd *cobra.Command, today civil.Date) error {
	files, err := fs.Glob(helplines.Files, "*.yaml")
	if err != nil {
		return err
	}
	for _, file := range files {
		lines, err := companion.LoadHelplines(helplines.Files, file)
		if err != nil {
			return err
		}
		for _, l := range lines.Lines {
			if l.Stale(today) {
				fmt.Fprintf(cmd.ErrOrStderr(), "warning: helpline %s of %s (%s) was not checked in the last 90 days\n", l.Key, lines.Country, l.Number)
			}
		}
	}
	return nil
}

func companionServeCommand() *cobra.Command {
	var e edition
	var addr string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the companion alone, without a database",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			files, err := e.build(cmd.Context())
			if err != nil {
				return err
			}
			listener, err := (&net.ListenConfig{}).Listen(cmd.Context(), "tcp", addr)
			if err != nil {
				return fmt.Errorf("listen: %w", err)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "The companion is at http://%s/\n", listener.Addr())
			return pocket.Serve(cmd.Context(), listener, files)
		},
	}
	e.flags(cmd)
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "the address to listen on")
	return cmd
}

func companionExportCommand() *cobra.Command {
	var e edition
	cmd := &cobra.Command{
		Use:     "export DIR",
		Short:   "Write the companion to a folder, for any web server",
		Example: "  holdfast companion export ./public --name \"Harbour Library\" --phone \"020 7946 0000\"",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := e.build(cmd.Context())
			if err != nil {
				return err
			}
			if err := pocket.Write(args[0], files); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%d files in %s\n", len(files), args[0])
			return nil
		},
	}
	e.flags(cmd)
	return cmd
}
