package home_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestWhetherItIsStillSafeIsAskedAgain(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	person := h.actor("marta").Person
	h.exec(`UPDATE safe_contact SET asked_at = '2027-02-08T09:00:00.000000Z' WHERE person_id = $1`, person)
	h.exec(`UPDATE infant_fact SET at = '2026-12-01T09:00:00.000000Z'`)
	silent(t, b.Get("/home"), "still safe")
	h.exec(`UPDATE safe_contact SET asked_at = '2026-10-01T09:00:00.000000Z' WHERE person_id = $1`, person)
	says(t, b.Get("/home").Is(http.StatusOK).Has(`a[href="/home/safe"]`), "Is it still safe to reach you")
	says(t, b.Get("/home/safe").Is(http.StatusOK), "Is this still safe?", "Not now")
	b.Post("/home/safe", url.Values{"answer": {"later"}}).Is(http.StatusSeeOther)
	b.Get("/home").Lacks(`a[href="/home/safe"]`)
	h.exec(`UPDATE safe_put_off SET until_on = '2027-02-09' WHERE person_id = $1`, person)
	b.Get("/home").Has(`a[href="/home/safe"]`)
	if to := b.Post("/home/safe", url.Values{"answer": {"change"}}).Is(http.StatusSeeOther).To(); to != "/home/reach" {
		t.Errorf("a change leads to %s", to)
	}
	b.Post("/home/safe", url.Values{"answer": {"yes"}}).Is(http.StatusSeeOther)
	b.Get("/home").Lacks(`a[href="/home/safe"]`)
	if n := h.count(`SELECT COUNT(*) FROM safe_contact WHERE person_id = $1 AND asked_at < '2027-02-09'`, person); n != 0 {
		t.Errorf("%d ways do not count as asked today", n)
	}
}

func TestACaregiverSaysWhoElseSeesItAndInWhoseName(t *testing.T) {
	h := open(t)
	b := h.is("piotr")
	way := b.Get("/home/reach/email").Is(http.StatusOK)
	way.Has(`input[name="email.wording"][value="neutral"]`).Has(`select[name="email.seen-by"]`)
	b.Post("/home/reach/email", url.Values{
		"email.when": {"any"}, "email.shared": {"yes"}, "email.seen-by": {"partner"}, "email.wording": {"named"},
	}).Is(http.StatusSeeOther)
	says(t, b.Get("/home/reach"), "It may say the name of the service")
	n := h.count(`SELECT COUNT(*) FROM safe_contact WHERE person_id = $1 AND channel = 'email' AND seen_by = 'partner' AND wording = 'named'`, h.actor("piotr").Person)
	if n != 1 {
		t.Error("it was not kept")
	}
}
