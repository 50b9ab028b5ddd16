package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// cancelGroup says what goes and where its families go, before a group is ended.
func (p *Pages) cancelGroup(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if g.State == programme.StateCancelled {
		return page.SeeOther(address.Group(g.ID)), nil
	}
	return page.HTML(p.cancelling(r, g, form.New().Show(r.Print, nil))), nil
}

// cancelling a session or postponing.
func (p *Pages) cancelling(r *page.Request, g programme.GroupDetail, in *form.Shown) templ.Component {
	t := r.Print.T
	at := address.Group(g.ID)
	why := in.Field("why", t("cancel.why"))
	why.Hint, why.Max = t("cancel.why.hint"), programme.WhyLimit
	f := r.DeskFrame(t("cancel-group.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return layout.Confirm(f, ui.Confirm{
		Back: ui.Back{Label: naming.Group(r.Print, g.Group), Href: at}, Summary: in.Summary(),
		Title: t("cancel-group.head", "group", naming.Group(r.Print, g.Group)), Lead: t("cancel-group.lead"),
		Consequences: []ui.Consequence{
			{Label: t("confirm.goes"), Text: ui.Say(t("cancel-group.goes", "dates", groupDates(r, g.Group)))},
			{Label: t("confirm.hears"), Text: hears(r, holding(g))},
			{Label: t("cancel.stays"), Text: ui.Say(t("cancel-group.stays"))},
			{Label: t("confirm.back"), Text: ui.Say(t("cancel-group.undo"))},
		},
		Action: at + "/cancel", Hidden: in.Hidden(), Act: ui.Button{Kind: ui.Danger, Label: t("cancel-group.act"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("cancel-group.keep"), Href: at},
	}, why)
}

func (p *Pages) postCancelGroup(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	at := page.SeeOther(address.Group(g.ID)).Tell("told.group-cancelled", g.ID.String())
	if g.State == programme.StateCancelled {
		return at, nil // the same form once more
	}
	why := in.Text("why", programme.WhyLimit)
	if err = in.Check(); err == nil {
		err = p.Programmes.CancelGroup(r.Context(), r.Who, g.ID, why)
	}
	if form.Shows(err) {
		return page.Invalid(p.cancelling(r, g, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return at, nil
}
