package identity_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

func TestEnrol(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		_, secret, err := h.AddStaff(t.Context(), h.admin, identity.NewStaff{
			Name: " Ruth Okafor ", Email: "Ruth@service.example", Roles: []access.Role{access.Practitioner, access.Coordinator},
		})
		if err != nil {
			t.Fatal(err)
		}
		e, err := h.Enrolment(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		if e.Name != "Ruth Okafor" || !strings.HasPrefix(e.CodeURI, "otpauth://totp/Holdfast:Ruth@service.example?") || !strings.Contains(e.CodeURI, e.CodeKey) {
			t.Errorf("enrolment %+v", e)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM account WHERE totp_secret = $1`, e.CodeKey); n != 0 {
			t.Error("the code generator's key stands in the database as it is")
		}

		_, err = h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: "short", Code: h.code(t, e.CodeKey)})
		wantFault(t, err, fault.Invalid, "identity.password.short")
		_, err = h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: "ruth okafor 1972", Code: h.code(t, e.CodeKey)})
		wantFault(t, err, fault.Invalid, "identity.password.easy")
		_, err = h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: password, Code: "000000"})
		wantFault(t, err, fault.Invalid, "identity.code.wrong")

		token, err := h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: password, Code: h.code(t, e.CodeKey)})
		if err != nil {
			t.Fatal(err)
		}
		who := h.mustActor(t, token)
		if !who.Has(access.Practitioner) || !who.Has(access.Coordinator) {
			t.Errorf("enrolled as %v", who.Roles)
		}

		h.clock.Advance(time.Minute)
		_, err = h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: "quite another phrase", Code: h.code(t, e.CodeKey)})
		wantFault(t, err, fault.NotFound, "")
		_, err = h.Enrolment(t.Context(), secret)
		wantFault(t, err, fault.NotFound, "")
	})
}

func TestEnrolmentExpires(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		_, secret, err := h.AddStaff(t.Context(), h.admin, identity.NewStaff{Name: "Ruth", Email: "ruth@service.example", Roles: []access.Role{access.Lead}})
		if err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(72 * time.Hour)
		_, err = h.Enrolment(t.Context(), secret)
		wantFault(t, err, fault.NotFound, "")
		_, err = h.Enrol(t.Context(), identity.Enrol{Secret: secret, Password: password, Code: "000000"})
		wantFault(t, err, fault.NotFound, "")
	})
}

func TestResetStaff(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id, key := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		in := identity.SignIn{Email: "ruth@service.example", Password: password, Code: h.code(t, key)}
		token, err := h.SignIn(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		first, err := h.ResetStaff(t.Context(), h.admin, id)
		if err != nil {
			t.Fatal(err)
		}
		second, err := h.ResetStaff(t.Context(), h.admin, id)
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.Actor(t.Context(), token)
		wantFault(t, err, fault.NotFound, "")
		h.clock.Advance(time.Minute)
		in.Code = h.code(t, key)
		_, err = h.SignIn(t.Context(), in)
		wantFault(t, err, fault.Invalid, "identity.sign-in.failed")
		_, err = h.Enrolment(t.Context(), first)
		wantFault(t, err, fault.NotFound, "")
		if e, err := h.Enrolment(t.Context(), second); err != nil || e.CodeKey == key {
			t.Errorf("the newest link: %v, key the same: %v", err, e.CodeKey == key)
		}
	})
}

func TestStaffBelongsToItsService(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		ruth, _ := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		there := h.newService(t, "hill")
		stranger := access.Actor{Account: access.NewAccountID(), Service: there, Roles: []access.Role{access.Administrator}, Today: h.today()}

		all, err := h.Staff(t.Context(), stranger)
		if err != nil || len(all) != 0 {
			t.Errorf("another service's administrator sees %d staff, %v", len(all), err)
		}
		for what, err := range map[string]error{
			"disable": h.DisableStaff(t.Context(), stranger, ruth),
			"enable":  h.EnableStaff(t.Context(), stranger, ruth),
			"roles":   h.SetRoles(t.Context(), stranger, ruth, []access.Role{access.Lead}),
		} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s from another service: %v, want not found", what, err)
			}
		}
		_, err = h.ResetStaff(t.Context(), stranger, ruth)
		wantFault(t, err, fault.NotFound, "")

		lead := access.Actor{Account: access.NewAccountID(), Service: h.service, Roles: []access.Role{access.Lead}, Today: h.today()}
		_, err = h.Staff(t.Context(), lead)
		wantFault(t, err, fault.Forbidden, "")
		_, _, err = h.AddStaff(t.Context(), lead, identity.NewStaff{Name: "X", Email: "x@service.example", Roles: []access.Role{access.Lead}})
		wantFault(t, err, fault.Forbidden, "")
		wantFault(t, h.DisableStaff(t.Context(), lead, ruth), fault.Forbidden, "")
		if n := h.count(t, `SELECT COUNT(*) FROM audit_event WHERE action IN ('staff.added.refused', 'staff.disabled.refused') AND actor = $1`, lead.Account.String()); n != 2 {
			t.Errorf("%d refusals of the lead are on record, want 2", n)
		}
	})
}

func TestAddStaffRefusals(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		good := identity.NewStaff{Name: "Ruth", Email: "ruth@service.example", Roles: []access.Role{access.Lead}}
		if _, _, err := h.AddStaff(t.Context(), h.admin, good); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name   string
			change func(*identity.NewStaff)
			want   string
		}{
			{"an address that has an account", func(n *identity.NewStaff) { n.Email = "RUTH@service.example " }, "identity.email.taken"},
			{"no address", func(n *identity.NewStaff) { n.Email = "Ruth <ruth2@service.example>" }, "identity.email.wrong"},
			{"no name", func(n *identity.NewStaff) { n.Name, n.Email = "  ", "a@service.example" }, "identity.name.missing"},
			{"no role", func(n *identity.NewStaff) { n.Roles, n.Email = nil, "a@service.example" }, "identity.roles.missing"},
			{"a caregiver's role", func(n *identity.NewStaff) { n.Roles, n.Email = []access.Role{access.Caregiver}, "a@service.example" }, "identity.roles.wrong"},
			{"a last day before the first", func(n *identity.NewStaff) { n.Until, n.Email = h.today().AddDays(-1), "a@service.example" }, "identity.until.before"},
		} {
			in := good
			tt.change(&in)
			_, _, err := h.AddStaff(t.Context(), h.admin, in)
			if p := fault.ProblemsOf(err); len(p) != 1 || p[0].Key != tt.want {
				t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
			}
		}
	})
}

func TestSetRoles(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		id, _ := h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		roles := func() []access.Role {
			all, err := h.Staff(t.Context(), h.admin)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(all, func(m identity.Member) bool { return m.ID == id })
			return all[i].Roles
		}
		for _, want := range [][]access.Role{
			{access.Coordinator, access.Lead},
			{access.Practitioner}, // given back on the day it was taken
			{access.Lead, access.Practitioner},
		} {
			if err := h.SetRoles(t.Context(), h.admin, id, want); err != nil {
				t.Fatal(err)
			}
			if got := roles(); !slices.Equal(got, want) {
				t.Errorf("roles %v, want %v", got, want)
			}
		}
		wantFault(t, h.SetRoles(t.Context(), h.admin, h.admin.Account, []access.Role{access.Lead}), fault.Conflict, "identity.staff.self")
		wantFault(t, h.DisableStaff(t.Context(), h.admin, h.admin.Account), fault.Conflict, "identity.staff.self")
	})
}

func TestColleagues(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.enrolled(t, "Ruth Okafor", "ruth@service.example", access.Practitioner)
		h.enrolled(t, "Mei Tan", "mei@service.example", access.Coordinator)
		gone, _ := h.enrolled(t, "Tom Hale", "tom@service.example", access.Practitioner)
		if err := h.DisableStaff(t.Context(), h.admin, gone); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.AddStaff(t.Context(), h.system, identity.NewStaff{
			Name: "Next Month", Email: "next@service.example", Roles: []access.Role{access.Practitioner}, From: h.today().AddDays(30),
		}); err != nil {
			t.Fatal(err)
		}
		got, err := h.Colleagues(t.Context(), h.admin, access.RegisterWrite)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].Name != "Ruth Okafor" {
			t.Errorf("who may hold a register today: %v", got)
		}
		_, err = h.Colleagues(t.Context(), access.Actor{Service: h.service, Roles: []access.Role{access.Caregiver}}, access.RegisterWrite)
		wantFault(t, err, fault.Forbidden, "")
	})
}

func TestServices(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		s, err := h.ServiceBySlug(t.Context(), "harbour")
		if err != nil || s.ID != h.service || s.Zone.String() != "Europe/London" || s.OfferHours != 72 || s.WarnDays != 28 {
			t.Fatalf("service %+v, %v", s, err)
		}
		_, err = h.ServiceBySlug(t.Context(), "nowhere")
		wantFault(t, err, fault.NotFound, "")
		_, err = h.AddService(t.Context(), h.system, identity.Service{Slug: "harbour", Name: "X", ZoneName: "Europe/London"})
		wantFault(t, err, fault.Invalid, "identity.service.slug-taken")
		_, err = h.AddService(t.Context(), h.admin, identity.Service{Slug: "other", Name: "X", ZoneName: "Europe/London"})
		wantFault(t, err, fault.Forbidden, "")

		s.ZoneName, s.Phone = "America/Toronto", "0808 157 0192"
		if err := h.SetService(t.Context(), h.admin, s); err != nil {
			t.Fatal(err)
		}
		if s, err = h.ServiceByID(t.Context(), h.service); err != nil || s.Zone.String() != "America/Toronto" || s.Phone == "" {
			t.Errorf("service after the change: %+v, %v", s, err)
		}

		if _, err := h.AddSite(t.Context(), h.admin, identity.Site{Name: "Library", Address: "1 Quay"}); err != nil {
			t.Fatal(err)
		}
		if sites, err := h.Sites(t.Context(), h.service); err != nil || len(sites) != 1 || sites[0].Name != "Library" {
			t.Errorf("sites %v, %v", sites, err)
		}
		for _, day := range []civil.Date{h.today().AddDays(-1), h.today(), h.today().AddDays(7)} {
			if err := h.shut(t, h.admin, day); err != nil {
				t.Fatal(err)
			}
		}
		next := civil.Window{From: h.today().AddDays(7), To: h.today().AddDays(7)}
		if err := h.db.Update(t.Context(), func(tx *store.Tx) error { return h.OpenIn(tx, h.admin, next) }); err != nil {
			t.Fatal(err)
		}
		if days, err := h.Holidays(t.Context(), h.service, h.today()); err != nil || len(days) != 1 || days[0].Day != h.today() {
			t.Errorf("holidays from today: %v, %v", days, err)
		}
		lead := access.Actor{Service: h.service, Roles: []access.Role{access.Lead}}
		wantFault(t, h.shut(t, lead, h.today()), fault.Forbidden, "")
	})
}

// shut closes the service on one day.
func (h house) shut(t *testing.T, who access.Actor, day civil.Date) error {
	return h.db.Update(t.Context(), func(tx *store.Tx) error { return h.CloseIn(tx, who, civil.Window{From: day, To: day}, "Closed") })
}
