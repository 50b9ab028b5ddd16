package home_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/demo"
	"holdfast/internal/demo/history"
	"holdfast/internal/programme"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// house is the demonstration with a wording of the EPDS that only stands in for
// one, so that a caregiver can meet a question about danger.
type house struct {
	*apptest.House
	t *testing.T
}

func open(t *testing.T) *house {
	t.Helper()
	return openFor(t, 40)
}

// openFor fills the demonstration with so many families: the waiting list is told
// of last.
func openFor(t *testing.T, families int) *house {
	t.Helper()
	h := apptest.Open(t, store.SQLite, func(c *app.Config) { c.Demo, c.Wordings = true, standIns(t) })
	err := demo.Fill(t.Context(), h.Rooms.DB, demo.Plan{Key: storetest.Key(), Seed: 1, Families: families, Now: h.Clock.Now(), BaseURL: apptest.Origin})
	if err != nil {
		t.Fatal(err)
	}
	return &house{h, t}
}

func standIns(t *testing.T) string {
	t.Helper()
	var pack strings.Builder
	pack.WriteString("instrument: epds\nversion: \"1\"\nlanguage: en\ntitle: How have you felt?\nlicence: for tests\npermission: for tests\n" +
		"attribution: For tests.\nreaders: The people who lead your group.\ninstructions: Think of the last seven days.\nclosing: Thank you.\nitems:\n")
	for n := 1; n <= 10; n++ {
		fmt.Fprintf(&pack, "  - number: %d\n    text: Stand-in for question %d.\n    options: [First answer, Second answer, Third answer, Fourth answer]\n", n, n)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "epds.en.yaml"), []byte(pack.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// is the browser of somebody of the demonstration, on a phone of their own.
func (h *house) is(who string) *apptest.Browser { return h.As(h.Persona(who)) }

// actor is somebody of the demonstration as the rooms know them.
func (h *house) actor(who string) access.Actor {
	h.t.Helper()
	token, err := h.Rooms.Accounts.DemoSignIn(h.t.Context(), h.Persona(who))
	h.must(err)
	actor, err := h.Rooms.Accounts.Actor(h.t.Context(), token)
	h.must(err)
	return actor
}

// group is the group of somebody's home, as it is now.
func (h *house) group(who string) programme.HomeGroup {
	h.t.Helper()
	v, err := h.Rooms.Programmes.Home(h.t.Context(), h.actor(who))
	h.must(err)
	if len(v.Groups) != 1 {
		h.t.Fatalf("%s has %d groups", who, len(v.Groups))
	}
	return v.Groups[0]
}

// leah accepts the place she was offered, and is signed in by that.
func (h *house) leah() *apptest.Browser {
	h.t.Helper()
	b := h.Browser()
	if to := b.Post("/o/"+history.OfferSecret, url.Values{"answer": {"accept"}}).Is(http.StatusSeeOther).To(); to != "/home" {
		h.t.Fatalf("accepting leads to %s", to)
	}
	return b
}

// begins opens the questionnaire with this title and answers the address of its
// questions.
func (h *house) begins(b *apptest.Browser, title string) string {
	h.t.Helper()
	due := link(b.Get("/home").Is(http.StatusOK), title)
	if due == "" {
		h.t.Fatalf("%s is not due", title)
	}
	return b.Post(due, nil).Is(http.StatusSeeOther).To()
}

// link is where the link with these words leads.
func link(a *apptest.Answer, words string) string {
	for _, l := range a.Doc().Find("a").EachIter() {
		if strings.Join(strings.Fields(l.Text()), " ") == words {
			href, _ := l.Attr("href")
			return href
		}
	}
	return ""
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	h.must(h.Rooms.DB.Update(h.t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}))
}

func (h *house) count(query string, args ...any) (n int) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	return n
}

// says fails the test unless the page's main part holds every sentence; silent,
// when it holds one.
func says(t *testing.T, a *apptest.Answer, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !strings.Contains(a.Text("main"), s) {
			t.Errorf("the page does not say %q: %s", s, a.Text("main"))
		}
	}
}

func silent(t *testing.T, a *apptest.Answer, sentences ...string) {
	t.Helper()
	body := strings.ReplaceAll(a.Body, "\u00a0", " ")
	for _, s := range sentences {
		if strings.Contains(body, s) {
			t.Errorf("the page says %q", s)
		}
	}
}
