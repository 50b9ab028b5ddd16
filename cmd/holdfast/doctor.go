package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"holdfast/internal/app"
	"holdfast/internal/blob"
	"holdfast/internal/jobs"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// finding is one line of the doctor's: well, worth a look, or broken.
type finding struct {
	about string
	state state
	says  string
}

type state string

const (
	well   state = "ok"
	look   state = "look"
	broken state = "BROKEN"
)

func doctorCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say on one page whether all is well, and what to do where it is not",
		Long: `Looks at the settings, the key, the database, the queue of work, the mail server and the clock, and says what it found.
It changes nothing. It ends with an error when something is broken.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			sick := 0
			for _, f := range s.examine(cmd) {
				fmt.Fprintf(cmd.OutOrStdout(), "%-6s  %-10s %s\n", f.state, f.about, f.says)
				if f.state == broken {
					sick++
				}
			}
			if sick > 0 {
				return fmt.Errorf("%d of these must be put right", sick)
			}
			return nil
		},
	}
	s.flags(cmd)
	return cmd
}

func (s *settings) examine(cmd *cobra.Command) []finding {
	c, err := s.config(cmd.ErrOrStderr())
	if err != nil {
		return []finding{{"settings", broken, err.Error()}}
	}
	out := []finding{address(c), clock()}
	out = append(out, database(cmd.Context(), c)...)
	return append(out, mailServer(cmd.Context(), c))
}

func address(c app.Config) finding {
	switch {
	case c.BaseURL == "":
		return finding{"settings", broken, "HOLDFAST_BASE_URL is not set: links in messages begin with it"}
	case strings.HasPrefix(c.BaseURL, "http:") && !strings.Contains(c.BaseURL, "//127.0.0.1") && !strings.Contains(c.BaseURL, "//localhost"):
		return finding{"settings", broken, c.BaseURL + " is not encrypted on its way: put a proxy with a certificate in front, and use https"}
	}
	return finding{"settings", well, "people use " + c.BaseURL + ", we listen on " + c.Addr}
}

func database(ctx context.Context, c app.Config) []finding {
	if c.BaseURL == "" {
		c.BaseURL = "http://localhost"
	}
	rooms, err := app.Open(ctx, c)
	if err != nil {
		return []finding{{"database", broken, err.Error()}}
	}
	defer rooms.Close()
	ctx, done := context.WithTimeout(ctx, 10*time.Second)
	defer done()
	if err := rooms.DB.Ping(ctx); err != nil {
		return []finding{{"database", broken, "it does not answer: " + err.Error()}}
	}
	services, err := rooms.Accounts.Services(ctx)
	if err != nil {
		return []finding{{"database", broken, "it answers but cannot be read; is it migrated? " + err.Error()}}
	}
	out := []finding{{"database", well, fmt.Sprintf("%s answers and holds %d services", rooms.DB.Engine(), len(services))}}
	if len(services) == 0 {
		out[0] = finding{"database", look, "it answers and is empty: add a service with `holdfast service add`"}
	}
	return append(out, work(ctx, rooms), files(ctx, rooms), pledges(ctx, rooms))
}

// files looks whether every encrypted file that the database names is there.
func files(ctx context.Context, rooms *app.Rooms) finding {
	named, err := app.FilesNamed(ctx, rooms.DB)
	if err != nil {
		return finding{"files", broken, err.Error()}
	}
	bad, there, wanted := 0, 0, map[blob.ID]bool{}
	for _, id := range named {
		wanted[id] = true
		if rooms.Files.Has(id) != nil {
			bad++
		}
	}
	unnamed := 0
	err = rooms.Files.All(func(id blob.ID) {
		if there++; !wanted[id] {
			unnamed++
		}
	})
	switch {
	case err != nil:
		return finding{"files", broken, err.Error()}
	case bad > 0:
		return finding{"files", broken, fmt.Sprintf("%d of the %d that the database names are not there or damaged: look for them in a copy, with `holdfast restore` on another machine", bad, len(named))}
	case unnamed > 0:
		return finding{"files", look, fmt.Sprintf("%d are there, %d of them named by nothing in the database: left by a restore or a crash", there, unnamed)}
	}
	return finding{"files", well, fmt.Sprintf("%d are there, and no other is named", there)}
}

// pledges looks whether what a restore must not forget stands in its file.
func pledges(ctx context.Context, rooms *app.Rooms) finding {
	if rooms.Pledges == nil {
		return finding{"pledges", look, "HOLDFAST_PLEDGES names no file: a restore would forget losses, restrictions and what was withdrawn since the copy"}
	}
	var all []pledge.Pledge
	err := rooms.DB.View(ctx, func(tx *store.Tx) (err error) {
		all, err = pledge.All(tx)
		return err
	})
	if err != nil {
		return finding{"pledges", broken, err.Error()}
	}
	kept, err := rooms.Pledges.Read()
	missing, unknown := len(pledge.Missing(all, kept)), len(pledge.Missing(kept, all))
	switch {
	case errors.Is(err, fs.ErrNotExist) && missing == 0:
		return finding{"pledges", look, rooms.Pledges.Path() + " is not there yet: `holdfast serve` makes it"}
	case errors.Is(err, fs.ErrNotExist):
		return finding{"pledges", broken, rooms.Pledges.Path() + " is gone: a restore would forget losses and restrictions. `holdfast serve` writes it anew within five minutes"}
	case err != nil:
		return finding{"pledges", broken, fmt.Sprintf("%s: %v. Move it away: it is written anew from the database when that is served", rooms.Pledges.Path(), err)}
	case unknown > 0:
		return finding{"pledges", broken, fmt.Sprintf("%d in %s are not known to the database: was it put back to an earlier day without `holdfast restore`? `holdfast serve` carries them over when it starts", unknown, rooms.Pledges.Path())}
	case missing > 0:
		return finding{"pledges", look, fmt.Sprintf("%d of %d are not in %s yet: is `holdfast serve` running, and may it write there?", missing, len(all), rooms.Pledges.Path())}
	}
	return finding{"pledges", well, fmt.Sprintf("%d stand in %s", len(kept), rooms.Pledges.Path())}
}

// work looks at the queue: a message that could not be sent shows here first.
func work(ctx context.Context, rooms *app.Rooms) finding {
	var n jobs.Counts
	err := rooms.DB.View(ctx, func(tx *store.Tx) (err error) {
		n, err = rooms.Queue.Count(tx)
		return err
	})
	switch {
	case err != nil:
		return finding{"work", broken, err.Error()}
	case n.Failed > 0:
		return finding{"work", broken, fmt.Sprintf("%d pieces of work were given up", n.Failed)}
	case n.Due > 100:
		return finding{"work", look, fmt.Sprintf("%d pieces of work are due: is `holdfast serve` running?", n.Due)}
	}
	return finding{"work", well, fmt.Sprintf("%d due, %d waiting for their time", n.Due, n.Waiting)}
}

func mailServer(ctx context.Context, c app.Config) finding {
	if c.Mail.Host == "" {
		return finding{"mail", look, "HOLDFAST_SMTP_HOST is not set: nothing is sent, and messages are given up after a day"}
	}
	address := net.JoinHostPort(c.Mail.Host, strconv.Itoa(c.Mail.Port))
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", address)
	if err != nil {
		return finding{"mail", broken, address + " cannot be reached: " + err.Error()}
	}
	defer conn.Close()
	if c.Mail.From == "" {
		return finding{"mail", broken, "HOLDFAST_SMTP_FROM is not set: messages need an address to come from"}
	}
	return finding{"mail", well, address + " answers"}
}

var errUnsynchronised = errors.New("no time server keeps it right")

// clock asks the system whether something keeps it right: offers expire and
// babies grow out of groups by it.
func clock() finding {
	now := time.Now().UTC().Format("2006-01-02 15:04:05 UTC")
	switch err := synchronised(); {
	case err == nil:
		return finding{"clock", well, now + ", kept right by a time server"}
	case errors.Is(err, errUnsynchronised):
		return finding{"clock", look, now + ", but no time server keeps it right"}
	}
	return finding{"clock", look, now + "; this system cannot say whether it is right"}
}
