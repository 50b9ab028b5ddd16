package planning_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/app/apptest"
	"holdfast/internal/programme"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

func TestTheLeadChoosesAndThePlanSaysSo(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := apptest.Demo(t, e)
			mei, dana := h.As(h.Persona("mei")), h.As(h.Persona("dana"))
			const at = "/desk/plans/weighing"
			says(t, mei.Get(at).Is(http.StatusOK).Lacks("input[name=weighting]"), "main", "Nobody of the service has chosen yet", "There is too little to go by")
			says(t, mei.Get(planned(t, mei)), "main", "Nobody of the service has chosen yet")
			mei.Post(at, url.Values{"submission": {sent + "1"}, "weighting": {"need"}}).Is(http.StatusForbidden)
			says(t, dana.Post(at, url.Values{"submission": {sent + "2"}}).Is(http.StatusUnprocessableEntity), ".faults", "Choose one of the two")
			dana.Get(at).Is(http.StatusOK).Has("input[name=weighting]")
			dana.Post(at, url.Values{"submission": {sent + "3"}, "weighting": {"need"}}).Is(http.StatusSeeOther)
			says(t, mei.Get(at), "main", "Plans put families in greater need first", "Chosen", "Dana")
			says(t, mei.Get(planned(t, mei)), "main", "It puts families in greater need first", "Chosen", "Dana")
		})
	}
}

func TestHowMuchAFamilyNeedsItsPlace(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	mei := h.As(h.Persona("mei"))
	link := mei.Get("/desk/waiting").Is(http.StatusOK).Doc().Find(`a[href$="/need"]`).First()
	at := link.AttrOr("href", "")
	mei.Get(at).Is(http.StatusOK).Has(`input[name=need][value=usual][checked]`)
	mei.Post(at, url.Values{"submission": {sent + "1"}}).Is(http.StatusUnprocessableEntity)
	mei.Post(at, url.Values{"submission": {sent + "2"}, "need": {string(programme.Highest)}}).Is(http.StatusSeeOther)
	says(t, mei.Get("/desk/waiting").Is(http.StatusOK), "main", "In the greatest need")
	says(t, mei.Get(at).Has(`input[name=need][value=highest][checked]`), "main", "Written down", "Mei")
	h.As(h.Persona("grace")).Get(at).Is(http.StatusNotFound)
	h.As(h.Persona("ruth")).Get(at).Is(http.StatusForbidden)
	h.As(h.Persona("ruth")).Get("/desk/waiting").Is(http.StatusOK).Lacks(`a[href$="/need"]`)
}
