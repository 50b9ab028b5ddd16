// Package smtptest is a real SMTP server for tests: it listens on the loopback,
// speaks TLS with a certificate of its own, asks for a name and password where
// told to, and keeps what it was sent.
package smtptest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Username and Password are what a server that asks for them accepts.
const (
	Username = "holdfast"
	Password = "a password for tests"
)

// Mail is a mail that the server took.
type Mail struct {
	From   string // of the envelope
	To     []string
	Header mail.Header
	Body   string
	Raw    string
	TLS    bool
	Hello  string // what the client called itself
}

// Server is the server of one test.
type Server struct {
	Host string
	Port int
	// Trust is what a client needs to believe the server's certificate.
	Trust *tls.Config

	mu     sync.Mutex
	mails  []Mail
	refuse func(to string) error
	auth   bool
}

// Option changes how a server behaves.
type Option func(*Server, *smtp.Server)

// WithAuth makes the server ask for Username and Password.
func WithAuth() Option {
	return func(s *Server, server *smtp.Server) { s.auth = true }
}

// WithoutTLS makes a server that cannot encrypt.
func WithoutTLS() Option {
	return func(_ *Server, server *smtp.Server) {
		server.TLSConfig, server.AllowInsecureAuth = nil, true
	}
}

// New starts a server that stops with the test.
func New(t testing.TB, options ...Option) *Server {
	t.Helper()
	certificate, trust := selfSigned(t)
	s := &Server{Trust: trust}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	server.Domain = "mail.example"
	server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.ErrorLog = log.New(io.Discard, "", 0)
	for _, o := range options {
		o(s, server)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	s.Host, s.Port = "127.0.0.1", address.Port
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-stopped; err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Errorf("SMTP server: %v", err)
		}
	})
	return s
}

// Refuse makes the server answer recipients with fn's error, an *smtp.SMTPError;
// nil lets everybody pass.
func (s *Server) Refuse(fn func(to string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = fn
}

// Refusal is an answer with a code and words, for Refuse.
func Refusal(code int, words string) error { return &smtp.SMTPError{Code: code, Message: words} }

// Mails are what the server took, oldest first.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.mails...)
}

// session is one conversation with a client.
type session struct {
	server *Server
	conn   *smtp.Conn
	signed bool
	from   string
	to     []string
}

// AuthMechanisms implements smtp.AuthSession.
func (s *session) AuthMechanisms() []string {
	if s.server.auth {
		return []string{sasl.Plain}
	}
	return nil
}

// Auth implements smtp.AuthSession.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != Username || password != Password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

// Mail implements smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.auth && !s.signed {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	refuse := s.server.refuse
	s.server.mu.Unlock()
	if refuse != nil {
		if err := refuse(to); err != nil {
			return err
		}
	}
	s.to = append(s.to, to)
	return nil
}

// Data implements smtp.Session.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	body, err := decode(m)
	if err != nil {
		return err
	}
	_, encrypted := s.conn.TLSConnectionState()
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.mails = append(s.server.mails, Mail{
		From: s.from, To: s.to, Header: m.Header, Body: strings.ReplaceAll(body, "\r\n", "\n"), Raw: string(raw),
		TLS: encrypted, Hello: s.conn.Hostname(),
	})
	return nil
}

// Reset implements smtp.Session.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }
