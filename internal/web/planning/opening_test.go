package planning_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

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

// full leaves no place free in the groups to come.
func full(t *testing.T, h *apptest.House) {
	t.Helper()
	err := h.Rooms.DB.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE programme_group SET capacity = (SELECT COALESCE(SUM(p.dyads), 0) FROM place p WHERE p.group_id = programme_group.id AND p.state IN ('offered', 'accepted'))`)
		return err
	})
	if err != nil {
		t.Fatal(err)
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
			full(t, h)
			page := mei.Get("/desk/opening?programme=baby-love&minimum=2").Is(http.StatusOK)
			says(t, page, "main", "families who can start have a place", "Tue mornings", "English", "What if:")
			form := mei.Get(page.Doc().Find(`a[href^="/desk/groups/new?"]`).First().AttrOr("href", "none")).Is(http.StatusOK)
			form.Has(`input[name=first-day]:not([value=""])`).Has(`select[name=leader-1] option[selected]:not([value=""])`).Has(`select[name=leader-2] option[selected]:not([value=""])`)
			form.Has(`select[name=lang] option[value=en][selected]`).Has(`select[name=site] option[selected]:not([value=""])`)
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
	priya := wrong.Doc().Find("input[name=not_with]").First().AttrOr("value", "")
	mei.Post(at, url.Values{"submission": {sent + "9"}, "languages": {"en"}, "times": {"tue-am"}, "modes": {"video"}, "not_with": {priya}}).Is(http.StatusSeeOther)
	mei.Get(at).Is(http.StatusOK).Has(`input[name=not_with][value="` + priya + `"][checked]`)
	mei.Post(at, url.Values{"submission": {sent + "0"}, "not_with": {h.Persona("grace").String()}}).Is(http.StatusUnprocessableEntity)
	h.As(h.Persona("grace")).Get(at).Is(http.StatusNotFound)
	h.As(h.Persona("ruth")).Get("/desk/opening").Is(http.StatusForbidden)
	if to := mei.Get("/desk/opening/" + h.Persona("marta").String()).Is(http.StatusNotFound).To(); strings.Contains(to, "opening") {
		t.Error("a caregiver leads no groups")
	}
}

func TestWhatASiteHasIsWrittenDown(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := apptest.Demo(t, e)
			mei := h.As(h.Persona("mei"))
			const at = "/desk/opening/rooms"
			form := url.Values{"submission": {sent + "9"}}
			mei.Get(at).Is(http.StatusOK).Doc().Find(`input[name^="rooms-"], input[name^="holds-"]`).Each(func(_ int, in *goquery.Selection) {
				form.Set(in.AttrOr("name", ""), "7")
			})
			if len(form) < 3 {
				t.Fatal("no site is asked for")
			}
			mei.Post(at, form).Is(http.StatusSeeOther)
			says(t, mei.Get("/desk/opening").Is(http.StatusOK), `section[aria-labelledby="rooms"]`, "7")
			for name := range form {
				if name != "submission" {
					form.Set(name, "99")
				}
			}
			says(t, mei.Post(at, form).Is(http.StatusUnprocessableEntity), ".faults", "Write a number up to 50")
			h.As(h.Persona("ruth")).Get(at).Is(http.StatusForbidden)
			h.As(h.Persona("grace")).Post(at, form)
			says(t, mei.Get("/desk/opening").Is(http.StatusOK), `section[aria-labelledby="rooms"]`, "7")
		})
	}
}
