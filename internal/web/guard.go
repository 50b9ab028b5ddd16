package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// seen remembers what was answered, for the log.
type seen struct {
	http.ResponseWriter
	status int
	bytes  int
	err    error
}

func (s *seen) WriteHeader(status int) {
	if s.status == 0 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *seen) Write(b []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	n, err := s.ResponseWriter.Write(b)
	s.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// blame gives the log line of this request its error. The log line is the only
// place where it is written.
func blame(w http.ResponseWriter, err error) {
	if s, ok := w.(*seen); ok {
		s.err = err
	}
}

// logged writes one line for each request: the pattern of the route, never the
// address, because addresses hold references and queries hold what was typed.
func (s *server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		start := time.Now()
		id := newRequestID()
		req = req.WithContext(context.WithValue(req.Context(), requestID, id))
		out := &seen{ResponseWriter: w}
		next.ServeHTTP(out, req)

		level, attrs := slog.LevelInfo, []slog.Attr{
			slog.String("route", req.Pattern), slog.String("method", req.Method), slog.Int("status", out.status),
			slog.Float64("ms", float64(time.Since(start).Microseconds())/1000), slog.Int("bytes", out.bytes), slog.String("request", id),
		}
		if out.err != nil {
			attrs = append(attrs, slog.String("error", out.err.Error()))
		}
		// What fails because the reader has gone is nobody's fault.
		if out.status >= 500 && req.Context().Err() == nil {
			level = slog.LevelError
		}
		s.Log.LogAttrs(req.Context(), level, "request", attrs...)
	})
}

// panicked is what a handler died of; its text is the stack, for the log.
type panicked struct {
	what  any
	stack []byte
}

func (p panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.what, p.stack) }

// recovered turns a panic into the page that any other error of ours makes.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		defer func() {
			what := recover()
			if what == nil {
				return
			}
			err := panicked{what, debug.Stack()}
			if out, ok := w.(*seen); what == http.ErrAbortHandler || ok && out.status != 0 {
				// The answer has begun: breaking off tells the browser that it is not whole.
				blame(w, err)
				panic(http.ErrAbortHandler)
			}
			r, _ := s.request(req)
			s.fail(w, r, err)
		}()
		next.ServeHTTP(w, req)
	})
}

// policy lets a page load from this site alone, and nothing inline.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// headed sets what every answer says about itself.
func (s *server) headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		// Nothing leaves this site. "no-referrer" would go further than that: it
		// blanks the Origin of our own forms, by which phones from before 2023,
		// that send no Sec-Fetch-Site, are told from other sites.
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
		h.Set("Cache-Control", "no-store")
		if s.Site.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, req)
	})
}
