package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"holdfast/internal/i18n"
	"holdfast/internal/jobs"
	"holdfast/internal/web/page"
)

// App is the whole program, ready to run.
type App struct {
	Rooms   *Rooms
	config  Config
	jobs    *jobs.Worker
	site    *page.Site
	routes  []page.Route
	handler http.Handler
}

// New opens and migrates the database and builds everything on it. Nothing runs
// until Run. The caller closes what New returned.
func New(ctx context.Context, c Config) (*App, error) {
	rooms, err := Open(ctx, c)
	if err != nil {
		return nil, err
	}
	a := &App{Rooms: rooms, config: c.withDefaults()}
	if err := a.build(ctx); err != nil {
		return nil, errors.Join(err, rooms.Close())
	}
	return a, nil
}

func (a *App) build(ctx context.Context) (err error) {
	if err := a.Rooms.DB.Migrate(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := a.Rooms.remember(ctx, a.config); err != nil {
		return err
	}
	a.jobs = a.worker()
	a.handler, err = a.pages()
	return err
}

// Handler answers every request.
func (a *App) Handler() http.Handler { return a.handler }

// Routes is the whole route table.
func (a *App) Routes() []page.Route { return a.routes }

// Catalogue is the words in use: tests ask it what was missing.
func (a *App) Catalogue() *i18n.Catalogue { return a.Rooms.Texts }

// RunDue does the jobs that are due, one after the other, and says how many: for
// tests with a clock of their own, in place of Run.
func (a *App) RunDue(ctx context.Context) (int, error) { return a.jobs.RunDue(ctx) }

// patience is how long requests and jobs may take to end when the program does.
const patience = 15 * time.Second

// Run serves until ctx ends, then lets what has begun come to its end.
func (a *App) Run(ctx context.Context) error {
	listener := a.config.Listener
	if listener == nil {
		var err error
		if listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", a.config.Addr); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
	}
	server := &http.Server{
		Handler:           a.handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // an upload over a slow line
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(a.config.Log.Handler(), slog.LevelWarn),
	}
	a.jobs.Start()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	a.config.Log.Info("serving", "address", listener.Addr().String(), "public", a.config.BaseURL)

	var failure error
	select {
	case failure = <-served: // it never ends by itself but in failure
	case <-ctx.Done():
	}
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer done()
	return errors.Join(failure, server.Shutdown(ctx), a.jobs.Close(ctx))
}

// Close closes the database. Call it after Run has returned.
func (a *App) Close() error { return a.Rooms.Close() }
