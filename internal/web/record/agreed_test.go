package record_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestStaffReadAndWriteDownWhatSomebodyAgreedTo(t *testing.T) {
	h := open(t)
	b, at := h.As(h.ruth), h.martasAddress+"/agreed"
	a := b.Get(at).Is(http.StatusOK)
	says(t, a, "Marta", "Taking part", "Studies", "Not asked yet", "What was said, latest first")
	a.Has(`select[name="purpose"]`).Has(`input[name="day-day"]`).Has("details")

	wrong := b.Post(at, url.Values{"purpose": {"research"}}).Is(http.StatusUnprocessableEntity)
	wrong.Has(`.faults a[href="#answer"]`).Has(`.faults a[href="#how"]`)
	yes := url.Values{"purpose": {"research"}, "answer": {"yes"}, "day": {"2027-02-08"}, "how": {"phone"}}
	for range 2 {
		b.Post(at, yes).Is(http.StatusSeeOther)
	}
	says(t, b.Get(at), "Studies: yes", "By phone, written down by", "Your answers go into studies")
	if n := h.count(`SELECT COUNT(*) FROM consent WHERE person_id = $1 AND purpose = 'research' AND said_on = '2027-02-08'`, h.marta); n != 1 {
		t.Errorf("%d lines", n)
	}

	no := url.Values{"purpose": {"messages"}, "answer": {"no"}, "day": {"2027-02-09"}, "how": {"in-person"}}
	first := b.Post(at, no).Is(http.StatusOK)
	first.Has(`input[name="sure"]`)
	says(t, first, "says no: Messages", "Read this to them first", "What stops", "Your place")
	if n := h.count(`SELECT COUNT(*) FROM consent WHERE person_id = $1 AND purpose = 'messages' AND NOT given`, h.marta); n != 0 {
		t.Error("kept before it was read out")
	}
	no.Set("sure", "1")
	b.Post(at, no).Is(http.StatusSeeOther)
	says(t, b.Get(at), "Messages: no")

	h.As(h.nobody).Get(at).Is(http.StatusNotFound)
	h.As(h.nobody).Post(at, yes).Is(http.StatusNotFound)
	h.As(h.Persona("grace")).Get(at).Is(http.StatusNotFound)
	h.As(h.Persona("per")).Get(at).Is(http.StatusForbidden)
}
