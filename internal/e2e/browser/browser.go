// Package browser drives a real Chromium as a person would: it finds things by
// the words that stand on them, presses where they are drawn, and waits for the
// page that follows. It also sees what a person does not: what travelled, what
// the console said, and what axe finds.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Browser is one Chromium. The people in it share nothing: no cookie, no cache.
type Browser struct {
	ctx  context.Context
	stop []func()
}

// Start starts Chromium, which has to be installed.
func Start(ctx context.Context) (*Browser, error) {
	profile, err := os.MkdirTemp("", "holdfast-browser-")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile), chromedp.WindowSize(1280, 900))
	b := &Browser{stop: []func(){func() { os.RemoveAll(profile) }}}
	var done context.CancelFunc
	ctx, done = chromedp.NewExecAllocator(ctx, options...)
	b.stop = append(b.stop, done)
	b.ctx, done = chromedp.NewContext(ctx)
	b.stop = append(b.stop, done)
	if err := chromedp.Do(b.ctx); err != nil {
		b.Close()
		return nil, fmt.Errorf("start chromium: %w", err)
	}
	return b, nil
}

// Path is where Chromium is, for a program that starts one of its own.
func Path() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium is installed: run `make tools`")
}

// Close ends Chromium and removes what it kept.
func (b *Browser) Close() {
	for i := len(b.stop) - 1; i >= 0; i-- {
		b.stop[i]()
	}
}

// Tab is what one person looks at.
type Tab struct {
	ctx     context.Context
	close   context.CancelFunc
	base    string
	traffic traffic
}

// Look is how somebody looks at pages.
type Look struct {
	Width, Height int64
	NoScripts     bool // the browser runs none
	Cached        bool // keeps what it has loaded, as a real one does; else every page is a first visit
}

// Open gives somebody a browser of their own, for the site at base.
func (b *Browser) Open(base string, look Look) (*Tab, error) {
	t := &Tab{base: base}
	t.ctx, t.close = chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	if err := t.prepare(look); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

func (t *Tab) prepare(look Look) error {
	if err := chromedp.Listen(t.ctx, t.traffic.hear); err != nil {
		return err
	}
	return errors.Join(
		call(t, network.Enable, network.EnableParams{}),
		call(t, log.Enable, cdp.Empty{}),
		call(t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: !look.Cached}),
		call(t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: look.NoScripts}),
		t.Size(look.Width, look.Height),
	)
}

// call sends one command of the protocol, of which only success matters.
func call[P, R any](t *Tab, command cdp.Command[P, R], params P) error {
	return chromedp.Do(t.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	}))
}

// Close closes the tab.
func (t *Tab) Close() { t.close() }

// Size is how large the window is.
func (t *Tab) Size(width, height int64) error {
	return call(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// Scheme is whether the person prefers "light" or "dark".
func (t *Tab) Scheme(scheme string) error { return t.media("", scheme) }

// Paper shows the page as it would be printed, until the next Scheme.
func (t *Tab) Paper() error { return t.media("print", "light") }

func (t *Tab) media(media, scheme string) error {
	return call(t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
}

// Hold gives the browser a cookie of the site.
func (t *Tab) Hold(name, value string) error {
	return call(t, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: t.base, HTTPOnly: new(true), SameSite: network.CookieSameSiteLax})
}

// Cookies are what the browser holds of the site.
func (t *Tab) Cookies() (map[string]string, error) {
	out := map[string]string{}
	err := chromedp.Do(t.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		held, err := cdp.Call(ctx, target, network.GetCookies, network.GetCookiesParams{URLs: []string{t.base}})
		for _, c := range held.Cookies {
			out[c.Name] = c.Value
		}
		return err
	}))
	return out, err
}

// Picture is the window as a PNG; whole, the page from top to bottom.
func (t *Tab) Picture(whole bool) ([]byte, error) {
	var out []byte
	err := chromedp.Do(t.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		shot, err := cdp.Call(ctx, target, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole})
		out = shot.Data
		return err
	}))
	return out, err
}

// Eval asks the page something in its own language.
func Eval[T any](t *Tab, question string) (T, error) {
	ctx, done := context.WithTimeout(t.ctx, patience)
	defer done()
	return chromedp.Run(ctx, chromedp.Evaluate[T](question, chromedp.EvalAwaitPromise))
}

// ask calls a function of the page with arguments.
func ask[T any](t *Tab, function string, args ...any) (T, error) {
	list, err := json.Marshal(args)
	if err != nil {
		var none T
		return none, err
	}
	return Eval[T](t, "("+function+")(..."+string(list)+")")
}

// patience is how long a page may take to do what it is expected to.
const patience = 15 * time.Second

// Until waits for a condition that the page answers.
func (t *Tab) Until(condition string) error {
	_, err := t.until(func() (bool, error) { return Eval[bool](t, "Boolean("+condition+")") })
	if err != nil {
		return fmt.Errorf("never became true: %s: %w", condition, err)
	}
	return nil
}

// until asks again and again; while a page gives way to another, no answer is an
// answer.
func (t *Tab) until(condition func() (bool, error)) (bool, error) {
	deadline := time.After(patience)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		yes, err := condition()
		if yes {
			return true, nil
		}
		select {
		case <-deadline:
			return false, errors.Join(errors.New("waited in vain"), err)
		case <-t.ctx.Done():
			return false, t.ctx.Err()
		case <-again.C:
		}
	}
}
