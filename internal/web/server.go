// Package web is the server: it turns a request into a [page.Request], asks
// whether this person may, lets the page's handler answer, and writes what it
// answered or the page that explains why not.
//
// It is the one place that knows cookies, headers, compression and status codes.
// It logs each request once, by the pattern of its route: never an address, a
// query, a name or an answer.
package web

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/web/page"
)

// Identity is what the server asks about logins.
type Identity interface {
	// Actor says who holds the token of a login. A token that is unknown, ended or
	// expired is NotFound.
	Actor(ctx context.Context, token string) (access.Actor, error)
	// SignOut ends the login on the server. Ending one that has ended is no error.
	SignOut(ctx context.Context, token string) error
}

// Services is what the server asks about the services it speaks for. A service
// that is not there is NotFound.
type Services interface {
	ServiceByID(ctx context.Context, id access.ServiceID) (page.Service, error)
	ServiceBySlug(ctx context.Context, slug string) (page.Service, error)
	// OnlyService is the service of a deployment that holds one; NotFound where
	// there are several or none.
	OnlyService(ctx context.Context) (page.Service, error)
}

// Deps is all the server needs.
type Deps struct {
	Site     *page.Site
	Identity Identity
	Services Services
	Routes   []page.Route
	// Companion hands out what any carer may read. It asks nobody who they are, and
	// is told nothing that a log could keep.
	Companion http.Handler
	Ready     func(ctx context.Context) error // nil when work can be done
	Log       *slog.Logger
	Now       func() time.Time
}

type server struct {
	Deps
	buffers sync.Pool
	zippers sync.Pool
}

// New builds the handler of everything. Two routes with one pattern, or a
// pattern that net/http refuses, panic: it happens at start.
func New(d Deps) (http.Handler, error) {
	s := &server{Deps: d}
	s.buffers.New = func() any { return new(bytes.Buffer) }
	s.zippers.New = func() any { return newZipper() }

	mux := http.NewServeMux()
	mux.HandleFunc("GET /assets/", s.asset)
	if d.Companion != nil {
		mux.Handle("GET "+page.CompanionPath, http.StripPrefix(strings.TrimSuffix(page.CompanionPath, "/"), d.Companion))
	}
	mux.HandleFunc("GET /healthz", s.healthy)
	mux.HandleFunc("GET /readyz", s.ready)
	for _, r := range d.Routes {
		mux.Handle(r.Method()+" "+r.Pattern(), s.page(r))
	}
	mux.HandleFunc("/", s.nothingHere)

	guard := http.NewCrossOriginProtection()
	if d.Site.BaseURL != "" {
		if err := guard.AddTrustedOrigin(d.Site.BaseURL); err != nil {
			return nil, fmt.Errorf("the public address has to be an origin such as https://example.org: %w", err)
		}
	}
	guard.SetDenyHandler(http.HandlerFunc(s.otherSite))
	return s.logged(s.recovered(s.headed(guard.Handler(mux)))), nil
}

// page answers one route.
func (s *server) page(route page.Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Body = http.MaxBytesReader(w, req.Body, route.BodyLimit())
		r, err := s.request(req)
		if err != nil && !route.IsAlways() {
			s.fail(w, r, err)
			return
		}
		if !r.Who.May(route.Permission()) {
			s.refuse(w, r.On(route))
			return
		}
		reply, err := route.Answer(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.write(w, r, reply)
	})
}

func (s *server) nothingHere(w http.ResponseWriter, req *http.Request) {
	r, err := s.request(req)
	if err == nil {
		err = errNoSuchPage
	}
	s.fail(w, r, err)
}
