package record_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// parents are Marta, her baby and the father.
func (h *house) parents() (baby, piotr access.PersonID) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT person_id FROM account WHERE id = $1`, h.Persona("piotr")).Scan(&piotr); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT infant_id FROM dyad WHERE caregiver_id = $1 ORDER BY id LIMIT 1`, piotr).Scan(&baby)
	})
	return baby, piotr
}

func TestKeepingAParentFromABabySaysFirstWhatGoes(t *testing.T) {
	h := open(t)
	baby, piotr := h.parents()
	dana, father, mother := h.As(h.Persona("dana")), h.As(h.Persona("piotr")), h.As(h.Persona("marta"))
	at := "/desk/people/" + baby.String() + "/kin"
	if !strings.Contains(father.Get("/home/dates").Text("main"), "Being here") {
		t.Fatal("he has dates to lose")
	}
	in := url.Values{
		"submission": {ident.New[struct{}]().String()}, "adult": {piotr.String()}, "why": {"court-order"}, "evidence": {"Order 12, copy in the safe"},
		"from-day": {"9"}, "from-month": {"2"}, "from-year": {"2027"},
	}
	first := dana.Post(at+"/apart", in).Is(http.StatusOK)
	says(t, first, "What goes", "leaves the", "Neither", "Change nothing")
	if h.count(`SELECT COUNT(*) FROM restriction`) != 0 {
		t.Fatal("looking did it")
	}
	in.Set("sure", "1")
	for range 2 {
		dana.Post(at+"/apart", in).Is(http.StatusSeeOther)
	}
	if n := h.count(`SELECT COUNT(*) FROM restriction`); n != 1 {
		t.Errorf("%d restrictions", n)
	}
	says(t, dana.Get(at).Is(http.StatusOK), "must not know of", "Order 12", "A court ordered it")

	for _, address := range []string{"/home", "/home/dates", "/home/reach", "/home/agreed"} {
		page := father.Get(address).Is(http.StatusOK).Text("main")
		for _, word := range []string{"Being here", "Zosia", "Marta", "Ruth and Tom"} {
			if strings.Contains(page, word) {
				t.Errorf("%s still tells him %q: %s", address, word, page)
			}
		}
	}
	if !strings.Contains(mother.Get("/home/dates").Text("main"), "Being here") {
		t.Error("hers are gone too")
	}
	// The coordinator fills groups, and learns nothing of it.
	h.As(h.Persona("mei")).Get(at).Is(http.StatusForbidden)
	h.As(h.nobody).Get(at).Is(http.StatusNotFound)

	var id string
	h.View(func(tx *store.Tx) error { return tx.QueryRow(`SELECT id FROM restriction`).Scan(&id) })
	end := at + "/apart/" + id + "/end"
	says(t, dana.Get(end).Is(http.StatusOK), "What comes back", "not given back")
	dana.Post(end, url.Values{}).Is(http.StatusSeeOther)
	says(t, dana.Get(at).Is(http.StatusOK), "Ended by")
}

func TestARestrictionNeedsItsEvidence(t *testing.T) {
	h := open(t)
	baby, _ := h.parents()
	page := h.As(h.Persona("dana")).Post("/desk/people/"+baby.String()+"/kin/apart", url.Values{"submission": {ident.New[struct{}]().String()}}).Is(http.StatusUnprocessableEntity)
	page.Has(`a[href="#adult"]`).Has(`a[href="#from-day"], a[href="#from"]`)
}

func TestAFactIsWrittenCorrectedAndEnded(t *testing.T) {
	h := open(t)
	baby, piotr := h.parents()
	dana, at := h.As(h.Persona("dana")), "/desk/people/"+piotr.String()+"/kin"
	fact := url.Values{
		"submission": {ident.New[struct{}]().String()}, "adult": {piotr.String()}, "infant": {baby.String()}, "what": {"contact.supervised"},
		"basis": {"court-order"}, "evidence": {"Order seen"}, "from-day": {"1"}, "from-month": {"2"}, "from-year": {"2027"},
	}
	dana.Post(at+"/fact", fact).Is(http.StatusSeeOther)
	says(t, dana.Get(at), "while somebody is with them", "Order seen")
	correct, _ := dana.Get(at).Doc().Find(`a[href*="corrects="]`).Attr("href")
	dana.Get(correct).Is(http.StatusOK).Has(`option[selected][value="contact.supervised"]`)
	_, id, _ := strings.Cut(correct, "corrects=")
	fact.Set("submission", ident.New[struct{}]().String())
	fact.Set("corrects", id)
	fact.Set("what", "contact.yes")
	dana.Post(at+"/fact", fact).Is(http.StatusSeeOther)
	page := dana.Get(at)
	says(t, page, "Never was so", "has contact with")
	page.Has("s")
	if n := h.count(`SELECT COUNT(*) FROM standing`); n < 2 {
		t.Errorf("%d facts are kept", n)
	}
}
