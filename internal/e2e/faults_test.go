package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"holdfast/internal/app/apptest"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// told are the answers of an enquiry by the names of their fields, given to
// whatever page asks for them.
func told(change url.Values) url.Values {
	out := url.Values{
		"birth": {"born"}, "date-day": {"29"}, "date-month": {"12"}, "date-year": {"2026"}, "babies": {"1"}, "relation": {"mother"},
		"name": {"Anna Lindqvist"}, "called": {"Anna"}, "lang": {"en"}, "ways": {"email"}, "email": {"anna@post.example"},
		"email.when": {"any"}, "email.shared": {"no"}, "agree": {"yes"},
	}
	for name, value := range change {
		out[name] = value
	}
	return out
}

// asksToTheCheck answers every question of the enquiry, and stops before it is
// sent. It returns the address of the check.
func asksToTheCheck(t *testing.T, b *apptest.Browser, answers url.Values) string {
	t.Helper()
	at := b.Post("/s/harbour-lane/ask", nil).Is(http.StatusSeeOther).To()
	for range 20 {
		if strings.HasSuffix(at, "/check") {
			return at
		}
		a := b.Post(at, answers)
		if a.Code == http.StatusUnprocessableEntity {
			t.Fatalf("%s: %s", at, a.Text(".faults"))
		}
		at = a.Is(http.StatusSeeOther).To()
	}
	t.Fatal("the questions never end")
	return ""
}

func count(t *testing.T, h *apptest.House, query string, args ...any) (n int) {
	t.Helper()
	h.View(func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	return n
}

// onBoth runs a test on the demonstration, on both databases.
func onBoth(t *testing.T, body func(t *testing.T, h *apptest.House)) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { body(t, apptest.Demo(t, e)) })
	}
}

func TestAnEnquirySentFromTwoTabsAtOnceIsOne(t *testing.T) {
	onBoth(t, func(t *testing.T, h *apptest.House) {
		before := count(t, h, `SELECT COUNT(*) FROM enquiry WHERE state = 'new'`)
		b := h.Browser()
		check := asksToTheCheck(t, b, told(nil))
		tabs := make([]*apptest.Browser, 8)
		references := make([]string, len(tabs))
		var group sync.WaitGroup
		for i := range tabs {
			tabs[i] = b.Another()
			group.Go(func() {
				sent := tabs[i].Post(check, nil)
				references[i] = reference.FindString(tabs[i].Get(sent.To()).Text("main"))
			})
		}
		group.Wait()
		for _, r := range references {
			if r == "" || r != references[0] {
				t.Errorf("the tabs say %q", references)
			}
		}
		if after := count(t, h, `SELECT COUNT(*) FROM enquiry WHERE state = 'new'`); after != before+1 {
			t.Errorf("%d enquiries more", after-before)
		}
	})
}

// hostile is a script, as somebody would try it in a field.
const hostile = `<script>alert("x")</script><img src=x onerror=alert(1)>`

func TestAScriptInEveryFieldIsTextToStaff(t *testing.T) {
	onBoth(t, func(t *testing.T, h *apptest.House) {
		b := h.Browser()
		b.Post(asksToTheCheck(t, b, told(url.Values{"name": {hostile}, "called": {hostile}})), nil)
		mei := h.As(h.Persona("mei"))
		var id string
		h.View(func(tx *store.Tx) error {
			return tx.QueryRow(`SELECT id FROM enquiry WHERE state = 'new' ORDER BY sent_at DESC, id DESC LIMIT 1`).Scan(&id)
		})
		pages := []string{"/desk/enquiries", "/desk/enquiries/" + id, "/desk/enquiries/" + id + "/decline"}
		for _, page := range pages {
			harmless(t, mei.Get(page).Is(http.StatusOK), page)
		}
		if words := mei.Get("/desk/enquiries/" + id).Text("h1"); words != hostile {
			t.Errorf("the name is shown as %q", words)
		}
		accepted := mei.Post("/desk/enquiries/"+id+"/accept", nil).Is(http.StatusSeeOther).To()
		for _, page := range []string{accepted, "/desk/waiting", "/desk/families?q=script", "/desk", "/desk/outbox"} {
			a := mei.Get(page)
			if a.Code == http.StatusSeeOther {
				a = mei.Get(a.To())
			}
			harmless(t, a.Is(http.StatusOK), page)
		}
	})
}

// harmless says that a page shows what was typed as text, and runs none of it.
func harmless(t *testing.T, a *apptest.Answer, page string) {
	t.Helper()
	if strings.Contains(a.Body, "<script>alert") || a.Doc().Find("[onerror]").Length() > 0 || a.Doc().Find("script:not([src])").Length() > 0 {
		t.Errorf("%s runs what was typed", page)
	}
}

func TestALinkThatIsUsedOverOrUnknownSaysSoKindly(t *testing.T) {
	onBoth(t, func(t *testing.T, h *apptest.House) {
		const link = "/o/A-DEMONSTRATION-OF-AN-OPEN-OFFER"
		h.Browser().Get("/o/" + strings.Repeat("A", 32)).Is(http.StatusNotFound)

		leah := h.Browser()
		leah.Get(link).Is(http.StatusOK).Has(`button[value="accept"]`)
		if to := leah.Post(link, url.Values{"answer": {"accept"}}).Is(http.StatusSeeOther).To(); to != "/home" {
			t.Errorf("accepting leads to %s", to)
		}
		// Somebody else who finds the mail gets nowhere with it.
		other := h.Browser()
		if words := other.Get(link).Is(http.StatusOK).Lacks(`button[value="accept"]`).Text("h1"); words != "The place is yours" {
			t.Errorf("a used link says %q", words)
		}
		other.Post(link, url.Values{"answer": {"accept"}})
		if to := other.Get("/home").To(); !strings.HasPrefix(to, "/sign-in") {
			t.Errorf("a used link signs in: %s", to)
		}
	})
	onBoth(t, func(t *testing.T, h *apptest.House) {
		const link = "/o/A-DEMONSTRATION-OF-AN-OPEN-OFFER"
		h.Clock.Advance(40 * 24 * time.Hour)
		late := h.Browser()
		if words := late.Get(link).Is(http.StatusOK).Lacks(`button[value="accept"]`).Text("h1"); words != "This offer has run out" {
			t.Errorf("a link that is over says %q", words)
		}
		accepted := count(t, h, `SELECT COUNT(*) FROM place WHERE state = 'accepted'`)
		late.Post(link, url.Values{"answer": {"accept"}})
		if now := count(t, h, `SELECT COUNT(*) FROM place WHERE state = 'accepted'`); now != accepted {
			t.Error("an offer that was over was accepted")
		}
	})
}

// offerLink is where a family can be offered a group, on the group's page.
var offerLink = regexp.MustCompile(`/desk/places/([0-9a-f-]{36})/offer\?group=([0-9a-f-]{36})`)

func TestAPlaceTakenMeanwhileIsSaidInWords(t *testing.T) {
	onBoth(t, func(t *testing.T, h *apptest.House) {
		mei := h.As(h.Persona("mei"))
		var links [][]string
		for _, m := range offerLink.FindAllStringSubmatch(mei.Get("/desk/waiting").Is(http.StatusOK).Body, -1) {
			if len(links) == 0 || m[2] == links[0][2] && m[1] != links[0][1] {
				links = append(links, m)
			}
		}
		if len(links) < 2 {
			t.Fatal("no group that two families could be offered")
		}
		group := links[0][2]
		var left int
		h.View(func(tx *store.Tx) error {
			return tx.QueryRow(`
SELECT g.capacity - (SELECT COUNT(*) FROM place p JOIN place_dyad d ON d.place_id = p.id WHERE p.group_id = g.id AND p.state IN ('offered', 'accepted'))
FROM programme_group g WHERE g.id = $1`, group).Scan(&left)
		})
		taken, refused := 0, 0
		for _, m := range links {
			a := mei.Post("/desk/places/"+m[1]+"/offer", url.Values{"group": {group}, "submission": {fmt.Sprintf("01a20000-0000-7000-8000-%012d", taken+refused)}})
			switch {
			case a.Code == http.StatusSeeOther:
				taken++
			case a.Code == http.StatusConflict || a.Code == http.StatusUnprocessableEntity:
				refused++
				if !strings.Contains(a.Text("main"), "not enough places left") {
					t.Errorf("what was taken meanwhile is said as: %s", a.Text("main"))
				}
			default:
				t.Errorf("offering is answered %d: %s", a.Code, a.Text("main"))
			}
		}
		if taken == 0 || taken > left {
			t.Errorf("%d places were offered where %d were left, %d refused", taken, left, refused)
		}
		seated := count(t, h, `SELECT COUNT(*) FROM place p JOIN place_dyad d ON d.place_id = p.id WHERE p.group_id = $1 AND p.state IN ('offered', 'accepted')`, group)
		if capacity := count(t, h, `SELECT capacity FROM programme_group WHERE id = $1`, group); seated > capacity {
			t.Errorf("%d sit on %d places", seated, capacity)
		}
	})
}
