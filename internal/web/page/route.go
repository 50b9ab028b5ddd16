package page

import (
	"fmt"
	"net/http"
	"strings"

	"holdfast/internal/access"
)

// Route is one address and what may be done with it. Its fields are hidden so
// that Get and Post are the only ways to make one, and both ask for a permission.
type Route struct {
	method  string
	pattern string
	may     access.Permission
	handler Handler
	limit   int64
	always  bool
}

// bodyLimit is enough for every form of the product; a route that takes a file
// asks for more with Limit.
const bodyLimit = 256 << 10

// Get is a page to read. The pattern is one of net/http without its method, such
// as "/desk/groups/{group}"; may is the permission that opens it.
func Get(pattern string, may access.Permission, h Handler) Route {
	return route(http.MethodGet, pattern, may, h)
}

// Post is an act.
func Post(pattern string, may access.Permission, h Handler) Route {
	return route(http.MethodPost, pattern, may, h)
}

// route panics, since routes are made when the program starts and a wrong one is
// a mistake in the program.
func route(method, pattern string, may access.Permission, h Handler) Route {
	switch {
	case !strings.HasPrefix(pattern, "/"):
		panic(fmt.Sprintf("route %q: the pattern has to begin with a slash", pattern))
	case may == "":
		panic(fmt.Sprintf("route %s %s names no permission", method, pattern))
	case h == nil:
		panic(fmt.Sprintf("route %s %s has no handler", method, pattern))
	}
	return Route{method: method, pattern: pattern, may: may, handler: h, limit: bodyLimit}
}

// Limit is the route with another limit for its body, in bytes.
func (r Route) Limit(bytes int64) Route {
	r.limit = bytes
	return r
}

// Always is the route answered even when the database cannot say who asks: it is
// answered as for a visitor then. The way out must never wait.
func (r Route) Always() Route {
	r.always = true
	return r
}

// IsAlways reports whether Always was asked for.
func (r Route) IsAlways() bool { return r.always }

// Method is GET or POST.
func (r Route) Method() string { return r.method }

// Pattern is the address as it was given.
func (r Route) Pattern() string { return r.pattern }

// Permission is who may.
func (r Route) Permission() access.Permission { return r.may }

// BodyLimit is how long a body may be.
func (r Route) BodyLimit() int64 { return r.limit }

// Answer calls the handler. The server has asked for the permission before.
func (r Route) Answer(req *Request) (Reply, error) { return r.handler(req.On(r)) }
