package alert_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/app/officetest"
	"holdfast/internal/safety"
)

func TestAnAlertIsOwnedUntilSomebodyWritesWhatTheyDid(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	id := h.AlertAbout(h.Tove, safety.Said, "Said that she is frightened to go home.")
	at := "/desk/alerts/" + id
	p := h.Get(ruth, at)
	p.Says("h1", "Tove Lindqvist, with Elin, 15 weeks")
	p.Says("aside", "Before you speak with Tove", "07700 900982", "From 14:00 until 16:00", "This way is not safe for them")
	p.Hides("her@mail.example")
	p.Says("main", "What was done so far", "Said that she is frightened to go home.", "I have this")
	p.Has("form[action$='/note'] button[formaction$='/close']", 0) // nobody closes what nobody has

	h.Submit(ruth, at+"/take", url.Values{"x": {"1"}}).Says("[role=status]", "You have this")
	h.Submit(ruth, at+"/take", url.Values{"x": {"1"}})
	form := h.Get(ruth, at).Form("form[action$='/note']")
	h.Ask(ruth, at+"/close", form).Is(http.StatusUnprocessableEntity).FaultsLead(1)
	form.Set("note", "Rang, no answer.")
	noted := h.Submit(ruth, at+"/note", form)
	h.Submit(ruth, at+"/note", form) // the same form once more
	noted.Says("[role=status]", "The alert stays open")
	if n := len(stepsOf(h, id).Steps); n != 3 {
		t.Errorf("%d steps, want opened, took, tried", n)
	}
	form.Set("note", "Spoke with her. She stays with her sister tonight.")
	done := h.Submit(ruth, at+"/close", form)
	if done.Location != "/desk" {
		t.Errorf("leads to %s", done.Location)
	}
	done.Says("[role=status]", "Closed, with what you did")
	done.Has(".alerts li", 0)
	h.Submit(ruth, at+"/close", form) // the same form once more
	if n := len(stepsOf(h, id).Steps); n != 4 {
		t.Errorf("%d steps, want one more: closed", n)
	}
	closed := h.Get(ruth, at)
	closed.Says("main", "Closed by Ruth Okafor, 10:05", "She stays with her sister tonight.")
	closed.Has("main form[method=post]", 0)
}

func stepsOf(h *officetest.House, id string) safety.Alert {
	h.T.Helper()
	var a safety.AlertID
	h.Must(a.UnmarshalText([]byte(id)))
	got, err := h.Rooms.Safety.Alert(h.T.Context(), h.Here.Lead, a)
	h.Must(err)
	return got
}

func TestAnAlertIsHandedToSomebodyWhoSeesThePerson(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	id := h.AlertAbout(h.Tove, safety.WantsToTalk, "")
	at := "/desk/alerts/" + id
	h.Submit(ruth, at+"/take", url.Values{"x": {"1"}})
	p := h.Get(ruth, at)
	p.Says("select[name=to]", "Dana Whitlock (Lead)")
	p.Hides("Tom Hale", "Mei Tan", "Per Nilsson") // who may not see her is not offered
	h.Ask(ruth, at+"/hand", url.Values{"submission": {}, "to": {""}}).Is(http.StatusUnprocessableEntity).FaultsLead(1)
	h.Ask(ruth, at+"/hand", url.Values{"to": {h.Here.Colleague.Account.String()}}).Is(http.StatusUnprocessableEntity)
	h.Submit(ruth, at+"/hand", url.Values{"to": {h.Here.Lead.Account.String()}}).Says("[role=status]", "Handed over")
	h.Submit(ruth, at+"/hand", url.Values{"to": {h.Here.Lead.Account.String()}})
	if got := stepsOf(h, id); got.OwnerName != "Dana Whitlock" {
		t.Errorf("owned by %s", got.OwnerName)
	}
	taken := h.Ask(ruth, at+"/take", url.Values{"x": {"1"}}).Is(http.StatusConflict)
	taken.Says("main", "Dana Whitlock")
}

func TestWhatSomebodyElseWasQuickerWithKeepsWhatWasTyped(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	id := h.AlertAbout(h.Tove, safety.Said, "Heard.")
	at := "/desk/alerts/" + id
	h.Submit(h.Here.Lead, at+"/take", url.Values{"x": {"1"}})
	h.Submit(h.Here.Lead, at+"/close", url.Values{"note": {"Spoke with her."}})
	p := h.Ask(ruth, at+"/note", url.Values{"note": {"Rang, no answer."}}).Is(http.StatusConflict)
	p.Says("main", "Dana Whitlock has closed this already")
}

func TestWhoSeesAnAlert(t *testing.T) {
	h := officetest.NewHouse(t)
	at := "/desk/alerts/" + h.AlertAbout(h.Tove, safety.SelfHarm, "")
	h.Ask(h.Here.Colleague, at, nil).Is(http.StatusNotFound)
	h.Ask(h.There.Lead, at, nil).Is(http.StatusNotFound)
	h.Ask(h.Here.Coordinator, at, nil).Is(http.StatusForbidden)
	h.Ask(h.Here.Administrator, at, nil).Is(http.StatusForbidden)
	h.Get(h.Here.Lead, at).Says("h1", "Tove Lindqvist")
	h.Get(h.Here.Lead, "/desk/alerts").Has(".alerts li", 1)
	h.Get(h.Here.Colleague, "/desk/alerts").Says("main", "No alert is open")
}
