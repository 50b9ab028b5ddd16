package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/web/page"
)

type contextKey int

const requestID contextKey = 0

// idOf is the reference of a request: in its log line, and on the page that says
// it failed.
func idOf(ctx context.Context) string {
	id, _ := ctx.Value(requestID).(string)
	return id
}

func newRequestID() string { return rand.Text()[:10] }

// request gathers what a page may ask about the request. Even with an error the
// request it returns can carry an error page: for a visitor, in English.
func (s *server) request(req *http.Request) (*page.Request, error) {
	r := &page.Request{Request: req, Now: s.Now(), Site: s.Site, ID: idOf(req.Context())}
	r.Print = s.Site.Catalogue.Printer(s.language(req), nil)
	r.SpeakFor(page.Service{})
	who, err := s.who(req.Context(), r.LoginToken())
	if err != nil {
		return r, err
	}
	service, err := s.service(req, who)
	if err != nil {
		return r, err
	}
	r.Who = who
	r.SpeakFor(service)
	return r, nil
}

// who asks identity. A login that has ended makes a visitor, not an error.
func (s *server) who(ctx context.Context, token string) (access.Actor, error) {
	if token == "" {
		return access.Actor{}, nil
	}
	who, err := s.Identity.Actor(ctx, token)
	if fault.Is(err, fault.NotFound) {
		return access.Actor{}, nil
	}
	return who, err
}

// service is the one named in the address, or that of whoever is signed in, or
// the only one there is.
func (s *server) service(req *http.Request, who access.Actor) (page.Service, error) {
	if slug := req.PathValue("service"); slug != "" {
		return s.Services.ServiceBySlug(req.Context(), slug)
	}
	if who.SignedIn() {
		return s.Services.ServiceByID(req.Context(), who.Service)
	}
	service, err := s.Services.OnlyService(req.Context())
	if fault.Is(err, fault.NotFound) {
		return page.Service{}, nil
	}
	return service, err
}

// LanguageCookie holds the language a reader chose over what the browser asks for.
const LanguageCookie = "lang"

func (s *server) language(req *http.Request) string {
	if c, err := req.Cookie(s.Site.CookieName(LanguageCookie)); err == nil && slices.Contains(s.Site.Catalogue.Languages(), c.Value) {
		return c.Value
	}
	return s.Site.Catalogue.Match(req.Header.Get("Accept-Language"))
}
