package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/app/apptest"
	"holdfast/internal/store"
)

// lossHouse is the demonstration with Marta and Piotr, whose baby is Antek.
type lossHouse struct {
	*apptest.House
	t      *testing.T
	infant string
	family string
	group  string
	adults []string
}

func openForLoss(t *testing.T) *lossHouse {
	h := &lossHouse{House: apptest.Demo(t, store.SQLite), t: t}
	h.find("marta")
	return h
}

// find looks up somebody's baby and family.
func (h *lossHouse) find(key string) {
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT d.infant_id, d.family_id FROM account a JOIN dyad d ON d.caregiver_id = a.person_id WHERE a.id = $1`,
			h.Persona(key)).Scan(&h.infant, &h.family); err != nil {
			return err
		}
		rows, err := tx.Query(`SELECT caregiver_id FROM dyad WHERE infant_id = $1`, h.infant)
		h.adults, err = store.Collect(rows, err, store.Column[string])
		if err != nil {
			return err
		}
		return tx.QueryRow(`SELECT group_id FROM place WHERE family_id = $1 AND state = 'accepted'`, h.family).Scan(&h.group)
	})
}

func (h *lossHouse) count(query string, args ...any) (n int) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	return n
}

// toAdults counts messages to the family that meet a condition.
func (h *lossHouse) toAdults(condition string, args ...any) (n int) {
	for _, a := range h.adults {
		n += h.count(`SELECT COUNT(*) FROM message WHERE person_id = $1 AND `+condition, append([]any{a}, args...)...)
	}
	return n
}

// meant are the pages that speak of a baby who was lost, because somebody opens them
// for that: the family's record and what was told, what a parent keeps, and the
// enquiry as it was sent.
func meant(target string) bool {
	// Who was responsible for a baby, and from when, stays a dated fact for staff who
	// open it.
	if strings.HasPrefix(target, "/desk/people/") && strings.Contains(target, "/kin") {
		return true
	}
	for _, prefix := range []string{"/desk/families/", "/desk/babies/", "/desk/dyads/", "/desk/responses/", "/desk/enquiries/", "/home/after", "/home/kept"} {
		if strings.HasPrefix(target, prefix) {
			return true
		}
	}
	return false
}

// walk opens every page that can be reached by links, and gives each to look.
func walk(t *testing.T, b *apptest.Browser, from string, look func(target string, a *apptest.Answer)) (opened int) {
	t.Helper()
	seen, next := map[string]bool{from: true}, []string{from}
	for len(next) > 0 {
		target := next[0]
		next = next[1:]
		a := b.Get(target)
		opened++
		if a.Code >= 500 {
			t.Errorf("%s: status %d", target, a.Code)
		}
		look(target, a)
		links := []string{a.To()}
		for _, n := range a.Doc().Find("a[href]").EachIter() {
			href, _ := n.Attr("href")
			links = append(links, href)
		}
		for _, l := range links {
			l, _, _ = strings.Cut(l, "#")
			if !strings.HasPrefix(l, "/") || strings.HasPrefix(l, "/exit") || strings.HasPrefix(l, "/demo") || seen[l] {
				continue
			}
			seen[l] = true
			next = append(next, l)
		}
	}
	return opened
}

func TestAfterALossNoPageAndNoMessageSpeaksOfTheBaby(t *testing.T) {
	h := openForLoss(t)
	marta := h.As(h.Persona("marta"))
	marta.Get("/home/dates").Is(http.StatusOK).Has(`a[href="/home/happened"]`)
	marta.Get("/home/reach").Is(http.StatusOK).Has(`a[href="/home/happened"]`)
	marta.Post("/home/happened", url.Values{}).Is(http.StatusUnprocessableEntity).Has(".faults")
	h.Work()
	sent, made := len(h.Post.Sent()), h.count(`SELECT COUNT(*) FROM message`)

	marta.Post("/home/happened", url.Values{"kind": {"death"}}).Is(http.StatusSeeOther)
	after := marta.Get("/home/after").Is(http.StatusOK).Lacks("main form")
	for _, words := range []string{"We are so sorry that Antek has died.", "will ring you by the end of", "There is nothing you have to do"} {
		if !strings.Contains(after.Text("main"), words) {
			t.Errorf("the page after does not say %q: %s", words, after.Text("main"))
		}
	}
	if title := after.Text("title"); strings.Contains(title, "Antek") || strings.Contains(strings.ToLower(title), "sorry") {
		t.Errorf("the title says %q", title)
	}
	if !strings.Contains(marta.Get("/home/kept").Is(http.StatusOK).Text("main"), "Antek") {
		t.Error("what is kept does not name the baby")
	}
	piotr := h.As(h.Persona("piotr"))
	if told := piotr.Get("/home/after").Is(http.StatusOK).Text("main"); strings.Contains(told, "Antek") || strings.Contains(told, "died") || strings.Contains(told, "sorry") {
		t.Errorf("a program tells the other parent: %s", told)
	}
	piotr.Post("/home/happened", url.Values{"kind": {"death"}}).Is(http.StatusSeeOther)

	if now := h.count(`SELECT COUNT(*) FROM message`); now != made {
		t.Errorf("%d messages were made because of the loss", now-made)
	}
	if n := h.toAdults(`state = 'waiting' AND infant_id = $2`, h.infant); n != 0 {
		t.Errorf("%d messages about the baby wait to be sent", n)
	}
	if first := h.As(h.Persona("ruth")).Get("/desk").Text("main"); strings.Contains(first, "Antek") || !strings.Contains(first, "There was a loss.") {
		t.Errorf("Today: %s", first)
	}

	for _, who := range []string{"marta", "piotr", "ruth", "mei", "dana"} {
		from := "/desk"
		if slices.Contains([]string{"marta", "piotr"}, who) {
			from = "/home"
		}
		n := walk(t, h.As(h.Persona(who)), from, func(target string, a *apptest.Answer) {
			if strings.Contains(a.Body, "Antek") && !meant(target) {
				t.Errorf("%s reads of the baby on %s", who, target)
			}
		})
		t.Logf("%s opened %d pages", who, n)
	}

	for range 100 { // the rest of the group, its questionnaires and what lingers
		h.Clock.Advance(24 * time.Hour)
		h.Work()
	}
	if n := h.toAdults(`made_at > $2`, apptest.Morning); n != 0 {
		t.Errorf("%d messages were made for the family in the hundred days after", n)
	}
	for _, m := range h.Post.Sent()[sent:] {
		if strings.HasPrefix(m.To, "marta@") || strings.HasPrefix(m.To, "piotr@") {
			t.Errorf("%s was written to: %s", m.To, m.Subject)
		}
	}
}

func TestALeadTakesBackWhatWasToldOfTheWrongBaby(t *testing.T) {
	h := openForLoss(t)
	page := "/desk/babies/" + h.infant + "/happened"
	before := h.toAdults(`state = 'waiting'`)
	ruth, dana := h.As(h.Persona("ruth")), h.As(h.Persona("dana"))
	ruth.Get(page).Is(http.StatusOK).Has(`input[value="death"]`).Lacks(`input[value="miscarriage"]`)
	ruth.Post(page, url.Values{"kind": {"death"}}).Is(http.StatusSeeOther)
	ruth.Get(page).Is(http.StatusOK).Lacks(`a[href$="/back"]`)
	ruth.Get(page + "/back").Is(http.StatusForbidden)
	form := dana.Get(page + "/back").Is(http.StatusOK)
	id, _ := form.Doc().Find(`input[name="loss"]`).Attr("value")
	dana.Post(page+"/back", url.Values{"loss": {id}}).Is(http.StatusSeeOther)
	dana.Get(page).Is(http.StatusOK).Has(`input[value="death"]`)
	if n := h.count(`SELECT COUNT(*) FROM place WHERE family_id = $1 AND state = 'accepted' AND group_id = $2`, h.family, h.group); n != 1 {
		t.Error("the place is not as it was")
	}
	if n := h.toAdults(`state = 'waiting'`); n != before {
		t.Errorf("%d messages wait, %d did before", n, before)
	}
	if home := h.As(h.Persona("marta")).Get("/home").Text("main"); !strings.Contains(home, "Session 4 of 8") {
		t.Errorf("her home is not as it was: %s", home)
	}
}
