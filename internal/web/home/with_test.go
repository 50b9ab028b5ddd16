package home_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/app/apptest"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

func asking(email string) url.Values {
	return url.Values{"submission": {ident.New[struct{}]().String()}, "name": {"Babcia Ewa"}, "relation": {"grandparent"}, "email": {email}}
}

// joinLink is the address that the last invitation opens.
func joinLink(t *testing.T, h *apptest.House) string {
	t.Helper()
	var args string
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT args FROM message WHERE text_key = 'invitation' ORDER BY made_at DESC, id DESC LIMIT 1`).Scan(&args)
	})
	var out map[string]string
	if err := json.Unmarshal([]byte(args), &out); err != nil {
		t.Fatal(err)
	}
	return out["link"]
}

func TestAskingSomebodySaysFirstWhatTheyWouldSee(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	marta := h.As(h.Persona("marta"))
	page := marta.Get("/home/with/ask").Is(http.StatusOK)
	for _, words := range []string{"What they would see", "What they would not see", "Your answers"} {
		if !strings.Contains(page.Text("main"), words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	if strings.Contains(page.Doc().Find("title").Text(), "part") {
		t.Error("the title says what it is about")
	}
	marta.Post("/home/with/ask", asking("marta@mail.example")).Is(http.StatusUnprocessableEntity).Has(`input[name="sure"]`)
	// Whether somebody is known here does not show: not in the status, the page or its size.
	sizes := map[int]bool{}
	for _, email := range []string{"piotr@mail.example", "nobodyy@mail.example"} {
		to := marta.Post("/home/with/ask", asking(email)).Is(http.StatusSeeOther).To()
		if to != "/home/with" {
			t.Errorf("%s leads to %s", email, to)
		}
		shown := marta.Get(to).Is(http.StatusOK)
		back, _ := shown.Doc().Find(`form[action^="/home/with/asked/"]`).First().Attr("action")
		sizes[len(shown.Body)] = true
		marta.Post(back, url.Values{}).Is(http.StatusSeeOther)
	}
	if len(sizes) != 1 {
		t.Errorf("pages of %d sizes", len(sizes))
	}
}

func TestAnInvitationsLinkNamesNobodyAndAsksWhoHoldsIt(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	marta := h.As(h.Persona("marta"))
	marta.Post("/home/with/ask", asking("ewa@mail.example")).Is(http.StatusSeeOther)
	link := joinLink(t, h)
	visitor := h.Browser()
	page := visitor.Get(link).Is(http.StatusOK)
	for _, word := range []string{"Marta", "Antek", "Babcia", "Ewa", "ewa@", "Nowak"} {
		if strings.Contains(page.Body, word) {
			t.Errorf("the page says %q", word)
		}
	}
	says := func(a *apptest.Answer, words string) {
		t.Helper()
		if !strings.Contains(a.Text("main"), words) {
			t.Errorf("it does not say %q: %s", words, a.Text("main"))
		}
	}
	says(marta.Get(link), "somebody else")
	hollie := h.As(h.Persona("hollie"))
	says(hollie.Get(link), "Is this link for you?")
	answer := url.Values{"answer": {"yes"}, "name": {"Ewa Nowak"}, "email": {"ewa@mail.example"}}
	hollie.Post(link, answer).Is(http.StatusSeeOther)
	says(hollie.Get(link), "Is this link for you?") // nothing was answered without her saying so

	visitor.Post(link, url.Values{"answer": {"yes"}}).Is(http.StatusUnprocessableEntity).Has(`a[href="#name"]`).Has(`a[href="#email"]`)
	visitor.Post(link, answer).Is(http.StatusSeeOther)
	says(visitor.Get(link), "We have your answer")
	says(h.Browser().Get(link), "We have your answer")
	if strings.Contains(marta.Get("/home/with").Text("main"), "Takes part") {
		t.Error("she is told before anybody confirmed it")
	}
	dana := h.As(h.Persona("dana"))
	to, _ := dana.Get("/desk/invitations").Is(http.StatusOK).Doc().Find(`a[href^="/desk/invitations/"]`).Attr("href")
	says(dana.Get(to).Is(http.StatusOK), "Ewa Nowak")
	dana.Post(to, url.Values{}).Is(http.StatusUnprocessableEntity)
	dana.Post(to, url.Values{"as": {"new"}}).Is(http.StatusSeeOther)
}

func TestALinkThatIsNotForWhoeverGotItEndsThere(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	marta := h.As(h.Persona("marta"))
	marta.Post("/home/with/ask", asking("ewa@mail.example")).Is(http.StatusSeeOther)
	link := joinLink(t, h)
	h.Browser().Post(link, url.Values{"answer": {"not-me"}}).Is(http.StatusSeeOther)
	if !strings.Contains(h.Browser().Get(link).Text("main"), "This link is over") {
		t.Error("it goes on")
	}
	if !strings.Contains(marta.Get("/home/with").Text("main"), "A link was sent") {
		t.Error("she is told more than that it was sent")
	}
	if !strings.Contains(h.As(h.Persona("dana")).Get("/desk/invitations").Text("main"), "not meant for") {
		t.Error("staff are not told")
	}
}
