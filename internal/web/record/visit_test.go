package record_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// TestAHomeVisitIsPlannedHeldAndTakenBack follows one visit from the practitioner's
// Today to the family's own page.
func TestAHomeVisitIsPlannedHeldAndTakenBack(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { planAndHold(t, openOn(t, e)) })
	}
}

func planAndHold(t *testing.T, h *house) {
	yasmin, address := h.visitOf("Yasmin Haddad")
	ruth, stranger := h.As(h.ruth), h.As(h.Persona("amina"))
	says(t, ruth.Get(address).Is(http.StatusOK), "We come to see the three of you", "Yasmin", "Nothing is written down yet", "Meant for")

	form := func(state, day, month string) url.Values {
		return url.Values{"state": {state}, "day-day": {day}, "day-month": {month}, "day-year": {"2027"}, "starts": {"10:30"}}
	}
	says(t, ruth.Post(address, form("planned", "8", "2")).Is(http.StatusUnprocessableEntity), "The day is over")
	says(t, ruth.Post(address, form("held", "10", "2")).Is(http.StatusUnprocessableEntity), "The day is still to come")
	says(t, ruth.Post(address, form("", "10", "2")).Is(http.StatusUnprocessableEntity), "Choose what is known of it")
	ruth.Post(address, form("planned", "12", "2")).Is(http.StatusSeeOther)
	says(t, ruth.Get("/desk/due").Is(http.StatusOK), "We come to see the three of you", "Yasmin")
	says(t, h.As(yasmin).Get("/home/dates").Is(http.StatusOK), "We come to see the three of you", "10:30")

	stranger.Get(address).Is(http.StatusNotFound)
	stranger.Post(address, form("held", "9", "2")).Is(http.StatusNotFound)
	ruth.Get(address + "-which-is-not").Is(http.StatusNotFound)

	ruth.Post(address, form("held", "9", "2")).Is(http.StatusSeeOther)
	says(t, ruth.Get(address), "It took place on")
	ruth.Post(address+"/back", nil).Is(http.StatusSeeOther)
	says(t, ruth.Get(address), "Nothing is written down yet")
	if n := h.count(`SELECT COUNT(*) FROM audit_event WHERE action IN ('visit.planned', 'visit.held', 'visit.taken-back')`); n != 3 {
		t.Errorf("%d lines in the trail", n)
	}
}

// visitOf is somebody's account and the address of the visit after the birth.
func (h *house) visitOf(name string) (account access.AccountID, address string) {
	h.t.Helper()
	var place string
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT a.id, pd.place_id FROM person p JOIN account a ON a.person_id = p.id JOIN dyad d ON d.caregiver_id = p.id
 JOIN place_dyad pd ON pd.dyad_id = d.id WHERE p.name = $1`, name).Scan(&account, &place)
	})
	return account, "/desk/visits/" + place + "/visit-after"
}
