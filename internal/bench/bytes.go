package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/PuerkitoBio/goquery"
)

// bytes counts what travels for each page that a parent opens, headers and all: the
// page and its styles, which the first render waits for, and everything it loads.
func (b *bench) bytes(ctx context.Context) (err error) {
	w, err := b.open(ctx, 1000, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	v, err := newVisitor(w.host)
	if err != nil {
		return err
	}
	for _, p := range []struct{ name, path string }{
		{"front", "/"}, {"groups", "/s/harbour-lane"}, {"help", "/help"}, {"privacy", "/privacy"}, {"accessibility", "/accessibility"},
		{"exit", "/exit"}, {"tracks", "/exit/tracks"}, {"ask", "/s/harbour-lane/ask"}, {"link", "/link"}, {"sign-in", "/sign-in"},
		{"offer", "/o/A-DEMONSTRATION-OF-AN-OPEN-OFFER"},
	} {
		if err := b.weigh(v, p.name, p.path); err != nil {
			return err
		}
	}
	if err := b.weighEnquiry(v); err != nil {
		return fmt.Errorf("enquiry: %w", err)
	}
	return b.weighHome(ctx, w)
}

// weigh says what a page weighs.
func (b *bench) weigh(v *visitor, name, path string) error {
	p, err := v.open(path)
	if err == nil && p.status != http.StatusOK {
		err = fmt.Errorf("answered %d", p.status)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return errors.Join(b.say("bytes.first."+name, float64(p.first), "B", 0), b.say("bytes.total."+name, float64(p.total), "B", 0))
}

// answers are what the parent of the measurement says, by the name of the field.
var answers = url.Values{
	"birth": {"born"}, "date-day": {"29"}, "date-month": {"12"}, "date-year": {"2026"}, "babies": {"1"}, "group": {""}, "relation": {"mother"},
	"name": {"Anna Lindqvist"}, "called": {"Anna"}, "lang": {"en"}, "ways": {"email"}, "email": {"anna@post.example"},
	"email.when": {"any"}, "email.shared": {"no"}, "agree": {"yes"},
}

// weighEnquiry answers each page of the enquiry as it comes, whatever its address.
func (b *bench) weighEnquiry(v *visitor) error {
	at, err := v.post("/s/harbour-lane/ask", nil)
	if err != nil {
		return err
	}
	for n := 1; n < 20; n++ {
		name := fmt.Sprintf("ask.%d", n)
		if err := b.weigh(v, name, at); err != nil {
			return err
		}
		p, err := v.open(at)
		if err != nil {
			return err
		}
		form := p.doc.Find("main form")
		action, there := form.Attr("action")
		if !there {
			return nil // sent: there is nothing more to answer
		}
		give := url.Values{}
		form.Find("input, select").Each(func(_ int, field *goquery.Selection) {
			if name := field.AttrOr("name", ""); answers.Has(name) {
				give[name] = answers[name]
			} else if field.AttrOr("type", "") == "hidden" {
				give.Set(name, field.AttrOr("value", ""))
			}
		})
		if at, err = v.post(action, give); err != nil {
			return fmt.Errorf("after %s: %w", p.doc.Find("h1").First().Text(), err)
		}
	}
	return errors.New("it never ends")
}

// weighHome opens the pages of a caregiver with a place.
func (b *bench) weighHome(ctx context.Context, w *world) error {
	carers, err := w.carers(ctx, 1)
	if err != nil {
		return err
	}
	asked, err := questions(ctx, w)
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(string(asked[0]), "GET "), " ")
	v, err := newVisitor(w.host)
	if err != nil {
		return err
	}
	v.client.Jar.SetCookies(v.site, []*http.Cookie{{Name: "login", Value: carers[0].token}})
	for _, p := range []struct{ name, path string }{
		{"home", "/home"}, {"dates", "/home/dates"}, {"ring", "/home/ring"}, {"now", "/home/now"}, {"question", first},
		{"check", first[:strings.LastIndex(first, "/")] + "/check"},
	} {
		if err := b.weigh(v, p.name, p.path); err != nil {
			return err
		}
	}
	return nil
}

// visitor is a browser with an empty cache that counts what arrives.
type visitor struct {
	client *http.Client
	site   *url.URL
	read   atomic.Int64
}

func newVisitor(host string) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visitor{site: &url.URL{Scheme: "http", Host: host}}
	v.client = &http.Client{
		Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
			return counted{conn, &v.read}, err
		}},
	}
	return v, nil
}

type counted struct {
	net.Conn
	read *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.read.Add(int64(n))
	return n, err
}

// weighed is a page with what travelled for it.
type weighed struct {
	status       int
	first, total int64
	doc          *goquery.Document
}

// open loads a page and all that it names, each once, as on a first visit.
func (v *visitor) open(path string) (p weighed, err error) {
	var body io.Reader
	if p.status, body, err = v.get(path); err != nil {
		return p, err
	}
	if p.doc, err = goquery.NewDocumentFromReader(body); err != nil {
		return p, err
	}
	p.first = v.read.Swap(0)
	p.total = p.first
	seen := map[string]bool{}
	p.doc.Find("link[href], script[src], img[src]").Each(func(_ int, part *goquery.Selection) {
		address := part.AttrOr("href", part.AttrOr("src", ""))
		if err != nil || seen[address] || !strings.HasPrefix(address, "/assets/") {
			return
		}
		seen[address] = true
		if _, _, err = v.get(address); err != nil {
			return
		}
		n := v.read.Swap(0)
		p.total += n
		if part.AttrOr("rel", "") == "stylesheet" {
			p.first += n
		}
	})
	return p, err
}

func (v *visitor) get(path string) (status int, body io.Reader, err error) {
	req, err := http.NewRequest(http.MethodGet, v.site.String()+path, nil)
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	v.read.Store(0)
	resp, err := v.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	var content io.Reader = resp.Body
	if resp.Header.Get("Content-Encoding") == "gzip" {
		if content, err = gzip.NewReader(resp.Body); err != nil {
			return 0, nil, err
		}
	}
	whole, err := io.ReadAll(content)
	return resp.StatusCode, strings.NewReader(string(whole)), err
}

// post sends a form and says where it leads.
func (v *visitor) post(path string, form url.Values) (string, error) {
	req, err := http.NewRequest(http.MethodPost, v.site.String()+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := v.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		return "", fmt.Errorf("POST %s is answered %d", path, resp.StatusCode)
	}
	return resp.Header.Get("Location"), nil
}
