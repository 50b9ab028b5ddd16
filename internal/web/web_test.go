package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"holdfast/content/helplines"
	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/companion"
	"holdfast/internal/fault"
	"holdfast/internal/i18n"
	"holdfast/internal/web"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// world stands for identity: two logins and one service.
type world struct {
	logins map[string]access.Actor
	broken error // what identity answers when the database does not
}

func (w *world) Actor(_ context.Context, token string) (access.Actor, error) {
	who, ok := w.logins[token]
	if w.broken != nil {
		return access.Actor{}, w.broken
	}
	if !ok {
		return access.Actor{}, fault.NotFoundf("login")
	}
	return who, nil
}

func (w *world) SignOut(_ context.Context, token string) error {
	delete(w.logins, token)
	return w.broken
}

var harbour = page.Service{Slug: "harbour", Name: "Harbour Lane", Zone: time.UTC, ExitURL: "https://weather.example/today"}

func (w *world) ServiceByID(context.Context, access.ServiceID) (page.Service, error) {
	return harbour, nil
}

func (w *world) OnlyService(context.Context) (page.Service, error) { return harbour, nil }

func (w *world) ServiceBySlug(_ context.Context, slug string) (page.Service, error) {
	if slug != harbour.Slug {
		return page.Service{}, fault.NotFoundf("service")
	}
	return harbour, nil
}

// house is a running server and what it wrote to its log.
type house struct {
	*world
	handler http.Handler
	log     *bytes.Buffer
	ready   error
	cat     *i18n.Catalogue
}

func open(t *testing.T, routes ...page.Route) *house {
	t.Helper()
	cat, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	lines, err := companion.LoadHelplines(helplines.Files, "gb.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var account access.AccountID
	if err := account.UnmarshalText([]byte("0193a5b0-0000-7000-8000-000000000001")); err != nil {
		t.Fatal(err)
	}
	h := &house{
		world: &world{logins: map[string]access.Actor{
			"coordinator":  {Account: account, Name: "Dana Whitlock", Roles: []access.Role{access.Coordinator}},
			"practitioner": {Account: account, Name: "Ruth Okafor", Roles: []access.Role{access.Practitioner}},
			"caregiver":    {Account: account, Name: "Amina", Roles: []access.Role{access.Caregiver}},
		}},
		log: &bytes.Buffer{}, cat: cat,
	}
	h.handler, err = web.New(web.Deps{
		Site:     &page.Site{Catalogue: cat, Assets: assets, Secure: true, BaseURL: "https://holdfast.example"},
		Identity: h.world, Services: h.world,
		Routes: append(web.Exit(h.world, lines), routes...),
		Ready:  func(context.Context) error { return h.ready },
		Log:    slog.New(slog.NewTextHandler(h.log, nil)),
		Now:    func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := cat.Missing(); len(missing) > 0 {
			t.Errorf("texts missing: %q", missing)
		}
	})
	return h
}

// ask makes one request as whoever holds the token; edit changes it first.
func (h *house) ask(method, target, token string, body url.Values, edit ...func(*http.Request)) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, "https://holdfast.example"+target, strings.NewReader(body.Encode()))
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if method == http.MethodPost {
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if token != "" {
		req.AddCookie(&http.Cookie{Name: "__Host-login", Value: token})
	}
	for _, e := range edit {
		e(req)
	}
	rec := httptest.NewRecorder()
	h.handler.ServeHTTP(rec, req)
	return rec
}

func document(t *testing.T, rec *httptest.ResponseRecorder) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(rec.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func words(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	})
}

func answering(reply page.Reply, err error) page.Handler {
	return func(*page.Request) (page.Reply, error) { return reply, err }
}

func TestFailuresBecomePages(t *testing.T) {
	for _, tt := range []struct {
		name   string
		err    error
		code   int
		says   []string
		logged bool
	}{
		{"what makes no sense", fault.Check(fault.At("on", "date.missing")), 422, []string{"Write the date", "Nothing was saved yet"}, false},
		{"what is not there, or not theirs", fault.NotFoundf("place secret-7"), 404, []string{"This page is not here"}, false},
		{"what a service forbids", fault.Forbiddenf("alert.own secret-7"), 403, []string{"Ask your lead who can."}, false},
		{"what somebody else did first", fault.Refuse("form.not-offered"), 409, []string{"This has changed meanwhile", "Choose one of the answers"}, false},
		{"a full disk", fault.Unavailablef("disk secret-7"), 503, []string{"try again in a minute", "safe"}, true},
		{"an error of ours", errors.New("scan secret-7"), 500, []string{"on our side", "Reference:"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t, page.Get("/desk/x", access.DeskUse, answering(page.Reply{}, tt.err)))
			rec := h.ask("GET", "/desk/x", "coordinator", nil)
			if rec.Code != tt.code {
				t.Fatalf("status %d", rec.Code)
			}
			doc := document(t, rec)
			if doc.Find("h1").Length() != 1 || doc.Find("html[data-room=desk]").Length() != 1 {
				t.Error("it is no whole page in the room of the reader")
			}
			main := doc.Find("main").Text()
			for _, say := range tt.says {
				if !strings.Contains(main, say) {
					t.Errorf("does not say %q:\n%s", say, main)
				}
			}
			if strings.Contains(rec.Body.String(), "secret-7") {
				t.Error("the error's own text is shown")
			}
			if strings.Contains(h.log.String(), "secret-7") != tt.logged || strings.Count(h.log.String(), "\n") != 1 {
				t.Errorf("log:\n%s", h.log)
			}
			if tt.code == 503 && rec.Header().Get("Retry-After") == "" {
				t.Error("does not say when to try again")
			}
		})
	}
}

func TestTheReferenceOnThePageIsInTheLog(t *testing.T) {
	h := open(t, page.Get("/x", access.Anyone, answering(page.Reply{}, errors.New("no such column"))))
	words := document(t, h.ask("GET", "/x", "", nil)).Find("main p:contains('Reference:')").Text()
	if reference := strings.TrimPrefix(words, "Reference: "); len(reference) != 10 || !strings.Contains(h.log.String(), "request="+reference) || !strings.Contains(h.log.String(), "no such column") {
		t.Errorf("reference %s, log %s", reference, h.log)
	}
}

// Not there, not yours and no such address must not be told apart.
func TestAbsentAndHiddenAreOnePage(t *testing.T) {
	h := open(t, page.Get("/desk/families/{family}", access.FamilyRead, answering(page.Reply{}, fault.NotFoundf("family"))))
	hidden, absent := h.ask("GET", "/desk/families/7", "practitioner", nil), h.ask("GET", "/desk/no/such", "practitioner", nil)
	if hidden.Code != 404 || absent.Code != 404 || hidden.Body.String() != absent.Body.String() {
		t.Errorf("%d and %d, or the pages differ", hidden.Code, absent.Code)
	}
}

func TestWhoMayNotIsToldWhoCanHelp(t *testing.T) {
	h := open(t, page.Get("/desk/enquiries", access.EnquiryRead, answering(page.HTML(words("the enquiries")), nil)))
	rec := h.ask("GET", "/desk/enquiries", "practitioner", nil)
	if text := document(t, rec).Find("main").Text(); rec.Code != 403 || !strings.Contains(text, "You can ask a coordinator or a lead.") {
		t.Errorf("%d %s", rec.Code, text)
	}
	if rec := h.ask("GET", "/desk/enquiries", "caregiver", nil); rec.Code != 403 || strings.Contains(rec.Body.String(), "coordinator") {
		t.Errorf("a caregiver is told about staff: %d", rec.Code)
	}
	if rec := h.ask("GET", "/desk/enquiries", "coordinator", nil); rec.Code != 200 || rec.Body.String() != "the enquiries" {
		t.Errorf("a coordinator gets %d", rec.Code)
	}
}

func TestVisitorsSignInFirst(t *testing.T) {
	h := open(t, page.Get("/desk/groups", access.GroupRead, answering(page.HTML(words("groups")), nil)),
		page.Post("/desk/note", access.RegisterWrite, answering(page.SeeOther("/desk"), nil)))
	t.Run("and come back to where they were going", func(t *testing.T) {
		rec := h.ask("GET", "/desk/groups?state=open", "ended", nil)
		if got := rec.Header().Get("Location"); rec.Code != 303 || got != "/sign-in?next=%2Fdesk%2Fgroups%3Fstate%3Dopen" {
			t.Errorf("%d to %s", rec.Code, got)
		}
	})
	t.Run("without losing what they had written", func(t *testing.T) {
		rec := h.ask("POST", "/desk/note", "ended", url.Values{"well": {`Smiled "back" <b>`}, "times": {"a", "b"}})
		doc := document(t, rec)
		if got := doc.Find("form[method=post][action='/desk/note'] input[name=well]").AttrOr("value", ""); rec.Code != 401 || got != `Smiled "back" <b>` {
			t.Errorf("%d, kept %q", rec.Code, got)
		}
		if doc.Find("input[name=times]").Length() != 2 || doc.Find("a[target=_blank][href='/sign-in']").Length() != 1 {
			t.Error("a box or the way to sign in is missing")
		}
	})
	t.Run("but passwords are never written into a page", func(t *testing.T) {
		rec := h.ask("POST", "/desk/note", "", url.Values{"password": {"hunter22"}})
		if strings.Contains(rec.Body.String(), "hunter22") {
			t.Error("the password is in the page")
		}
	})
}

func TestWhatFailedForAMomentCanBeSentAgain(t *testing.T) {
	h := open(t, page.Post("/enquiry", access.Anyone, func(r *page.Request) (page.Reply, error) {
		if err := r.ParseForm(); err != nil {
			return page.Reply{}, err
		}
		return page.Reply{}, fault.Unavailablef("disk full")
	}))
	rec := h.ask("POST", "/enquiry", "", url.Values{"name": {"Amina"}, "postcode": {"HL1"}})
	if doc := document(t, rec); rec.Code != 503 || doc.Find("form[action='/enquiry'] input[name=name][value=Amina]").Length() != 1 {
		t.Errorf("%d, and what was typed is lost", rec.Code)
	}
}

func TestWhatFailsBecauseTheReaderHasGoneAlarmsNobody(t *testing.T) {
	h := open(t, page.Get("/slow", access.Anyone, func(r *page.Request) (page.Reply, error) { return page.Reply{}, r.Context().Err() }))
	ctx, gone := context.WithCancel(t.Context())
	gone()
	h.ask("GET", "/slow", "", nil, func(r *http.Request) { *r = *r.WithContext(ctx) })
	if strings.Contains(h.log.String(), "level=ERROR") || !strings.Contains(h.log.String(), "context canceled") {
		t.Errorf("log: %s", h.log)
	}
}

func TestAFailingTemplateIsACleanFailure(t *testing.T) {
	half := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		io.WriteString(w, "<p>half a page")
		return errors.New("template broke")
	})
	h := open(t, page.Get("/half", access.Anyone, answering(page.HTML(half).Remember(page.Cookie{Name: "a", Value: "b"}), nil)),
		page.Get("/panic", access.Anyone, func(*page.Request) (page.Reply, error) { panic("oh no") }))
	for _, target := range []string{"/half", "/panic"} {
		rec := h.ask("GET", target, "", nil)
		if rec.Code != 500 || strings.Contains(rec.Body.String(), "half a page") || strings.Contains(rec.Body.String(), "oh no") {
			t.Errorf("%s: %d %s", target, rec.Code, rec.Body)
		}
		if len(rec.Result().Cookies()) > 0 {
			t.Errorf("%s: a failed page left a cookie", target)
		}
	}
	if !strings.Contains(h.log.String(), "template broke") || !strings.Contains(h.log.String(), "oh no") {
		t.Errorf("log: %s", h.log)
	}
}

func TestTheLogHoldsNothingPersonal(t *testing.T) {
	h := open(t, page.Get("/o/{secret}", access.Anyone, answering(page.HTML(words("an offer")), nil)))
	h.ask("GET", "/o/SECRET123?name=Amina", "caregiver", nil, func(r *http.Request) { r.RemoteAddr = "192.0.2.7:1" })
	h.ask("GET", "/no/such/Amina", "", nil)
	for _, personal := range []string{"SECRET123", "Amina", "caregiver", "192.0.2.7"} {
		if strings.Contains(h.log.String(), personal) {
			t.Errorf("the log holds %s:\n%s", personal, h.log)
		}
	}
	if !strings.Contains(h.log.String(), `route="GET /o/{secret}" method=GET status=200`) {
		t.Errorf("log: %s", h.log)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h := open(t, page.Get("/x", access.Anyone, answering(page.HTML(words("x")), nil)))
	for _, target := range []string{"/x", "/no/such", "/healthz", "/assets/none.css", "/exit", "/exit/now"} {
		header := h.ask("GET", target, "", nil).Header()
		if csp := header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", target, csp)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Strict-Transport-Security": "max-age=31536000", "Cache-Control": "no-store",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
	}
}

func TestOtherSitesCannotPost(t *testing.T) {
	h := open(t, page.Post("/act", access.Anyone, answering(page.SeeOther("/done"), nil)))
	for _, tt := range []struct {
		name         string
		site, origin string
		code         int
	}{
		{"our own page", "same-origin", "https://holdfast.example", 303},
		{"another site", "cross-site", "https://evil.example", 403},
		{"a neighbour under the same domain", "same-site", "https://www.holdfast.example", 403},
		{"our own page on an old phone", "", "https://holdfast.example", 303},
		{"another site on an old phone", "", "https://evil.example", 403},
		{"a hidden origin on an old phone", "", "null", 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rec := h.ask("POST", "/act", "", url.Values{}, func(r *http.Request) {
				r.Header.Set("Sec-Fetch-Site", tt.site)
				if tt.site == "" {
					r.Header.Del("Sec-Fetch-Site")
				}
				r.Header.Set("Origin", tt.origin)
			})
			if rec.Code != tt.code {
				t.Errorf("status %d", rec.Code)
			}
		})
	}
}

func TestCompression(t *testing.T) {
	long := strings.Repeat("One small thing to try today. ", 100)
	h := open(t, page.Get("/long", access.Anyone, answering(page.HTML(words(long)), nil)),
		page.Get("/short", access.Anyone, answering(page.HTML(words("short")), nil)))
	zip := func(r *http.Request) { r.Header.Set("Accept-Encoding", "br, gzip") }

	rec := h.ask("GET", "/long", "", nil, zip)
	z, err := gzip.NewReader(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(z); string(got) != long {
		t.Error("the page does not survive")
	}
	for name, rec := range map[string]*httptest.ResponseRecorder{
		"a short page":           h.ask("GET", "/short", "", nil, zip),
		"a browser without gzip": h.ask("GET", "/long", "", nil),
		"a browser that refuses": h.ask("GET", "/long", "", nil, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip;q=0") }),
	} {
		if rec.Header().Get("Content-Encoding") != "" || rec.Header().Get("Content-Length") == "" {
			t.Errorf("%s: %v", name, rec.Header())
		}
	}
}

func TestCookiesAreGuarded(t *testing.T) {
	h := open(t,
		page.Post("/sign-in", access.Anyone, answering(page.SignedIn("/desk", "TOKEN", 0).Tell("told.mark-undone", ""), nil)),
		page.Post("/ask", access.Anyone, answering(page.SeeOther("/").Remember(page.Cookie{Name: "draft", Value: "D", For: time.Hour}), nil)),
		page.Post("/sign-out", access.Anyone, answering(page.SignedOut("/"), nil)),
		page.Get("/read", access.Anyone, func(r *page.Request) (page.Reply, error) { return page.HTML(words(r.Told().Key)), nil }))
	for target, name := range map[string]string{"/sign-in": "__Host-login", "/ask": "__Host-draft"} {
		cookies := h.ask("POST", target, "", url.Values{}).Result().Cookies()
		found := false
		for _, c := range cookies {
			found = found || c.Name == name
			if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
				t.Errorf("%s is %+v", c.Name, c)
			}
		}
		if !found {
			t.Errorf("%s: %v", target, cookies)
		}
	}
	if c := h.ask("POST", "/sign-out", "caregiver", url.Values{}).Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 || c[0].Name != "__Host-login" {
		t.Errorf("signing out leaves %v", c)
	}
	telling := func(name string) *httptest.ResponseRecorder {
		return h.ask("GET", "/read", "", nil, func(r *http.Request) { r.AddCookie(&http.Cookie{Name: name, Value: "told.mark-undone|"}) })
	}
	// A neighbour's site can give this browser a cookie of that plain name: with one of
	// its own enquiries it would read what is answered here.
	if rec := telling(page.TellCookie); rec.Body.Len() != 0 {
		t.Errorf("what another host set is believed: %q", rec.Body)
	}
	rec := telling("__Host-" + page.TellCookie)
	if c := rec.Result().Cookies(); rec.Body.String() != "told.mark-undone" || len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("told %q, and then %v", rec.Body, c)
	}
}

func TestServiceAndLanguage(t *testing.T) {
	h := open(t, page.Get("/s/{service}", access.Anyone, func(r *page.Request) (page.Reply, error) {
		return page.HTML(words(r.Service.Name + " " + r.Print.Lang() + " " + r.Today.String())).Public(), nil
	}))
	rec := h.ask("GET", "/s/harbour", "", nil, func(r *http.Request) { r.Header.Set("Accept-Language", "en-GB") })
	if rec.Body.String() != "Harbour Lane en 2026-11-22" || !strings.HasPrefix(rec.Header().Get("Cache-Control"), "public") {
		t.Errorf("%s, %s", rec.Body, rec.Header())
	}
	if rec := h.ask("GET", "/s/harbour", "coordinator", nil); rec.Header().Get("Cache-Control") != "no-store" {
		t.Error("what somebody signed in sees is cached")
	}
	if rec := h.ask("GET", "/s/none", "", nil); rec.Code != 404 {
		t.Errorf("a service that is not there: %d", rec.Code)
	}
	h.broken = fault.Unavailablef("database")
	if rec := h.ask("GET", "/s/harbour", "coordinator", nil); rec.Code != 503 {
		t.Errorf("without a database: %d", rec.Code)
	}
}

func TestABodyHasALimit(t *testing.T) {
	h := open(t, page.Post("/note", access.Anyone, func(r *page.Request) (page.Reply, error) {
		_, err := io.ReadAll(r.Body)
		if err == nil {
			return page.SeeOther("/"), nil
		}
		return page.Reply{}, fault.Check(fault.At("", "form.too-large"))
	}).Limit(100))
	if rec := h.ask("POST", "/note", "", url.Values{"a": {strings.Repeat("b", 200)}}); rec.Code != 422 {
		t.Errorf("status %d", rec.Code)
	}
}

func TestFiles(t *testing.T) {
	h := open(t, page.Get("/csv", access.Anyone, answering(page.File("Ergebnisse ä.csv", "text/csv", strings.NewReader("a,b\n")), nil)))
	rec := h.ask("GET", "/csv", "", nil)
	if rec.Body.String() != "a,b\n" || !strings.HasPrefix(rec.Header().Get("Content-Disposition"), "attachment; filename") {
		t.Errorf("%v %s", rec.Header(), rec.Body)
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	h := open(t)
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	rec := h.ask("GET", assets.URL("care.css"), "", nil, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
	if rec.Code != 200 || !strings.Contains(rec.Header().Get("Cache-Control"), "immutable") || rec.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
	if rec := h.ask("GET", "/assets/care.css", "", nil); rec.Code != 404 {
		t.Errorf("without its fingerprint: %d", rec.Code)
	}
}

func TestHealth(t *testing.T) {
	h := open(t)
	if rec := h.ask("GET", "/healthz", "", nil); rec.Code != 200 {
		t.Errorf("healthz %d", rec.Code)
	}
	if rec := h.ask("GET", "/readyz", "", nil); rec.Code != 200 {
		t.Errorf("readyz %d", rec.Code)
	}
	h.ready = errors.New("migration 3 of 9")
	if rec := h.ask("GET", "/readyz", "", nil); rec.Code != 503 || strings.Contains(rec.Body.String(), "migration") || !strings.Contains(h.log.String(), "migration 3 of 9") {
		t.Errorf("readyz %d %s", rec.Code, rec.Body)
	}
}
