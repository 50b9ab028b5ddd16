package persona_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"holdfast/internal/app"
	"holdfast/internal/demo"
	"holdfast/internal/store/storetest"
)

// now is a Tuesday morning in winter.
func now() time.Time { return time.Date(2027, time.February, 9, 9, 20, 0, 0, time.UTC) }

// visit starts the product, as a demonstration or not, and gives a browser.
func visit(t *testing.T, isDemo bool) (*http.Client, string) {
	t.Helper()
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	a, err := app.New(t.Context(), app.Config{
		Database: "sqlite:" + filepath.Join(t.TempDir(), "demo.db"), Key: storetest.Key(), BaseURL: server.URL,
		Demo: isDemo, Log: slog.New(slog.DiscardHandler), Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	plan := demo.Plan{Key: storetest.Key(), Seed: 1, Families: 88, Now: now(), BaseURL: server.URL}
	if err := demo.Fill(t.Context(), a.Rooms.DB, plan); err != nil {
		t.Fatal(err)
	}
	handler = a.Handler()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, server.URL
}

func get(t *testing.T, browser *http.Client, address string) (*http.Response, *goquery.Document) {
	t.Helper()
	answer, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, doc
}

func TestOneClickIsEnoughToBeAnybody(t *testing.T) {
	browser, base := visit(t, true)
	answer, doc := get(t, browser, base+"/demo")
	if answer.StatusCode != http.StatusOK || strings.TrimSpace(doc.Find("h1").Text()) != "Who would you like to be?" {
		t.Fatalf("%d, %q", answer.StatusCode, doc.Find("h1").Text())
	}
	if n := doc.Find(`form[action="/demo"] button[name="person"]`).Length(); n != len(demo.Personas()) {
		t.Errorf("%d buttons for %d people", n, len(demo.Personas()))
	}
	for _, who := range demo.Personas() {
		answer, err := browser.PostForm(base+"/demo", url.Values{"person": {who.Key}})
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != who.Opens {
			t.Errorf("%s is led to %d %s", who.Name, answer.StatusCode, answer.Header.Get("Location"))
			continue
		}
		answer, doc := get(t, browser, base+who.Opens)
		if answer.StatusCode != http.StatusOK || doc.Find("h1").Length() != 1 {
			t.Errorf("%s opens %s: %d, %q", who.Name, who.Opens, answer.StatusCode, doc.Find("h1").Text())
		}
		if doc.Find(`a[href="/demo"]`).Length() == 0 {
			t.Errorf("from %s %s cannot change person", who.Opens, who.Name)
		}
	}
}

func TestNobodyUnknownIsSignedIn(t *testing.T) {
	browser, base := visit(t, true)
	answer, err := browser.PostForm(base+"/demo", url.Values{"person": {"<script>"}})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNotFound || len(answer.Cookies()) > 0 {
		t.Errorf("%d with cookies %v", answer.StatusCode, answer.Cookies())
	}
}

func TestOutsideADemonstrationThereIsNoSuchPage(t *testing.T) {
	browser, base := visit(t, false)
	if answer, _ := get(t, browser, base+"/demo"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("the page answers %d", answer.StatusCode)
	}
	answer, err := browser.PostForm(base+"/demo", url.Values{"person": {"dana"}})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNotFound || len(answer.Cookies()) > 0 {
		t.Errorf("signing in answers %d with cookies %v", answer.StatusCode, answer.Cookies())
	}
}
