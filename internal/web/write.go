package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"holdfast/internal/web/page"
)

// write sends what a handler answered. A page is rendered whole before the first
// byte leaves, so that a template that fails is a clean 500.
func (s *server) write(w http.ResponseWriter, r *page.Request, reply page.Reply) {
	if reply.Body == nil {
		s.writeCookies(w, r, reply)
	}
	switch {
	case reply.Body != nil:
		s.writePage(w, r, reply)
	case reply.File != nil:
		s.writeFile(w, reply)
	default:
		if reply.IsLeaving() {
			// Where somebody came from is not for the site they flee to.
			w.Header().Set("Referrer-Policy", "no-referrer")
		}
		w.Header().Set("Location", reply.Location)
		w.WriteHeader(reply.Code)
	}
}

func (s *server) writePage(w http.ResponseWriter, r *page.Request, reply page.Reply) {
	buf := s.buffers.Get().(*bytes.Buffer)
	defer func() { buf.Reset(); s.buffers.Put(buf) }()
	if err := reply.Body.Render(r.Context(), buf); err != nil {
		buf.Reset()
		s.fail(w, r, err)
		return
	}
	s.writeCookies(w, r, reply)
	s.send(w, r.Request, buf, reply.Code, reply.IsPublic() && !r.Who.SignedIn())
}

// send writes a rendered page.
func (s *server) send(w http.ResponseWriter, req *http.Request, buf *bytes.Buffer, code int, public bool) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Add("Vary", "Accept-Encoding, Accept-Language, Cookie")
	if public && code == http.StatusOK {
		// Long enough for a burst of readers, short enough that FULL is soon seen.
		h.Set("Cache-Control", "public, max-age=10")
	}
	if buf.Len() < zipFrom || !acceptsGzip(req) {
		h.Set("Content-Length", strconv.Itoa(buf.Len()))
		w.WriteHeader(code)
		w.Write(buf.Bytes()) //nolint:errcheck // the reader has gone
		return
	}
	zipped := s.buffers.Get().(*bytes.Buffer)
	defer func() { zipped.Reset(); s.buffers.Put(zipped) }()
	z := s.zippers.Get().(*gzip.Writer)
	defer s.zippers.Put(z)
	z.Reset(zipped)
	z.Write(buf.Bytes()) //nolint:errcheck // writing to memory
	z.Close()            //nolint:errcheck // likewise
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(zipped.Len()))
	w.WriteHeader(code)
	w.Write(zipped.Bytes()) //nolint:errcheck // the reader has gone
}

// zipFrom is the length from which compressing a page saves a packet.
const zipFrom = 1024

func newZipper() *gzip.Writer {
	z, _ := gzip.NewWriterLevel(io.Discard, gzip.DefaultCompression)
	return z
}

func acceptsGzip(req *http.Request) bool {
	for _, offer := range strings.Split(req.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(offer), ";")
		if name == "gzip" {
			return strings.ReplaceAll(q, " ", "") != "q=0"
		}
	}
	return false
}

func (s *server) writeFile(w http.ResponseWriter, reply page.Reply) {
	if c, ok := reply.File.Content.(io.Closer); ok {
		defer c.Close()
	}
	h := w.Header()
	h.Set("Content-Type", reply.File.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": reply.File.Name}))
	w.WriteHeader(reply.Code)
	if _, err := io.Copy(w, reply.File.Content); err != nil {
		// The status is out; a length that does not arrive tells the browser.
		blame(w, err)
		panic(http.ErrAbortHandler)
	}
}

// writeCookies gives every cookie the same guard: no script reads it, no other
// site sends it, and over https nothing else carries it.
func (s *server) writeCookies(w http.ResponseWriter, r *page.Request, reply page.Reply) {
	put := func(name, value string, keep time.Duration) {
		c := &http.Cookie{
			Name: name, Value: value, Path: "/", HttpOnly: true, Secure: s.Site.Secure,
			SameSite: http.SameSiteLaxMode, MaxAge: int(keep / time.Second),
		}
		if value == "" {
			c.MaxAge = -1
		}
		http.SetCookie(w, c)
	}
	if reply.IsLeaving() {
		for _, c := range r.Cookies() { // by the names that the browser has for them
			put(c.Name, "", 0)
		}
		return
	}
	set := func(name, value string, keep time.Duration) { put(s.Site.CookieName(name), value, keep) }
	if _, err := r.Cookie(page.TellCookie); err == nil && reply.Body != nil {
		set(page.TellCookie, "", 0)
	}
	if c, ok := reply.Telling(); ok {
		set(c.Name, c.Value, c.For)
	}
	for _, c := range reply.Cookies {
		set(c.Name, c.Value, c.For)
	}
	if l := reply.SignIn; l != nil {
		set(page.LoginCookie, l.Token, l.For)
	}
}
