package home_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestACaregiverSeesAndChangesHowTheyAreReached(t *testing.T) {
	h := open(t)
	b := h.is("piotr")
	a := b.Get("/home/reach").Is(http.StatusOK)
	a.Has(`.change a[href="/home/reach/call"]`).Has(`.change a[href="/home/reach/email"]`)
	says(t, a, "How we reach you", "From 12:00 to 13:00", "The people who work with you can read this", "Nobody in your family can")

	way := b.Get("/home/reach/call").Is(http.StatusOK)
	way.Has(`input[name="call.when"][value="between"]:checked`).Has(`input[name="call.from"][value="12:00"]`).Has("fieldset legend h1")
	for _, tt := range []struct {
		name  string
		typed url.Values
		says  string
		at    string
	}{
		{"nothing chosen", url.Values{}, "Choose when this is safe", "#call.when"},
		{"hours without an end", url.Values{"call.when": {"between"}, "call.from": {"09:00"}, "call.voicemail": {"no"}, "call.shared": {"no"}}, "Enter until when it is safe", "#call.until"},
		{"a time that is none", url.Values{"call.when": {"between"}, "call.from": {"25:00"}, "call.until": {"10:00"}, "call.voicemail": {"no"}, "call.shared": {"no"}}, "Enter when it becomes safe", "#call.from"},
		{"nobody knows whether to leave a message", url.Values{"call.when": {"any"}, "call.shared": {"no"}}, "Choose whether we may leave a message", "#call.voicemail"},
		{"an answer that is not there", url.Values{"call.when": {"<script>"}, "call.voicemail": {"no"}, "call.shared": {"no"}}, "Choose when this is safe", "#call.when"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.Post("/home/reach/call", tt.typed).Is(http.StatusUnprocessableEntity)
			a.Has(`.faults a[href="` + tt.at + `"]`).Has(`[id="` + tt.at[1:] + `"]`)
			says(t, a, tt.says)
			says(t, b.Get("/home/reach"), "From 12:00 to 13:00")
		})
	}
	kept := url.Values{"call.when": {"between"}, "call.from": {"20:00"}, "call.until": {"21:30"}, "call.voicemail": {"no"}, "call.shared": {"unsure"}}
	for range 2 {
		if to := b.Post("/home/reach/call", kept).Is(http.StatusSeeOther).To(); to != "/home/reach" {
			t.Fatalf("leads to %s", to)
		}
	}
	says(t, b.Get("/home/reach"), "We keep to this from now on", "From 20:00 to 21:30. No message may be left. Somebody else may see it")
	b.Post("/home/reach/call", url.Values{"call.when": {"never"}}).Is(http.StatusSeeOther)
	says(t, b.Get("/home/reach"), "Not safe. We do not use it")
	silent(t, b.Get("/home"), "20:00")
	silent(t, h.is("marta").Get("/home/reach"), "20:00", "Not safe")
	b.Get("/home/reach/pigeon").Is(http.StatusNotFound)
}

func TestEverythingCanBeStoppedAtOnce(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	for range 2 {
		b.Post("/home/reach", nil).Is(http.StatusSeeOther)
	}
	a := b.Get("/home/reach")
	says(t, a, "We stopped. Nothing is sent to you and nobody rings you until you say so here", "We send you nothing and do not ring")
	a.Lacks("form .btn")
	says(t, b.Get("/home"), "You told us that no way is safe, so we send you nothing")
	if n := h.count(`SELECT COUNT(*) FROM safe_contact WHERE person_id = $1 AND safe`, h.actor("marta").Person); n != 0 {
		t.Errorf("%d ways are still used", n)
	}
	if n := h.count(`SELECT COUNT(*) FROM safe_contact WHERE person_id = $1 AND safe`, h.actor("piotr").Person); n == 0 {
		t.Error("the other parent's ways were stopped too")
	}
}
