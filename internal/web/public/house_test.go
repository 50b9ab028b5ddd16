package public_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// house is the demonstration, seen from the street.
type house struct {
	*apptest.House
	t *testing.T
}

func open(t *testing.T) *house {
	t.Helper()
	return &house{apptest.Demo(t, store.SQLite), t}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) actor(who string) access.Actor {
	h.t.Helper()
	token, err := h.Rooms.Accounts.DemoSignIn(h.t.Context(), h.Persona(who))
	h.must(err)
	actor, err := h.Rooms.Accounts.Actor(h.t.Context(), token)
	h.must(err)
	return actor
}

func (h *house) count(query string, args ...any) (n int) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	return n
}

const harbour = "/s/harbour-lane"

// today is the day on which every test begins.
var today = civil.Of(apptest.Morning)

// date fills in the three inputs of a date.
func date(d civil.Date) url.Values {
	return url.Values{"date-day": {strconv.Itoa(d.Day())}, "date-month": {strconv.Itoa(int(d.Month()))}, "date-year": {strconv.Itoa(d.Year())}}
}

// step is one page of the enquiry and what is typed into it.
type step struct {
	at    string
	typed url.Values
}

// born is the whole enquiry of a parent whose baby was born on a day; the pages
// after the groups that fit.
func born(on civil.Date, babies string) []step {
	return append([]step{
		{"1", url.Values{"birth": {"born"}}}, {"2", date(on)}, {"3", url.Values{"babies": {babies}}},
	}, rest()...)
}

func rest() []step {
	return []step{
		{"4", url.Values{"relation": {"mother"}}},
		{"5", url.Values{"name": {"Farah Aziz"}}},
		{"6", url.Values{"lang": {"en"}}},
		{"7", url.Values{"times.tue": {"am"}, "modes": {"in-person"}}},
		{"8", url.Values{"ways": {"email"}, "email": {"farah@example.com"}}},
		{"11", url.Values{"email.when": {"any"}, "email.shared": {"no"}}},
		{"12", url.Values{"agree": {"yes"}}},
	}
}

// begins starts an enquiry in a browser of its own.
func (h *house) begins() *apptest.Browser {
	h.t.Helper()
	b := h.Browser()
	if to := b.Post(harbour+"/ask", nil).Is(http.StatusSeeOther).To(); to != harbour+"/ask/1" {
		h.t.Fatalf("begins at %s", to)
	}
	return b
}

// goes fills in pages, each of which must be taken.
func (h *house) goes(b *apptest.Browser, steps ...step) {
	h.t.Helper()
	for _, s := range steps {
		b.Post(harbour+"/ask/"+s.at, s.typed).Is(http.StatusSeeOther)
	}
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

func says(t *testing.T, a *apptest.Answer, sentences ...string) {
	t.Helper()
	words := a.Text("main")
	for _, s := range sentences {
		if !strings.Contains(words, s) {
			t.Errorf("the page does not say %q: %s", s, words)
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

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }
