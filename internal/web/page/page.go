// Package page is what a page is made of: a [Request] that knows who asks, in
// which language and on which day; a [Handler] that answers with a [Reply] or an
// error; and a [Route] that cannot be built without saying who may open it.
//
// A handler decodes the form, calls one service method and picks a template. It
// holds no rules and writes to no ResponseWriter: the server renders the reply
// into a buffer first and turns every error into its page.
package page

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/i18n"
	"holdfast/internal/web/ui"
)

// Service is what pages say about the service they speak for.
type Service struct {
	ID      access.ServiceID
	Slug    string
	Name    string
	Zone    *time.Location
	Lang    string
	Phone   string
	Email   string
	ExitURL string // where "Exit this page" leads
}

// Counts are the figures beside the places of the staff navigation. Zero is not
// shown.
type Counts struct {
	Alerts    int
	Enquiries int
}

// Site is what all pages of a process share. The server makes it once.
type Site struct {
	Catalogue *i18n.Catalogue
	Assets    *ui.Assets
	Demo      bool
	Secure    bool   // the public address is https
	BaseURL   string // without a slash at the end, for addresses that leave the site
	Proxied   bool   // a proxy of ours stands in front and says whom it speaks for
	// Counts says what stands beside the navigation of somebody's staff pages; nil
	// for nothing. It sees what they may see.
	Counts func(ctx context.Context, who access.Actor) (Counts, error)
}

// Request is one request, and everything a page may ask about it. The
// *http.Request inside gives the context, the path values and the query.
type Request struct {
	*http.Request
	Who     access.Actor
	Print   i18n.Printer
	Now     time.Time
	Today   civil.Date // in the service's zone
	Service Service    // zero where no service is known: the front page of several
	Site    *Site
	ID      string // names the request in the log, and to the person when it fails

	told  *Told
	route Route
}

// Handler answers a request. What it returns as an error becomes an error page:
// Invalid that was not shown again 422, NotFound 404, Forbidden 403, Conflict
// 409, Unavailable 503, everything else 500 with a reference.
type Handler func(*Request) (Reply, error)

// SpeakFor makes the rest of the request speak for a service that only the
// handler could know, as an offer's link does: its name, its zone, its today.
func (r *Request) SpeakFor(s Service) {
	r.Service = s
	r.Print = r.Site.Catalogue.Printer(r.Print.Lang(), s.Zone)
	r.Today = civil.Of(r.Now.In(r.Print.Location()))
}

// Route says which route answers, for logs and tests.
func (r *Request) Route() Route { return r.route }

// On returns the request as route hands it to its handler. Only the server, and
// tests of handlers, call it.
func (r *Request) On(route Route) *Request {
	r.route = route
	return r
}

// LoginCookie holds the login's token.
const LoginCookie = "login"

// CookieName is what a browser knows a cookie of ours as. Over https it guards the
// prefix itself: no other host can set one, not even a neighbour on the same domain,
// who could slip in an enquiry of their own and read what is answered to it.
func (s *Site) CookieName(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// Cookie is a cookie of ours that came with the request.
func (r *Request) Cookie(name string) (*http.Cookie, error) {
	return r.Request.Cookie(r.Site.CookieName(name))
}

// LoginToken is the token this browser holds; empty for a visitor.
func (r *Request) LoginToken() string {
	c, err := r.Cookie(LoginCookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// From is the network address that asks, for limiting attempts. It is personal:
// it is hashed before it is stored, and never logged.
func (r *Request) From() string {
	if r.Site.Proxied {
		// The last entry of the last line is the one our proxy wrote; those before it
		// anybody can.
		forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if last := strings.TrimSpace(forwarded[len(forwarded)-1]); last != "" {
			return last
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
