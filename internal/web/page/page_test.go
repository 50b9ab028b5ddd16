package page_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"holdfast/content/text"
	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/i18n"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

func request(t *testing.T, who access.Actor) *page.Request {
	t.Helper()
	cat, err := i18n.Load(text.Files())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := cat.Missing(); len(missing) > 0 {
			t.Errorf("texts missing: %q", missing)
		}
	})
	return &page.Request{
		Request: httptest.NewRequest(http.MethodGet, "/desk?q=Kit", nil), Who: who, Print: cat.Printer("en", nil),
		Now: time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), Site: &page.Site{Catalogue: cat, Assets: &ui.Assets{}},
		Service: page.Service{Name: "Harbour Lane", Slug: "harbour"},
	}
}

func staff(roles ...access.Role) access.Actor {
	return access.Actor{Account: access.AccountID(accountID()), Name: "Ruth Okafor", Roles: roles}
}

func accountID() (id access.AccountID) {
	if err := id.UnmarshalText([]byte("0193a5b0-0000-7000-8000-000000000001")); err != nil {
		panic(err)
	}
	return id
}

func nothing(*page.Request) (page.Reply, error) { return page.Reply{}, nil }

func TestARouteSaysWhoMay(t *testing.T) {
	r := page.Post("/desk/groups/{group}", access.GroupPlan, nothing).Limit(5 << 20)
	if r.Method() != "POST" || r.Pattern() != "/desk/groups/{group}" || r.Permission() != access.GroupPlan || r.BodyLimit() != 5<<20 {
		t.Errorf("route is %+v", r)
	}
	for name, make := range map[string]func(){
		"without a permission": func() { page.Get("/x", "", nothing) },
		"without a slash":      func() { page.Get("x", access.Anyone, nothing) },
		"without a handler":    func() { page.Get("/x", access.Anyone, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("the route was made")
				}
			}()
			make()
		})
	}
}

func TestSafeNext(t *testing.T) {
	for next, want := range map[string]string{
		"/desk/groups/7?tab=2": "/desk/groups/7?tab=2",
		"":                     "/desk", "https://evil.example/": "/desk", "//evil.example/": "/desk", "/\\evil.example": "/desk",
		"/\tevil": "/desk", "javascript:alert(1)": "/desk", "desk": "/desk", "/%2f/evil.example": "/%2f/evil.example",
		"/x\r\nSet-Cookie: a=b": "/desk",
	} {
		if got := page.SafeNext(next, "/desk"); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestDeskFrameShowsThePlacesThisPersonMayOpen(t *testing.T) {
	for _, tt := range []struct {
		name   string
		who    access.Actor
		places string
		find   bool
	}{
		{"a coordinator", staff(access.Coordinator), "Today Enquiries Groups Families", true},
		{"a practitioner", staff(access.Practitioner), "Today Groups Families", true},
		{"a lead", staff(access.Lead), "Today Enquiries Groups Families Outcomes", true},
		{"an administrator sees no family", staff(access.Administrator), "Today Groups", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := request(t, tt.who)
			r.Site.Counts = nil
			f := r.DeskFrame("Groups", page.Groups)
			var labels []string
			for _, item := range f.Nav {
				labels = append(labels, item.Label)
				if item.Current != (item.Label == "Groups") {
					t.Errorf("%s current: %v", item.Label, item.Current)
				}
			}
			if got := strings.Join(labels, " "); got != tt.places || (f.Find != nil) != tt.find {
				t.Errorf("places %q, find %v", got, f.Find)
			}
			if f.Exit != nil || f.Me.Name.Text != "Ruth Okafor" {
				t.Errorf("frame %+v", f)
			}
		})
	}
}

func TestFramesOfCaregiversAndVisitors(t *testing.T) {
	r := request(t, access.Actor{Account: accountID(), Name: "Amina", Roles: []access.Role{access.Caregiver}})
	home := r.HomeFrame("Home")
	if home.Title != "Home" || home.Exit == nil || home.Exit.Href != page.ExitNow || len(home.Nav) > 0 {
		t.Errorf("a caregiver's frame is %+v", home)
	}
	public := r.PublicFrame("Groups")
	if public.Title != "Groups – Harbour Lane" || public.Exit != nil || public.Demo != nil || public.Home != "/s/harbour" {
		t.Errorf("a public frame is %+v", public)
	}
	if r.Exiting(public).Exit == nil {
		t.Error("the way out was not added")
	}
	r.Site.Demo = true
	if f := r.PublicFrame("Groups"); f.Demo == nil || f.Demo.Change.Href != page.DemoPage {
		t.Errorf("the demonstration is not said: %+v", f.Demo)
	}
}

func TestSpeakForMovesTheDayIntoTheServicesZone(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	r := request(t, access.Actor{})
	r.SpeakFor(page.Service{Name: "Elsewhere", Zone: tokyo})
	if r.Today != civil.New(2026, 11, 23) || r.Print.ClockOf(r.Now) != "08:30" || r.Service.Name != "Elsewhere" {
		t.Errorf("today is %s, now %s", r.Today, r.Print.ClockOf(r.Now))
	}
}

func TestTold(t *testing.T) {
	for _, tt := range []struct {
		name, cookie string
		want         page.Told
	}{
		{"nothing", "", page.Told{}},
		{"a text outside the list", "error.internal.title|", page.Told{}},
		{"a text that is not there", "told.you-have-won|", page.Told{}},
		{"markup for an identifier", "told.mark-undone|<script>", page.Told{}},
		{"a notice", "told.mark-undone|0193a5b0-0000-7000-8000-000000000001", page.Told{Key: "told.mark-undone", About: "0193a5b0-0000-7000-8000-000000000001"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := request(t, access.Actor{})
			r.Header.Set("Cookie", page.TellCookie+"="+tt.cookie)
			if got := r.Told(); got != tt.want {
				t.Errorf("told %+v", got)
			}
		})
	}
	c, ok := page.SeeOther("/").Tell("told.mark-undone", "7").Telling()
	if !ok || c.Value != "told.mark-undone|7" || c.For != time.Minute {
		t.Errorf("told as %+v", c)
	}
}

func TestFrom(t *testing.T) {
	r := request(t, access.Actor{})
	r.RemoteAddr = "192.0.2.7:4711"
	r.Header.Set("X-Forwarded-For", "6.6.6.6, 198.51.100.3")
	if got := r.From(); got != "192.0.2.7" {
		t.Errorf("without a proxy the header of a stranger is believed: %s", got)
	}
	r.Site.Proxied = true
	if got := r.From(); got != "198.51.100.3" {
		t.Errorf("behind our proxy: %s", got)
	}
}

// Some proxies write a line of their own below the one a stranger sent.
func TestFromBelievesTheLastForwardedLine(t *testing.T) {
	r := request(t, access.Actor{})
	r.Site.Proxied = true
	r.Header.Add("X-Forwarded-For", "6.6.6.6")
	r.Header.Add("X-Forwarded-For", "198.51.100.3")
	if got := r.From(); got != "198.51.100.3" {
		t.Errorf("a stranger's own line counts: %s", got)
	}
}
