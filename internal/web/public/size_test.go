package public_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"holdfast/internal/app/apptest"
)

// What a first visit may cost on the wire: an old phone at the edge of a village
// shows the page after the first, and has everything after the second.
const (
	firstRender = 14 << 10
	firstVisit  = 60 << 10
)

func TestAFirstVisitIsSmall(t *testing.T) {
	h := open(t)
	h.opensGroups(12)
	for _, address := range []string{harbour, harbour + "/ask", harbour + "/help", offer, "/", "/privacy", "/sign-in", "/link"} {
		first, all := h.weighs(address)
		t.Logf("%s: %d bytes to the first picture, %d in all", address, first, all)
		if first > firstRender || all > firstVisit {
			t.Errorf("%s: %d bytes to the first picture and %d in all, more than %d and %d", address, first, all, firstRender, firstVisit)
		}
	}
}

// weighs is the compressed size of a page with its styles, and with everything
// that it loads.
func (h *house) weighs(address string) (first, all int) {
	h.t.Helper()
	n, page := h.fetch(address)
	first, all = n, n
	seen := map[string]bool{}
	page.Find("link[rel=stylesheet], link[rel=icon], script[src], img[src]").Each(func(_ int, s *goquery.Selection) {
		src, _ := s.Attr("href")
		if src == "" {
			src, _ = s.Attr("src")
		}
		if seen[src] {
			return
		}
		seen[src] = true
		n, _ := h.fetch(src)
		all += n
		if rel, _ := s.Attr("rel"); rel == "stylesheet" {
			first += n
		}
	})
	return first, all
}

func (h *house) fetch(address string) (int, *goquery.Document) {
	h.t.Helper()
	req := httptest.NewRequestWithContext(h.t.Context(), http.MethodGet, apptest.Origin+address, nil)
	req.Header.Set("Accept-Encoding", "gzip")
	rec := httptest.NewRecorder()
	h.Handler().ServeHTTP(rec, req)
	if rec.Code != http.StatusOK {
		h.t.Fatalf("%s: %d", address, rec.Code)
	}
	size := rec.Body.Len()
	plain := httptest.NewRecorder()
	req.Header.Del("Accept-Encoding")
	h.Handler().ServeHTTP(plain, req)
	doc, err := goquery.NewDocumentFromReader(plain.Body)
	h.must(err)
	return size, doc
}
