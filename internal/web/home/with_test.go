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
	if n := strings.Count(marta.Get("/home/with").Text("main"), "Takes part"); n != 1 { // Piotr does
		t.Errorf("she is told that %d take part before anybody confirmed it", n)
	}
	dana := h.As(h.Persona("dana"))
	to, _ := dana.Get("/desk/invitations").Is(http.StatusOK).Doc().Find(`a[href^="/desk/invitations/"]:contains("Ewa")`).Attr("href")
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

func TestShowingSomethingShowsFirstExactlyWhatTheOtherReads(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	marta, piotr, hollie := h.As(h.Persona("marta")), h.As(h.Persona("piotr")), h.As(h.Persona("hollie"))
	const words = "I was glad of the walk.\nLet us do that <b>again</b>."
	form := url.Values{"submission": {ident.New[struct{}]().String()}, "words": {words}}
	marta.Post("/home/with/words", url.Values{"words": {"  "}, "submission": form["submission"]}).Is(http.StatusUnprocessableEntity).Has(`a[href="#words"]`)
	whom := marta.Post("/home/with/words", form).Is(http.StatusSeeOther).To()
	to, _ := marta.Get(whom).Is(http.StatusOK).Doc().Find(`input[name="to"]`).Attr("value")
	marta.Post(whom, url.Values{"submission": form["submission"]}).Is(http.StatusUnprocessableEntity).Has(`a[href^="#to"]`)
	before := len(piotr.Get("/home/with").Is(http.StatusOK).Body)
	// The choice alone shows nothing: it leads to what will be read.
	preview := marta.Post(whom, url.Values{"to": {to}, "submission": form["submission"]}).Is(http.StatusSeeOther).To()
	if after := len(piotr.Get("/home/with").Body); after != before {
		t.Errorf("his page is %d bytes, and was %d before anything was shown", after, before)
	}
	page := marta.Get(preview).Is(http.StatusOK)
	would := page.Text(".preview")
	act := url.Values{"to": {to}, "looked": {"1"}, "submission": {ident.New[struct{}]().String()}}
	for range 2 {
		marta.Post(whom, act).Is(http.StatusSeeOther)
	}
	seen, _ := piotr.Get("/home/with").Doc().Find(`a[href^="/home/shown/"]`).First().Attr("href")
	shown := piotr.Get(seen).Is(http.StatusOK)
	if reads := shown.Text("main"); !strings.Contains(reads, strings.TrimSpace(would)) || !strings.Contains(reads, "<b>again</b>") {
		t.Errorf("she was shown %q, he reads %q", would, reads)
	}
	if strings.Contains(shown.Doc().Find("title").Text(), "Marta") {
		t.Error("the title says whose it is")
	}
	for name, who := range map[string]*apptest.Browser{"somebody else": hollie, "she herself": marta} {
		if who.Get(seen).Code != http.StatusNotFound {
			t.Errorf("%s opens it", name)
		}
	}
	back, _ := marta.Get("/home/with").Doc().Find(`form[action^="/home/with/shown/"]`).First().Attr("action")
	marta.Post(back, url.Values{}).Is(http.StatusSeeOther)
	gone, never := piotr.Get(seen).Is(http.StatusNotFound), piotr.Get("/home/shown/"+ident.New[struct{}]().String()).Is(http.StatusNotFound)
	if len(gone.Body) != len(never.Body) || len(piotr.Get("/home/with").Body) != before {
		t.Errorf("%d bytes for what is gone, %d for what never was", len(gone.Body), len(never.Body))
	}
}
