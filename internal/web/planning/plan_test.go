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

const sent = "01900000-0000-7000-8000-00000000000"

// planned makes a plan as the coordinator does: from the button on the waiting list.
func planned(t *testing.T, b *apptest.Browser) string {
	t.Helper()
	list := b.Get("/desk/waiting").Is(http.StatusOK).Has(`form[action="/desk/plans"] button`)
	form := url.Values{}
	list.Doc().Find(`form[action="/desk/plans"] input`).Each(func(_ int, in *goquery.Selection) {
		form.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	to := b.Post("/desk/plans", form).Is(http.StatusSeeOther).To()
	if again := b.Post("/desk/plans", form).Is(http.StatusSeeOther).To(); again != to || !strings.HasPrefix(to, "/desk/plans/") {
		t.Fatalf("the same form leads to %s and then to %s", to, again)
	}
	return to
}

func says(t *testing.T, a *apptest.Answer, where string, words ...string) {
	t.Helper()
	text := strings.ReplaceAll(a.Text(where), "\u00a0", " ")
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s does not say %q: %s", where, w, text)
		}
	}
}

func TestAPlanSaysWhyForEveryFamily(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	mei := h.As(h.Persona("mei"))
	plan := mei.Get(planned(t, mei)).Is(http.StatusOK)
	says(t, plan, "main", "This plan finds a place for", "No plan could place more", "Who asked first", "Who has the least time left", "Made", "Mei")
	rows := plan.Doc().Find(`section[aria-labelledby^="group-"] tbody tr`)
	if rows.Length() == 0 {
		t.Fatal("nobody is planned for")
	}
	rows.Each(func(_ int, row *goquery.Selection) {
		why := strings.ReplaceAll(row.Find("td").First().Text(), "\u00a0", " ")
		if !strings.Contains(why, "at the first session on") || !strings.Contains(why, "They can start until") {
			t.Errorf("a place without its reason: %s", why)
		}
	})
	says(t, plan, `section[aria-labelledby="none"]`, "Everybody who can start has a place in this plan.")
	plan.Has(`form#take button`).Has(`input[type=checkbox][form=take][checked]`)
}

func TestAFamilyIsMovedAndTheCostIsShown(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	mei := h.As(h.Persona("mei"))
	at := planned(t, mei)
	before := mei.Get(at).Is(http.StatusOK)
	place := before.Doc().Find(`form.moving input[name=place]`).First().AttrOr("value", "")
	to := mei.Post(at+"/move", url.Values{"submission": {sent + "1"}, "place": {place}, "group": {""}}).Is(http.StatusSeeOther).To()
	if to == at {
		t.Fatal("the plan itself was changed")
	}
	after := mei.Get(to).Is(http.StatusOK).Has(`a[href="` + at + `"]`)
	says(t, after, `section[aria-labelledby="change"]`, "After you moved", "Families with a place:")
	says(t, after, `section[aria-labelledby="none"]`, "Somebody of the team took them out of this plan.")
	if again := mei.Get(at).Is(http.StatusOK); strings.Contains(again.Text("main"), "took them out") {
		t.Error("the plan before has changed")
	}
	mei.Post(at+"/move", url.Values{"submission": {sent + "2"}, "place": {sent + "9"}}).Is(http.StatusNotFound)
	says(t, mei.Get("/desk/plans").Is(http.StatusOK), "main", "Earlier plans", "With a family moved by hand")
}

func TestTickedPlacesAreOfferedOnce(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) {
			h := apptest.Demo(t, e)
			mei := h.As(h.Persona("mei"))
			at := planned(t, mei)
			boxes := mei.Get(at).Doc().Find(`input[type=checkbox][form=take]`)
			first := boxes.First().AttrOr("value", "")
			offers := func() (n int) {
				h.View(func(tx *store.Tx) error { return tx.QueryRow(`SELECT COUNT(*) FROM place_offer`).Scan(&n) })
				return n
			}
			had := offers()
			form := url.Values{"submission": {sent + "3"}, "place": {first}}
			for range 2 {
				if to := mei.Post(at+"/offer", form).Is(http.StatusSeeOther).To(); to != at {
					t.Errorf("leads to %s", to)
				}
			}
			if n := offers() - had; n != 1 {
				t.Errorf("%d offers for a form sent twice", n)
			}
			page := mei.Get(at).Is(http.StatusOK).Lacks(`input[type=checkbox][value="` + first + `"]`)
			says(t, page, "main", "Offered", "until Friday")
			if left := page.Doc().Find(`input[type=checkbox][form=take]`).Length(); left != boxes.Length()-1 {
				t.Errorf("%d boxes of %d are left", left, boxes.Length())
			}
			mei.Post(at+"/offer", url.Values{"submission": {sent + "4"}}).Is(http.StatusSeeOther)
			says(t, mei.Get(at), ".undo", "Nothing was ticked")
		})
	}
}

func TestPlansOfOthersAreNotThere(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	at := planned(t, h.As(h.Persona("mei")))
	grace := h.As(h.Persona("grace"))
	grace.Get(at).Is(http.StatusNotFound)
	grace.Post(at+"/offer", url.Values{"submission": {sent + "5"}}).Is(http.StatusNotFound)
	grace.Post(at+"/move", url.Values{"submission": {sent + "6"}}).Is(http.StatusNotFound)
	h.As(h.Persona("ruth")).Get(at).Is(http.StatusForbidden)
	h.As(h.Persona("per")).Get("/desk/plans").Is(http.StatusForbidden)
	h.As(h.Persona("mei")).Get(at + "?groups=x").Is(http.StatusNotFound)
}

func TestWhatWouldHelpAndWhomAPlanServes(t *testing.T) {
	h := apptest.Demo(t, store.SQLite)
	mei := h.As(h.Persona("mei"))
	at := planned(t, mei)
	says(t, mei.Get(at).Is(http.StatusOK), `section[aria-labelledby="fair"]`, "Whom this plan serves", "One carer comes")
	says(t, mei.Get(at+"/help").Is(http.StatusOK), "main", "What would help", "would place nobody more")
	h.As(h.Persona("grace")).Get(at + "/help").Is(http.StatusNotFound)
}
