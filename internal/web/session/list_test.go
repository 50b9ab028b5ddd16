package session_test

import (
	"fmt"
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/access/accesstest"
	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
)

// meets is a group that meets today at a site, from an hour on.
func meets(o *officetest.Office, site identity.SiteID, hour, minute int) {
	o.T.Helper()
	_, err := o.Rooms.Programmes.CreateGroup(o.T.Context(), o.Here.Coordinator, programme.NewGroup{
		Programme: programme.BabyLove, Mode: programme.InPerson, Site: site, Lang: "en", Capacity: 8,
		First: accesstest.Today, Starts: civil.Clock{Hour: hour, Minute: minute}, Ends: civil.Clock{Hour: hour + 1, Minute: minute},
		Leaders: []access.AccountID{o.Here.Practitioner.Account, o.Here.Lead.Account},
	})
	o.Must(err)
}

func TestTodaySaysOfHowManySessionsItShowsTheFirst(t *testing.T) {
	o := officetest.NewOffice(t)
	for i := range 9 {
		meets(o, o.Site, 11+i/2, 10)
	}
	mei := o.Desk(o.Here.Coordinator)
	today := mei.Get("/desk").Is(200)
	officetest.Says(t, today, "section[aria-labelledby=sessions]", "8 of 9")
	today.Has(`section[aria-labelledby=sessions] a[href="/desk/sessions"]`)
	all := mei.Get("/desk/sessions").Is(200)
	officetest.Says(t, all, "section[aria-labelledby=sessions]", "Sessions today 9")
	all.Lacks(".pager")
}

func TestALongDayLeadsOn(t *testing.T) {
	o := officetest.NewOffice(t)
	for range 51 {
		meets(o, o.Site, 11, 0)
	}
	meets(o, o.Site, 12, 0)
	mei := o.Desk(o.Here.Coordinator)
	officetest.Says(t, mei.Get("/desk").Is(200), "section[aria-labelledby=sessions]", "8 of more than 49")
	first := mei.Get("/desk/sessions").Is(200)
	next := first.Doc().Find(".pager a[rel=next]").AttrOr("href", "")
	if n := first.Doc().Find(".rows > li").Length(); n != 50 || next == "" {
		t.Fatalf("the first page has %d rows and leads to %q", n, next)
	}
	second := mei.Get(next).Is(200)
	officetest.Says(t, second, "section[aria-labelledby=sessions]", "12:00")
	second.Has(".pager a[rel=prev]").Lacks(".pager a[rel=next]")
	mei.Get("/desk/sessions?after=nonsense").Is(404)
}

func TestSessionsOfOneSite(t *testing.T) {
	o := officetest.NewOffice(t)
	mei := o.Desk(o.Here.Coordinator)
	meets(o, o.Site, 11, 0)
	mei.Get("/desk/sessions").Is(200).Lacks("form select[name=site]") // one site is no choice
	quay, err := o.Rooms.Accounts.AddSite(t.Context(), o.Here.Administrator, identity.Site{Name: "Hill Road"})
	o.Must(err)
	meets(o, quay, 13, 0)
	all := mei.Get("/desk/sessions").Is(200).Has("form select[name=site]")
	officetest.Says(t, all, "main", "Quay House", "Hill Road", "11:00", "13:00")
	there := mei.Get("/desk/sessions?site=" + quay.String()).Is(200)
	officetest.Says(t, there, "section[aria-labelledby=sessions]", "Hill Road", "13:00")
	there.Has(`option[selected][value="` + quay.String() + `"]`).Has(`a[href="/desk/sessions"]`)
	if strings.Contains(there.Doc().Find("section[aria-labelledby=sessions]").Text(), "11:00") {
		t.Error("a session of another site is shown")
	}
	// What is not a site of this service filters nothing.
	officetest.Says(t, mei.Get("/desk/sessions?site=elsewhere").Is(200), "main", "11:00", "13:00")
	o.Desk(o.Here.Practitioner).Get("/desk/sessions").Is(200).Lacks("form select[name=site]")
}

func TestEverybodyWhoCouldComeStandsBehindALink(t *testing.T) {
	o := officetest.NewOffice(t)
	for i := range 27 {
		o.Waits(fmt.Sprintf("Family %02d", i), civil.New(2026, 10, 1).AddDays(i))
	}
	mei := o.Desk(o.Here.Coordinator)
	at := "/desk/groups/" + o.Group.String()
	group := mei.Get(at).Is(200)
	officetest.Says(t, group, "section[aria-labelledby=candidates]", "the first 6", "Family 05", "Offer to the next family")
	group.Has(`section[aria-labelledby=candidates] a[href="` + at + `/candidates"]`)
	officetest.LacksWords(t, group, "Family 06")
	first := mei.Get(at + "/candidates").Is(200)
	next := first.Doc().Find(".pager a[rel=next]").AttrOr("href", "")
	if n := first.Doc().Find("tbody tr").Length(); n != 25 || next == "" {
		t.Fatalf("the first page has %d rows and leads to %q", n, next)
	}
	second := mei.Get(next).Is(200)
	officetest.Says(t, second, "tbody", "Family 25", "Family 26")
	second.Lacks(".pager a[rel=next]")
	mei.Get(at + "/candidates?after=nonsense").Is(404)
	o.Desk(o.There.Coordinator).Get(at + "/candidates").Is(404)
	o.Desk(o.Here.Practitioner).Get(at + "/candidates").Is(403)
}
