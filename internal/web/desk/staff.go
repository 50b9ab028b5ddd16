package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

func memberAddress(id access.AccountID) string { return address.Staff + "/" + id.String() }

// staff is everybody who works or worked here, with what they may do.
func (p *Pages) staff(r *page.Request) (page.Reply, error) {
	all, err := p.Accounts.Staff(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	table := ui.DataTable{Caption: t("staff.title"), Columns: []ui.Column{
		{Head: t("staff.name")}, {Head: t("staff.email")}, {Head: t("staff.roles")}, {Head: t("staff.state")}, {Head: t("staff.seen")},
	}}
	for _, m := range all {
		seen := ""
		if m.Seen != nil {
			seen = r.Print.Ago(r.Now, *m.Seen)
		}
		table.Rows = append(table.Rows, ui.Cells{
			layout.LinkedName(ui.Name{Text: m.Name}, memberAddress(m.ID)), ui.Say(m.Email), ui.Say(r.RoleWords(m.Roles...)), memberStatus(r, m), ui.Say(seen),
		})
	}
	v := layout.Page{
		Head: ui.PageHead{Title: ui.Say(t("staff.title")), Below: ui.Say(t("staff.lead"))}, Body: []templ.Component{table},
		Acts: []templ.Component{ui.Button{Label: t("staff.add"), Href: address.Staff + "/new"}},
	}
	return page.HTML(layout.Show(r.DeskFrame(t("staff.title"), page.Elsewhere), v)), nil
}

func memberStatus(r *page.Request, m identity.Member) ui.Status {
	switch {
	case m.Disabled:
		return ui.Status{Kind: ui.Cancelled, Word: r.Print.T("staff.disabled")}
	case len(m.Roles) == 0:
		return ui.Status{Kind: ui.Ended, Word: r.Print.T("staff.ended")}
	case !m.Enrolled:
		return ui.Status{Kind: ui.Waiting, Word: r.Print.T("staff.invited")}
	}
	return ui.Status{Kind: ui.Open, Word: r.Print.T("staff.enrolled")}
}

// newStaff asks who starts to work here.
func (p *Pages) newStaff(r *page.Request) (page.Reply, error) {
	return p.askStaff(r, form.New(), nil)
}

func (p *Pages) askStaff(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	t, shown := r.Print.T, in.Show(r.Print, problem)
	name, email := shown.Field("name", t("staff.name")), shown.Field("email", t("staff.email"))
	name.Dir, email.Kind, email.Auto = "auto", ui.EmailField, "off"
	until := shown.Date("until", t("staff.until"))
	until.Hint = t("staff.until.hint")
	v := layout.Page{
		Summary: shown.Summary(),
		Head:    ui.PageHead{Above: &ui.Link{Label: t("staff.title"), Href: address.Staff}, Title: ui.Say(t("staff.add"))},
		Body: []templ.Component{layout.Form(address.Staff+"/new", shown.Hidden(), []templ.Component{name, email, roleChoices(r, shown), until},
			ui.Button{Label: t("staff.add.act"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: address.Staff, Tap: true})},
	}
	f := r.DeskFrame(t("staff.add"), page.Elsewhere)
	f.Width, f.Failed = ui.WidthOne, shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(f, v)), nil
	}
	return page.HTML(layout.Show(f, v)), nil
}

// staffRoles are the roles that somebody can be given here.
func staffRoles() []access.Role {
	return slices.DeleteFunc(slices.Clone(access.Roles()), func(role access.Role) bool { return role == access.Caregiver })
}

func roleChoices(r *page.Request, in *form.Shown) ui.Choices {
	var choices []ui.Choice
	for _, role := range staffRoles() {
		choices = append(choices, ui.Choice{Value: string(role), Label: r.Print.T("role." + string(role)), Note: r.Print.T("staff.role." + string(role))})
	}
	c := in.Choices(ui.Checkboxes, "roles", r.Print.T("staff.roles"), choices...)
	c.Look = ui.Plain
	return c
}

func typedRoles(in *form.Values) []access.Role {
	var allowed []string
	for _, role := range staffRoles() {
		allowed = append(allowed, string(role))
	}
	var out []access.Role
	for _, role := range in.Many("roles", allowed...) {
		out = append(out, access.Role(role))
	}
	return out
}

// addStaff makes the account and shows the link that opens it: once, here, and
// nowhere else.
func (p *Pages) addStaff(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	who := identity.NewStaff{Name: in.Text("name", 200), Email: in.Text("email", 254), Roles: typedRoles(in), Until: in.OptionalDate("until")}
	var id access.AccountID
	var secret string
	if err = in.Check(); err == nil {
		id, secret, err = p.Accounts.AddStaff(r.Context(), r.Who, who)
	}
	if form.Shows(err) {
		return p.askStaff(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(p.secretPage(r, who.Name, id, secret)), nil
}

// secretPage shows an enrolment link. It answers the form itself: the link must
// stand in no address and no cookie.
func (p *Pages) secretPage(r *page.Request, name string, id access.AccountID, secret string) templ.Component {
	t := r.Print.T
	v := layout.Page{
		Head: ui.PageHead{Above: &ui.Link{Label: t("staff.title"), Href: address.Staff}, Title: ui.Say(t("staff.link.head", "name", ui.Isolate(name)))},
		Body: []templ.Component{
			layout.Para(t("staff.link.lead")), secretLink(r.Site.BaseURL + "/enrol/" + secret), layout.Note(t("staff.link.once")),
			layout.InLine(ui.Button{Kind: ui.Outline, Label: t("staff.link.done"), Href: memberAddress(id)}),
		},
	}
	f := r.DeskFrame(t("staff.link.title"), page.Elsewhere)
	f.Width = ui.WidthOne
	return layout.Show(f, v)
}

func (p *Pages) memberAt(r *page.Request) (identity.Member, error) {
	var id access.AccountID
	if err := page.PathID(r, "account", &id); err != nil {
		return identity.Member{}, err
	}
	all, err := p.Accounts.Staff(r.Context(), r.Who)
	if err != nil {
		return identity.Member{}, err
	}
	i := slices.IndexFunc(all, func(m identity.Member) bool { return m.ID == id })
	if i < 0 {
		return identity.Member{}, fault.NotFoundf("staff %s", id)
	}
	return all[i], nil
}
