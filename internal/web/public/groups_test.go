package public_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

func TestTheServicesPageSaysWhatAParentDecidesBy(t *testing.T) {
	h := open(t)
	a := h.Browser().Get(harbour).Is(http.StatusOK)
	if a.Text("h1") != "Baby Love" || a.Text("title") != "Baby Love – Harbour Lane" {
		t.Errorf("%q, %q", a.Text("h1"), a.Text("title"))
	}
	says(t, a, "All times are UK time", "places left", "Full", "Postponed", "The room was flooded", "in person", "by video", "In English", "With ",
		"1 to 6 months old at the first session", "Need to talk today?")
	a.Has(".groups .state.open").Has(".groups .state.full").Has(".groups .state.late").Has(`a[href="/s/harbour-lane/help"]`)
	a.Has(`a.btn[href^="/s/harbour-lane/ask?group="]`)
	silent(t, a, "https://", "Leah", "Brennan", "waiting families")
	if got := a.Header.Get("Cache-Control"); !strings.HasPrefix(got, "public") {
		t.Errorf("Cache-Control %q", got)
	}
	if got := h.As(h.Persona("mei")).Get(harbour).Header.Get("Cache-Control"); strings.Contains(got, "public") {
		t.Errorf("somebody who is signed in may leave it in a shared cache: %q", got)
	}
	h.Browser().Get("/s/nowhere").Is(http.StatusNotFound)
}

func TestManyGroupsAreReadPageByPage(t *testing.T) {
	h := open(t)
	h.opensGroups(14)
	b := h.Browser()
	first := b.Get(harbour).Is(http.StatusOK)
	later := link(first, "Later groups ›")
	if later == "" {
		t.Fatalf("no way to later groups: %s", first.Text(".pager"))
	}
	second := b.Get(later).Is(http.StatusOK)
	if link(second, "‹ The first groups") != harbour {
		t.Errorf("no way back: %s", second.Text(".pager"))
	}
	if first.Text(".groups li:last-child h3") == second.Text(".groups li:first-child h3") {
		t.Error("a group stands on both pages")
	}
	second.Lacks(".groups .state.late")
	for _, nonsense := range []string{"x", "2027-99-99.y", "2027-03-01.<script>"} {
		b.Get(harbour + "?after=" + url.QueryEscape(nonsense)).Is(http.StatusOK).Has(".groups .state.late")
	}
}

// opensGroups makes groups by video, one every two weeks.
func (h *house) opensGroups(n int) {
	h.t.Helper()
	mei := h.actor("mei")
	staff, err := h.Rooms.Accounts.Colleagues(h.t.Context(), mei, access.RegisterWrite)
	h.must(err)
	for i := range n {
		_, err := h.Rooms.Programmes.CreateGroup(h.t.Context(), mei, programme.NewGroup{
			Programme: programme.BabyLove, Mode: programme.Video, VideoLink: "https://call.example/room", Lang: "en", Capacity: 8,
			First: today.AddDays(50 + 14*i), Starts: civil.Clock{Hour: 10}, Ends: civil.Clock{Hour: 11, Minute: 30},
			Leaders: []access.AccountID{staff[0].ID, staff[1].ID},
		})
		h.must(err)
	}
}

func TestAGroupThatWasCancelledSaysWhy(t *testing.T) {
	h := open(t)
	all, err := h.Rooms.Programmes.PublicGroups(t.Context(), h.actor("mei").Service, programme.BabyLove)
	h.must(err)
	h.must(h.Rooms.Programmes.CancelGroup(t.Context(), h.actor("mei"), all[0].ID, "Both leaders are ill."))
	a := h.Browser().Get(harbour).Is(http.StatusOK)
	a.Has(".groups .state.gone")
	says(t, a, "Cancelled", "This group will not take place. Both leaders are ill.")
	if link := a.Doc().Find(`a[href$="` + all[0].ID.String() + `"]`).Length(); link > 0 {
		t.Error("one can still ask for a place in it")
	}
	// Whoever kept the address of its enquiry is asked all the same, for any group.
	ask := h.Browser().Get(harbour + "/ask?group=" + all[0].ID.String()).Is(http.StatusOK)
	if ask.Text("h1") != "Find a group that fits" {
		t.Errorf("heading %q", ask.Text("h1"))
	}
}

func TestHelpHasTheServicesNumber(t *testing.T) {
	h := open(t)
	a := h.Browser().Get(harbour + "/help").Is(http.StatusOK)
	a.Has(`.care[data-level="emergency"] a[href="tel:999"]`).Has(`a[href="/exit/now"]`).Has(`a[href="/exit/tracks"]`)
	says(t, a, "Ask for help", "020 7946 0112", "Ring Harbour Lane in the working hours")
	silent(t, h.Browser().Get("/help").Is(http.StatusOK), "020 7946 0112") // of which of two services?
	says(t, h.As(h.Persona("marta")).Get("/help"), "020 7946 0112")
}

func TestTextsAreThere(t *testing.T) {
	h := open(t)
	for address, heading := range map[string]string{
		"/": "Groups for babies and their carers", "/privacy": "What we keep about you", "/accessibility": "Accessibility",
	} {
		if got := h.Browser().Get(address).Is(http.StatusOK).Text("h1"); got != heading {
			t.Errorf("%s is headed %q", address, got)
		}
	}
	h.Browser().Get("/").Has(`a[href="/s/harbour-lane"]`).Has(`a[href="/s/hill-road"]`)
}
