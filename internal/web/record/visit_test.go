package record_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/exchange"
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
	efua, address := h.visitOf("Efua Asante")
	daniel, _ := h.visitOf("Daniel Asante")
	ruth, stranger := h.As(h.ruth), h.As(h.Persona("amina"))
	says(t, ruth.Get(address).Is(http.StatusOK), "We come to see the three of you", "Efua", "Daniel", "Nothing is written down yet", "while the baby is in hospital")

	form := func(state, day, month string) url.Values {
		return url.Values{"with": {h.personOf(efua)}, "state": {state}, "day-day": {day}, "day-month": {month}, "day-year": {"2027"}, "starts": {"10:30"}}
	}
	says(t, ruth.Post(address, form("planned", "8", "2")).Is(http.StatusUnprocessableEntity), "The day is over")
	says(t, ruth.Post(address, form("held", "10", "2")).Is(http.StatusUnprocessableEntity), "The day is still to come")
	says(t, ruth.Post(address, form("", "10", "2")).Is(http.StatusUnprocessableEntity), "Choose what is known of it")
	says(t, ruth.Post(address, url.Values{}).Is(http.StatusUnprocessableEntity), "Choose who it is with", "Choose what is known of it", "Enter the day")
	nobody := form("planned", "12", "2")
	nobody.Del("with")
	says(t, ruth.Post(address, nobody).Is(http.StatusUnprocessableEntity), "Choose who it is with")
	before := h.As(daniel).Get("/home/dates").Is(http.StatusOK).Text("main")
	ruth.Post(address, form("planned", "12", "2")).Is(http.StatusSeeOther)
	says(t, ruth.Get("/desk/due").Is(http.StatusOK), "We come to see the three of you", "with \u2068Efua\u2069")
	says(t, h.As(efua).Get("/home/dates").Is(http.StatusOK), "We come to see the three of you", "10:30")
	fathers := func(what string) {
		t.Helper()
		if after := h.As(daniel).Get("/home/dates").Text("main"); after != before {
			t.Errorf("%s, and the father's page says so: %s, before: %s", what, after, before)
		}
	}
	fathers("a visit with the mother was planned")

	stranger.Get(address).Is(http.StatusNotFound)
	stranger.Post(address, form("held", "9", "2")).Is(http.StatusNotFound)
	ruth.Get(address + "-which-is-not").Is(http.StatusNotFound)

	ruth.Post(address, form("held", "9", "2")).Is(http.StatusSeeOther)
	says(t, ruth.Get(address), "It took place on")
	says(t, ruth.Get("/desk/babies/"+h.babyOf(efua)+"/days"), "We come to see the three of you", "It took place")
	fathers("a visit with the mother was held")
	h.writes(t, `UPDATE visit SET why = 'Abena was unwell' WHERE place_id IN (SELECT place_id FROM visit_with WHERE person_id = $1) AND on_day = '2027-02-09'`, h.personOf(efua))
	h.writes(t, `INSERT INTO place_need (place_id, service_id, need, at, by_account)
SELECT DISTINCT v.place_id, a.service_id, 'high', v.at, a.id FROM visit_with w JOIN visit v ON v.place_id = w.place_id JOIN account a ON a.id = v.by_account
WHERE w.person_id = $1 AND v.why <> ''`, h.personOf(efua))
	h.As(efua).Post("/home/cards", url.Values{"rest": {"paused"}}).Is(http.StatusSeeOther)
	for key, want := range map[string]struct {
		visits int
		notes  []string
	}{"efua": {2, []string{"Abena was unwell", "More than most."}}, "daniel": {1, []string{"More than most."}}} {
		record := h.copyOf(key)
		if len(record.Visits) != want.visits {
			t.Errorf("the copy of %s's record holds %+v, want %d", key, record.Visits, want.visits)
		}
		if paused := key == "efua"; len(record.Cards) == 1 != paused {
			t.Errorf("the copy of %s's record says of cards %+v", key, record.Cards)
		}
		var notes []string
		for _, n := range record.Notes {
			if n.Text == "Abena was unwell" || n.Text == "More than most." {
				notes = append(notes, n.Text)
			}
		}
		slices.Sort(notes)
		if !slices.Equal(notes, want.notes) {
			t.Errorf("released, the notes in the copy of %s's record are %q, want %q", key, notes, want.notes)
		}
	}
	ruth.Post(address+"/back", nil).Is(http.StatusSeeOther)
	says(t, ruth.Get(address), "Nothing is written down yet")
	if n := h.count(`SELECT COUNT(*) FROM audit_event WHERE action IN ('visit.planned', 'visit.held', 'visit.taken-back')`); n != 3 {
		t.Errorf("%d lines in the trail", n)
	}
}

func (h *house) writes(t *testing.T, query string, args ...any) {
	t.Helper()
	if err := h.Rooms.DB.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// copyOf asks for the copy of somebody's record, has it given and opens it.
func (h *house) copyOf(key string) (record exchange.Record) {
	h.t.Helper()
	own, lead := h.As(h.Persona(key)), h.As(h.Persona("dana"))
	own.Post("/home/copy", nil).Is(http.StatusSeeOther)
	var id string
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT id FROM record_copy WHERE person_id = $1`, h.personOf(h.Persona(key))).Scan(&id)
	})
	h.releaseAll(h.t, id)
	lead.Post("/desk/copies/"+id+"/give", nil).Is(http.StatusSeeOther)
	_, data := unpack(h.t, own.Get("/home/copy/"+id).Is(http.StatusOK))
	if err := json.Unmarshal([]byte(data), &record); err != nil {
		h.t.Fatal(err)
	}
	return record
}

func (h *house) babyOf(account access.AccountID) (id string) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT infant_id FROM dyad WHERE caregiver_id = $1`, h.personOf(account)).Scan(&id)
	})
	return id
}

func (h *house) personOf(account access.AccountID) (id string) {
	h.t.Helper()
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT person_id FROM account WHERE id = $1`, account).Scan(&id)
	})
	return id
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
