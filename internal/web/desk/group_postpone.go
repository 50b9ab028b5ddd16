package desk

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// postpone asks why a group stands still and when there will be a new date; it
// says first who hears of it.
func (p *Pages) postpone(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(p.postponing(r, g, form.New().Show(r.Print, nil))), nil
}

func (p *Pages) postponing(r *page.Request, g programme.GroupDetail, in *form.Shown) templ.Component {
	t := r.Print.T
	why := in.Field("why", t("postpone.why"))
	why.Hint, why.Max = t("postpone.why.hint"), programme.WhyLimit
	back := in.Date("back_by", t("postpone.back-by"))
	at := address.Group(g.ID)
	f := r.DeskFrame(t("postpone.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return layout.Confirm(f, ui.Confirm{
		Back: ui.Back{Label: naming.Group(r.Print, g.Group), Href: at}, Summary: in.Summary(),
		Title: t("postpone.head", "group", naming.Group(r.Print, g.Group)), Lead: t("postpone.lead"),
		Consequences: []ui.Consequence{
			{Label: t("confirm.hears"), Text: hears(r, holding(g))},
			{Label: t("cancel.stays"), Text: ui.Say(t("postpone.stays"))},
			{Label: t("confirm.back"), Text: ui.Say(t("postpone.undo"))},
		},
		Action: at + "/postpone", Hidden: in.Hidden(), Act: ui.Button{Label: t("postpone.act"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("postpone.keep"), Href: at},
	}, why, back)
}

func (p *Pages) postPostpone(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	why, back := in.Text("why", programme.WhyLimit), in.OptionalDate("back_by")
	if err = in.Check(); err == nil {
		err = p.Programmes.Postpone(r.Context(), r.Who, g.ID, why, back)
	}
	if form.Shows(err) {
		return page.Invalid(p.postponing(r, g, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Group(g.ID)).Tell("told.group-postponed", g.ID.String()), nil
}

// holding is the families that have a place or an offer: they hear of it.
func holding(g programme.GroupDetail) []programme.PlaceRow {
	var out []programme.PlaceRow
	for _, place := range g.Places {
		if place.State == programme.Offered || place.State == programme.Accepted {
			out = append(out, place)
		}
	}
	return out
}

// hears names who is told.
func hears(r *page.Request, families []programme.PlaceRow) templ.Component {
	words := ui.Say(r.Print.T("confirm.hears.families", "n", len(families)))
	if len(families) == 0 {
		return words
	}
	var names []string
	for _, f := range families {
		names = append(names, naming.Caregivers(r, f.Caregivers))
	}
	return layout.Lines(words, ui.Second(strings.Join(names, "; ")))
}
