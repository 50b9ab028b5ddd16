package browser

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// Axe lists what the accessibility checker finds on the page, a line each. script
// is axe-core's source.
func (t *Tab) Axe(script string) ([]string, error) {
	there, err := Eval[bool](t, `"axe" in globalThis`)
	if err != nil {
		return nil, err
	}
	if !there {
		if _, err := Eval[bool](t, script+"; true"); err != nil {
			return nil, fmt.Errorf("load axe: %w", err)
		}
	}
	ctx, done := context.WithTimeout(t.ctx, 2*patience)
	defer done()
	return chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.flatMap((v) =>
		v.nodes.map((n) => v.id + ": " + v.help + " at " + n.target.join(" ") + " " + n.html.slice(0, 160) + (n.any[0] ? " (" + n.any[0].message.slice(0, 200) + ")" : ""))))`, chromedp.EvalAwaitPromise))
}

// Overflow says by what the page scrolls sideways at a width; empty when it does
// not.
func (t *Tab) Overflow(width int64, back Look) (string, error) {
	if err := t.Size(width, back.Height); err != nil {
		return "", err
	}
	wide, err := Eval[[]string](t, `(() => {
		const root = document.documentElement, limit = root.clientWidth
		if (root.scrollWidth <= limit) { return [] }
		return [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > limit + 0.5)
			.slice(-3).map((e) => e.localName + "." + e.className + " " + Math.round(e.getBoundingClientRect().right) + " of " + limit)
			.concat("page " + root.scrollWidth)
	})()`)
	if err != nil {
		return "", err
	}
	return strings.Join(wide, "; "), t.Size(back.Width, back.Height)
}
