package web

import (
	"net/http"
	"strconv"

	"holdfast/internal/web/ui"
)

// asset serves a style sheet, script or icon. Its name holds a fingerprint of
// its content, so a browser may keep it for ever.
func (s *server) asset(w http.ResponseWriter, req *http.Request) {
	a, ok := s.Site.Assets.Lookup(req.URL.Path)
	if !ok {
		http.NotFound(w, req)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.Type)
	h.Set("Cache-Control", ui.Immutable)
	h.Set("Vary", "Accept-Encoding")
	content := a.Content
	if a.Gzip != nil && acceptsGzip(req) {
		h.Set("Content-Encoding", "gzip")
		content = a.Gzip
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	w.Write(content) //nolint:errcheck // the reader has gone
}

// healthy says that the process answers: whoever asks restarts it when not.
func (s *server) healthy(w http.ResponseWriter, _ *http.Request) { plainly(w, http.StatusOK, "ok") }

// ready says that work can be done: the database answers and is migrated. Why
// not is in the log, not on the page.
func (s *server) ready(w http.ResponseWriter, req *http.Request) {
	if err := s.Ready(req.Context()); err != nil {
		blame(w, err)
		plainly(w, http.StatusServiceUnavailable, "not ready")
		return
	}
	plainly(w, http.StatusOK, "ready")
}

func plainly(w http.ResponseWriter, code int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	w.Write([]byte(words + "\n")) //nolint:errcheck // the reader has gone
}
