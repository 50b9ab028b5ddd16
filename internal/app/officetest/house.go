package officetest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/app"
	"holdfast/internal/app/apptest"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// Everything is arranged on accesstest.Today; the first session of the tests' group
// is a week later at ten, and it is five past.
var (
	Arranged   = time.Date(2027, 2, 9, 9, 0, 0, 0, time.UTC)
	SessionDay = Arranged.AddDate(0, 0, 7).Add(65 * time.Minute)
)

// House is the staff's pages behind the real server: one group that begins today, led
// by Ruth, with two families in it; and one more family that Ruth may not see.
type House struct {
	*apptest.House
	accesstest.World
	T         *testing.T
	server    *httptest.Server
	tokens    map[login]string
	Group     programme.GroupID
	Tove      family.Record // with Elin
	Hollie    family.Record // with the twins Alfie and Edie
	Elsewhere family.Record // of nobody's group
}

func NewHouse(t *testing.T) *House {
	t.Helper()
	h := &House{T: t, House: apptest.Open(t, store.SQLite, func(c *app.Config) { c.Demo = true }), tokens: map[login]string{}}
	h.Clock.Set(Arranged)
	h.World = accesstest.New(t, h.Rooms.DB)
	h.server = httptest.NewServer(h.Handler())
	t.Cleanup(h.server.Close)
	h.furnish()
	return h
}

// furnish arranges the group and its families, and moves the clock to the first
// session.
func (h *House) furnish() {
	h.T.Helper()
	site, err := h.Rooms.Accounts.AddSite(h.T.Context(), h.Here.Administrator, identity.Site{Name: "Quay House"})
	h.Must(err)
	h.Group, err = h.Rooms.Programmes.CreateGroup(h.T.Context(), h.Here.Coordinator, programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: site, Room: "Room 2", Lang: "en", Capacity: 8,
		First: accesstest.Today.AddDays(7), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
		Leaders: []access.AccountID{h.Here.Practitioner.Account, h.Here.Lead.Account},
	})
	h.Must(err)
	h.Tove = h.register("Tove Lindqvist", "Elin")
	h.Hollie = h.register("Hollie Pratt", "Alfie", "Edie")
	h.Elsewhere = h.register("Zofia Nowak", "Iga")
	for _, record := range []family.Record{h.Tove, h.Hollie} {
		h.join(h.Here.Coordinator, record)
	}
	h.Clock.Set(SessionDay)
	for _, who := range []*access.Actor{&h.Here.Practitioner, &h.Here.Colleague, &h.Here.Coordinator, &h.Here.Lead} {
		who.Today = civil.Of(SessionDay)
	}
}

func (h *House) register(name string, babies ...string) (record family.Record) {
	h.T.Helper()
	in := family.Registration{Caregivers: []family.NewCaregiver{{
		Name: name, Called: strings.Fields(name)[0], Relation: family.Mother,
		Details: []family.NewDetail{{Channel: family.Call, Value: "07700 900982"}, {Channel: family.Email, Value: "her@mail.example"}},
	}}}
	for _, b := range babies {
		in.Infants = append(in.Infants, family.NewInfant{Name: b, Born: civil.New(2026, 11, 3)})
	}
	h.Must(h.Rooms.DB.Update(h.T.Context(), func(tx *store.Tx) (err error) {
		if record, err = h.Rooms.Families.RegisterIn(tx, h.Here.Coordinator, in); err != nil {
			return err
		}
		return h.Rooms.Safety.SetContactIn(tx, h.Here.Coordinator, record.Adults()[0].ID, []safety.SafeContact{
			{Channel: family.Call, Safe: true, From: civil.Clock{Hour: 14}, Until: civil.Clock{Hour: 16}},
			{Channel: family.Email, Safe: false},
		})
	}))
	return record
}

// join offers a family a place, and accepts it by the link of the message.
func (h *House) join(who access.Actor, record family.Record) {
	h.T.Helper()
	var place programme.PlaceID
	adult := record.Adults()[0].ID
	h.Must(h.Rooms.DB.Update(h.T.Context(), func(tx *store.Tx) (err error) {
		place, err = h.Rooms.Programmes.WaitIn(tx, who, programme.NewPlace{Programme: programme.BabyLove, Family: record.ID, AskedBy: adult, Dyads: record.Dyads})
		return err
	}))
	h.Must(h.Rooms.Programmes.Offer(h.T.Context(), who, programme.Offer{Place: place, Group: h.Group}))
	var args string
	h.Must(h.Rooms.DB.View(h.T.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE person_id = $1 AND text_key = 'place-offer'`, adult).Scan(&args)
	}))
	var sent map[string]string
	h.Must(json.Unmarshal([]byte(args), &sent))
	_, err := h.Rooms.Programmes.AcceptOffer(h.T.Context(), strings.TrimPrefix(sent["link"], "/o/"))
	h.Must(err)
}

func (h *House) Must(err error) {
	h.T.Helper()
	if err != nil {
		h.T.Fatal(err)
	}
}

// Session is the nth session of the group.
func (h *House) Session(n int) programme.Session {
	h.T.Helper()
	g, err := h.Rooms.Programmes.Group(h.T.Context(), h.Here.Lead, h.Group)
	h.Must(err)
	return g.Sessions[n-1]
}

func (h *House) SessionPath(n int) string { return "/desk/sessions/" + h.Session(n).ID.String() }

// Answer is one reply, with its page parsed.
type Answer struct {
	*goquery.Document
	t        *testing.T
	Code     int
	Location string
	Cookies  []*http.Cookie
}

// Ask sends one request as somebody. A nil form is a GET.
func (h *House) Ask(who access.Actor, path string, form url.Values, cookies ...*http.Cookie) Answer {
	h.T.Helper()
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(h.T.Context(), method, h.server.URL+path, body)
	h.Must(err)
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
	h.Must(err)
	defer resp.Body.Close()
	doc, err := goquery.NewDocumentFromReader(resp.Body)
	h.Must(err)
	return Answer{Document: doc, t: h.T, Code: resp.StatusCode, Location: resp.Header.Get("Location"), Cookies: resp.Cookies()}
}

// login is somebody signed in on one day: they sign in anew the next.
type login struct {
	account access.AccountID
	day     civil.Date
}

func (h *House) token(who access.Actor) string {
	h.T.Helper()
	l := login{who.Account, civil.Of(h.Clock.Now())}
	if h.tokens[l] == "" {
		token, err := h.Rooms.Accounts.DemoSignIn(h.T.Context(), who.Account)
		h.Must(err)
		h.tokens[l] = token
	}
	return h.tokens[l]
}

func (h *House) Get(who access.Actor, path string) Answer {
	h.T.Helper()
	return h.Ask(who, path, nil).Is(http.StatusOK)
}

// Submit sends a form and expects to be led on; it returns the page that this led
// to, with what was told.
func (h *House) Submit(who access.Actor, path string, form url.Values) Answer {
	h.T.Helper()
	first := h.Ask(who, path, form).Is(http.StatusSeeOther)
	next := h.Ask(who, first.Location, nil, first.Cookies...)
	next.Location = first.Location
	return next
}

func (a Answer) Is(code int) Answer {
	a.t.Helper()
	if a.Code != code {
		a.t.Fatalf("answered %d, want %d: %s", a.Code, code, a.Text("main"))
	}
	return a
}

// Text is the words under a selector, with single spaces.
func (a Answer) Text(selector string) string {
	return strings.Join(strings.Fields(a.Find(selector).Text()), " ")
}

// Says asserts that the words stand under a selector.
func (a Answer) Says(selector string, words ...string) {
	a.t.Helper()
	got := a.Text(selector)
	for _, w := range words {
		if !strings.Contains(got, w) {
			a.t.Errorf("%s does not say %q: %s", selector, w, got)
		}
	}
}

// Hides asserts that the words stand nowhere on the page, its title included.
func (a Answer) Hides(words ...string) {
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

func (a Answer) Has(selector string, n int) {
	a.t.Helper()
	if got := a.Find(selector).Length(); got != n {
		a.t.Errorf("%d × %s, want %d: %s", got, selector, n, a.Text("main"))
	}
}

// Form is the fields of a form as a browser would send them.
func (a Answer) Form(selector string) url.Values {
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
		a.t.Fatalf("no form %s on the page: %s", selector, a.Text("main"))
	}
	return out
}

// FaultsLead asserts that every line of the error summary leads to a control that
// is there.
func (a Answer) FaultsLead(n int) {
	a.t.Helper()
	links := a.Find(".faults a")
	if links.Length() != n {
		a.t.Errorf("%d faults, want %d: %s", links.Length(), n, a.Text(".faults"))
	}
	links.Each(func(_ int, s *goquery.Selection) {
		id := strings.TrimPrefix(s.AttrOr("href", ""), "#")
		found := a.Find("[id]").FilterFunction(func(_ int, c *goquery.Selection) bool { return c.AttrOr("id", "") == id })
		if found.Length() != 1 {
			a.t.Errorf("a fault leads to #%s, which is there %d times", id, found.Length())
		}
	})
	if !strings.HasPrefix(a.Text("title"), "Error:") {
		a.t.Errorf("the title is %q", a.Text("title"))
	}
}

// AlertAbout opens an alert as staff do who heard something.
func (h *House) AlertAbout(record family.Record, kind safety.Kind, note string) string {
	h.T.Helper()
	id, err := h.Rooms.Safety.Open(h.T.Context(), h.Here.Lead, safety.NewAlert{
		Person: record.Adults()[0].ID, Dyad: record.Dyads[0].ID, Kind: kind, Source: "staff", Note: note,
	})
	h.Must(err)
	return id.String()
}
