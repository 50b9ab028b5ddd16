package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"
)

// Elsewhere stands in for another site: the browser gets page for every address
// that begins with base, and nothing leaves the machine.
func (t *Tab) Elsewhere(base, page string) error {
	err := chromedp.Listen(t.ctx, func(event any) {
		paused, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		// Answering from within the listener would wait for itself.
		go chromedp.Do(t.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error { //nolint:errcheck // the tab has closed
			_, err := cdp.Call(ctx, target, fetch.FulfillRequest, fetch.FulfillRequestParams{
				RequestID: paused.RequestID, ResponseCode: 200, Body: []byte(page),
				ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "text/html; charset=utf-8"}},
			})
			return err
		}))
	})
	if err != nil {
		return err
	}
	return call(t, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: base + "*"}}})
}
