package web_test

import (
	"net/http"
	"strings"
	"testing"

	"holdfast/internal/fault"
)

func TestExitEndsTheLoginAndLeadsAway(t *testing.T) {
	h := open(t)
	rec := h.ask("GET", "/exit/now", "caregiver", nil, func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "draft", Value: "half an enquiry"})
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	})
	if rec.Code != 303 || rec.Header().Get("Location") != "https://weather.example/today" || rec.Header().Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
	if _, still := h.logins["caregiver"]; still {
		t.Error("the login still stands on the server")
	}
	forgotten := map[string]bool{}
	for _, c := range rec.Result().Cookies() {
		forgotten[c.Name] = c.MaxAge < 0
	}
	if !forgotten["__Host-login"] || !forgotten["draft"] {
		t.Errorf("this device remembers: %v", rec.Result().Cookies())
	}
}

func TestExitWorksForAVisitorAndWithoutADatabase(t *testing.T) {
	h := open(t)
	if rec := h.ask("GET", "/exit/now", "", nil); rec.Code != 303 {
		t.Errorf("a visitor: %d", rec.Code)
	}
	h.broken = fault.Unavailablef("database")
	rec := h.ask("GET", "/exit/now", "caregiver", nil)
	if rec.Code != 303 || !strings.HasPrefix(rec.Header().Get("Location"), "https://") {
		t.Errorf("without a database: %d %v", rec.Code, rec.Header())
	}
}

func TestAnotherSiteCannotSignSomebodyOut(t *testing.T) {
	h := open(t)
	h.ask("GET", "/exit/now", "caregiver", nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	if _, still := h.logins["caregiver"]; !still {
		t.Error("a link on another site ended the login")
	}
}

func TestTheExitIsExplainedInNeutralTitles(t *testing.T) {
	h := open(t)
	doc := document(t, h.ask("GET", "/exit?next=/home", "caregiver", nil))
	if got := doc.Find("title").Text(); got != "Help" {
		t.Errorf("the title is %q", got)
	}
	if doc.Find("a.exit[href='/exit/now']").Length() != 1 || doc.Find("main a[href='/home']").Length() != 1 || doc.Find("main a[href='/exit/tracks']").Length() != 1 {
		t.Error("the way out, on or to the tracks is missing")
	}
	if doc := document(t, h.ask("GET", "/exit?next=https://evil.example", "", nil)); doc.Find("main a[href*=evil]").Length() > 0 {
		t.Error("the explanation leads to another site")
	}
	tracks := document(t, h.ask("GET", "/exit/tracks", "", nil))
	if tracks.Find(".care[data-level=emergency] a[href='tel:999']").Length() != 1 {
		t.Error("nobody to ring in danger")
	}
	if tracks.Find("h1").Text() != "Clear your tracks" || tracks.Find("title").Text() != "Help" {
		t.Errorf("tracks: %q", tracks.Find("title").Text())
	}
}
