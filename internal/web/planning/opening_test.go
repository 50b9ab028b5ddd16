package planning_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/app/apptest"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// can writes down what somebody can lead, on its page.
func can(t *testing.T, h *apptest.House, b *apptest.Browser, who string, times ...string) {
	t.Helper()
	at := "/desk/opening/" + h.Persona(who).String()
	b.Get(at).Is(http.StatusOK).Has(`input[name=times][value="tue-am"]`)
	form := url.Values{"submission": {sent + "7"}, "languages": {"en"}, "times": times, "modes": {"in-person", "video"}}
	if to := b.Post(at, form).Is(http.StatusSeeOther).To(); to != "/desk/opening" {
		t.Fatalf("leads to %s", to)
	}
}

func TestWhichGroupsToOpen(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := apptest.Demo(t, e)
			mei := h.As(h.Persona("mei"))
			says(t, mei.Get("/desk/opening").Is(http.StatusOK), "main", "Who could lead", "Not written down yet", "Mon and Wed mornings")
			says(t, mei.Get("/desk/opening?programme=baby-love").Is(http.StatusOK), "main", "No new group would be filled")
			can(t, h, mei, "ruth", "tue-am", "wed-pm")
			page := mei.Get("/desk/opening?programme=baby-love&minimum=2").Is(http.StatusOK)
			says(t, page, "main", "families who can start have a place", "Tue mornings", "English", "What if:")
			mei.Get("/desk/opening?programme=baby-love&minimum=none").Is(http.StatusNotFound)
			mei.Get("/desk/opening?programme=none").Is(http.StatusNotFound)
		})
	}
}

func TestLeaveIsWrittenWhole(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	mei := h.As(h.Persona("mei"))
	at := "/desk/opening/" + h.Persona("ruth").String()
	wrong := mei.Post(at, url.Values{
		"submission": {sent + "8"}, "languages": {"en"}, "times": {"tue-am"}, "modes": {"video"}, "away-day": {"3"}, "away-month": {"3"}, "away-year": {"2027"},
	}).Is(http.StatusUnprocessableEntity)
	says(t, wrong, ".faults", "Write the first and the last day of the leave")
	wrong.Has(`input[name=times][value="tue-am"][checked]`)
	h.As(h.Persona("grace")).Get(at).Is(http.StatusNotFound)
	h.As(h.Persona("ruth")).Get("/desk/opening").Is(http.StatusForbidden)
	if to := mei.Get("/desk/opening/" + h.Persona("marta").String()).Is(http.StatusNotFound).To(); strings.Contains(to, "opening") {
		t.Error("a caregiver leads no groups")
	}
}
