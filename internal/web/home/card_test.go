package home_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holdfast/internal/ident"
)

// martasCard is the card of Baby Love's third session for a baby of her Leo's age.
const martasCard = "article.try h3"

func TestTheCardOfTheLastSessionStandsOnThePageOfWhoWasThere(t *testing.T) {
	h := open(t)
	marta := h.is("marta")
	a := marta.Get("/home").Is(http.StatusOK).Has(martasCard).Has(`article.try blockquote`)
	plan := h.group("marta").Group.Programme.Plan(h.group("marta").Had)
	if len(plan.Cards) == 0 || plan.Home == "" {
		t.Fatalf("session %d names no card", plan.Number)
	}
	says(t, a, "One small thing to try", plan.Home, "What baby may be saying", "If it does not fit today")
	about, _ := a.Doc().Find(`article.try a[href*="#"]`).Attr("href")
	file, card, _ := strings.Cut(about, "#")
	marta.Get(file).Is(http.StatusOK).Has("article#" + card)

	// Whoever was not there is shown the card of the session they were at before.
	h.exec(`UPDATE attendance SET mark = 'absent' WHERE person_id = $1 AND session_id IN (SELECT s.id FROM group_session s WHERE s.number >= $2)`, h.actor("marta").Person, plan.Number)
	if had := h.group("marta").Had; had >= plan.Number {
		t.Errorf("who was away counts as having been at session %d", had)
	}
}

func TestNotTodayAndPauseAreOneTapAndOnesOwn(t *testing.T) {
	h := open(t)
	marta := h.is("marta")
	his := h.is("hollie").Get("/home").Text("main")
	say := func(rest string) {
		t.Helper()
		if to := marta.Post("/home/cards", url.Values{"rest": {rest}}).Is(http.StatusSeeOther).To(); to != "/home" {
			t.Errorf("%s leads to %s", rest, to)
		}
	}
	say("today")
	a := marta.Get("/home").Lacks("article.try").Has(`a[href="/with/en/"]`)
	says(t, a, "That is fine. See you another day.")
	h.Clock.Advance(24 * time.Hour)
	marta.Get("/home").Has(martasCard)
	say("paused")
	say("paused") // pressed twice
	h.Clock.Advance(48 * time.Hour)
	a = marta.Get("/home").Lacks("article.try").Has(`form[action="/home/cards"] button[value="awake"]`)
	says(t, a, "Paused. No card is shown here until you start again.")
	say("awake")
	marta.Get("/home").Has(martasCard)
	marta.Post("/home/cards", url.Values{"rest": {"<b>"}}).Is(http.StatusUnprocessableEntity)
	if h.Clock.Advance(-72 * time.Hour); h.is("hollie").Get("/home").Text("main") != his {
		t.Error("somebody else's page changed")
	}
}

func TestNoCardAfterALossAlsoForABabyWhoLives(t *testing.T) {
	h := open(t)
	hollie := h.is("hollie") // of twins
	hollie.Get("/home").Has(martasCard)
	var baby string
	for _, o := range hollie.Get("/home/happened").Is(http.StatusOK).Doc().Find(`input[name="baby"]`).EachIter() {
		baby, _ = o.Attr("value")
	}
	hollie.Post("/home/happened", url.Values{"kind": {"death"}, "baby": {baby}}).Is(http.StatusSeeOther)
	if g := h.group("hollie"); len(g.Infants) != 1 || g.Had == 0 {
		t.Fatalf("%d babies, session %d", len(g.Infants), g.Had)
	}
	hollie.Get("/home").Lacks("article.try").Lacks(`form[action="/home/cards"]`)
}

func TestNoCardWhileTheBabyIsInHospitalAndNoneBeforeTheFirstSession(t *testing.T) {
	h := open(t)
	h.leah().Get("/home").Lacks("article.try").Lacks(`form[action="/home/cards"]`)
	h.is("marta").Post("/home/pause", url.Values{
		"submission": {ident.New[struct{}]().String()}, "baby": {h.group("marta").Infants[0].ID.String()}, "waits": {"cards"},
		"from-day": {"8"}, "from-month": {"2"}, "from-year": {"2027"},
	}).Is(http.StatusSeeOther)
	h.is("marta").Get("/home").Lacks("article.try").Lacks(`form[action="/home/cards"]`)
}
