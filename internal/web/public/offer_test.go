package public_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/app/apptest"
	"holdfast/internal/demo/history"
	"holdfast/internal/store"
)

const offer = "/o/" + history.OfferSecret

func capacity(group any, n int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE programme_group SET capacity = $2 WHERE id = $1`, group, n)
		return err
	}
}

// namesNobody fails the test when a page behind an offer's link names somebody, or
// its title tells anything.
func namesNobody(t *testing.T, a *apptest.Answer) {
	t.Helper()
	silent(t, a, "Leah", "Brennan", "Noah", "Baby Love")
	if a.Text("title") != "Your page" {
		t.Errorf("title %q", a.Text("title"))
	}
	a.Has(`a[href="/exit/now"]`).Has(`meta[name="robots"][content*="noindex"]`)
}

func TestAnOfferIsAcceptedOnce(t *testing.T) {
	h := open(t)
	b := h.Browser()
	a := b.Get(offer).Is(http.StatusOK)
	namesNobody(t, a)
	says(t, a, "There is a place for you", "It is kept for you until", "Your baby will be", "keep a short record of the sessions", "No, but keep me on the list")
	a.Has(`button[value="accept"]`).Has(`button[value="wait"]`).Has(`button[value="decline"]`)

	wrong := b.Post(offer, url.Values{"answer": {"perhaps"}}).Is(http.StatusUnprocessableEntity)
	wrong.Has(`.faults a[href="#answer"]`).Has("button#answer")
	says(t, wrong, "Choose yes or no")

	accepted := b.Post(offer, url.Values{"answer": {"accept"}}).Is(http.StatusSeeOther)
	if accepted.To() != "/home" || !strings.Contains(accepted.Header.Get("Set-Cookie")+strings.Join(accepted.Header.Values("Set-Cookie"), " "), "HttpOnly") {
		t.Fatalf("leads to %s, with %s", accepted.To(), accepted.Header.Values("Set-Cookie"))
	}
	says(t, b.Get("/home").Is(http.StatusOK), "Hello, Leah", "The place is yours")

	// The link in the message opens nothing to whoever finds it.
	other := h.Browser()
	used := other.Get(offer).Is(http.StatusOK)
	namesNobody(t, used)
	says(t, used, "The place is yours")
	used.Lacks(".facts").Lacks("button").Has(`a[href="/home"]`)
	if again := other.Post(offer, url.Values{"answer": {"accept"}}).Is(http.StatusSeeOther); again.To() != offer || strings.Contains(strings.Join(again.Header.Values("Set-Cookie"), " "), "login=") {
		t.Errorf("a used link signs in: %s", again.Header.Values("Set-Cookie"))
	}
}

func TestAnOfferThatCannotBeAcceptedAnyMore(t *testing.T) {
	for _, tt := range []struct {
		name   string
		happen func(*house)
		says   []string
	}{
		{"it has run out", func(h *house) { h.Clock.Advance(days(8)) }, []string{"This offer has run out", "You keep your place on the list", "Ring us: 020 7946 0112"}},
		{"it was declined", func(h *house) {
			h.Browser().Post(offer, url.Values{"answer": {"wait"}}).Is(http.StatusSeeOther)
		}, []string{"You said no to this place", "we write again"}},
		{"it was declined for good", func(h *house) {
			for range 2 {
				h.Browser().Post(offer, url.Values{"answer": {"decline"}}).Is(http.StatusSeeOther)
			}
		}, []string{"You said no to this place"}},
		{"the group was cancelled", func(h *house) {
			v, err := h.Rooms.Programmes.OfferByLink(h.t.Context(), history.OfferSecret)
			h.must(err)
			h.must(h.Rooms.Programmes.CancelGroup(h.t.Context(), h.actor("mei"), v.Group.ID, "Both leaders are ill."))
		}, []string{"This place is not free any more", "We look for another place with you"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t)
			tt.happen(h)
			a := h.Browser().Get(offer).Is(http.StatusOK)
			namesNobody(t, a)
			says(t, a, tt.says...)
			a.Lacks("button").Lacks(".facts").Has(`a[href="` + harbour + `"]`).Has(`a[href="` + harbour + `/help"]`)
			to := h.Browser().Post(offer, url.Values{"answer": {"accept"}}).Is(http.StatusSeeOther)
			if to.To() != offer {
				t.Errorf("accepting leads to %s", to.To())
			}
		})
	}
}

func TestAnOfferOfAPostponedGroupSaysSo(t *testing.T) {
	h := open(t)
	v, err := h.Rooms.Programmes.OfferByLink(t.Context(), history.OfferSecret)
	h.must(err)
	h.must(h.Rooms.Programmes.Postpone(t.Context(), h.actor("mei"), v.Group.ID, "The room was flooded.", today.AddDays(10)))
	a := h.Browser().Get(offer).Is(http.StatusOK)
	says(t, a, "The first session was put off. The room was flooded.", "new date by 19 February")
	silent(t, a, "12 weeks old", "13 weeks old")
}

func TestAStrangersLinkOpensNothing(t *testing.T) {
	h := open(t)
	h.Browser().Get("/o/NOBODYWASGIVENTHISSECRET").Is(http.StatusNotFound)
	h.Browser().Post("/o/NOBODYWASGIVENTHISSECRET", url.Values{"answer": {"accept"}}).Is(http.StatusNotFound)
	for _, a := range []*apptest.Answer{
		h.Browser().Get("/in/NOBODYWASGIVENTHISSECRET"), h.Browser().Post("/in/NOBODYWASGIVENTHISSECRET", nil),
	} {
		if a.Is(http.StatusSeeOther).To() != "/link?old" {
			t.Errorf("leads to %s", a.To())
		}
	}
	// Somebody whose page is open needs no link.
	if to := h.As(h.Persona("marta")).Get("/in/NOBODYWASGIVENTHISSECRET").Is(http.StatusSeeOther).To(); to != "/home" {
		t.Errorf("leads to %s", to)
	}
}

func TestANewLinkIsAskedForAndWorksOnce(t *testing.T) {
	h := open(t)
	var address string
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT value FROM contact_detail WHERE person_id = $1 AND channel = 'email'`, h.actor("nadia").Person).Scan(&address)
	})
	for _, tt := range []struct {
		name  string
		typed url.Values
		says  string
		link  string
	}{
		{"nothing", url.Values{"service": {"harbour-lane"}}, "Enter an email address", "#email"},
		{"no service", url.Values{"email": {address}}, "Choose the service that you go to", "#service"},
		{"a service that is not there", url.Values{"email": {address}, "service": {"nowhere"}}, "Choose the service that you go to", "#service"},
		{"much too long", url.Values{"email": {strings.Repeat("x", 300)}, "service": {"harbour-lane"}}, "Make this shorter", "#email"},
	} {
		a := h.Browser().Post("/link", tt.typed).Is(http.StatusUnprocessableEntity)
		says(t, a, tt.says)
		a.Has(`.faults a[href="` + tt.link + `"]`).Has(tt.link)
	}
	known, unknown := h.Browser(), h.Browser()
	asked := known.Post("/link", url.Values{"email": {address}, "service": {"harbour-lane"}}).Is(http.StatusSeeOther)
	nobody := unknown.Post("/link", url.Values{"email": {"nobody@example.com"}, "service": {"harbour-lane"}}).Is(http.StatusSeeOther)
	if asked.To() != nobody.To() || known.Get("/link").Text("main") != unknown.Get("/link").Text("main") {
		t.Error("the answer tells who has a page")
	}
	h.Work()
	secret := ""
	for _, m := range h.Post.Sent() {
		if _, after, ok := strings.Cut(m.Body, apptest.Origin+"/in/"); ok && m.To == address {
			secret = strings.Fields(after)[0]
		}
	}
	if secret == "" {
		t.Fatalf("no link was sent to %s", address)
	}
	b := h.Browser()
	door := b.Get("/in/" + secret).Is(http.StatusOK) // a mail program looks
	b.Get("/in/" + secret).Is(http.StatusOK)
	door.Has("main form button")
	silent(t, door, "Nadia")
	if to := b.Post("/in/"+secret, nil).Is(http.StatusSeeOther).To(); to != "/home" {
		t.Fatalf("leads to %s", to)
	}
	says(t, b.Get("/home").Is(http.StatusOK), "Hello, Nadia")
	if to := h.Browser().Post("/in/"+secret, nil).Is(http.StatusSeeOther).To(); to != "/link?old" {
		t.Errorf("a used link leads to %s", to)
	}
	says(t, h.Browser().Get("/link?old"), "That link was used before")
}

func TestTheStaffsDoorIsNotACaregivers(t *testing.T) {
	h := open(t)
	a := h.Browser().Get("/sign-in?next=/desk/groups").Is(http.StatusOK)
	a.Has(`input[name="next"][value="/desk/groups"]`).Has(`input[autocomplete="one-time-code"]`).Has(`a[href="/link"]`)
	if to := h.As(h.Persona("marta")).Get("/sign-in").Is(http.StatusSeeOther).To(); to != "/home" {
		t.Errorf("a caregiver who is signed in is led to %s", to)
	}
	h.Browser().Get("/sign-in?next=//evil.example").Is(http.StatusOK).Has(`input[name="next"][value="/desk"]`)
	wrong := h.Browser().Post("/sign-in", url.Values{"email": {"ruth@example.com"}, "password": {"not this one"}, "code": {"123456"}, "next": {"/desk"}})
	wrong.Is(http.StatusUnprocessableEntity).Has(".faults").Has(`input[name="email"][value="ruth@example.com"]`).Lacks(`input[type="password"][value]:not([value=""])`)
	out := h.As(h.Persona("marta"))
	out.Post("/sign-out", nil).Is(http.StatusSeeOther)
	out.Get("/home").Is(http.StatusSeeOther)
}
