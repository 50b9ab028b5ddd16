package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/civil"
	"holdfast/internal/demo"
)

// demoOptions are the demonstration's own flags.
type demoOptions struct {
	data     string
	seed     uint64
	families int
	noServe  bool
	fresh    bool
	keep     bool
}

// largeDemo is how many families are not made again only because it is another
// day: what takes minutes is made when somebody says so.
const largeDemo = 5_000

func demoCommand(s *settings) *cobra.Command {
	o := demoOptions{}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Try it out: a made-up service with made-up families",
		Long: `Makes up a service, Harbour Lane, with its groups and families, and serves it. Anybody can be anybody there, nothing
leaves the machine, and every page says that it is a demonstration. The same seed on the same day makes the same people.

Started again on the same day it goes on with what is there. On another day it is made anew, because a demonstration of
yesterday has no session today; --keep goes on with it all the same, and one of more than 5000 families is made anew
only with --fresh.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.families < 1 {
				return fmt.Errorf("--families is %d: it has to be at least 1", o.families)
			}
			return runDemo(cmd.Context(), s, o, cmd.ErrOrStderr())
		},
	}
	s.flags(cmd, "addr", "base-url", "proxied", "log-format", "log-level")
	flags := cmd.Flags()
	flags.StringVar(&o.data, "data", "", "the folder to keep the demonstration in (default: in this user's cache)")
	flags.Uint64Var(&o.seed, "seed", 1, "another number makes other people")
	flags.IntVar(&o.families, "families", 88, "how many families Harbour Lane has; up to 100000 for measuring")
	flags.BoolVar(&o.noServe, "no-serve", false, "only make it")
	flags.BoolVar(&o.fresh, "fresh", false, "make it anew")
	flags.BoolVar(&o.keep, "keep", false, "go on with what is there, whatever day it was made")
	cmd.MarkFlagsMutuallyExclusive("fresh", "keep")
	return cmd
}

func runDemo(ctx context.Context, s *settings, o demoOptions, out io.Writer) (err error) {
	if s.problem != nil {
		return s.problem
	}
	log, err := s.logger(out)
	if err != nil {
		return err
	}
	c := app.Config{BaseURL: s.baseURL(), Addr: s.Addr, Proxied: s.Proxied, Demo: true, Log: log}
	if c.BaseURL == "" {
		c.BaseURL = "http://" + s.Addr
	}
	if !o.noServe {
		// Before anything is touched: another demonstration may be running on it.
		if c.Listener, err = listen(ctx, s.Addr); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, ignoreClosed(c.Listener.Close())) }()
	}
	folder := demo.Folder(o.data)
	if folder == "" {
		folder = demo.Folder(filepath.Join(cacheDir(), "holdfast", "demo"))
	}
	if c.Key, err = folder.Key(); err != nil {
		return err
	}
	c.Database = folder.Database()
	if err := o.prepare(ctx, folder, c, out); err != nil {
		return err
	}
	if o.noServe {
		return nil
	}
	a, err := app.New(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	fmt.Fprintf(out, "Open %s/demo and choose who to be. Ctrl-C ends it.\n", c.BaseURL)
	return a.Run(ctx)
}

// prepare makes the demonstration unless the folder holds the one that is wanted.
func (o demoOptions) prepare(ctx context.Context, folder demo.Folder, c app.Config, out io.Writer) error {
	now := time.Now()
	want := demo.NewLabel(o.seed, o.families, civil.Of(now))
	if have, ok := folder.Holds(); ok && o.goesOn(have, want, out) {
		return nil
	}
	if err := folder.Clear(); err != nil {
		return err
	}
	began := time.Now()
	told := progressTo(out)
	err := demo.Make(ctx, demo.Plan{
		Store: c.Store(), Key: c.Key, Seed: o.seed, Families: o.families, Now: now, BaseURL: c.BaseURL, Progress: told,
	})
	if err != nil {
		return fmt.Errorf("make the demonstration: %w", err)
	}
	if err := folder.Mark(want); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Made %d families in %s, kept in %s.\n", o.families, time.Since(began).Round(100*time.Millisecond), folder)
	return err
}

// goesOn reports whether what is there will do, and says why when not.
func (o demoOptions) goesOn(have, want demo.Label, out io.Writer) bool {
	another := have.Made != want.Made
	have.Made = want.Made
	switch {
	case o.fresh:
		return false
	case have != want:
		fmt.Fprintln(out, "What is there was made with another seed, number of families or program: making it anew.")
		return false
	case !another:
		return true
	case o.keep || o.families > largeDemo:
		fmt.Fprintln(out, "Going on with a demonstration of another day: its groups have moved on, and today may be quiet (--fresh makes it anew).")
		return true
	}
	fmt.Fprintln(out, "What is there is of another day: making it anew, so that there is something to do today (--keep would go on with it).")
	return false
}

// progressTo tells how far it has come, every few seconds.
func progressTo(out io.Writer) func(demo.Progress) {
	last := time.Now()
	return func(p demo.Progress) {
		if time.Since(last) < 3*time.Second && p.Families < p.Of || p.Took < time.Second {
			return
		}
		last = time.Now()
		rate := float64(p.Families) / p.Took.Seconds()
		left := time.Duration(float64(p.Of-p.Families)/max(rate, 1)*float64(time.Second)) / time.Second * time.Second
		fmt.Fprintf(out, "%d of %d families, %d rows, %.0f families a second, about %s to go\n", p.Families, p.Of, p.Rows, rate, left)
	}
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("something else listens on %s: choose another address with --addr or HOLDFAST_ADDR", addr)
	}
	return l, err
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// cacheDir is where a user's programs keep what can be made again.
func cacheDir() string {
	if dir, err := os.UserCacheDir(); err == nil {
		return dir
	}
	return os.TempDir()
}
