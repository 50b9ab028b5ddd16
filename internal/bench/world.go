package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/civil"
	"holdfast/internal/demo"
	"holdfast/internal/store"
)

// today is the morning on which everything is measured: a demonstration has its
// day, and measuring on another would find nobody expected.
var today = time.Date(2027, time.February, 9, 9, 0, 0, 0, time.UTC)

// folder is a demonstration of so many families, made if it is not there.
func (b *bench) folder(ctx context.Context, families int) (demo.Folder, error) {
	f := demo.Folder(filepath.Join(b.dir, "families-"+strconv.Itoa(families)))
	schema := sha256.Sum256([]byte(store.Schema()))
	want := demo.Label{Seed: 1, Families: families, Made: civil.Of(today), Program: hex.EncodeToString(schema[:8])}
	if have, ok := f.Holds(); ok && have == want {
		return f, nil
	}
	key, err := f.Key()
	if err != nil {
		return f, err
	}
	if err := f.Clear(); err != nil {
		return f, err
	}
	b.note("making %d families in %s", families, f)
	told := time.Now()
	c := app.Config{Database: f.Database(), Key: key}
	err = demo.Make(ctx, demo.Plan{
		Store: c.Store(), Key: key, Seed: 1, Families: families, Now: today, BaseURL: "http://127.0.0.1",
		Progress: func(p demo.Progress) {
			if time.Since(told) > 10*time.Second {
				told = time.Now()
				b.note("%d of %d families", p.Families, p.Of)
			}
		},
	})
	if err != nil {
		return f, fmt.Errorf("make %d families: %w", families, err)
	}
	return f, f.Mark(want)
}

// make makes the demonstrations before anything is measured: the large one keeps
// both processors and the disk busy for a while.
func (b *bench) make(ctx context.Context) error {
	for _, families := range []int{1000, b.families} {
		if _, err := b.folder(ctx, families); err != nil {
			return err
		}
	}
	return nil
}

// world is the whole program on one demonstration, at its address.
type world struct {
	*app.App
	families int
	host     string
	stop     []func() error
}

// open serves the demonstration of a folder. With scratch it is a copy, which is
// thrown away.
func (b *bench) open(ctx context.Context, families int, scratch bool) (w *world, err error) {
	f, err := b.folder(ctx, families)
	if err != nil {
		return nil, err
	}
	key, err := f.Key()
	if err != nil {
		return nil, err
	}
	w = &world{families: families}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
		}
	}()
	database := f.Database()
	if scratch {
		dir, err := b.copied(f)
		if err != nil {
			return w, err
		}
		w.stop = append(w.stop, func() error { return os.RemoveAll(string(dir)) })
		database = dir.Database()
	}
	began := time.Now()
	w.App, err = app.New(ctx, app.Config{
		Database: database, Key: key, BaseURL: "http://127.0.0.1", Demo: true, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return today.Add(time.Since(began)) },
	})
	if err != nil {
		return w, err
	}
	w.stop = append(w.stop, w.App.Close)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return w, err
	}
	server := &http.Server{Handler: w.Handler(), ReadHeaderTimeout: time.Minute}
	go server.Serve(listener) //nolint:errcheck // it ends with Close
	w.stop = append(w.stop, server.Close)
	w.host = listener.Addr().String()
	return w, nil
}

func (w *world) close() error {
	var problems []error
	for i := len(w.stop) - 1; i >= 0; i-- {
		problems = append(problems, w.stop[i]())
	}
	return errors.Join(problems...)
}

// copied is a copy of a demonstration on the same disk.
func (b *bench) copied(f demo.Folder) (demo.Folder, error) {
	dir, err := os.MkdirTemp(b.dir, "scratch-")
	if err != nil {
		return "", err
	}
	to := demo.Folder(dir)
	in, err := os.Open(strings.TrimPrefix(f.Database(), "sqlite:"))
	if err != nil {
		return to, err
	}
	defer in.Close()
	out, err := os.Create(strings.TrimPrefix(to.Database(), "sqlite:"))
	if err != nil {
		return to, err
	}
	_, err = io.Copy(out, in)
	return to, errors.Join(err, out.Sync(), out.Close())
}

// token signs somebody in.
func (w *world) token(ctx context.Context, id access.AccountID) (string, error) {
	return w.Rooms.Accounts.DemoSignIn(ctx, id)
}

// actor signs in somebody of the play, and says as whom they act.
func (w *world) actor(ctx context.Context, key string) (login string, who access.Actor, err error) {
	if login, err = w.token(ctx, persona(key)); err != nil {
		return "", who, err
	}
	who, err = w.Rooms.Accounts.Actor(ctx, login)
	return login, who, err
}

// persona is the account of somebody of the play.
func persona(key string) access.AccountID {
	for _, p := range demo.Personas() {
		if p.Key == key {
			return p.Account
		}
	}
	return access.AccountID{}
}

// texts reads one column.
func (w *world) texts(ctx context.Context, query string, args ...any) (out []string, err error) {
	err = w.Rooms.DB.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(query, args...)
		out, err = store.Collect(rows, err, store.Column[string])
		return err
	})
	return out, err
}
