package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"holdfast/internal/app"
)

// settings are all there are: one struct, read from the environment, overridden
// by flags, and written out as documentation. A setting without a flag is a
// secret: flags can be read by everybody on the machine.
type settings struct {
	Addr     string `env:"ADDR" envDefault:"127.0.0.1:8080" flag:"addr" help:"Where to listen."`
	BaseURL  string `env:"BASE_URL" flag:"base-url" help:"The address people use, such as https://groups.example.org. Links in messages begin with it. Without it, http:// and where we listen."`
	Proxied  bool   `env:"PROXIED" flag:"proxied" help:"A proxy of yours stands in front and adds X-Forwarded-For. Attempts to sign in are then counted by that address."`
	Database string `env:"DATABASE" envDefault:"sqlite:holdfast.db" flag:"database" help:"sqlite:PATH or postgres://USER@HOST/NAME."`
	Key      string `env:"KEY" help:"The deployment's secret: 32 bytes in base64 or hexadecimal, as holdfast key makes one. Whoever loses it loses the data."`
	KeyFile  string `env:"KEY_FILE" flag:"key-file" help:"A file that holds the key, instead of HOLDFAST_KEY. Keep it on another disk than the data, and a copy on paper."`

	SMTPHost         string `env:"SMTP_HOST" flag:"smtp-host" help:"The mail server that messages leave by. Without one nothing is sent: what would have gone is tried for a day and then stands in the outbox as not sent."`
	SMTPPort         int    `env:"SMTP_PORT" envDefault:"587" flag:"smtp-port" help:"Its port."`
	SMTPUser         string `env:"SMTP_USER" flag:"smtp-user" help:"Who we are to it; empty for a server that does not ask."`
	SMTPPassword     string `env:"SMTP_PASSWORD" help:"The password for it."`
	SMTPPasswordFile string `env:"SMTP_PASSWORD_FILE" flag:"smtp-password-file" help:"A file that holds the password, instead."`
	SMTPFrom         string `env:"SMTP_FROM" flag:"smtp-from" help:"The address messages come from. Choose one that names neither the service nor its work."`
	SMTPTLS          string `env:"SMTP_TLS" envDefault:"starttls" flag:"smtp-tls" help:"starttls, tls (from the first byte) or none (only within one machine)."`

	Country    string `env:"COUNTRY" envDefault:"gb" flag:"country" help:"Whose helplines are shown to people who need help now: gb, us or ca."`
	Wordings   string `env:"WORDINGS" flag:"wordings" help:"A directory of wording packs: the questionnaires whose text your service may show. Without one, answers are keyed in from paper."`
	Programmes string `env:"PROGRAMMES" flag:"programmes" help:"A directory of programme files that replaces the ones that come with Holdfast."`

	Pledges string `env:"PLEDGES" flag:"pledges" help:"The file that keeps what a restore must not forget: losses, restrictions, consent withdrawn, ways that are not safe. Encrypted, and only ever added to. Without it, beside an SQLite database; with PostgreSQL, nowhere: name one there, on another disk than the data."`

	LogFormat string `env:"LOG_FORMAT" envDefault:"text" flag:"log-format" help:"text or json."`
	LogLevel  string `env:"LOG_LEVEL" envDefault:"info" flag:"log-level" help:"debug, info, warn or error."`

	problem error // of reading the environment; told by the first command that needs a setting
}

const prefix = "HOLDFAST_"

func readSettings(environ []string) *settings {
	s := &settings{}
	s.problem = env.ParseWithOptions(s, env.Options{Prefix: prefix, Environment: env.ToMap(environ)})
	return s
}

// setting is one field of settings as its tags describe it.
type setting struct {
	Variable, Flag, Default, Help string
	value                         reflect.Value
}

func (s *settings) list() []setting {
	var out []setting
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Tag.Get("env") == "" {
			continue
		}
		out = append(out, setting{prefix + f.Tag.Get("env"), f.Tag.Get("flag"), f.Tag.Get("envDefault"), f.Tag.Get("help"), v.Field(i)})
	}
	return out
}

// flags gives the command the flags named, or all when none is.
func (s *settings) flags(cmd *cobra.Command, names ...string) {
	for _, each := range s.list() {
		if each.Flag == "" || len(names) > 0 && !slices.Contains(names, each.Flag) {
			continue
		}
		bind(cmd.Flags(), each)
	}
}

func bind(flags *pflag.FlagSet, each setting) {
	help := strings.TrimSuffix(each.Help, ".") + " (" + each.Variable + ")"
	switch p := each.value.Addr().Interface().(type) {
	case *string:
		flags.StringVar(p, each.Flag, *p, help)
	case *bool:
		flags.BoolVar(p, each.Flag, *p, help)
	case *int:
		flags.IntVar(p, each.Flag, *p, help)
	}
}

// data are the flags that a command needs to open the database.
var data = []string{"database", "key-file"}

// config is what app needs, with the secrets read from their files.
func (s *settings) config(logTo io.Writer) (app.Config, error) {
	if s.problem != nil {
		return app.Config{}, s.problem
	}
	key, err := s.key()
	if err != nil {
		return app.Config{}, err
	}
	password, err := fromFile(s.SMTPPassword, s.SMTPPasswordFile, "SMTP_PASSWORD")
	if err != nil {
		return app.Config{}, err
	}
	log, err := s.logger(logTo)
	if err != nil {
		return app.Config{}, err
	}
	return app.Config{
		Database: s.Database, Key: key, BaseURL: s.baseURL(), Addr: s.Addr, Proxied: s.Proxied, Log: log,
		Country: s.Country, Wordings: s.Wordings, Programmes: s.Programmes, Pledges: s.Pledges,
		Mail: app.Mail{Host: s.SMTPHost, Port: s.SMTPPort, User: s.SMTPUser, Password: password, From: s.SMTPFrom, TLS: s.SMTPTLS},
	}, nil
}

// baseURL guesses only where the guess is right: on this machine.
func (s *settings) baseURL() string {
	if s.BaseURL != "" {
		return s.BaseURL
	}
	host, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return ""
	}
	return "http://" + net.JoinHostPort(host, port)
}

var errNoKey = errors.New("there is no key: make one with `holdfast key FILE` and set HOLDFAST_KEY_FILE")

func (s *settings) key() ([]byte, error) {
	text, err := fromFile(s.Key, s.KeyFile, "KEY")
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, errNoKey
	}
	return decodeKey(text)
}

// decodeKey reads 32 bytes in hexadecimal or base64. What it refuses it does not
// repeat: it may be the key but for one letter.
func decodeKey(text string) ([]byte, error) {
	if key, err := hex.DecodeString(text); err == nil && len(key) == 32 {
		return key, nil
	}
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(text), "=")
	if key, err := base64.RawStdEncoding.DecodeString(text); err == nil && len(key) == 32 {
		return key, nil
	}
	return nil, errors.New("the key is not 32 bytes in base64 or hexadecimal: make one with `holdfast key FILE`")
}

// fromFile reads a secret from its file, unless it is given itself.
func fromFile(given, path, name string) (string, error) {
	switch {
	case given != "" && path != "":
		return "", fmt.Errorf("set %s%s or %s%s_FILE, not both", prefix, name, prefix, name)
	case path == "":
		return strings.TrimSpace(given), nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read %s%s_FILE: %w", prefix, name, err)
	}
	return string(bytes.TrimSpace(content)), nil
}

func (s *settings) logger(to io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		return nil, fmt.Errorf("log level %q: it has to be debug, info, warn or error", s.LogLevel)
	}
	options := &slog.HandlerOptions{Level: level}
	switch s.LogFormat {
	case "text":
		return slog.New(slog.NewTextHandler(to, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(to, options)), nil
	}
	return nil, fmt.Errorf("log format %q: it has to be text or json", s.LogFormat)
}

// settingsCommand writes the table that docs/howto/settings.md holds.
func settingsCommand() *cobra.Command {
	var into string
	cmd := &cobra.Command{
		Use:   "settings",
		Short: "List every setting, its variable, its flag and what it does",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if into != "" {
				return replaceTable(into)
			}
			_, err := io.WriteString(cmd.OutOrStdout(), settingsTable())
			return err
		},
	}
	cmd.Flags().StringVar(&into, "into", "", "a page whose table of settings is written anew")
	return cmd
}

// replaceTable writes the table of the page anew and leaves the words around it.
func replaceTable(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(content), tableHead)
	end := strings.Index(rest, "\n\n")
	if !found || end < 0 {
		return fmt.Errorf("%s holds no table of settings", path)
	}
	return os.WriteFile(path, []byte(before+settingsTable()+rest[end+1:]), 0o644)
}

const tableHead = "| variable | flag | unless set | what it does |\n"

func settingsTable() string {
	var b strings.Builder
	b.WriteString(tableHead + "| --- | --- | --- | --- |\n")
	code := func(s string) string {
		if s == "" {
			return ""
		}
		return "`" + s + "`"
	}
	for _, each := range (&settings{}).list() {
		flag := "none: a secret"
		if each.Flag != "" {
			flag = code("--" + each.Flag)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", code(each.Variable), flag, code(each.Default), each.Help)
	}
	return b.String()
}
