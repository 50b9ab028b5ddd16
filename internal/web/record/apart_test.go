package record_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/store"
)

func TestStaffAskAloneAndKeepItApart(t *testing.T) {
	h := open(t)
	b, at := h.As(h.ruth), h.martasAddress+"/alone"
	first := b.Get(at).Is(http.StatusOK)
	says(t, first, "Ask about this only when nobody can hear", "Who is with them now?")
	if strings.Contains(first.Text("main"), "frightens") {
		t.Error("the question is on the screen before anybody said who is there")
	}
	b.Post(at, nil).Is(http.StatusUnprocessableEntity).Has(`.faults a[href="#present"]`)
	says(t, b.Post(at, url.Values{"present": {"somebody"}}).Is(http.StatusOK), "Do not ask now")
	ask := b.Post(at, url.Values{"present": {"nobody"}}).Is(http.StatusOK)
	says(t, ask, "frightens you", "Is it safe to go home today?")
	b.Post(at, url.Values{"present": {"nobody"}, "asked": {"1"}, "submission": {"01900000-0000-7000-8000-0000000000ab"}}).Is(http.StatusUnprocessableEntity).Has(`.faults a[href="#answer"]`)
	kept := url.Values{
		"present": {"nobody"}, "asked": {"1"}, "answer": {"unsafe"}, "note": {"A word nobody else may read: rowan."},
		"submission": {"01900000-0000-7000-8000-0000000000aa"},
	}
	to := b.Post(at, kept).Is(http.StatusSeeOther).To()
	if !strings.HasPrefix(to, "/desk/alerts/") {
		t.Errorf("leads to %s", to)
	}
	b.Post(at, kept).Is(http.StatusSeeOther)
	if n := h.count(`SELECT COUNT(*) FROM alert WHERE person_id = $1 AND kind = 'domestic-abuse'`, h.marta); n != 1 {
		t.Errorf("%d alerts for a form sent twice", n)
	}
	says(t, b.Get(h.martasAddress+"/apart").Is(http.StatusOK), "rowan", "Not asked, because they were not alone", "left out of groups for couples")

	var family string
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT family_id FROM person WHERE id = $1`, h.marta).Scan(&family)
	})
	for _, page := range []string{"/desk/families/" + family, to, "/desk", h.martasAddress + "/call", h.martasAddress + "/agreed"} {
		if a := b.Get(page).Is(http.StatusOK); strings.Contains(a.Body, "rowan") || strings.Contains(a.Body, "couples") {
			t.Errorf("%s shows what is kept apart", page)
		}
	}
	for who, code := range map[string]int{"mei": http.StatusForbidden, "per": http.StatusForbidden, "grace": http.StatusNotFound, "piotr": http.StatusForbidden} {
		h.As(h.Persona(who)).Get(h.martasAddress + "/apart").Is(code)
	}
	b.Post(h.martasAddress+"/apart", url.Values{"couples": {"in"}}).Is(http.StatusSeeOther)
	says(t, b.Get(h.martasAddress+"/apart"), "may be offered a group for couples.")
}

func TestARecordIsOpenedInNeedOnAPage(t *testing.T) {
	h := open(t)
	b := h.As(h.nobody)
	var family, ref string
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT f.id, f.ref FROM family f JOIN person p ON p.family_id = f.id WHERE p.id = $1`, h.marta).Scan(&family, &ref)
	})
	b.Get("/desk/families/" + family).Is(http.StatusNotFound)
	b.Get("/desk/glass").Is(http.StatusOK).Has(`input[name="ref"]`)
	wrong := b.Post("/desk/glass", url.Values{"ref": {ref}, "name": {"Somebody Else"}, "why": {"She rang and is frightened."}})
	says(t, wrong.Is(http.StatusUnprocessableEntity), "There is no such adult with this reference")
	need := url.Values{"ref": {ref}, "name": {"Marta"}, "why": {"She rang and is frightened."}}
	if to := b.Post("/desk/glass", need).Is(http.StatusSeeOther).To(); to != "/desk/families/"+family {
		t.Fatalf("leads to %s", to)
	}
	a := b.Get("/desk/families/" + family).Is(http.StatusOK)
	says(t, a, "Marta", "Open for an hour")
	if strings.Contains(a.Body, "Piotr") {
		t.Error("the other parent is open too")
	}
	says(t, h.As(h.Persona("dana")).Get("/desk").Is(http.StatusOK), "opened Marta’s record in need")
}
