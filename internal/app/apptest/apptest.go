// Package apptest opens the whole house for a test: on a database of its own,
// with a clock that stands until it is moved, mail that is caught, and browsers
// that are whoever the test says.
//
//	h := apptest.Demo(t, store.SQLite)
//	ruth := h.As(h.Persona("ruth"))
//	ruth.Get("/desk").Has("h1")
package apptest

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the zones under test are there on every machine

	"github.com/PuerkitoBio/goquery"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/demo"
	"holdfast/internal/notify"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// Origin is the house's public address.
const Origin = "http://127.0.0.1"

// Morning is when a test begins: a Tuesday at one minute to nine.
var Morning = time.Date(2027, time.February, 9, 8, 59, 0, 0, time.UTC)

// House is the whole program, open and at work for one test.
type House struct {
	*app.App
	Clock *storetest.Clock
	Post  *PostBox
	t     testing.TB
}

// Open opens an empty house on a database of its own.
func Open(t testing.TB, e store.Engine, change ...func(*app.Config)) *House {
	t.Helper()
	h := &House{Clock: storetest.NewClock(Morning), Post: &PostBox{}, t: t}
	c := app.Config{
		Database: storetest.EmptyConfig(t, e).URL, Key: storetest.Key(), BaseURL: Origin, Files: t.TempDir(),
		Mail:   app.Mail{From: "post@holdfast.example"},
		Mailer: h.Post, Log: slog.New(slog.DiscardHandler), Now: h.Clock.Now,
	}
	for _, f := range change {
		f(&c)
	}
	var err error
	if h.App, err = app.New(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := h.Catalogue().Missing(); len(missing) > 0 {
			t.Errorf("texts missing: %q", missing)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// Demo opens a house with the people of the demonstration in it.
func Demo(t testing.TB, e store.Engine) *House {
	t.Helper()
	h := Open(t, e, func(c *app.Config) { c.Demo = true })
	err := demo.Fill(t.Context(), h.Rooms.DB, demo.Plan{Key: storetest.Key(), Seed: 1, Families: 60, Now: h.Clock.Now(), BaseURL: Origin})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Persona is the account of somebody of the demonstration, by key.
func (h *House) Persona(key string) access.AccountID {
	h.t.Helper()
	for _, p := range demo.Personas() {
		if p.Key == key {
			return p.Account
		}
	}
	h.t.Fatalf("nobody in the demonstration is called %s", key)
	return access.AccountID{}
}

// Work does the jobs that are due.
func (h *House) Work() {
	h.t.Helper()
	if _, err := h.RunDue(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// View reads the database, for what no page shows.
func (h *House) View(fn func(*store.Tx) error) {
	h.t.Helper()
	if err := h.Rooms.DB.View(h.t.Context(), fn); err != nil {
		h.t.Fatal(err)
	}
}

// PostBox is where mail lands in place of a mail server.
type PostBox struct {
	mu   sync.Mutex
	sent []notify.Mail
}

// Send implements notify.Mailer.
func (p *PostBox) Send(_ context.Context, m notify.Mail) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, m)
	return nil
}

// Sent is the mail so far.
func (p *PostBox) Sent() []notify.Mail {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]notify.Mail(nil), p.sent...)
}

// Browser is one browser: it keeps cookies and follows no redirects.
type Browser struct {
	h   *House
	jar map[string]*http.Cookie
}

// Browser is somebody without an account.
func (h *House) Browser() *Browser { return &Browser{h: h, jar: map[string]*http.Cookie{}} }

// As is the browser of somebody who is signed in. Only a demonstration lets one
// be somebody without proof.
func (h *House) As(account access.AccountID) *Browser {
	h.t.Helper()
	token, err := h.Rooms.Accounts.DemoSignIn(h.t.Context(), account)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.Holding("login", token)
}

// Holding is the browser of whoever holds a cookie of ours, such as "login".
func (h *House) Holding(cookie, value string) *Browser {
	b := h.Browser()
	b.jar[cookie] = &http.Cookie{Name: cookie, Value: value}
	return b
}

// Another is another tab of this browser: it holds the same cookies.
func (b *Browser) Another() *Browser { return &Browser{h: b.h, jar: maps.Clone(b.jar)} }

// Get opens a page.
func (b *Browser) Get(target string) *Answer { return b.send(http.MethodGet, target, nil) }

// Post sends a form, as a page of ours would.
func (b *Browser) Post(target string, form url.Values) *Answer {
	return b.send(http.MethodPost, target, form)
}

func (b *Browser) send(method, target string, form url.Values) *Answer {
	req := httptest.NewRequestWithContext(b.h.t.Context(), method, Origin+target, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for _, c := range b.jar {
		req.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	b.h.Handler().ServeHTTP(rec, req)
	for _, c := range rec.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.jar, c.Name)
		} else {
			b.jar[c.Name] = c
		}
	}
	return &Answer{Code: rec.Code, Header: rec.Header(), Body: rec.Body.String(), t: b.h.t, what: method + " " + target}
}

// Answer is what came back.
type Answer struct {
	Code   int
	Header http.Header
	Body   string
	t      testing.TB
	what   string
}

// To is where a redirect leads.
func (a *Answer) To() string { return a.Header.Get("Location") }

// Doc is the page, to be asked with selectors.
func (a *Answer) Doc() *goquery.Document {
	a.t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.Body))
	if err != nil {
		a.t.Fatalf("%s: %v", a.what, err)
	}
	return doc
}

// Text is the words of what a selector finds.
func (a *Answer) Text(selector string) string {
	a.t.Helper()
	return strings.Join(strings.Fields(a.Doc().Find(selector).Text()), " ")
}

// Is fails the test when the status is another one.
func (a *Answer) Is(code int) *Answer {
	a.t.Helper()
	if a.Code != code {
		a.t.Errorf("%s: status %d, want %d: %s", a.what, a.Code, code, a.Text("main"))
	}
	return a
}

// Has fails the test when a selector finds nothing; Lacks, when it finds something.
func (a *Answer) Has(selector string) *Answer {
	a.t.Helper()
	if a.Doc().Find(selector).Length() == 0 {
		a.t.Errorf("%s: no %s", a.what, selector)
	}
	return a
}

// Lacks fails the test when a selector finds something.
func (a *Answer) Lacks(selector string) *Answer {
	a.t.Helper()
	if a.Doc().Find(selector).Length() > 0 {
		a.t.Errorf("%s: there is a %s", a.what, selector)
	}
	return a
}
