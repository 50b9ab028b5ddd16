// Package app puts the house together: it opens the database, builds the rooms
// in their order, binds what one room asks of a later one, and serves the pages.
//
// [Open] gives the rooms alone, for a command that does one thing; [New] gives
// the whole running program, to main and to the tests from end to end alike.
package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"holdfast/internal/notify"
)

// Config is everything that differs between one deployment and another.
type Config struct {
	// Database is "sqlite:PATH" or "postgres://…".
	Database string
	// Key is the deployment's secret of 32 bytes. What needs a key of its own
	// derives one from it; losing it loses the data.
	Key []byte
	// BaseURL is the public address, such as "https://groups.example.org": links in
	// messages begin with it.
	BaseURL string
	// Addr is where to listen; Listener, when given, is used instead.
	Addr     string
	Listener net.Listener
	// Proxied says that a proxy of ours stands in front and names whom it speaks for.
	Proxied bool
	// Demo lets anybody be anybody, and says so on every page.
	Demo bool
	// Pseudo adds the two locales that layouts are tested with.
	Pseudo bool
	// Country is whose helplines are shown, such as "gb".
	Country string
	// Wordings is a directory of wording packs that the service may use; Programmes
	// one of programme files that replaces the built-in ones. Empty for none.
	Wordings   string
	Programmes string
	// Files is the directory of what is kept as encrypted files, such as copies of
	// records. Empty: "files" beside an SQLite database, or where the program runs.
	Files string
	// Pledges is the file that keeps what a restore must not forget. Empty: beside an
	// SQLite database, and nowhere for PostgreSQL.
	Pledges string
	Mail    Mail
	Mailer  notify.Mailer    // nil: the mail server of Mail
	Log     *slog.Logger     // nil: slog.Default()
	Now     func() time.Time // nil: time.Now
}

// check finds what cannot work before anything is opened, and says what to do.
func (c Config) check() error {
	var problems []error
	if len(c.Key) != 32 {
		problems = append(problems, fmt.Errorf("the key has %d bytes: it needs 32 (make one with `holdfast key`)", len(c.Key)))
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		problems = append(problems, errors.New("the public address has to look like https://groups.example.org, without a path"))
	}
	return errors.Join(problems...)
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Country == "" {
		c.Country = "gb"
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	return c
}

// files is the directory of encrypted files.
func (c Config) files() string {
	if c.Files != "" {
		return c.Files
	}
	if path, ok := strings.CutPrefix(c.Database, "sqlite:"); ok {
		return filepath.Join(filepath.Dir(path), "files")
	}
	return "files"
}

// secure reports whether people reach the service over https.
func (c Config) secure() bool { return strings.HasPrefix(c.BaseURL, "https:") }
