package app_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holdfast/internal/app"
)

func config(t *testing.T) app.Config {
	t.Helper()
	return app.Config{
		Database: "sqlite:" + filepath.Join(t.TempDir(), "holdfast.db"), Key: make([]byte, 32),
		BaseURL: "http://127.0.0.1", Log: slog.New(slog.DiscardHandler),
	}
}

func TestItServesUntilItIsToldToStop(t *testing.T) {
	c := config(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.Listener = listener
	a, err := app.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	for _, path := range []string{"/healthz", "/readyz"} {
		resp, err := http.Get("http://" + listener.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", path, resp.StatusCode, body)
		}
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("stopping: %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it did not stop")
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	// What it wrote is there for the next start.
	if again, err := app.New(t.Context(), c); err != nil {
		t.Error(err)
	} else if err := again.Close(); err != nil {
		t.Error(err)
	}
}

func TestItRefusesToStartWithWords(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*app.Config)
		say    string
	}{
		{"without a key", func(c *app.Config) { c.Key = nil }, "holdfast key"},
		{"with a short key", func(c *app.Config) { c.Key = make([]byte, 16) }, "has 16 bytes"},
		{"without a public address", func(c *app.Config) { c.BaseURL = "" }, "https://groups.example.org"},
		{"with a path in the public address", func(c *app.Config) { c.BaseURL = "https://example.org/groups" }, "without a path"},
		{"with a database nobody knows", func(c *app.Config) { c.Database = "mysql://x" }, "sqlite:PATH or postgres://"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := config(t)
			tt.change(&c)
			if _, err := app.New(t.Context(), c); err == nil || !strings.Contains(err.Error(), tt.say) {
				t.Errorf("says %v", err)
			}
		})
	}
}

func TestAnotherKeyDoesNotOpenTheDatabase(t *testing.T) {
	c := config(t)
	a, err := app.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	c.Key = []byte(strings.Repeat("k", 32))
	if a, err := app.New(t.Context(), c); err == nil {
		a.Close()
		t.Error("the database opened with another key")
	}
}

func TestRoutesAndWords(t *testing.T) {
	a, err := app.New(t.Context(), config(t))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if len(a.Routes()) == 0 || len(a.Catalogue().Keys()) == 0 || a.Handler() == nil {
		t.Error("the house is empty")
	}
	if n, err := a.RunDue(t.Context()); err != nil || n == 0 {
		t.Errorf("the first jobs: %d, %v", n, err)
	}
}

func TestTheCompanionIsThereForWhoeverAsks(t *testing.T) {
	a, err := app.New(t.Context(), config(t))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for address, want := range map[string]string{
		"/with/": "العربية", "/with/en/": "Today with your baby", "/with/fr/crying.html": "Bébé pleure", "/with/en/data.json": "coo",
	} {
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s: %d, %v", address, w.Code, w.Result().Cookies())
		}
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/with/en/none.html", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("a page there is not: %d", w.Code)
	}
}
