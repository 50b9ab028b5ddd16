package e2e_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/backup"
	"holdfast/internal/civil"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/identity"
	"holdfast/internal/notify"
	"holdfast/internal/notify/smtptest"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the whole program, running for one test: its own database, a clock
// that the test moves, and a mail server that keeps what it is sent.
type house struct {
	t      *testing.T
	config app.Config
	app    *app.App
	serves atomic.Pointer[app.App] // what answers at url
	clock  *storetest.Clock
	url    string
	post   *smtptest.Server
	log    *lines
}

// away is where "Exit this page" leads: another site, which the browser is given
// without a network.
const away = "https://weather.example/"

// key is the deployment's secret.
func key() []byte { return []byte("a key for tests, of 32 bytes....") }

// open starts a house on an engine.
func open(t *testing.T, e store.Engine) *house {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, clock: storetest.NewClock(storetest.Monday()), url: "http://" + listener.Addr().String(), post: smtptest.New(t), log: &lines{}}
	mailer, err := notify.NewSMTP(notify.SMTP{
		Host: h.post.Host, Port: h.post.Port, Encryption: notify.StartTLS, From: "post@mail.example", TLS: h.post.Trust,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.config = app.Config{
		Database: storetest.EmptyConfig(t, e).URL, Key: key(), BaseURL: h.url, Mailer: mailer,
		Mail: app.Mail{From: "post@mail.example"}, Wordings: wordings(t), Now: h.clock.Now, Log: slog.New(slog.NewTextHandler(h.log, nil)),
	}
	h.begin()
	answer := func(w http.ResponseWriter, r *http.Request) { h.serves.Load().Handler().ServeHTTP(w, r) }
	server := &http.Server{Handler: http.HandlerFunc(answer), ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener)
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Errorf("close server: %v", err)
		}
		if err := h.app.Close(); err != nil {
			t.Errorf("close house: %v", err)
		}
	})
	return h
}

// begin opens the house on its database.
func (h *house) begin() {
	h.t.Helper()
	var err error
	h.app, err = app.New(h.t.Context(), h.config)
	h.must(err)
	h.serves.Store(h.app)
}

// restores moves the database away and puts a backup in its place, as an operator does.
// Whoever has a page open finds the house at the same address.
func (h *house) restores(copied string) backup.Report {
	h.t.Helper()
	h.must(h.app.Close())
	live := strings.TrimPrefix(h.config.Database, "sqlite:")
	h.must(os.Rename(live, live+".gone"))
	r, err := backup.Restore(h.t.Context(), h.config, copied, backup.Source{})
	h.must(err)
	h.begin()
	return r
}

// wordings is the directory of a service that may show the EPDS on a phone. The
// words are stand-ins: the real ones are their owners'.
func wordings(t *testing.T) string {
	t.Helper()
	var pack strings.Builder
	pack.WriteString(`instrument: epds
version: "1"
language: en
title: How have you felt?
licence: for tests
permission: for tests
attribution: For tests.
readers: The people who lead your group can read your answers. Nobody in your family can.
instructions: Think of the last seven days.
closing: Thank you.
items:
`)
	for n := 1; n <= 10; n++ {
		fmt.Fprintf(&pack, "  - number: %d\n    text: Stand-in for question %d.\n    options: [First answer, Second answer, Third answer, Fourth answer]\n", n, n)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "epds.en.yaml"), []byte(pack.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// work does the jobs that are due, until there are none.
func (h *house) work() {
	h.t.Helper()
	for range 20 {
		n, err := h.app.RunDue(h.t.Context())
		if err != nil {
			h.t.Fatalf("jobs: %v", err)
		}
		if n == 0 {
			return
		}
	}
	h.t.Fatal("the jobs never end")
}

// today is the day where the service is.
func (h *house) today() civil.Date { return civil.Of(h.clock.Now().In(london)) }

// london is where the services of these tests are.
var london = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return zone
}()

// team is a service with its staff.
type team struct {
	id    access.ServiceID
	site  identity.SiteID
	slug  string
	staff map[string]*colleague
}

// colleague is somebody who works there and can sign in.
type colleague struct {
	id       access.AccountID
	name     string
	email    string
	enrol    string // path of the link that was handed to them
	password string
	codeKey  string
}

// code is what their code generator shows.
func (c *colleague) code(t *testing.T, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(c.codeKey, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// opens a service as an operator does at the command line, with one member of
// staff for each name.
func (h *house) team(slug, name string, staff map[string]access.Role) *team {
	h.t.Helper()
	ctx, accounts := h.t.Context(), h.app.Rooms.Accounts
	id, err := accounts.AddService(ctx, access.System(access.ServiceID{}, h.today()), identity.Service{
		Slug: slug, Name: name, ZoneName: "Europe/London", Lang: "en", Phone: "0151 496 0100", Email: "hello@" + slug + ".example",
		Sender: strings.ToUpper(slug[:1]) + ". Lane", ExitURL: away,
	})
	h.must(err)
	system := access.System(id, h.today())
	s := &team{id: id, slug: slug, staff: map[string]*colleague{}}
	s.site, err = accounts.AddSite(ctx, system, identity.Site{Name: "Children’s Centre", Address: "12 Quay Street", Access: "Step-free, room for prams"})
	h.must(err)
	for who, role := range staff {
		c := &colleague{name: who, email: strings.ToLower(strings.ReplaceAll(who, " ", ".")) + "@" + slug + ".example"}
		var secret string
		c.id, secret, err = accounts.AddStaff(ctx, system, identity.NewStaff{Name: who, Email: c.email, Roles: []access.Role{role}})
		h.must(err)
		c.enrol = app.EnrolPath + secret
		s.staff[who] = c
	}
	return s
}

// enrol does what the page behind the link does: a password and a code generator.
func (h *house) enrol(c *colleague) (token string) {
	h.t.Helper()
	ctx, accounts := h.t.Context(), h.app.Rooms.Accounts
	secret := strings.TrimPrefix(c.enrol, app.EnrolPath)
	page, err := accounts.Enrolment(ctx, secret)
	h.must(err)
	c.password, c.codeKey = "three words and more", strings.ReplaceAll(page.CodeKey, " ", "")
	token, err = accounts.Enrol(ctx, identity.Enrol{Secret: secret, Password: c.password, Code: c.code(h.t, h.clock.Now()), From: "127.0.0.1"})
	h.must(err)
	return token
}

// actor is a colleague as the services know them.
func (h *house) actor(c *colleague) (who access.Actor) {
	h.t.Helper()
	h.must(h.app.Rooms.DB.View(h.t.Context(), func(tx *store.Tx) (err error) {
		who, err = h.app.Rooms.Accounts.ActorIn(tx, c.id)
		return err
	}))
	return who
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// lines keeps what the program logs.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// chromium is the browser that all tests of this package share; each person in it
// has a profile of their own.
var chromium = sync.OnceValues(func() (*browser.Browser, error) { return browser.Start(context.Background()) })

// closeBrowser ends the shared browser, if anybody asked for it.
func closeBrowser() {
	if !started.Load() {
		return
	}
	if b, err := chromium(); err == nil {
		b.Close()
	}
}
