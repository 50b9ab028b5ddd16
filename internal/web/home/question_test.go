package home_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"holdfast/internal/app/apptest"
)

// answer ticks an option of a question and goes on.
func answer(b *apptest.Browser, question string, n, option int) *apptest.Answer {
	return b.Post(question+"/"+strconv.Itoa(n), url.Values{"answer": {strconv.Itoa(option)}}).Is(http.StatusSeeOther)
}

func TestWhoReadsTheAnswersIsSaidBeforeTheFirstQuestion(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	begin := link(b.Get("/home"), "How was your week?")
	a := b.Get(begin).Is(http.StatusOK)
	says(t, a, "Ruth Okafor and Tom Hale will read your answers once you send them", "No one in your family can see them",
		"the team is told as soon as you tap it", "You do not have to. Your place in the group does not depend on it", "6 questions, about 2 minutes")
	if h.count(`SELECT COUNT(*) FROM response WHERE person_id = $1 AND state = 'draft'`, h.actor("marta").Person) != 0 {
		t.Error("reading the page began the questionnaire")
	}
	first, second := b.Post(begin, nil).To(), b.Post(begin, nil).To()
	if first != second {
		t.Errorf("beginning twice made %s and %s", first, second)
	}
	if to := b.Get(begin).Is(http.StatusSeeOther).To(); to != first {
		t.Errorf("the page that begins leads to %s", to)
	}
	h.is("piotr").Get(begin).Is(http.StatusNotFound)
	h.is("piotr").Post(begin, nil).Is(http.StatusNotFound)
}

func TestAQuestionnaireIsAnsweredStoppedAndTakenUpOnAnotherPhone(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	q := h.begins(b, "How was your week?")

	one := b.Get(q + "/1").Is(http.StatusOK)
	one.Has("fieldset legend h1").Has(`input[name="answer"]`).Has(`button[name="skip"]`).Lacks("input:checked")
	says(t, one, "1 of 6")
	wrong := b.Post(q+"/1", nil).Is(http.StatusUnprocessableEntity)
	wrong.Has(`.faults a[href="#answer"]`).Has("input#answer")
	says(t, wrong, "Choose an answer, or skip this one")
	for _, odd := range []string{"9", "-1", "yes"} {
		b.Post(q+"/1", url.Values{"answer": {odd}}).Is(http.StatusUnprocessableEntity).Has(`.faults a[href="#answer"]`)
	}
	if to := answer(b, q, 1, 2).To(); to != q+"/2" {
		t.Errorf("goes on to %s", to)
	}
	if to := b.Post(q+"/2", url.Values{"skip": {"1"}}).To(); to != q+"/3" {
		t.Errorf("skipping goes on to %s", to)
	}

	other := h.is("marta") // another phone, another login
	says(t, other.Get("/home"), "1 of 6 answered. Carry on where you stopped")
	if to := other.Get(q).Is(http.StatusSeeOther).To(); to != q+"/2" {
		t.Errorf("resumes at %s", to)
	}
	other.Get(q + "/1").Has(`input[value="2"]:checked`)
	for n := 3; n <= 6; n++ {
		answer(other, q, n, 3)
	}
	check := other.Get(q + "/check").Is(http.StatusOK)
	says(t, check, "Not answered", "When you send them, Ruth Okafor and Tom Hale can read them")
	// Putting one right leads back to checking, though another is still blank.
	one = other.Get(link(check, "Change My baby and I had a moment that felt good.")).Is(http.StatusOK)
	if back, _ := one.Doc().Find("a.back").Attr("href"); back != q+"/check" {
		t.Errorf("its way back is %s", back)
	}
	action, _ := one.Doc().Find("main form").Attr("action")
	if to := other.Post(action, url.Values{"answer": {"1"}}).To(); to != q+"/check" {
		t.Errorf("a change leads to %s", to)
	}
}

func TestAnswersAreSentOnceAndNotShownAgain(t *testing.T) {
	h := open(t)
	b, tab := h.is("marta"), h.is("marta")
	q := h.begins(b, "How was your week?")
	for n := 1; n <= 5; n++ {
		answer(b, q, n, 2)
	}
	answer(b, q, 6, 4)
	for range 2 {
		if to := b.Post(q+"/check", nil).Is(http.StatusSeeOther).To(); to != q+"/sent" {
			t.Fatalf("sending leads to %s", to)
		}
	}
	if n := h.count(`SELECT COUNT(*) FROM response WHERE person_id = $1 AND timepoint = 'middle' AND instrument = 'checkin'`, h.actor("marta").Person); n != 1 {
		t.Errorf("%d were sent", n)
	}
	b.Get(q + "/sent").Is(http.StatusOK).Has(`a[href="/home"]`)
	for _, old := range []string{q, q + "/1", q + "/check"} {
		if to := tab.Get(old).Is(http.StatusSeeOther).To(); to != q+"/sent" {
			t.Errorf("a tab left open at %s leads to %s", old, to)
		}
	}
	if to := tab.Post(q+"/1", url.Values{"answer": {"1"}}).Is(http.StatusSeeOther).To(); to != q+"/sent" {
		t.Errorf("an answer after sending leads to %s", to)
	}
	b.Get("/home").Lacks(".todo")
	for _, address := range []string{q, q + "/1", q + "/check", q + "/sent"} {
		h.is("piotr").Get(address).Is(http.StatusNotFound)
	}
	h.is("piotr").Post(q+"/1", url.Values{"answer": {"1"}}).Is(http.StatusNotFound)
	b.Get("/home/q/nonsense/1").Is(http.StatusNotFound)
}

func TestSendingNothingLeadsToTheFirstQuestion(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	q := h.begins(b, "How was your week?")
	a := b.Post(q+"/check", nil).Is(http.StatusUnprocessableEntity)
	a.Has(`.faults a[href="` + q + `/1"]`)
	says(t, a, "Answer at least one question before you send this")
}

func TestAnswersThatCameOnPaperMeanwhileAreNotAskedAgain(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	q := h.begins(b, "How was your week?")
	answer(b, q, 1, 2)
	h.exec(`INSERT INTO response (id, service_id, instrument, version, person_id, dyad_id, place_id, timepoint, state, source, taken_on, started_at, completed_at)
SELECT '019f0000-0000-7000-8000-000000000001', service_id, instrument, version, person_id, dyad_id, place_id, timepoint, 'complete', 'paper', '2027-02-09', started_at, started_at
FROM response WHERE id = $1`, strings.TrimPrefix(q, "/home/q/"))
	if to := b.Post(q+"/check", nil).Is(http.StatusSeeOther).To(); to != "/home" {
		t.Fatalf("leads to %s", to)
	}
	says(t, b.Get("/home"), "We have these answers already")
}

func TestAnAnswerThatMeansDangerOpensHelpAtOnce(t *testing.T) {
	h := open(t)
	b := h.leah()
	q := h.begins(b, "How have you felt?")
	to := answer(b, q, 10, 1).To()
	if path, _, _ := strings.Cut(to, "?"); path != "/home/now" {
		t.Fatalf("leads to %s", to)
	}
	a := b.Get(to).Is(http.StatusOK)
	a.Has(`.care[data-level="urgent"] a[href^="tel:"]`).Has(`.care[data-level="emergency"] a[href^="tel:"]`).Lacks(".score")
	says(t, a, "Thank you for telling us", "What happens next", "One of them looks after this, by name", "Please do not wait for them")
	silent(t, a, "Stand-in", "First answer", "question 10", "score")
	if on := link(a, "Go on with the questions"); on != q+"/check" {
		t.Errorf("goes on at %s", on)
	}
	if n := h.count(`SELECT COUNT(*) FROM alert WHERE response_id = $1`, strings.TrimPrefix(q, "/home/q/")); n != 1 {
		t.Errorf("%d alerts were opened", n)
	}
	// Somebody may have made the address: it leads nowhere but here.
	if on := link(b.Get("/home/now?on=https://evil.example/"), "Go on with the questions"); on != "" {
		t.Errorf("the page leads to %s", on)
	}
}

func TestAWishToTalkIsAnsweredMoreGently(t *testing.T) {
	h := open(t)
	b := h.is("marta")
	q := h.begins(b, "How was your week?")
	if to := answer(b, q, 6, 1).To(); to != q+"/check" {
		t.Fatalf("the wish can be taken back until it is sent, but leads to %s", to)
	}
	if to := b.Post(q+"/check", nil).Is(http.StatusSeeOther).To(); to != "/home/next" {
		t.Fatalf("leads to %s", to)
	}
	a := b.Get("/home/next").Is(http.StatusOK)
	a.Lacks(`.care[data-level="emergency"]`).Has(`.care[data-level="urgent"] a[href^="tel:"]`)
	says(t, a, "Somebody will ring you", "Only in the ways and at the hours you said are safe")
}

func TestWhoAsksReadsWhoRingsAndByWhen(t *testing.T) {
	h := open(t)
	b := h.is("nadia")
	a := b.Get("/home/ring").Is(http.StatusOK)
	says(t, a, "Ruth or Tom from your group rings you", "By the end of Thursday")
	b.Post("/home/ring", nil).Is(http.StatusSeeOther)
	says(t, b.Get("/home/next"), "Ruth or Tom from your group rings you", "By the end of Thursday")
	if again := b.Get("/home/ring"); again.Text("main") != a.Text("main") {
		t.Errorf("the page tells whoever holds the phone that somebody asked: %s", again.Text("main"))
	}
	h.Clock.Advance(24 * time.Hour) // asking again does not put it off
	says(t, b.Get("/home/ring"), "By the end of tomorrow")
	h.Clock.Advance(48 * time.Hour)
	says(t, b.Get("/home/ring"), "You have waited too long for it", "Please ring us")
	says(t, h.is("hollie").Get("/home/ring"), "By the end of") // her own wait, not theirs

}

func TestAskingToBeRungTwiceIsAskingOnce(t *testing.T) {
	h := open(t)
	b := h.is("nadia")
	says(t, b.Get("/home/ring").Is(http.StatusOK), "You do not have to say why", "Nobody in your family does")
	for range 2 {
		if to := b.Post("/home/ring", nil).Is(http.StatusSeeOther).To(); to != "/home/next" {
			t.Errorf("leads to %s", to)
		}
	}
	if n := h.count(`SELECT COUNT(*) FROM alert WHERE person_id = $1 AND kind = 'wants-to-talk'`, h.actor("nadia").Person); n != 1 {
		t.Errorf("%d alerts", n)
	}
}
