package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
)

func TestAGroupIsOpenedFromItsProgramme(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Must(o.Rooms.Programmes.CloseDays(t.Context(), o.Here.Administrator, programme.Closure{From: civil.New(2027, 4, 14), Name: "Spring break"}))
	mei, at := o.Desk(o.Here.Coordinator), "/desk/groups/new"
	form := officetest.Filled(t, mei.Get(at).Is(200), at, "first-day", "7", "first-month", "4", "first-year", "2027", "site", o.Site.String(), "room", "Attic",
		"leader-1", o.Here.Practitioner.Account.String(), "leader-2", o.Here.Colleague.Account.String())
	form.Set("look", "1")
	look := mei.Post(at, form).Is(200)
	officetest.Says(t, look, "aside", "7 April", "21 April", "Not on 14 April: Spring break")
	officetest.LacksWords(t, look, "Session 9")
	if got := officetest.Filled(t, look, at).Get("room"); got != "Attic" {
		t.Errorf("looking lost what was typed: %q", got)
	}
	form.Del("look")
	groups := o.Count("programme_group")
	first := mei.Post(at, form).Is(303)
	if again := mei.Post(at, form).Is(303); again.To() != first.To() || o.Count("programme_group") != groups+1 {
		t.Error("the same form sent twice opened two groups")
	}
	page := mei.Get(first.To()).Is(200)
	officetest.Says(t, page, "h1", "Baby Love, Wednesdays")
	officetest.Says(t, page, "main", "8 places left", "Attic", "Ruth Okafor and Tom Hale", "21 April")
	officetest.Says(t, mei.Get("/desk/groups"), "tbody", "Baby Love, Wednesdays", "0 of 8 taken")
}

func TestAGroupFormKeepsWhatWasTyped(t *testing.T) {
	o := officetest.NewOffice(t)
	mei, at := o.Desk(o.Here.Coordinator), "/desk/groups/new"
	blank := mei.Get(at).Is(200)
	for _, tt := range []struct {
		name    string
		changes []string
		link    string
		says    string
	}{
		{"no first day", nil, "#first-day", "Choose the first day"},
		{"a day that is in no calendar", []string{"first-day", "31", "first-month", "2", "first-year", "2027"}, "#first-day", "That month does not have this day"},
		{"a day that has passed", []string{"first-day", "1", "first-month", "2", "first-year", "2027"}, "#first-day", "cannot be in the past"},
		{"nobody who leads it", []string{"first-day", "7", "first-month", "4", "first-year", "2027"}, "#leaders", "Choose who leads the group"},
		{"an end before the start", []string{"starts", "12:00"}, "#ends", "The end must be later"},
		{"places in words", []string{"capacity", "eight"}, "#capacity", "Write a number in digits"},
		{"a call without an address", []string{"mode", "video", "video_link", "javascript:alert(1)"}, "#video_link", "beginning with https"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := officetest.Filled(t, blank, at, append([]string{"room", "نافذة <b>"}, tt.changes...)...)
			wrong := mei.Post(at, form).Is(422)
			officetest.Says(t, wrong, ".faults", tt.says)
			wrong.Has(`.faults a[href="` + tt.link + `"]`).Has(tt.link)
			if got := wrong.Doc().Find("input[name=room]").AttrOr("value", ""); got != "نافذة <b>" {
				t.Errorf("the room is now %q", got)
			}
			if !strings.HasPrefix(wrong.Text("title"), "Error:") {
				t.Error("the title does not say that something is wrong")
			}
		})
	}
}

func TestAGroupPageShowsWhoCouldComeTheLeastTimeFirst(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Waits("Ben Hale", officetest.TwelveWeeks)
	o.Waits("Old Enough", civil.New(2026, 9, 10)) // until 10 March
	o.Waits("Too Old", civil.New(2026, 8, 20))    // until 20 February: before the group begins
	page := o.Desk(o.Here.Coordinator).Get(address.Group(o.Group)).Is(200)
	rows := page.Doc().Find("#candidates").Closest("section").Find("tbody tr")
	if rows.Length() != 2 || !strings.Contains(rows.First().Text(), "Old Enough") {
		t.Fatalf("%d candidates, the first: %s", rows.Length(), rows.First().Text())
	}
	officetest.Says(t, page, "tbody", "24 weeks to 7 months", "10 March", "15 weeks to 22 weeks")
	page.Has("tbody svg.age.small")
	page.Has(`form[action="` + address.Group(o.Group) + `/next"] button`)
}

func TestOfferingAPlaceIsDoneOnce(t *testing.T) {
	o := officetest.NewOffice(t)
	_, place := o.Waits("Ben Hale", officetest.TwelveWeeks)
	mei := o.Desk(o.Here.Coordinator)
	at := "/desk/places/" + place.ID.String() + "/offer"
	asks := mei.Get(at + "?group=" + o.Group.String()).Is(200)
	officetest.Says(t, asks, "main", "Ben Hale", "15 weeks at the first session", "It takes one place")
	form := officetest.Filled(t, asks, at, "until", "2027-02-01")
	officetest.Says(t, mei.Post(at, form).Is(422), ".faults", "must end later than now")
	form.Set("until", "2027-02-12")
	form.Set("until-clock", "17:00")
	first := mei.Post(at, form).Is(303)
	mei.Post(at, form).Is(303)
	if n := o.Count("place_offer"); n != 1 {
		t.Errorf("%d offers", n)
	}
	page := mei.Get(first.To()).Is(200)
	officetest.Says(t, page, "main", "Ben Hale: a place is offered", "7 places left", "until Friday 17:00")
	page.Has("#offered")
}

func TestTheNextFamilyIsOneClick(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Waits("Ben Hale", officetest.TwelveWeeks)
	o.Waits("Least Time", civil.New(2026, 9, 10))
	mei, at := o.Desk(o.Here.Coordinator), address.Group(o.Group)
	form := officetest.Filled(t, mei.Get(at), at+"/next")
	mei.Post(at+"/next", form).Is(303)
	mei.Post(at+"/next", form).Is(303)
	if n := o.Count("place_offer"); n != 1 {
		t.Errorf("one form made %d offers", n)
	}
	officetest.Says(t, mei.Get(at), "main", "Least Time")
	mei.Post(at+"/next", officetest.Filled(t, mei.Get(at), at+"/next")).Is(303)
	mei.Get(at).Lacks(`form[action="` + at + `/next"]`)
	officetest.Says(t, mei.Post(at+"/next", url.Values{"submission": {"0193a5b0-0000-7000-8000-00000000abcd"}}).Is(409), "main", "Nobody on the waiting list fits")
}

func TestEndingAPlaceSaysWhatGoesAndCanBeUndone(t *testing.T) {
	o := officetest.NewOffice(t)
	record := o.Joins("Ben Hale", officetest.TwelveWeeks)
	mei, place := o.Desk(o.Here.Coordinator), o.Place(record.ID)
	at := "/desk/places/" + place.ID.String() + "/withdraw"
	asks := mei.Get(at).Is(200)
	officetest.Says(t, asks, "h1", "End the place of Ben Hale")
	officetest.Says(t, asks, ".confirm", "free at once", "Ring first")
	officetest.Says(t, mei.Post(at, officetest.Filled(t, asks, at)).Is(422), "#why-error", "Say why")
	page := officetest.Sends(t, mei, at, at, "why", "They moved to the coast")
	officetest.Says(t, page, ".undo", "Ben Hale: ended")
	mei.Post(at, officetest.Filled(t, asks, at, "why", "again")).Is(303)
	officetest.Says(t, page, "#ended, tbody", "They moved to the coast")
	back := "/desk/places/" + place.ID.String() + "/back"
	page.Has(`.undo form[action="` + back + `"]`)
	mei.Post(back, nil).Is(303)
	mei.Post(back, nil).Is(303)
	officetest.Says(t, mei.Get("/desk/waiting"), "tbody", "Ben Hale")
}

func TestPostponingNamesWhoHears(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Joins("Ben Hale", officetest.TwelveWeeks)
	mei, at := o.Desk(o.Here.Coordinator), address.Group(o.Group)
	asks := mei.Get(at + "/postpone").Is(200)
	officetest.Says(t, asks, ".confirm", "One family", "Ben Hale", "Every place and every mark is kept")
	wrong := mei.Post(at+"/postpone", officetest.Filled(t, asks, at+"/postpone", "why", "The boiler is broken")).Is(422)
	wrong.Has(`.faults a[href="#back_by-day"]`).Has(`input[name=why][value="The boiler is broken"]`)
	form := officetest.Filled(t, asks, at+"/postpone", "why", "The boiler is broken", "back_by-day", "20", "back_by-month", "2", "back_by-year", "2027")
	mei.Post(at+"/postpone", form).Is(303)
	told := o.Count("message")
	page := mei.Get(mei.Post(at+"/postpone", form).Is(303).To())
	if o.Count("message") != told {
		t.Error("the same form sent twice told families twice")
	}
	officetest.Says(t, page, "main", "Postponed", "The boiler is broken", "new date by 20 February")

	look := mei.Post(at+"/resume", officetest.Filled(t, mei.Get(at+"/resume"), at+"/resume", "first-day", "16", "first-month", "3", "first-year", "2027", "look", "1")).Is(200)
	officetest.Says(t, look, ".confirm", "Session 1: from 2 March to 16 March")
	resume := officetest.Filled(t, look, at+"/resume")
	mei.Post(at+"/resume", resume).Is(303)
	told = o.Count("message")
	mei.Post(at+"/resume", resume).Is(303)
	if o.Count("message") != told {
		t.Error("resuming twice told families twice")
	}
	officetest.Says(t, mei.Get(at), ".line", "16 March", "2 March")
}

func TestCancellingAGroupPutsItsFamiliesBackOnTheList(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Joins("Ben Hale", officetest.TwelveWeeks)
	mei, at := o.Desk(o.Here.Coordinator), address.Group(o.Group)
	form := officetest.Filled(t, mei.Get(at+"/cancel").Is(200), at+"/cancel", "why", "Nobody can lead it")
	mei.Post(at+"/cancel", form).Is(303)
	mei.Post(at+"/cancel", form).Is(303)
	page := mei.Get(at).Is(200)
	officetest.Says(t, page, "main", "Cancelled", "Nobody can lead it")
	page.Lacks(`a[href$="/edit"]`).Lacks(`a[href$="/cancel"]`)
	officetest.Says(t, mei.Get("/desk/waiting"), "tbody", "Ben Hale")
	officetest.Says(t, mei.Get("/desk/groups?show=cancelled"), "tbody", "Baby Love, Tuesdays")
}

func TestAGroupShowsPeopleOnlyToThoseWhoMaySeeThem(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Joins("Ben Hale", officetest.TwelveWeeks)
	o.Waits("Still Waiting", officetest.TwelveWeeks)
	ruth := o.Desk(o.Here.Practitioner).Get(address.Group(o.Group)).Is(200)
	officetest.Says(t, ruth, "main", "Ben Hale")
	officetest.LacksWords(t, ruth, "Still Waiting", "Offer place")
	ruth.Lacks("#candidates").Lacks(`a[href$="/edit"]`).Lacks(`a[href$="/postpone"]`).Lacks(`a[href*="/withdraw"]`).Lacks("th.act")
	for _, who := range []access.Actor{o.Here.Colleague, o.Here.Administrator} {
		page := o.Desk(who).Get(address.Group(o.Group)).Is(200)
		officetest.LacksWords(t, page, "Ben Hale", "Still Waiting", "Have a place")
	}
	o.Desk(o.There.Coordinator).Get(address.Group(o.Group)).Is(404)
	o.Desk(o.Here.Practitioner).Post(address.Group(o.Group)+"/next", nil).Is(403)
}

func TestDetailsOfAGroupChangeWithoutItsDates(t *testing.T) {
	o := officetest.NewOffice(t)
	mei, at := o.Desk(o.Here.Coordinator), address.Group(o.Group)+"/edit"
	form := officetest.Filled(t, mei.Get(at).Is(200), at)
	if form.Get("site") != o.Site.String() || form.Get("starts") != "10:00" || form.Get("leader-2") == "" {
		t.Fatalf("what is known is not filled in: %v", form)
	}
	if form.Has("first-day") {
		t.Error("the dates can be typed over")
	}
	form.Set("room", "Garden room")
	form.Set("capacity", "0")
	officetest.Says(t, mei.Post(at, form).Is(422), "#capacity-error", "Write a number from 1 to 40")
	form.Set("capacity", "6")
	page := mei.Get(mei.Post(at, form).Is(303).To())
	officetest.Says(t, page, "main", "Changed.", "Garden room", "6 places left")
}
