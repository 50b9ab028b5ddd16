package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed find.js
var findScript string

// place is where something was found.
type place struct {
	Problem string  `json:"problem"`
	X       float64 `json:"x"`
	Y       float64 `json:"y"`
	On      bool    `json:"on"`
	Kind    string  `json:"kind"`
	Type    string  `json:"type"`
}

// find waits until exactly one thing of the kind bears the words.
func (t *Tab) find(kind, words string, within []string) (place, error) {
	var p place
	_, err := t.until(func() (found bool, err error) {
		p, err = ask[place](t, findScript, kind, words, strings.Join(within, " "))
		if err == nil && p.Problem != "" {
			err = errors.New(p.Problem)
		}
		return err == nil, err
	})
	return p, err
}

// click presses what was found, not the place where it stood: a row that was saved
// meanwhile may have pushed something else there.
func (t *Tab) click(place) error {
	_, err := ask[bool](t, `(mark) => { document.querySelector(mark).click(); return true }`, "[data-found]")
	return err
}

// Go opens an address of the site, or a whole one, and waits for its page.
func (t *Tab) Go(address string) error {
	if strings.HasPrefix(address, "/") {
		address = t.base + address
	}
	t.traffic.begin()
	if err := chromedp.Do(t.ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("go to %s: %w", address, err)
	}
	if err := t.settled(); err != nil {
		return fmt.Errorf("go to %s: %w", address, err)
	}
	return nil
}

// settled waits until the page is there with all that belongs to it.
func (t *Tab) settled() error {
	_, err := t.until(func() (bool, error) {
		complete, err := Eval[bool](t, `document.readyState === "complete"`)
		return complete && t.traffic.quiet(), err
	})
	if err != nil {
		err = fmt.Errorf("%w for %s", err, t.traffic.missing())
	}
	return err
}

// Follow presses a link or a button, and waits for the page that follows.
func (t *Tab) Follow(words string, within ...string) error {
	p, err := t.find("press", words, within)
	if err != nil {
		return fmt.Errorf("follow %q: %w", words, err)
	}
	return t.leave(func() error { return t.click(p) })
}

// leave does something that leads to another page, and waits for it.
func (t *Tab) leave(act func() error) error {
	const origin = `performance.timeOrigin`
	before, err := Eval[float64](t, origin)
	if err != nil {
		return err
	}
	t.traffic.begin()
	if err := act(); err != nil {
		return err
	}
	if _, err := t.until(func() (bool, error) {
		now, err := Eval[float64](t, origin)
		return err == nil && now != before, err
	}); err != nil {
		return fmt.Errorf("no other page came: %w", err)
	}
	return t.settled()
}

// Press presses a link or a button that leads to no other page.
func (t *Tab) Press(words string, within ...string) error {
	p, err := t.find("press", words, within)
	if err != nil {
		return fmt.Errorf("press %q: %w", words, err)
	}
	return t.click(p)
}

// Choose presses a radio button, or ticks a box that is not ticked yet.
func (t *Tab) Choose(words string, within ...string) error {
	p, err := t.find("box", words, within)
	if err != nil {
		return fmt.Errorf("choose %q: %w", words, err)
	}
	if p.On {
		return nil
	}
	if err := t.click(p); err != nil {
		return err
	}
	return t.Until(`document.querySelector("[data-found]")?.checked`)
}

// Fill types into a field in place of what stands there, or chooses an option.
func (t *Tab) Fill(label, value string, within ...string) error {
	p, err := t.find("field", label, within)
	if err != nil {
		return fmt.Errorf("fill %q: %w", label, err)
	}
	if p.Kind == "select" {
		ok, err := ask[bool](t, `(words) => {
			const list = document.querySelector("[data-found]"), option = [...list.options].find((o) => o.textContent.trim() === words)
			if (!option) { return false }
			list.value = option.value
			list.dispatchEvent(new Event("input", { bubbles: true }))
			list.dispatchEvent(new Event("change", { bubbles: true }))
			return true
		}`, value)
		if err == nil && !ok {
			err = fmt.Errorf("%q has no option %q", label, value)
		}
		return err
	}
	if p.Type == "time" {
		// Its parts are typed differently in every country.
		return t.Until(`((f) => { f.value = "` + value + `"; f.dispatchEvent(new Event("input", { bubbles: true })); return true })(document.querySelector("[data-found]"))`)
	}
	if err := t.click(p); err != nil {
		return err
	}
	if _, err := Eval[bool](t, `(document.querySelector("[data-found]").select?.(), true)`); err != nil {
		return err
	}
	if value == "" {
		return t.Keys(kb.Delete)
	}
	return call(t, input.InsertText, input.InsertTextParams{Text: value})
}

// Keys strikes keys, as on a keyboard: one event carries the key and its letter.
func (t *Tab) Keys(keys ...string) error {
	return chromedp.Do(t.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, key := range strings.Join(keys, "") {
			var events []*input.DispatchKeyEventParams
			for _, e := range kb.Encode(key) {
				if e.Type == kb.KeyChar && len(events) > 0 {
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
	}))
}

// KeysFollow strikes keys that lead to another page, and waits for it.
func (t *Tab) KeysFollow(keys ...string) error {
	return t.leave(func() error { return t.Keys(keys...) })
}

// Heading is the page's first heading.
func (t *Tab) Heading() (string, error) {
	return Eval[string](t, `(document.querySelector("h1")?.textContent ?? "").replace(/[\s\u2066-\u2069]+/g, " ").trim()`)
}

// Words are all that can be read on the page, spaces joined.
func (t *Tab) Words() (string, error) {
	return Eval[string](t, `document.body.innerText.replace(/[\s\u2066-\u2069]+/g, " ").trim()`)
}

// Address is where the tab is, without the site.
func (t *Tab) Address() (string, error) {
	address, err := Eval[string](t, `location.href`)
	return strings.TrimPrefix(address, t.base), err
}

// Title is what a history shows of the page.
func (t *Tab) Title() (string, error) { return Eval[string](t, `document.title`) }
