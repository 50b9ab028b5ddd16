package canary

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"holdfast/internal/app/apptest"
	"holdfast/internal/ident"
	"holdfast/internal/identity"
	"holdfast/internal/store"
	"holdfast/internal/web/page"
)

var uuidPattern = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// browser is the viewer's own, signed in as they would be.
func (t *Town) browser(v Viewer) *apptest.Browser {
	if b, open := t.browsers[v.Name]; open {
		return b
	}
	b := t.Browser()
	switch token, asks := t.drafts[string(v.Owner)]; {
	case asks:
		b = t.Holding("ask", token)
	case !v.Account.IsZero():
		// As if they had signed in this morning: staff have a password and a code.
		token := ident.Secret()
		t.update(func(tx *store.Tx) error {
			_, err := tx.Exec(`INSERT INTO login (token_hash, account_id, started_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)`,
				identity.HashSecret(token), v.Account, tx.Now(), tx.Now().Add(12*time.Hour))
			return err
		})
		b = t.Holding(page.LoginCookie, token)
	}
	t.browsers[v.Name] = b
	return b
}

// get opens an address as somebody, and looks at everything that came back.
func (t *Town) get(v Viewer, target string) (*apptest.Answer, []Leak) {
	a := t.browser(v).Another().Get(target)
	return a, t.look(v, "GET "+target, a)
}

func (t *Town) look(v Viewer, where string, a *apptest.Answer) []Leak {
	leaks := t.scan(v, where, head(a)+a.Body)
	if a.Code >= http.StatusInternalServerError {
		leaks = append(leaks, Leak{Viewer: v.Name, Where: t.named(where), What: "breaks the page"})
	}
	return leaks
}

// head is the headers of an answer as one text, in order.
func head(a *apptest.Answer) string {
	var b strings.Builder
	if err := a.Header.WriteSubset(&b, map[string]bool{"Date": true}); err != nil {
		return err.Error()
	}
	return b.String()
}

// links are the addresses that a page leads to, in the order of the page: those of
// its links, and those of its forms that only ask, with every choice made once.
func links(a *apptest.Answer) []string {
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		if to := a.To(); to != "" {
			return []string{to}
		}
		return nil
	}
	doc := a.Doc()
	var out []string
	doc.Find("a[href], area[href], iframe[src], img[src], video[src], audio[src], source[src], link[href]").Each(func(_ int, s *goquery.Selection) {
		href, there := s.Attr("href")
		if !there {
			href, _ = s.Attr("src")
		}
		out = append(out, href)
	})
	doc.Find("form[action]").Each(func(_ int, f *goquery.Selection) { out = append(out, asked(f)...) })
	if to := a.To(); to != "" {
		out = append(out, to)
	}
	return slices.DeleteFunc(out, func(s string) bool { return !ours(s) })
}

// asked are the addresses of a form that only asks.
func asked(f *goquery.Selection) []string {
	if method, _ := f.Attr("method"); strings.EqualFold(method, "post") {
		return nil
	}
	action, _ := f.Attr("action")
	out := []string{action}
	f.Find("select[name] option, input[type=radio][name], input[type=checkbox][name]").Each(func(_ int, o *goquery.Selection) {
		name, there := o.Attr("name")
		if !there {
			name, _ = o.Closest("select").Attr("name")
		}
		value, _ := o.Attr("value")
		if name != "" && value != "" {
			out = append(out, action+"?"+url.Values{name: {value}}.Encode())
		}
	})
	return out
}

// ours reports whether an address is a page of the house that only shows. What ends
// the login is left to other tests.
func ours(href string) bool {
	return strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") && !strings.HasPrefix(href, "/assets/") && !strings.HasPrefix(href, page.ExitNow)
}

// plain is an address without its fragment.
func plain(target string) string {
	target, _, _ = strings.Cut(target, "#")
	return target
}

// shape is an address with whose instead of which, so that a sample is the same in
// every run: identifiers are made anew.
func (t *Town) shape(target string) string { return t.named(target) }

// pattern is the route that an address leads to, and what it asks: the same for
// every address that differs in nothing but in which thing it is about.
func (t *Town) pattern(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return target
	}
	_, route := t.roads.Handler(&http.Request{Method: http.MethodGet, URL: u})
	return route + "?" + strings.Join(slices.Sorted(maps.Keys(u.Query())), "&")
}

// roads finds the route of an address.
func roads(routes []page.Route) *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range routes {
		if r.Method() == http.MethodGet {
			mux.Handle("GET "+r.Pattern(), http.NotFoundHandler())
		}
	}
	return mux
}

func (t *Town) column(query string) (out []string) {
	t.View(func(tx *store.Tx) error {
		rows, err := tx.Query(query)
		out, err = store.Collect(rows, err, store.Column[string])
		return err
	})
	return out
}
