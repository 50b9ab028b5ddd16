package home_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/consent"
)

func TestACaregiverSeesAndChangesWhatTheyAgreedTo(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	says(t, b.Get("/home").Is(http.StatusOK), "What you agreed to")
	a := b.Get("/home/agreed").Is(http.StatusOK)
	a.Has(`.change a[href="/home/agreed/1"]`).Has(`.change a[href="/home/agreed/8"]`).Has("h1")
	says(t, a, "Taking part", "Yes, since", "Films shown to learners", "You have not said", "Nobody in your family can")
	if title := a.Text("title"); title != b.Get("/home").Text("title") {
		t.Errorf("the title gives the page away: %s", title)
	}

	one := b.Get("/home/agreed/6").Is(http.StatusOK)
	one.Has("fieldset legend h1").Lacks("input:checked")
	says(t, one, "We show a film of you to people who learn this work", "Not now")
	says(t, b.Post("/home/agreed/6", nil).Is(http.StatusUnprocessableEntity).Has(`.faults a[href="#answer"]`), "Choose yes, no or not now")
	b.Post("/home/agreed/6", url.Values{"answer": {"later"}}).Is(http.StatusSeeOther)
	says(t, b.Get("/home/agreed"), "Nothing has changed")
	b.Post("/home/agreed/6", url.Values{"answer": {"no"}}).Is(http.StatusSeeOther)
	b.Post("/home/agreed/4", url.Values{"answer": {"yes"}}).Is(http.StatusSeeOther)
	person := h.actor("marta").Person
	for purpose, want := range map[consent.Purpose]bool{consent.FilmTeaching: false, consent.FilmCare: true} {
		now, err := h.Rooms.Consents.Current(t.Context(), h.actor("marta"), person)
		h.must(err)
		if now[purpose].Given != want || now[purpose].At.IsZero() {
			t.Errorf("%s: %+v", purpose, now[purpose])
		}
	}
	b.Get("/home/agreed/9").Is(http.StatusNotFound)
	b.Get("/home/agreed/film-care").Is(http.StatusNotFound)
	h.is("piotr").Get("/home/agreed/6").Is(http.StatusOK).Lacks("input:checked")
}

func TestANoShowsWhatItSetsInMotionAndThenDoesIt(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	person := h.actor("marta").Person
	h.begins(b, "How was your week?")
	drafts := `SELECT COUNT(*) FROM response WHERE person_id = $1 AND state = 'draft'`
	if h.count(drafts, person) == 0 {
		t.Fatal("she has begun nothing")
	}

	if to := b.Post("/home/agreed/2", url.Values{"answer": {"no"}}).Is(http.StatusSeeOther).To(); to != "/home/agreed/2?stop" {
		t.Fatalf("a no leads to %s", to)
	}
	if h.count(drafts, person) == 0 {
		t.Error("it was done before she had read what it does")
	}
	a := b.Get("/home/agreed/2?stop").Is(http.StatusOK)
	says(t, a, "Questionnaires: stop this?", "The answers of one questionnaire that you began", "Your place", "Answers that were deleted do not come back")
	for range 2 {
		b.Post("/home/agreed/2", url.Values{"answer": {"no"}, "sure": {"1"}}).Is(http.StatusSeeOther)
	}
	if n := h.count(drafts, person); n != 0 {
		t.Errorf("%d drafts are still there", n)
	}
	b.Get("/home").Lacks(`a[href^="/home/begin/"]`).Lacks(`a[href^="/home/q/"]`)
	if n := h.count(`SELECT COUNT(*) FROM consent WHERE person_id = $1 AND purpose = 'measures' AND given = $2 AND by_account IS NULL`, person, false); n != 1 {
		t.Errorf("%d lines say no", n)
	}
	if n := h.count(`SELECT COUNT(*) FROM place pl JOIN place_dyad pd ON pd.place_id = pl.id JOIN dyad d ON d.id = pd.dyad_id
 WHERE d.caregiver_id = $1 AND pl.state = 'accepted'`, person); n == 0 {
		t.Error("her place is gone")
	}
	b.Get("/home/agreed/2?stop").Lacks(".confirm")
}

func TestANoToMessagesHoldsWhatWaits(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	person := h.actor("marta").Person
	h.exec(`INSERT INTO message (id, service_id, person_id, text_key, args, made_at, not_before, state)
 SELECT $1, service_id, id, 'place-accepted', '{}', created_at, '2027-03-01T09:00:00.000000Z', 'waiting' FROM person WHERE id = $2`,
		"01900000-0000-7000-8000-000000000001", person)
	says(t, b.Get("/home/agreed/3?stop"), "One message that was about to go out to you")
	b.Post("/home/agreed/3", url.Values{"answer": {"no"}, "sure": {"1"}}).Is(http.StatusSeeOther)
	if n := h.count(`SELECT COUNT(*) FROM message WHERE person_id = $1 AND state = 'waiting'`, person); n != 0 {
		t.Errorf("%d messages still wait", n)
	}
	b.Get("/home").Has(`a[href^="/home/begin/"]`)
}

func TestWhoStopsTakingPartIsRung(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	says(t, b.Get("/home/agreed/1?stop"), "Somebody rings you")
	b.Post("/home/agreed/1", url.Values{"answer": {"no"}, "sure": {"1"}}).Is(http.StatusSeeOther)
	person := h.actor("marta").Person
	if n := h.count(`SELECT COUNT(*) FROM alert WHERE person_id = $1 AND kind = 'wants-to-talk' AND closed_at IS NULL`, person); n != 1 {
		t.Errorf("%d colleagues are asked to ring", n)
	}
	says(t, b.Get("/home/agreed"), "No, since")
	if n := h.count(`SELECT COUNT(*) FROM consent c JOIN account a ON a.person_id = c.person_id WHERE a.id = $1 AND NOT c.given AND c.about_id IS NULL`, h.Persona("piotr")); n != 0 {
		t.Error("it stopped the other parent's too")
	}
}
