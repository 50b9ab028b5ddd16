package page

import (
	"io"
	"net/http"
	"time"

	"github.com/a-h/templ"
)

// Reply is what a handler answers. Use HTML, Invalid, Status, SeeOther, File or
// Stream; the server writes it.
type Reply struct {
	Code     int
	Body     templ.Component // a page
	Location string          // of a redirect
	File     *Download
	Cookies  []Cookie
	SignIn   *Login
	told     *Told
	public   bool
	leaving  bool
}

// Download is a file to keep.
type Download struct {
	Name    string
	Type    string
	Content io.Reader // closed after writing when it is an io.Closer
}

// Cookie is something to remember on this device. It cannot be read by scripts
// and never travels to other sites, and "Exit this page" forgets it; the server
// sees to that.
type Cookie struct {
	Name  string
	Value string        // empty forgets it
	For   time.Duration // 0: until the browser closes
}

// Login is a sign-in that the reply starts, or ends when Token is empty.
type Login struct {
	Token string
	For   time.Duration // 0: until the browser closes
}

// HTML is a page, 200.
func HTML(c templ.Component) Reply { return Reply{Code: http.StatusOK, Body: c} }

// Invalid is the same page again, with what to put right, 422.
func Invalid(c templ.Component) Reply {
	return Reply{Code: http.StatusUnprocessableEntity, Body: c}
}

// Status is a page with another status, such as 409 with both versions or 410.
func Status(code int, c templ.Component) Reply { return Reply{Code: code, Body: c} }

// SeeOther leads on to a page of this site after an act, 303: loading that page
// again repeats nothing.
func SeeOther(url string) Reply { return Reply{Code: http.StatusSeeOther, Location: url} }

// File is a file to keep, whole.
func File(name, contentType string, content io.Reader) Reply {
	return Reply{Code: http.StatusOK, File: &Download{name, contentType, content}}
}

// SignedIn leads on with a login started; SignedOut with it ended.
func SignedIn(url, token string, keep time.Duration) Reply {
	r := SeeOther(url)
	r.SignIn = &Login{token, keep}
	return r
}

// SignedOut leads on with this browser's login forgotten. The handler has ended
// it on the server.
func SignedOut(url string) Reply { return SignedIn(url, "", 0) }

// Remember adds something to keep on this device.
func (r Reply) Remember(c Cookie) Reply {
	r.Cookies = append(r.Cookies[:len(r.Cookies):len(r.Cookies)], c)
	return r
}

// Leave leads away from this site and forgets everything this device remembers
// of it: the login, a half-filled enquiry. Only "Exit this page" does that.
func Leave(url string) Reply {
	r := SeeOther(url)
	r.leaving = true
	return r
}

// IsLeaving reports whether the reply was made by Leave.
func (r Reply) IsLeaving() bool { return r.leaving }

// Public permits caches to keep the page for a moment: only a page that is the
// same for everyone may say so, and the server heeds it for visitors alone.
func (r Reply) Public() Reply {
	r.public = true
	return r
}

// IsPublic reports whether Public was asked for.
func (r Reply) IsPublic() bool { return r.public }
