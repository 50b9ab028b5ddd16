package desk_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
)

// alertAbout opens an alert as staff do who heard something.
func (h *house) alertAbout(record family.Record, kind safety.Kind, note string) string {
	h.t.Helper()
	id, err := h.contacts.Open(h.t.Context(), h.Here.Lead, safety.NewAlert{
		Person: record.Adults()[0].ID, Dyad: record.Dyads[0].ID, Kind: kind, Source: "staff", Note: note,
	})
	h.must(err)
	return id.String()
}

func TestTodayPutsRiskFirst(t *testing.T) {
	h := newHouse(t)
	id := h.alertAbout(h.tove, safety.Said, "Said that she is frightened to go home.")
	p := h.get(h.Here.Practitioner, "/desk")
	p.says("h1", "Tuesday 16 February")
	p.says("main > section:first-of-type h2", "Alerts")
	p.has(".alerts li", 1)
	p.says(".alerts li", "Tove Lindqvist, with Elin, 15 weeks", "speak with Tove today", "Came in 10:05", "Nobody has it yet", "15 min", "I have this")
	p.has(".alerts li[data-held]", 0)
	p.hides("frightened") // what was said is for whoever opens it

	taken := h.post(h.Here.Practitioner, "/desk/alerts/"+id+"/take", url.Values{"x": {"1"}})
	taken.says("[role=status]", "You have this")
	p = h.get(h.Here.Practitioner, "/desk")
	p.has(".alerts li[data-held]", 1)
	p.says(".alerts li", "You have had this since 10:05", "Ring: 14:00 to 16:00", "Write what I did")
	if href := p.Find(".alerts .acts a").AttrOr("href", ""); href != "/desk/alerts/"+id+"#note" {
		t.Errorf("the act leads to %s", href)
	}
}

func TestTodayByRole(t *testing.T) {
	h := newHouse(t)
	h.alertAbout(h.tove, safety.SelfHarm, "")
	h.alertAbout(h.elsewhere, safety.WantsToTalk, "")
	for _, tt := range []struct {
		name  string
		who   access.Actor
		says  []string
		hides []string
	}{
		{"a practitioner sees the people of her groups", h.Here.Practitioner, []string{"Tove Lindqvist", "Sessions today 1", "2 of 2 coming", "Due"}, []string{"Zofia", "growing out"}},
		{"a colleague without a group sees empty parts and nobody", h.Here.Colleague, []string{"No alert is open", "No session is held today", "Nothing is due"}, []string{"Tove", "Zofia", "Alerts"}},
		{"a coordinator sees no alert, not even how many", h.Here.Coordinator, []string{"Sessions today 1", "growing out", "Read register"}, []string{"Alerts", "alert", "Log call", "Key in", "Tove"}},
		{"a lead sees all of the service", h.Here.Lead, []string{"Tove Lindqvist", "Zofia Nowak", "growing out"}, nil},
		{"an administrator is kindly told that nothing waits", h.Here.Administrator, []string{"Nothing here waits for you"}, []string{"Tove", "Zofia", "Sessions", "Due", "Alerts"}},
		{"another service's lead sees nothing of it", h.There.Lead, []string{"No session is held today"}, []string{"Tove", "Zofia", "Alerts"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := h.get(tt.who, "/desk")
			p.says("main", tt.says...)
			p.hides(tt.hides...)
		})
	}
}

func TestTodayListsWhatIsDue(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	p := h.get(ruth, "/desk")
	p.says("section[aria-labelledby=due]", "Key in", "paper questionnaires", "coders’ ratings")

	// The register is left open; two sessions running Tove is not there.
	for n := 1; n <= 2; n++ {
		s := h.session(n)
		h.clock.Set(sessionDay.AddDate(0, 0, 7*(n-1)))
		ruth.Today = s.Day
		h.must(h.rooms.Mark(t.Context(), ruth, programme.Marking{Session: s.ID, Person: h.tove.Adults()[0].ID, Mark: programme.Absent}))
	}
	p = h.get(ruth, "/desk")
	due := "section[aria-labelledby=due]"
	p.says(due, "7 d late Finish the register, Baby Love, Tuesdays, session 1 on 16 February", "Today Ring Tove, missed 2 sessions running", "14:00 to 16:00, no voicemail", "Log call")
	p.has(due+" .over", 1)
	p.hides("Zofia")
	all := h.get(ruth, "/desk/due")
	all.says("h1", "All that is mine")
	all.says(due, "Ring Tove")
	h.get(h.Here.Coordinator, "/desk").hides("Ring Tove")
}

func TestTodayOfATeamThatIsNotThere(t *testing.T) {
	h := newHouse(t)
	id := h.alertAbout(h.elsewhere, safety.SelfHarm, "")
	for _, path := range []string{
		"/desk/alerts/" + id, "/desk/alerts/not-an-identifier", "/desk/sessions/" + h.session(1).Group.String(),
		"/desk/people/" + h.elsewhere.Adults()[0].ID.String() + "/call",
		"/desk/dyads/" + h.elsewhere.Dyads[0].ID.String() + "/keyin", "/desk/dyads/" + h.elsewhere.Dyads[0].ID.String() + "/keyin/epds",
		"/desk/dyads/" + h.elsewhere.Dyads[0].ID.String() + "/measures", "/desk/responses/" + h.elsewhere.ID.String(),
	} {
		h.ask(h.Here.Practitioner, path, nil).is(http.StatusNotFound).hides("Zofia", "Iga")
	}
}
