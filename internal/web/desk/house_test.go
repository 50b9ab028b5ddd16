package desk_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"holdfast/content/instruments"
	wordings "holdfast/content/packs"
	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/measure"
	"holdfast/internal/measure/packs"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
	"holdfast/internal/web"
	"holdfast/internal/web/desk"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Everything is arranged on accesstest.Today; the first session of the tests' group
// is a week later at ten, and it is five past.
var (
	arranged   = time.Date(2027, 2, 9, 9, 0, 0, 0, time.UTC)
	sessionDay = arranged.AddDate(0, 0, 7).Add(65 * time.Minute)
)

// house is the staff's pages behind the real server, on a real database: one group
// that begins today, led by Ruth, with two families in it; and one more family that
// Ruth may not see.
type house struct {
	accesstest.World
	t         *testing.T
	db        *store.DB
	clock     *storetest.Clock
	texts     *i18n.Catalogue
	accounts  *identity.Accounts
	families  *family.Service
	contacts  *safety.Service
	rooms     *programme.Service
	measures  *measure.Service
	server    *httptest.Server
	tokens    map[login]string
	group     programme.GroupID
	tove      family.Record // with Elin
	hollie    family.Record // with the twins Alfie and Edie
	elsewhere family.Record // of nobody's group
}

func newHouse(t *testing.T) *house {
	t.Helper()
	clock := storetest.NewClock(arranged)
	db := storetest.Open(t, store.SQLite, storetest.WithClock(clock))
	log := audit.New(storetest.Key())
	h := &house{t: t, db: db, clock: clock, World: accesstest.New(t, db), tokens: map[login]string{}}
	var err error
	h.texts, err = i18n.Load(text.Files())
	h.must(err)
	h.accounts, err = identity.New(db, log, storetest.Key(), identity.WithDemo())
	h.must(err)
	catalogue, err := programme.ReadCatalogue(programmes.Files)
	h.must(err)
	library, err := packs.Load(instruments.Files, wordings.Files)
	h.must(err)
	queue, consents := jobs.NewQueue(), consent.New(db, log)
	h.families = family.New(db, log, queue)
	h.contacts = safety.New(db, log, h.accounts)
	messages := notify.New(db, log, notify.Rooms{
		Accounts: h.accounts, Families: h.families, Consents: consents, Safety: h.contacts, Queue: queue, Texts: h.texts, Mailer: notify.Nowhere{},
	}, notify.Settings{Base: "https://meet.example"})
	h.rooms = programme.New(db, log, programme.Rooms{Accounts: h.accounts, Consents: consents, Families: h.families, Safety: h.contacts, Messages: messages, Catalogue: catalogue})
	h.families.OnLoss(h.rooms.OnLoss(), messages.OnLoss())
	h.measures = measure.New(db, log, measure.Rooms{
		Library: library, Family: h.families, Consent: consents, Safety: h.contacts,
		Plan: func(key string) []measure.Planned {
			p, err := catalogue.Programme(programme.Key(key))
			if err != nil {
				return nil
			}
			return p.Measures
		},
	})
	messages.Stands(h.rooms.Standing())
	h.serve(desk.New(desk.Deps{
		Accounts: h.accounts, Families: h.families, Safety: h.contacts, Notify: messages,
		Programmes: h.rooms, Catalogue: catalogue, Measures: h.measures, Library: library, Proposals: proposal.New(db, log, h.accounts, h.rooms),
		Enquiries: enquiry.New(db, log, enquiry.Rooms{
			Accounts: h.accounts, Families: h.families, Safety: h.contacts, Consent: consents, Notify: messages, Programmes: h.rooms,
		}),
	}))
	h.furnish()
	t.Cleanup(func() {
		if missing := h.texts.Missing(); len(missing) > 0 {
			t.Errorf("texts missing: %q", missing)
		}
	})
	return h
}

func (h *house) serve(pages *desk.Pages) {
	h.t.Helper()
	assets, err := ui.LoadAssets()
	h.must(err)
	handler, err := web.New(web.Deps{
		Site: &page.Site{Catalogue: h.texts, Assets: assets}, Identity: h.accounts, Services: teams{h.accounts},
		Routes: pages.Routes(), Ready: h.db.Ping, Log: slog.New(slog.DiscardHandler), Now: h.clock.Now,
	})
	h.must(err)
	h.server = httptest.NewServer(handler)
	h.t.Cleanup(h.server.Close)
}

// teams tells the server about services, as the application does.
type teams struct{ accounts *identity.Accounts }

func (s teams) ServiceByID(ctx context.Context, id access.ServiceID) (page.Service, error) {
	t, err := s.accounts.ServiceByID(ctx, id)
	return page.Service{ID: t.ID, Slug: t.Slug, Name: t.Name, Zone: t.Zone, Lang: t.Lang}, err
}

func (s teams) ServiceBySlug(ctx context.Context, slug string) (page.Service, error) {
	t, err := s.accounts.ServiceBySlug(ctx, slug)
	return page.Service{ID: t.ID, Slug: t.Slug, Name: t.Name, Zone: t.Zone, Lang: t.Lang}, err
}

func (s teams) OnlyService(ctx context.Context) (page.Service, error) {
	return page.Service{}, nil
}

// furnish arranges the group and its families, and moves the clock to the first
// session.
func (h *house) furnish() {
	h.t.Helper()
	site, err := h.accounts.AddSite(h.t.Context(), h.Here.Administrator, identity.Site{Name: "Quay House"})
	h.must(err)
	h.group, err = h.rooms.CreateGroup(h.t.Context(), h.Here.Coordinator, programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: site, Room: "Room 2", Lang: "en", Capacity: 8,
		First: accesstest.Today.AddDays(7), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
		Leaders: []access.AccountID{h.Here.Practitioner.Account, h.Here.Lead.Account},
	})
	h.must(err)
	h.tove = h.register("Tove Lindqvist", "Elin")
	h.hollie = h.register("Hollie Pratt", "Alfie", "Edie")
	h.elsewhere = h.register("Zofia Nowak", "Iga")
	for _, record := range []family.Record{h.tove, h.hollie} {
		h.join(h.Here.Coordinator, record)
	}
	h.clock.Set(sessionDay)
	for _, who := range []*access.Actor{&h.Here.Practitioner, &h.Here.Colleague, &h.Here.Coordinator, &h.Here.Lead} {
		who.Today = civil.Of(sessionDay)
	}
}

func (h *house) register(name string, babies ...string) (record family.Record) {
	h.t.Helper()
	in := family.Registration{Caregivers: []family.NewCaregiver{{
		Name: name, Called: strings.Fields(name)[0], Relation: family.Mother,
		Details: []family.NewDetail{{Channel: family.Call, Value: "07700 900982"}, {Channel: family.Email, Value: "her@mail.example"}},
	}}}
	for _, b := range babies {
		in.Infants = append(in.Infants, family.NewInfant{Name: b, Born: civil.New(2026, 11, 3)})
	}
	h.must(h.db.Update(h.t.Context(), func(tx *store.Tx) (err error) {
		if record, err = h.families.RegisterIn(tx, h.Here.Coordinator, in); err != nil {
			return err
		}
		return h.contacts.SetContactIn(tx, h.Here.Coordinator, record.Adults()[0].ID, []safety.SafeContact{
			{Channel: family.Call, Safe: true, From: civil.Clock{Hour: 14}, Until: civil.Clock{Hour: 16}},
			{Channel: family.Email, Safe: false},
		})
	}))
	return record
}

// join offers a family a place, and accepts it by the link of the message.
func (h *house) join(who access.Actor, record family.Record) {
	h.t.Helper()
	var place programme.PlaceID
	adult := record.Adults()[0].ID
	h.must(h.db.Update(h.t.Context(), func(tx *store.Tx) (err error) {
		place, err = h.rooms.WaitIn(tx, who, programme.NewPlace{Programme: programme.BabyLove, Family: record.ID, AskedBy: adult, Dyads: record.Dyads})
		return err
	}))
	h.must(h.rooms.Offer(h.t.Context(), who, programme.Offer{Place: place, Group: h.group}))
	var args string
	h.must(h.db.View(h.t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE person_id = $1 AND text_key = 'place-offer'`, adult).Scan(&args)
	}))
	var sent map[string]string
	h.must(json.Unmarshal([]byte(args), &sent))
	_, err := h.rooms.AcceptOffer(h.t.Context(), strings.TrimPrefix(sent["link"], "/o/"))
	h.must(err)
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// session is the nth session of the group.
func (h *house) session(n int) programme.Session {
	h.t.Helper()
	g, err := h.rooms.Group(h.t.Context(), h.Here.Lead, h.group)
	h.must(err)
	return g.Sessions[n-1]
}

func (h *house) sessionPath(n int) string { return "/desk/sessions/" + h.session(n).ID.String() }

// answer is one reply, with its page parsed.
type answer struct {
	*goquery.Document
	t        *testing.T
	code     int
	location string
	cookies  []*http.Cookie
}

// ask sends one request as somebody. A nil form is a GET.
func (h *house) ask(who access.Actor, path string, form url.Values, cookies ...*http.Cookie) answer {
	h.t.Helper()
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(h.t.Context(), method, h.server.URL+path, body)
	h.must(err)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	req.AddCookie(&http.Cookie{Name: "login", Value: h.token(who)})
	for _, c := range cookies {
		req.AddCookie(c)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	h.must(err)
	defer resp.Body.Close()
	doc, err := goquery.NewDocumentFromReader(resp.Body)
	h.must(err)
	return answer{Document: doc, t: h.t, code: resp.StatusCode, location: resp.Header.Get("Location"), cookies: resp.Cookies()}
}

// login is somebody signed in on one day: they sign in anew the next.
type login struct {
	account access.AccountID
	day     civil.Date
}

func (h *house) token(who access.Actor) string {
	h.t.Helper()
	l := login{who.Account, civil.Of(h.clock.Now())}
	if h.tokens[l] == "" {
		token, err := h.accounts.DemoSignIn(h.t.Context(), who.Account)
		h.must(err)
		h.tokens[l] = token
	}
	return h.tokens[l]
}

func (h *house) get(who access.Actor, path string) answer {
	h.t.Helper()
	return h.ask(who, path, nil).is(http.StatusOK)
}

// post sends a form and expects to be led on; it returns the page that this led
// to, with what was told.
func (h *house) post(who access.Actor, path string, form url.Values) answer {
	h.t.Helper()
	first := h.ask(who, path, form).is(http.StatusSeeOther)
	next := h.ask(who, first.location, nil, first.cookies...)
	next.location = first.location
	return next
}

func (a answer) is(code int) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Fatalf("answered %d, want %d: %s", a.code, code, a.text("main"))
	}
	return a
}

// text is the words under a selector, with single spaces.
func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.Find(selector).Text()), " ")
}

// says asserts that the words stand under a selector.
func (a answer) says(selector string, words ...string) {
	a.t.Helper()
	got := a.text(selector)
	for _, w := range words {
		if !strings.Contains(got, w) {
			a.t.Errorf("%s does not say %q: %s", selector, w, got)
		}
	}
}

// hides asserts that the words stand nowhere on the page, its title included.
func (a answer) hides(words ...string) {
	a.t.Helper()
	html, err := a.Html()
	if err != nil {
		a.t.Fatal(err)
	}
	for _, w := range words {
		if strings.Contains(html, w) {
			a.t.Errorf("the page holds %q", w)
		}
	}
}

func (a answer) has(selector string, n int) {
	a.t.Helper()
	if got := a.Find(selector).Length(); got != n {
		a.t.Errorf("%d × %s, want %d: %s", got, selector, n, a.text("main"))
	}
}

// form is the fields of a form as a browser would send them.
func (a answer) form(selector string) url.Values {
	a.t.Helper()
	out := url.Values{}
	a.Find(selector).Find("input, select, textarea").Each(func(_ int, s *goquery.Selection) {
		name, named := s.Attr("name")
		kind := s.AttrOr("type", "")
		_, checked := s.Attr("checked")
		if !named || slices.Contains([]string{"radio", "checkbox"}, kind) && !checked {
			return
		}
		value := s.AttrOr("value", "")
		switch goquery.NodeName(s) {
		case "select":
			value = s.Find("option[selected]").AttrOr("value", "")
		case "textarea":
			value = s.Text()
		}
		out.Set(name, value)
	})
	if len(out) == 0 {
		a.t.Fatalf("no form %s on the page: %s", selector, a.text("main"))
	}
	return out
}

// faultsLead asserts that every line of the error summary leads to a control that
// is there.
func (a answer) faultsLead(n int) {
	a.t.Helper()
	links := a.Find(".faults a")
	if links.Length() != n {
		a.t.Errorf("%d faults, want %d: %s", links.Length(), n, a.text(".faults"))
	}
	links.Each(func(_ int, s *goquery.Selection) {
		id := strings.TrimPrefix(s.AttrOr("href", ""), "#")
		found := a.Find("[id]").FilterFunction(func(_ int, c *goquery.Selection) bool { return c.AttrOr("id", "") == id })
		if found.Length() != 1 {
			a.t.Errorf("a fault leads to #%s, which is there %d times", id, found.Length())
		}
	})
	if !strings.HasPrefix(a.text("title"), "Error:") {
		a.t.Errorf("the title is %q", a.text("title"))
	}
}
