package desk_test

import (
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
	"holdfast/internal/civil"
	"holdfast/internal/identity"
)

func TestAddingStaffShowsTheirLinkOnce(t *testing.T) {
	o := officetest.NewOffice(t)
	per, at := o.Desk(o.Here.Administrator), "/desk/staff/new"
	form := officetest.Filled(t, per.Get(at).Is(200), at, "name", "Ngozi Eze", "email", "not an address")
	wrong := per.Post(at, form).Is(422)
	wrong.Has(`.faults a[href="#email"]`).Has(`.faults a[href="#roles"]`).Has(`input[name=name][value="Ngozi Eze"]`)
	form.Set("email", "ngozi@service.example")
	form.Set("roles", "practitioner")
	page := per.Post(at, form).Is(200)
	link := page.Text("#secret")
	_, secret, _ := strings.Cut(link, "/enrol/")
	if _, err := o.Rooms.Accounts.Enrolment(t.Context(), secret); err != nil {
		t.Fatalf("the link %q opens nothing: %v", link, err)
	}
	officetest.Says(t, per.Post(at, form).Is(422), ".faults", "already has an account")
	list := per.Get("/desk/staff").Is(200)
	officetest.Says(t, list, "tbody", "Ngozi Eze", "Practitioner", "Link not used yet")
	officetest.LacksWords(t, list, secret)
}

func TestAMemberIsShutOutAndLetInAgain(t *testing.T) {
	o := officetest.NewOffice(t)
	per, at := o.Desk(o.Here.Administrator), "/desk/staff/"+o.Here.Practitioner.Account.String()
	ruth := o.Desk(o.Here.Practitioner)
	ruth.Get("/desk").Is(200)
	page := officetest.Sends(t, per, at, at+"/disable")
	officetest.Says(t, page, ".undo", "Shut out, on every device")
	page.Has(`.undo form[action="` + at + `/enable"]`)
	ruth.Get("/desk").Is(303)
	per.Post(at+"/enable", nil).Is(303)
	officetest.Says(t, per.Get(at), "main", "Ruth Okafor")

	asks := per.Get(at + "/reset").Is(200)
	officetest.Says(t, asks, ".confirm", "signed out on every device", "everything they wrote")
	if link := per.Post(at+"/reset", officetest.Filled(t, asks, at+"/reset")).Is(200).Text("#secret"); !strings.Contains(link, "/enrol/") {
		t.Errorf("no link: %q", link)
	}
	roles := officetest.Sends(t, per, at, at+"/roles", "roles", "coordinator")
	officetest.Says(t, roles, ".undo", "Their roles are changed")
	roles.Has(`input[value=coordinator][checked]`).Lacks(`input[value=practitioner][checked]`).Lacks(`input[value=caregiver]`)
}

func TestNobodyChangesTheirOwnAccess(t *testing.T) {
	o := officetest.NewOffice(t)
	per, at := o.Desk(o.Here.Administrator), "/desk/staff/"+o.Here.Administrator.Account.String()
	per.Get(at).Is(200).Lacks(`form[action="` + at + `/roles"]`).Lacks(`form[action="` + at + `/disable"]`)
	per.Post(at+"/disable", nil).Is(409)
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Coordinator, o.Here.Lead} {
		o.Desk(who).Get("/desk/staff").Is(403)
		o.Desk(who).Get("/desk/service").Is(403)
		o.Desk(who).Get("/desk").Lacks(`a[href="/desk/staff"]`).Lacks(`a[href="/desk/service"]`)
	}
	o.Desk(o.There.Administrator).Get("/desk/staff/" + o.Here.Lead.Account.String()).Is(404)
	o.Desk(o.There.Administrator).Post("/desk/staff/"+o.Here.Lead.Account.String()+"/reset", nil).Is(404)
}

func TestServiceSettingsAreCheckedAndKept(t *testing.T) {
	o := officetest.NewOffice(t)
	per, at := o.Desk(o.Here.Administrator), "/desk/service"
	form := officetest.Filled(t, per.Get(at).Is(200), at)
	form.Set("name", "Harbour Lane")
	form.Set("sender", "Harbour Lane babies")
	form.Set("exit", "http://weather.example")
	wrong := per.Post(at, form).Is(422)
	wrong.Has(`.faults a[href="#exit"]`).Has(`.faults a[href="#sender"]`).Has(`input[name=exit][value="http://weather.example"]`)
	form.Set("sender", "Hanna")
	form.Set("exit", "https://weather.example/today")
	form.Set("offer_hours", "48")
	officetest.Says(t, per.Get(per.Post(at, form).Is(303).To()), ".undo", "The settings are saved")
	team, err := o.Rooms.Accounts.ServiceByID(t.Context(), o.Here.Service)
	o.Must(err)
	if team.OfferHours != 48 || team.Sender != "Hanna" {
		t.Errorf("%+v", team)
	}
}

func TestSitesAndHolidaysAreAddedOnce(t *testing.T) {
	o := officetest.NewOffice(t)
	per, at := o.Desk(o.Here.Administrator), "/desk/service"
	site := officetest.Filled(t, per.Get(at), at+"/sites", "site-name", "Library", "site-address", "2 Quay")
	per.Post(at+"/sites", site).Is(303)
	per.Post(at+"/sites", site).Is(303)
	sites, err := o.Rooms.Accounts.Sites(t.Context(), o.Here.Service)
	o.Must(err)
	if len(sites) != 2 {
		t.Errorf("%d sites", len(sites))
	}
	day := officetest.Filled(t, per.Get(at+"/holidays"), at+"/holidays", "day-day", "29", "day-month", "3", "day-year", "2027", "why", "Spring")
	per.Post(at+"/holidays", day).Is(303)
	per.Post(at+"/holidays", day).Is(303)
	officetest.Says(t, per.Get(at), "aside", "29 March", "Spring", "Library")
	gone := officetest.Filled(t, per.Get(at), at+"/holidays/remove")
	per.Post(at+"/holidays/remove", gone).Is(303)
	per.Post(at+"/holidays/remove", gone).Is(303)
	left, err := o.Rooms.Accounts.Holidays(t.Context(), o.Here.Service, civil.New(2027, 1, 1))
	o.Must(err)
	if len(left) != 0 {
		t.Errorf("%v", []identity.Holiday(left))
	}
	day.Set("day-month", "13")
	per.Post(at+"/holidays", day).Is(422)
}
