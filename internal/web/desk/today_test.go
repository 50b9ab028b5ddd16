package desk_test

import (
	"net/http"
	"net/url"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
)

func TestTodayPutsRiskFirst(t *testing.T) {
	h := officetest.NewHouse(t)
	id := h.AlertAbout(h.Tove, safety.Said, "Said that she is frightened to go home.")
	p := h.Get(h.Here.Practitioner, "/desk")
	p.Says("h1", "Tuesday 16 February")
	p.Says("main > section:first-of-type h2", "Alerts")
	p.Has(".alerts li", 1)
	p.Says(".alerts li", "Tove Lindqvist, with Elin, 15 weeks", "speak with Tove today", "Came in 10:05", "Nobody has it yet", "15 min", "I have this")
	p.Has(".alerts li[data-held]", 0)
	p.Hides("frightened") // what was said is for whoever opens it

	taken := h.Submit(h.Here.Practitioner, "/desk/alerts/"+id+"/take", url.Values{"x": {"1"}})
	taken.Says("[role=status]", "You have this")
	p = h.Get(h.Here.Practitioner, "/desk")
	p.Has(".alerts li[data-held]", 1)
	p.Says(".alerts li", "You have had this since 10:05", "Ring: 14:00 to 16:00", "Write what I did")
	if href := p.Find(".alerts .acts a").AttrOr("href", ""); href != "/desk/alerts/"+id+"#note" {
		t.Errorf("the act leads to %s", href)
	}
}

func TestTodayByRole(t *testing.T) {
	h := officetest.NewHouse(t)
	h.AlertAbout(h.Tove, safety.SelfHarm, "")
	h.AlertAbout(h.Elsewhere, safety.WantsToTalk, "")
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
			p := h.Get(tt.who, "/desk")
			p.Says("main", tt.says...)
			p.Hides(tt.hides...)
		})
	}
}

func TestTodayListsWhatIsDue(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	p := h.Get(ruth, "/desk")
	p.Says("section[aria-labelledby=due]", "Key in", "paper questionnaires", "coders’ ratings")

	// The register is left open; two sessions running Tove is not there.
	for n := 1; n <= 2; n++ {
		s := h.Session(n)
		h.Clock.Set(officetest.SessionDay.AddDate(0, 0, 7*(n-1)))
		ruth.Today = s.Day
		h.Must(h.Rooms.Programmes.Mark(t.Context(), ruth, programme.Marking{Session: s.ID, Person: h.Tove.Adults()[0].ID, Mark: programme.Absent}))
	}
	p = h.Get(ruth, "/desk")
	due := "section[aria-labelledby=due]"
	p.Says(due, "7 d late Finish the register, Baby Love, Tuesdays, session 1 on 16 February", "Today Ring Tove, missed 2 sessions running", "14:00 to 16:00, no voicemail", "Log call")
	p.Has(due+" .over", 1)
	p.Hides("Zofia")
	all := h.Get(ruth, "/desk/due")
	all.Says("h1", "All that is mine")
	all.Says(due, "Ring Tove")
	h.Get(h.Here.Coordinator, "/desk").Hides("Ring Tove")
}

func TestTodayOfATeamThatIsNotThere(t *testing.T) {
	h := officetest.NewHouse(t)
	id := h.AlertAbout(h.Elsewhere, safety.SelfHarm, "")
	for _, path := range []string{
		"/desk/alerts/" + id, "/desk/alerts/not-an-identifier", "/desk/sessions/" + h.Session(1).Group.String(),
		"/desk/people/" + h.Elsewhere.Adults()[0].ID.String() + "/call",
		"/desk/dyads/" + h.Elsewhere.Dyads[0].ID.String() + "/keyin", "/desk/dyads/" + h.Elsewhere.Dyads[0].ID.String() + "/keyin/epds",
		"/desk/dyads/" + h.Elsewhere.Dyads[0].ID.String() + "/measures", "/desk/responses/" + h.Elsewhere.ID.String(),
	} {
		h.Ask(h.Here.Practitioner, path, nil).Is(http.StatusNotFound).Hides("Zofia", "Iga")
	}
}
