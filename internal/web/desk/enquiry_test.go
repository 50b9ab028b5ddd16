package desk_test

import (
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
)

func TestEnquiriesAreListedTheLongestWaitingFirst(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Asked("Ben Hale", officetest.TwelveWeeks)
	o.Clock.Advance(3 * time.Hour)
	o.Asked("نور حداد", officetest.TwelveWeeks)
	mei := o.Desk(o.Here.Coordinator)
	list := mei.Get("/desk/enquiries").Is(200)
	rows := list.Doc().Find("tbody tr")
	if rows.Length() != 2 || !strings.Contains(rows.First().Text(), "Ben Hale") {
		t.Fatalf("%d rows, the first: %s", rows.Length(), rows.First().Text())
	}
	officetest.Says(t, list, "tbody", "Father", "12 weeks", "Tue mornings", "3 hours ago")
	if got := rows.Eq(1).Find("bdi").Text(); got != "نور حداد" {
		t.Errorf("an Arabic name is not set apart: %q", got)
	}
	list.Has(`nav.tabs a[aria-current][href="/desk/enquiries"]`)
	officetest.Says(t, mei.Get("/desk/enquiries?state=accepted").Is(200), ".empty", "became families")
}

func TestAnEnquirySaysEverythingThatWasSaid(t *testing.T) {
	o := officetest.NewOffice(t)
	e := o.Asked("Ben Hale", officetest.TwelveWeeks)
	read := o.Desk(o.Here.Coordinator).Get("/desk/enquiries/" + e.ID.String()).Is(200)
	officetest.Says(t, read, "h1", "Ben Hale")
	officetest.Says(t, read, "main", e.Ref, "When was your baby born?", "17 November 2026", "Who are you to the baby?", "Father")
	officetest.Says(t, read, "aside", "07700 900982", "14:00", "16:00", "Leave no message", "Somebody else sees this")
	officetest.Says(t, read, "#fits", "Groups that fit")
	officetest.Says(t, read, ".fits", "Tuesdays from 2 March", "15 weeks at the first session, 22 weeks at the last", "8 places left")
	read.Has(`.fits svg.age[aria-label*="at the first session"]`)
	if title := read.Text("title"); strings.Contains(title, "Ben") {
		t.Errorf("the window's title names the parent: %s", title)
	}
}

func TestAcceptingAnEnquiryMakesAFamilyOnce(t *testing.T) {
	o := officetest.NewOffice(t)
	e := o.Asked("Ben Hale", officetest.TwelveWeeks)
	mei, at := o.Desk(o.Here.Coordinator), "/desk/enquiries/"+e.ID.String()
	page := officetest.Sends(t, mei, at, at+"/accept").Is(200)
	officetest.Says(t, page, "h1", "Ben Hale")
	officetest.Says(t, page, ".undo", "Accepted. They have a record now")
	page.Has(`.undo a[href^="/desk/waiting#"]`)
	page.Has(`a[href^="/desk/places/"][href$="/offer"]`)
	families := o.Count("family")
	again := mei.Post(at+"/accept", nil).Is(303)
	if o.Count("family") != families || again.To() == "" {
		t.Error("accepting twice made another family")
	}
	officetest.Says(t, mei.Get("/desk/enquiries?state=accepted"), "tbody", "Ben Hale", "Mei Tan")
}

func TestDecliningKeepsWhatWasTypedAndCanBeTakenBack(t *testing.T) {
	o := officetest.NewOffice(t)
	e := o.Asked("Ben Hale", officetest.TwelveWeeks)
	mei, at := o.Desk(o.Here.Coordinator), "/desk/enquiries/"+e.ID.String()
	asks := mei.Get(at + "/decline").Is(200)
	officetest.Says(t, asks, "h1", "Decline the enquiry of Ben Hale")
	empty := mei.Post(at+"/decline", officetest.Filled(t, asks, at+"/decline")).Is(422)
	empty.Has(`.faults a[href="#decision"]`)
	officetest.Says(t, empty, "#decision-error", "Write what you suggest instead")
	long := mei.Post(at+"/decline", officetest.Filled(t, asks, at+"/decline", "decision", strings.Repeat("word ", 300))).Is(422)
	if got := long.Doc().Find("textarea[name=decision]").Text(); len(got) < 1000 {
		t.Error("what was too long is gone")
	}
	done := officetest.Sends(t, mei, at+"/decline", at+"/decline", "decision", `Ring the <b>health visitor</b> on Mondays`)
	officetest.Says(t, done, "main", "Declined, with what you suggested", "Ring the <b>health visitor</b> on Mondays")
	mei.Post(at+"/decline", officetest.Filled(t, asks, at+"/decline", "decision", "something else")).Is(303)
	officetest.Says(t, mei.Get(at), "main", "health visitor")
	back := officetest.Sends(t, mei, at, at+"/reopen")
	officetest.Says(t, back, ".undo", "Open again")
	back.Has(`form[action="` + at + `/accept"]`)
}

func TestWhoFillsNoGroupsReadsNoEnquiries(t *testing.T) {
	o := officetest.NewOffice(t)
	e := o.Asked("Ben Hale", officetest.TwelveWeeks)
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Administrator} {
		b := o.Desk(who)
		officetest.LacksWords(t, b.Get("/desk/enquiries").Is(403), "Ben Hale")
		officetest.LacksWords(t, b.Get("/desk/enquiries/"+e.ID.String()).Is(403), "Ben Hale", "900982")
		b.Get("/desk").Lacks(`nav a[href="/desk/enquiries"]`)
	}
	other := o.Desk(o.There.Coordinator)
	officetest.LacksWords(t, other.Get("/desk/enquiries").Is(200), "Ben Hale")
	other.Get("/desk/enquiries/" + e.ID.String()).Is(404)
	other.Post("/desk/enquiries/"+e.ID.String()+"/accept", nil).Is(404)
}
