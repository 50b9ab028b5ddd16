package e2e_test

import (
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"holdfast/internal/e2e/browser"
)

// The budgets of a page that a parent opens, on the wire, on a first visit.
const (
	firstBytes = 14 << 10
	totalBytes = 60 << 10
)

// narrow is the narrowest window that must not scroll sideways.
const narrow = 320

// started says that the shared browser was asked for.
var started atomic.Bool

// person is somebody in front of a browser. Whatever they cannot do ends the test,
// and every page they come to is looked over.
type person struct {
	*testing.T
	h      *house
	name   string
	tab    *browser.Tab
	look   browser.Look
	looked map[string]bool // pages looked over already; nil: nobody looks
}

// visitor is somebody with a browser nobody has used.
func (h *house) visitor(name string, look browser.Look) *person {
	h.t.Helper()
	started.Store(true)
	b, err := chromium()
	if err != nil {
		h.t.Fatalf("a browser for tests: %v", err)
	}
	tab, err := b.Open(h.url, look)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(tab.Close)
	h.must(tab.Elsewhere(away, "<!doctype html><html lang=en><title>Weather</title><h1>Weather</h1>"))
	return &person{T: h.t, h: h, name: name, tab: tab, look: look, looked: map[string]bool{}}
}

// did ends the test when somebody could not do something, and says where.
func (p *person) did(err error) {
	p.Helper()
	if err == nil {
		return
	}
	address, _ := p.tab.Address()
	words, _ := p.tab.Words()
	if picture, shot := p.tab.Picture(true); shot == nil && os.Getenv("HOLDFAST_E2E_PICTURE") != "" {
		os.WriteFile(os.Getenv("HOLDFAST_E2E_PICTURE"), picture, 0o600)
	}
	if len(words) > 2500 {
		words = words[:2500] + "…"
	}
	p.Fatalf("%s, on %s: %v\nthe page says: %s", p.name, address, err, words)
}

func (p *person) goes(address string) {
	p.Helper()
	p.did(p.tab.Go(address))
	p.looksOver()
}

// follows presses what leads to another page.
func (p *person) follows(words string, near ...string) {
	p.Helper()
	p.did(p.tab.Follow(words, near...))
	p.looksOver()
}

func (p *person) chooses(words string, near ...string) {
	p.Helper()
	p.did(p.tab.Choose(words, near...))
}

func (p *person) fills(label, value string, near ...string) {
	p.Helper()
	p.did(p.tab.Fill(label, value, near...))
}

func (p *person) strikes(keys ...string) {
	p.Helper()
	p.did(p.tab.Keys(keys...))
}

// date fills in the three parts of a date.
func (p *person) date(day, month, year string) {
	p.Helper()
	p.fills("Day", day)
	p.fills("Month", month)
	p.fills("Year", year)
}

// heads says which heading stands above the page.
func (p *person) heads(want string) {
	p.Helper()
	got, err := p.tab.Heading()
	if err == nil && got != want {
		err = fmt.Errorf("the heading is %q, not %q", got, want)
	}
	p.did(err)
}

// reads says what can be read somewhere on the page, waiting for it if a script
// has to write it first.
func (p *person) reads(words ...string) {
	p.Helper()
	for _, want := range words {
		question := fmt.Sprintf(`document.body.innerText.replace(/[\s\u2066-\u2069]+/g, " ").includes(%q)`, want)
		if err := p.tab.Until(question); err != nil {
			p.did(fmt.Errorf("%q cannot be read", want))
		}
	}
}

// readsNot says what must not be on the page, not even hidden in its source.
func (p *person) readsNot(words ...string) {
	p.Helper()
	source, err := browser.Eval[string](p.tab, `document.documentElement.outerHTML`)
	p.did(err)
	for _, bad := range words {
		if strings.Contains(source, bad) {
			p.Errorf("%s: the page holds %q", p.name, bad)
		}
	}
}

func (p *person) words() string {
	p.Helper()
	words, err := p.tab.Words()
	p.did(err)
	return words
}

func (p *person) address() string {
	p.Helper()
	address, err := p.tab.Address()
	p.did(err)
	return address
}

// holds reports whether a condition about the page becomes true.
func (p *person) holds(condition string) {
	p.Helper()
	p.did(p.tab.Until(condition))
}

// changing is what of an address differs from one test to the next.
var changing = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z2-7]{24,}`)

// looksOver checks what holds of every page: it asks no other host, its console is
// silent, it is light, it does not scroll sideways, and axe finds nothing in it.
func (p *person) looksOver() {
	p.Helper()
	address := p.address()
	load := p.tab.Load()
	for host := range load.Hosts() {
		if "http://"+host != p.h.url && host != "weather.example" {
			p.Errorf("%s asks another host: %s", address, host)
		}
	}
	if len(load.Problems) > 0 {
		p.Errorf("%s, on %s: %s", p.name, address, strings.Join(load.Problems, "; "))
	}
	if load.Status >= 500 {
		p.Fatalf("%s answers %d: %s", address, load.Status, p.h.log)
	}
	if p.looked == nil || !strings.HasPrefix(address, "/") {
		return
	}
	heading, err := p.tab.Heading()
	p.did(err)
	page := fmt.Sprintf("%s %d %s", changing.ReplaceAllString(address, "ID"), load.Status, heading)
	if p.looked[page] {
		return
	}
	p.looked[page] = true
	p.weighs(address, load)
	wide, err := p.tab.Overflow(narrow, p.look)
	p.did(err)
	if wide != "" {
		p.Errorf("%s scrolls sideways at %d px: %s", address, narrow, wide)
	}
	p.axe(address)
}

// weighs holds a page that a parent opens to its budget.
func (p *person) weighs(address string, load browser.Load) {
	p.Helper()
	if u, err := url.Parse(address); err != nil || strings.HasPrefix(u.Path, "/desk") {
		return
	}
	if load.First > firstBytes || load.Total > totalBytes {
		p.Errorf("%s takes %d bytes to its first render and %d in all; %d and %d are allowed", address, load.First, load.Total, firstBytes, totalBytes)
	}
}

// axe runs the accessibility checker in light and in dark.
func (p *person) axe(address string) {
	p.Helper()
	if p.look.NoScripts {
		return // a browser that runs no script does not run the checker either
	}
	script, err := axeScript()
	if err != nil {
		p.Fatal(err)
	}
	for _, scheme := range []string{"dark", "light"} {
		p.did(p.tab.Scheme(scheme))
		found, err := p.tab.Axe(script)
		p.did(err)
		for _, f := range found {
			p.Errorf("axe, %s in %s: %s", address, scheme, f)
		}
	}
}

// axeScript is the source of the accessibility checker, which `make test` installs.
var axeScript = sync.OnceValues(func() (string, error) {
	const path = "axe/node_modules/axe-core/axe.min.js"
	source, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("axe-core is not there: run `make tools`, which installs it: %w", err)
	}
	return string(source), nil
})
