package browser

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// Load is what travelled for one page, in bytes on the wire with headers.
type Load struct {
	First    int // before anything can be drawn: the page and its styles
	Total    int // all of it
	Status   int // of the page
	Requests []string
	Problems []string // what the console said, what failed
}

// Hosts are the hosts that were asked.
func (l Load) Hosts() map[string]bool {
	out := map[string]bool{}
	for _, r := range l.Requests {
		if u, err := url.Parse(r); err == nil && u.Scheme != "data" { // the browser's own pictures in its controls
			out[u.Host] = true
		}
	}
	return out
}

// traffic listens to what one tab loads.
type traffic struct {
	mu       sync.Mutex
	load     Load
	kinds    map[network.RequestID]network.ResourceType
	underway map[network.RequestID]string
}

// begin forgets the page before.
func (w *traffic) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.load = Load{}
	w.kinds, w.underway = map[network.RequestID]network.ResourceType{}, map[network.RequestID]string{}
}

// quiet reports whether nothing is on its way.
func (w *traffic) quiet() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.underway) == 0
}

// missing says what is still on its way.
func (w *traffic) missing() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return fmt.Sprint(slices.Collect(maps.Values(w.underway)))
}

func (w *traffic) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.kinds == nil {
		return
	}
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Type == network.ResourceTypeDocument {
			// What the page before was still waiting for will not come any more.
			clear(w.underway)
		}
		w.load.Requests = append(w.load.Requests, e.Request.URL)
		w.kinds[e.RequestID] = e.Type
		if e.Type != network.ResourceTypeOther { // the page's icon, whose end is not always told
			w.underway[e.RequestID] = e.Request.URL
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			w.load.Status = int(e.Response.Status)
		} else if e.Response.Status >= 400 {
			w.load.Problems = append(w.load.Problems, fmt.Sprintf("%d for %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventLoadingFinished:
		delete(w.underway, e.RequestID)
		w.count(w.kinds[e.RequestID], int(e.EncodedDataLength))
	case *network.EventLoadingFailed:
		delete(w.underway, e.RequestID)
		w.load.Problems = append(w.load.Problems, fmt.Sprintf("a %s was not loaded: %s %s", e.Type, e.ErrorText, e.BlockedReason))
	case *runtime.EventExceptionThrown:
		w.load.Problems = append(w.load.Problems, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			w.load.Problems = append(w.load.Problems, "console: "+string(e.Type))
		}
	case *log.EventEntryAdded:
		// A page that says 404 or 422 is logged as failed to load, and is none.
		if e.Entry.Source != log.EntrySourceNetwork && (e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning) {
			w.load.Problems = append(w.load.Problems, "log: "+e.Entry.Text)
		}
	}
}

// count adds what has arrived. Scripts here are modules, which wait for nothing
// and hold nothing up.
func (w *traffic) count(kind network.ResourceType, bytes int) {
	w.load.Total += bytes
	if kind == network.ResourceTypeDocument || kind == network.ResourceTypeStylesheet || kind == network.ResourceTypeFont {
		w.load.First += bytes
	}
}

// Load is what the present page took to load.
func (t *Tab) Load() Load {
	t.traffic.mu.Lock()
	defer t.traffic.mu.Unlock()
	out := t.traffic.load
	out.Requests = append([]string(nil), out.Requests...)
	out.Problems = append([]string(nil), out.Problems...)
	return out
}
