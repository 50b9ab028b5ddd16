// Package ui is the design system: the frames a page stands in, the parts it is built from, and the files it needs.
//
// A part is a struct whose fields are the words and values it shows; it is itself a templ component:
//
//	@ui.Button{Label: w.Continue}
//	@(ui.CareCard{Level: ui.Urgent, Title: w.RingToday, Call: call}) {
//		<p>{ w.CannotCope }</p>
//	}
//
// (templ wants brackets round a literal that is given children.) A frame is a function that takes the page as its children.
//
// ui has no words of its own: everything a reader sees or hears arrives translated, numbers and dates already formatted.
// It knows no family, group or score, so it imports no domain package. Nothing here needs a script, and nothing writes an
// inline style or script, so the pages hold under a policy of 'self' alone. Look at every part in every state with
// `go run ./internal/web/ui/gallery -out DIR`.
package ui

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// idFor makes an id that is the same for the same words, so that a page renders the same twice and its cached copy stays true.
func idFor(kind, words string) string {
	sum := fnv.New32a()
	sum.Write([]byte(words))
	return fmt.Sprintf("%s-%08x", kind, sum.Sum32())
}

// orElse keeps the templates free of conditions about defaults.
func orElse(given, otherwise string) string {
	if given == "" {
		return otherwise
	}
	return given
}

// Beside sets short facts in one line, with a dot between them.
func Beside(facts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(facts), func(f string) bool { return f == "" }), " · ")
}

// percent and unit write geometry as attributes: no inline style, and no more digits than a screen can show.
func percent(part float64) string { return strconv.FormatFloat(round(part*100), 'f', -1, 64) + "%" }

func unit(n float64) string { return strconv.FormatFloat(round(n), 'f', -1, 64) }

func round(n float64) float64 {
	if n < 0 {
		return -round(-n)
	}
	return float64(int(n*100+.5)) / 100
}

func sortedKeys(values map[string]string) []string {
	return slices.Sorted(maps.Keys(values))
}

// address lets through what templ does not know and a phone does: a text message to
// somebody who answers.
func address(href string) templ.SafeURL {
	if strings.HasPrefix(href, "sms:") {
		return templ.SafeURL(href)
	}
	return templ.URL(href)
}
