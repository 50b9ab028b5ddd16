package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/identity"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// member is one account: what it may do, and how to shut it out or let it in anew.
func (p *Pages) member(r *page.Request) (page.Reply, error) {
	m, err := p.memberAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	var roles []string
	for _, role := range m.Roles {
		roles = append(roles, "roles", string(role))
	}
	return p.showMember(r, m, form.New(roles...), nil)
}

func (p *Pages) showMember(r *page.Request, m identity.Member, in *form.Values, problem error) (page.Reply, error) {
	t, shown, at := r.Print.T, in.Show(r.Print, problem), memberAddress(m.ID)
	v := layout.Page{
		Summary: shown.Summary(), Told: memberTold(r, m), Label: t("staff.access"),
		Head: ui.PageHead{Above: &ui.Link{Label: t("staff.title"), Href: address.Staff}, Title: ui.Bidi(ui.Name{Text: m.Name}), Below: ui.Say(m.Email)},
	}
	facts := []ui.Fact{{Label: t("staff.state"), Answer: memberStatus(r, m)}}
	if m.Seen != nil {
		facts = append(facts, ui.Fact{Label: t("staff.seen"), Answer: ui.Say(r.Print.Ago(r.Now, *m.Seen))})
	}
	v.Aside = append(v.Aside, ui.SummaryList{Facts: facts})
	if m.ID == r.Who.Account {
		v.Body = append(v.Body, layout.Para(r.RoleWords(m.Roles...)), layout.Note(t("staff.own")))
	} else {
		v.Body = append(v.Body, layout.Form(at+"/roles", shown.Hidden(), []templ.Component{roleChoices(r, shown)}, ui.Button{Label: t("form.save"), Busy: t("session.busy")}))
		v.Aside = append(v.Aside, memberActs(r, m))
	}
	f := r.DeskFrame(t("staff.member"), page.Elsewhere)
	f.Failed = shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(f, v)), nil
	}
	return page.HTML(layout.Show(f, v)), nil
}

func memberActs(r *page.Request, m identity.Member) templ.Component {
	t, at := r.Print.T, memberAddress(m.ID)
	if m.Disabled {
		return layout.Act{Action: at + "/enable", Button: ui.Button{Kind: ui.Outline, Label: t("staff.enable")}}
	}
	return layout.Lines(
		ui.Link{Label: t("staff.reset"), Href: at + "/reset", Tap: true},
		layout.Act{Action: at + "/disable", Button: ui.Button{Kind: ui.Danger, Label: t("staff.disable")}}, layout.Note(t("staff.disable.note")))
}

func memberTold(r *page.Request, m identity.Member) templ.Component {
	n := r.Told()
	if n.About != m.ID.String() {
		return nil
	}
	out := &layout.Told{Text: r.Print.T(n.Key)}
	if n.Key == "told.staff-disabled" && m.Disabled {
		out.Undo = &layout.Act{Action: memberAddress(m.ID) + "/enable", Button: ui.Button{Kind: ui.Quiet, Label: r.Print.T("undo")}}
	}
	return out
}

func (p *Pages) setRoles(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	m, err := p.memberAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	roles := typedRoles(in)
	if err = in.Check(); err == nil {
		err = p.Accounts.SetRoles(r.Context(), r.Who, m.ID, roles)
	}
	if form.Shows(err) {
		return p.showMember(r, m, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(memberAddress(m.ID)).Tell("told.roles", m.ID.String()), nil
}

// disableStaff shuts somebody out at once; what they did stays under their name.
func (p *Pages) disableStaff(r *page.Request) (page.Reply, error) {
	return p.onMember(r, "told.staff-disabled", func(id access.AccountID) error { return p.Accounts.DisableStaff(r.Context(), r.Who, id) })
}

func (p *Pages) enableStaff(r *page.Request) (page.Reply, error) {
	return p.onMember(r, "told.staff-enabled", func(id access.AccountID) error { return p.Accounts.EnableStaff(r.Context(), r.Who, id) })
}

func (p *Pages) onMember(r *page.Request, tell string, do func(access.AccountID) error) (page.Reply, error) {
	var id access.AccountID
	if err := page.PathID(r, "account", &id); err != nil {
		return page.Reply{}, err
	}
	if err := do(id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(memberAddress(id)).Tell(tell, id.String()), nil
}

// resetStaff says what goes before a password and a code generator are taken.
func (p *Pages) resetStaff(r *page.Request) (page.Reply, error) {
	m, err := p.memberAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	t, at := r.Print.T, memberAddress(m.ID)
	f := r.DeskFrame(t("staff.reset"), page.Elsewhere)
	f.Width = ui.WidthOne
	return page.HTML(layout.Confirm(f, ui.Confirm{
		Back: ui.Back{Label: t("call.back"), Href: at}, Title: t("staff.reset.head", "name", ui.Isolate(m.Name)), Lead: t("staff.reset.lead"),
		Consequences: []ui.Consequence{
			{Label: t("confirm.goes"), Text: ui.Say(t("staff.reset.goes"))}, {Label: t("cancel.stays"), Text: ui.Say(t("staff.reset.stays"))},
		},
		Action: at + "/reset", Hidden: form.New().Show(r.Print, nil).Hidden(), Act: ui.Button{Kind: ui.Danger, Label: t("staff.reset.act"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("form.leave"), Href: at},
	})), nil
}

func (p *Pages) postResetStaff(r *page.Request) (page.Reply, error) {
	m, err := p.memberAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	secret, err := p.Accounts.ResetStaff(r.Context(), r.Who, m.ID)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(p.secretPage(r, m.Name, m.ID, secret)), nil
}
