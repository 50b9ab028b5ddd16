package desk_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/safety"
)

func TestAnAlertIsOwnedUntilSomebodyWritesWhatTheyDid(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	id := h.alertAbout(h.tove, safety.Said, "Said that she is frightened to go home.")
	at := "/desk/alerts/" + id
	p := h.get(ruth, at)
	p.says("h1", "Tove Lindqvist, with Elin, 15 weeks")
	p.says("aside", "Before you speak with Tove", "07700 900982", "From 14:00 until 16:00", "This way is not safe for them")
	p.hides("her@mail.example")
	p.says("main", "What was done so far", "Said that she is frightened to go home.", "I have this")
	p.has("form[action$='/note'] button[formaction$='/close']", 0) // nobody closes what nobody has

	h.post(ruth, at+"/take", url.Values{"x": {"1"}}).says("[role=status]", "You have this")
	h.post(ruth, at+"/take", url.Values{"x": {"1"}})
	form := h.get(ruth, at).form("form[action$='/note']")
	h.ask(ruth, at+"/close", form).is(http.StatusUnprocessableEntity).faultsLead(1)
	form.Set("note", "Rang, no answer.")
	noted := h.post(ruth, at+"/note", form)
	h.post(ruth, at+"/note", form) // the same form once more
	noted.says("[role=status]", "The alert stays open")
	if n := len(h.alert(id).Steps); n != 3 {
		t.Errorf("%d steps, want opened, took, tried", n)
	}
	form.Set("note", "Spoke with her. She stays with her sister tonight.")
	done := h.post(ruth, at+"/close", form)
	if done.location != "/desk" {
		t.Errorf("leads to %s", done.location)
	}
	done.says("[role=status]", "Closed, with what you did")
	done.has(".alerts li", 0)
	h.post(ruth, at+"/close", form) // the same form once more
	if n := len(h.alert(id).Steps); n != 4 {
		t.Errorf("%d steps, want one more: closed", n)
	}
	closed := h.get(ruth, at)
	closed.says("main", "Closed by Ruth Okafor, 10:05", "She stays with her sister tonight.")
	closed.has("main form[method=post]", 0)
}

func (h *house) alert(id string) safety.Alert {
	h.t.Helper()
	var a safety.AlertID
	h.must(a.UnmarshalText([]byte(id)))
	got, err := h.contacts.Alert(h.t.Context(), h.Here.Lead, a)
	h.must(err)
	return got
}

func TestAnAlertIsHandedToSomebodyWhoSeesThePerson(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	id := h.alertAbout(h.tove, safety.WantsToTalk, "")
	at := "/desk/alerts/" + id
	h.post(ruth, at+"/take", url.Values{"x": {"1"}})
	p := h.get(ruth, at)
	p.says("select[name=to]", "Dana Whitlock (Lead)")
	p.hides("Tom Hale", "Mei Tan", "Per Nilsson") // who may not see her is not offered
	h.ask(ruth, at+"/hand", url.Values{"submission": {}, "to": {""}}).is(http.StatusUnprocessableEntity).faultsLead(1)
	h.ask(ruth, at+"/hand", url.Values{"to": {h.Here.Colleague.Account.String()}}).is(http.StatusUnprocessableEntity)
	h.post(ruth, at+"/hand", url.Values{"to": {h.Here.Lead.Account.String()}}).says("[role=status]", "Handed over")
	h.post(ruth, at+"/hand", url.Values{"to": {h.Here.Lead.Account.String()}})
	if got := h.alert(id); got.OwnerName != "Dana Whitlock" {
		t.Errorf("owned by %s", got.OwnerName)
	}
	taken := h.ask(ruth, at+"/take", url.Values{"x": {"1"}}).is(http.StatusConflict)
	taken.says("main", "Dana Whitlock")
}

func TestWhatSomebodyElseWasQuickerWithKeepsWhatWasTyped(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	id := h.alertAbout(h.tove, safety.Said, "Heard.")
	at := "/desk/alerts/" + id
	h.post(h.Here.Lead, at+"/take", url.Values{"x": {"1"}})
	h.post(h.Here.Lead, at+"/close", url.Values{"note": {"Spoke with her."}})
	p := h.ask(ruth, at+"/note", url.Values{"note": {"Rang, no answer."}}).is(http.StatusConflict)
	p.says("main", "Dana Whitlock has closed this already")
}

func TestWhoSeesAnAlert(t *testing.T) {
	h := newHouse(t)
	at := "/desk/alerts/" + h.alertAbout(h.tove, safety.SelfHarm, "")
	h.ask(h.Here.Colleague, at, nil).is(http.StatusNotFound)
	h.ask(h.There.Lead, at, nil).is(http.StatusNotFound)
	h.ask(h.Here.Coordinator, at, nil).is(http.StatusForbidden)
	h.ask(h.Here.Administrator, at, nil).is(http.StatusForbidden)
	h.get(h.Here.Lead, at).says("h1", "Tove Lindqvist")
	h.get(h.Here.Lead, "/desk/alerts").has(".alerts li", 1)
	h.get(h.Here.Colleague, "/desk/alerts").says("main", "No alert is open")
}
