package desk_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
)

// twelveWeeks is a baby who fits the office's group.
var twelveWeeks = civil.New(2026, 11, 17)

func TestEnquiriesAreListedTheLongestWaitingFirst(t *testing.T) {
	o := newOffice(t)
	o.asked("Ben Hale", twelveWeeks)
	o.Clock.Advance(3 * time.Hour)
	o.asked("نور حداد", twelveWeeks)
	mei := o.as(o.Here.Coordinator)
	list := mei.Get("/desk/enquiries").Is(200)
	rows := list.Doc().Find("tbody tr")
	if rows.Length() != 2 || !strings.Contains(rows.First().Text(), "Ben Hale") {
		t.Fatalf("%d rows, the first: %s", rows.Length(), rows.First().Text())
	}
	Says(t, list, "tbody", "Father", "12 weeks", "Tue mornings", "3 hours ago")
	if got := rows.Eq(1).Find("bdi").Text(); got != "نور حداد" {
		t.Errorf("an Arabic name is not set apart: %q", got)
	}
	list.Has(`nav.tabs a[aria-current][href="/desk/enquiries"]`)
	Says(t, mei.Get("/desk/enquiries?state=accepted").Is(200), ".empty", "became families")
}

func TestAnEnquirySaysEverythingThatWasSaid(t *testing.T) {
	o := newOffice(t)
	e := o.asked("Ben Hale", twelveWeeks)
	read := o.as(o.Here.Coordinator).Get("/desk/enquiries/" + e.ID.String()).Is(200)
	Says(t, read, "h1", "Ben Hale")
	Says(t, read, "main", e.Ref, "When was your baby born?", "17 November 2026", "Who are you to the baby?", "Father")
	Says(t, read, "aside", "07700 900982", "14:00", "16:00", "Leave no message", "Somebody else sees this")
	Says(t, read, "#fits", "Groups that fit")
	Says(t, read, ".fits", "Tuesdays from 2 March", "15 weeks at the first session, 22 weeks at the last", "8 places left")
	read.Has(`.fits svg.age[aria-label*="at the first session"]`)
	if title := read.Text("title"); strings.Contains(title, "Ben") {
		t.Errorf("the window's title names the parent: %s", title)
	}
}

func TestAcceptingAnEnquiryMakesAFamilyOnce(t *testing.T) {
	o := newOffice(t)
	e := o.asked("Ben Hale", twelveWeeks)
	mei, at := o.as(o.Here.Coordinator), "/desk/enquiries/"+e.ID.String()
	page := sends(t, mei, at, at+"/accept").Is(200)
	Says(t, page, "h1", "Ben Hale")
	Says(t, page, ".undo", "Accepted. They have a record now")
	page.Has(`.undo a[href^="/desk/waiting#"]`)
	page.Has(`a[href^="/desk/places/"][href$="/offer"]`)
	families := o.count("family")
	again := mei.Post(at+"/accept", nil).Is(303)
	if o.count("family") != families || again.To() == "" {
		t.Error("accepting twice made another family")
	}
	Says(t, mei.Get("/desk/enquiries?state=accepted"), "tbody", "Ben Hale", "Mei Tan")
}

func TestDecliningKeepsWhatWasTypedAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	e := o.asked("Ben Hale", twelveWeeks)
	mei, at := o.as(o.Here.Coordinator), "/desk/enquiries/"+e.ID.String()
	asks := mei.Get(at + "/decline").Is(200)
	Says(t, asks, "h1", "Decline the enquiry of Ben Hale")
	empty := mei.Post(at+"/decline", filled(t, asks, at+"/decline")).Is(422)
	empty.Has(`.faults a[href="#decision"]`)
	Says(t, empty, "#decision-error", "Write what you suggest instead")
	long := mei.Post(at+"/decline", filled(t, asks, at+"/decline", "decision", strings.Repeat("word ", 300))).Is(422)
	if got := long.Doc().Find("textarea[name=decision]").Text(); len(got) < 1000 {
		t.Error("what was too long is gone")
	}
	done := sends(t, mei, at+"/decline", at+"/decline", "decision", `Ring the <b>health visitor</b> on Mondays`)
	Says(t, done, "main", "Declined, with what you suggested", "Ring the <b>health visitor</b> on Mondays")
	mei.Post(at+"/decline", filled(t, asks, at+"/decline", "decision", "something else")).Is(303)
	Says(t, mei.Get(at), "main", "health visitor")
	back := sends(t, mei, at, at+"/reopen")
	Says(t, back, ".undo", "Open again")
	back.Has(`form[action="` + at + `/accept"]`)
}

func TestWhoFillsNoGroupsReadsNoEnquiries(t *testing.T) {
	o := newOffice(t)
	e := o.asked("Ben Hale", twelveWeeks)
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Administrator} {
		b := o.as(who)
		lacksWords(t, b.Get("/desk/enquiries").Is(403), "Ben Hale")
		lacksWords(t, b.Get("/desk/enquiries/"+e.ID.String()).Is(403), "Ben Hale", "900982")
		b.Get("/desk").Lacks(`nav a[href="/desk/enquiries"]`)
	}
	other := o.as(o.There.Coordinator)
	lacksWords(t, other.Get("/desk/enquiries").Is(200), "Ben Hale")
	other.Get("/desk/enquiries/" + e.ID.String()).Is(404)
	other.Post("/desk/enquiries/"+e.ID.String()+"/accept", nil).Is(404)
}
