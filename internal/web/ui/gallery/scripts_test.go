package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"holdfast/internal/web/ui"
)

// site serves one page under the policy the real server sets, and remembers what was posted to it.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	posted []url.Values
	broken bool
}

func serve(t *testing.T, page templ.Component, assets *ui.Assets) *site {
	t.Helper()
	s := &site{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; form-action 'self'; base-uri 'none'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := page.Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("GET "+ui.AssetPrefix, func(w http.ResponseWriter, r *http.Request) {
		asset, ok := assets.Lookup(r.URL.Path)
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", asset.Type)
		w.Write(asset.Content)
	})
	mux.HandleFunc("GET /left", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<title>Weather</title><p>Rain") })
	mux.HandleFunc("POST /", s.post)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *site) post(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		http.Error(w, "no", http.StatusServiceUnavailable)
		return
	}
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.posted = append(s.posted, r.PostForm)
	if r.URL.Path == "/save" {
		done := ui.Done{Text: "Marked", Undo: &ui.Button{Label: "Undo", Kind: ui.Quiet, Name: "undo", Value: r.PostForm.Get("row"), Free: true}}
		if err := done.Render(r.Context(), w); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
		return
	}
	io.WriteString(w, "<title>Kept</title><p id=kept>Kept")
}

func (s *site) setBroken(broken bool) { s.mu.Lock(); s.broken = broken; s.mu.Unlock() }

func (s *site) all() []url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]url.Values(nil), s.posted...)
}

// tab is one page of a browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// browse opens Chromium. It must be installed: a script that no browser has run is not known to work.
func browse(t *testing.T) tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return tab{t, ctx}
}

func (b tab) open(url string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(url)); err != nil {
		b.t.Fatal(err)
	}
	b.becomes(`document.readyState === "complete"`)
}

func (b tab) press(keys ...string) {
	b.t.Helper()
	strike := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, key := range strings.Join(keys, "") {
			// One event carries the key and its letter, as a keyboard's does: then a script that takes the key takes the letter too.
			var events []*input.DispatchKeyEventParams
			for _, e := range kb.Encode(key) {
				if e.Type == kb.KeyChar {
					events[len(events)-1].Text = e.Text
					continue
				}
				events = append(events, e)
			}
			for _, e := range events {
				if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err := chromedp.Do(b.ctx, strike); err != nil {
		b.t.Fatal(err)
	}
}

func (b tab) number(question string) int {
	b.t.Helper()
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](question))
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// becomes waits until a question about the page is answered with yes; a page that is just changing is asked again.
func (b tab) becomes(question string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	again := time.NewTicker(15 * time.Millisecond)
	defer again.Stop()
	for {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+question+")"))
		if err == nil && yes {
			return
		}
		select {
		case <-ctx.Done():
			b.t.Fatalf("never became true: %s (%v)", question, err)
		case <-again.C:
		}
	}
}

func framed(t *testing.T, shell func(ui.Frame) templ.Component, set func(*ui.Frame), children ...templ.Component) (templ.Component, *ui.Assets) {
	t.Helper()
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	f := ui.Frame{Assets: assets, Lang: "en-GB", Dir: "ltr", Title: "Page"}
	set(&f)
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return shell(f).Render(templ.WithChildren(ctx, ui.Join(children...)), w)
	}), assets
}

func TestScriptsInABrowser(t *testing.T) {
	browser := browse(t)
	subtest := func(name string, f func(t *testing.T, b tab)) {
		t.Run(name, func(t *testing.T) { f(t, tab{t, browser.ctx}) })
	}
	subtest("three presses of Shift leave the page, capital letters do not", exitByKeyboard)
	subtest("the way out leaves no trace in the history", exitByLink)
	subtest("a register is marked by keyboard, and every mark is sent", registerByKeyboard)
	subtest("a questionnaire is keyed in by number alone", keyInByNumber)
	subtest("the error summary takes the focus and leads to the field", summaryLeads)
	subtest("a second press while the form travels does nothing", sentOnce)
}

const exitReady = `document.querySelector(".unseen[role=status]")`

func exitByKeyboard(t *testing.T, b tab) {
	page, assets := framed(t, ui.HomePage, func(f *ui.Frame) {
		f.Exit = &ui.Exit{Label: "Exit", Href: "/left", Said: [3]string{"one", "two", "three"}}
	}, ui.Field{Name: "words", Label: "Words", Focus: true})
	b.open(serve(t, page, assets).URL)
	b.becomes(exitReady)
	b.becomes(`document.activeElement.id === "words"`)
	b.press("ABCDEF")
	b.becomes(`document.activeElement.value === "ABCDEF"`)
	if n := b.number(`document.querySelectorAll(".count3 i[data-on]").length`); n != 0 {
		t.Errorf("capital letters counted as %d presses", n)
	}
	b.press(kb.Shift, kb.Shift)
	b.becomes(`document.querySelectorAll(".count3 i[data-on]").length === 2`)
	b.becomes(exitReady + `.textContent === "two"`)
	b.press(kb.Shift)
	b.becomes(`document.title === "Weather"`)
}

func exitByLink(t *testing.T, b tab) {
	page, assets := framed(t, ui.HomePage, func(f *ui.Frame) { f.Exit = &ui.Exit{Label: "Exit", Href: "/left"} })
	b.open(serve(t, page, assets).URL)
	b.becomes(exitReady)
	before := b.number(`history.length`)
	b.becomes(`document.querySelector("[data-exit]").click() || document.documentElement.dataset.left === ""`)
	b.becomes(`document.title === "Weather"`)
	if after := b.number(`history.length`); after != before {
		t.Errorf("the history grew from %d to %d: the page is one step back", before, after)
	}
}

func registerByKeyboard(t *testing.T, b tab) {
	r := register()
	r.Save, r.Action, r.Failed, r.Hidden = "/save", "/done", "Not saved. It is sent again with the next mark.", map[string]string{"session": "s6"}
	page, assets := framed(t, ui.DeskPage, func(f *ui.Frame) { f.Scripts = []string{"register.js"} }, r)
	s := serve(t, page, assets)
	b.open(s.URL)
	b.press("4")
	b.becomes(`document.querySelector("[data-row=p8] .undo")`)
	b.press("1")
	b.becomes(`document.querySelector("#p8-mark-1").checked`)
	b.press("n")
	b.becomes(`document.activeElement.name === "p8-well"`)
	b.press("Looked at her hands", kb.Enter)
	b.becomes(`document.activeElement.type === "radio"`)
	b.press(kb.ArrowUp)
	b.becomes(`document.activeElement.name === "p7-mark"`)
	posted := waitFor(t, s, 3)
	last := posted[len(posted)-1]
	for field, want := range map[string]string{"row": "p8", "session": "s6", "p8-mark": "present", "p8-well": "Looked at her hands"} {
		if got := last.Get(field); got != want {
			t.Errorf("%s is %q, want %q in %v", field, got, want, last)
		}
	}
	if last.Has("p1-mark") {
		t.Errorf("the whole register was sent with one row: %v", last)
	}

	s.setBroken(true)
	b.press("1")
	b.becomes(`document.querySelector("[data-row=p7] [data-slot]").textContent.startsWith("Not saved")`)
	s.setBroken(false)
	before := len(s.all())
	b.press(kb.ArrowUp, "2")
	rows := map[string]bool{}
	for _, p := range waitFor(t, s, before+2)[before:] {
		rows[p.Get("row")] = true
	}
	if !rows["p7"] || !rows["p6"] {
		t.Errorf("what did not get through was not sent again: %v", rows)
	}

	b.becomes(`document.querySelector(".undo button")`)
	b.press("u")
	b.becomes(`document.querySelector("#kept")`)
	if got := s.all(); !got[len(got)-1].Has("undo") {
		t.Errorf("U did not undo: %v", got[len(got)-1])
	}
}

func keyInByNumber(t *testing.T, b tab) {
	items := keyItems()
	items[0].Chosen, items[3].Error = "", ""
	page, assets := framed(t, ui.DeskPage, func(f *ui.Frame) { f.Scripts = []string{"keyin.js"} },
		ui.KeyIn{Action: "/score", Items: items, Finish: ui.Button{Label: "Score"}})
	s := serve(t, page, assets)
	b.open(s.URL)
	b.becomes(`document.activeElement?.name === "item1"`)
	b.press("32", kb.Backspace, kb.Backspace, "3210321032")
	b.becomes(`document.activeElement.type === "submit"`)
	b.press(kb.Enter)
	b.becomes(`document.querySelector("#kept")`)
	got := s.all()[0]
	for i, want := range strings.Split("3210321032", "") {
		if name := fmt.Sprintf("item%d", i+1); got.Get(name) != want {
			t.Errorf("%s is %q, want %s", name, got.Get(name), want)
		}
	}
}

func summaryLeads(t *testing.T, b tab) {
	page, assets := framed(t, ui.PublicPage, func(f *ui.Frame) { f.Failed = true },
		ui.ErrorSummary{Title: "Please check", Faults: []ui.Fault{{Text: "Choose one", Href: "#who"}}},
		ui.Choices{Name: "who", Legend: "Who?", Error: "Choose one", Choices: []ui.Choice{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}})
	b.open(serve(t, page, assets).URL)
	b.becomes(`document.activeElement.className === "faults"`)
	b.becomes(`document.querySelector(".faults a").click() || document.activeElement.id === "who"`)
}

func sentOnce(t *testing.T, b tab) {
	page, assets := framed(t, ui.PublicPage, func(f *ui.Frame) { f.Scripts = []string{"send.js"} },
		templ.Raw(`<form method="post" action="/once">`), ui.Button{Label: "Send", Busy: "Sending…"}, templ.Raw(`</form>`))
	s := serve(t, page, assets)
	b.open(s.URL)
	said := b.number(`(() => { const b = document.querySelector("main button"); b.click(); b.click(); return Number(b.textContent.trim() === "Sending…") })()`)
	if said != 1 {
		t.Error("the button does not say that the form is on its way")
	}
	b.becomes(`document.querySelector("#kept")`)
	if n := len(s.all()); n != 1 {
		t.Errorf("the form was sent %d times", n)
	}
}

func waitFor(t *testing.T, s *site, n int) []url.Values {
	t.Helper()
	deadline := time.After(10 * time.Second)
	again := time.NewTicker(15 * time.Millisecond)
	defer again.Stop()
	for {
		if got := s.all(); len(got) >= n {
			return got
		}
		select {
		case <-deadline:
			t.Fatalf("only %d of %d arrived: %v", len(s.all()), n, s.all())
		case <-again.C:
		}
	}
}
