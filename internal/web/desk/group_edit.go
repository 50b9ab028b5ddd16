package desk

import (
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// editGroup changes where, when in the day and with whom; the dates move by
func (p *Pages) editGroup(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	known := []string{
		"mode", string(g.Mode), "room", g.Room, "video_link", g.VideoLink, "lang", g.Lang, "capacity", strconv.Itoa(g.Capacity),
		"starts", g.Starts.String(), "ends", g.Ends.String(), "site", g.Site.String(),
	}
	for i, l := range g.Leaders[:min(len(g.Leaders), leaderFields)] {
		known = append(known, leaderField(i), l.Account.String())
	}
	return p.askChange(r, g.Group, form.New(known...), nil)
}

func (p *Pages) askChange(r *page.Request, g programme.Group, in *form.Values, problem error) (page.Reply, error) {
	t := r.Print.T
	f, err := p.groupForm(r, g.Programme)
	if err != nil {
		return page.Reply{}, err
	}
	shown := in.Show(r.Print, problem)
	at := address.Group(g.ID)
	v := layout.Page{
		Summary: shown.Summary(),
		Head:    ui.PageHead{Above: &ui.Link{Label: naming.Group(r.Print, g), Href: at}, Title: ui.Say(t("group.edit.head")), Below: ui.Say(t("group.edit.lead"))},
		Body: []templ.Component{layout.Form(at+"/edit", shown.Hidden(), f.fields(r, shown),
			ui.Button{Label: t("form.save"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: at, Tap: true})},
	}
	frame := r.DeskFrame(t("group.edit"), page.Groups)
	frame.Width, frame.Failed = ui.WidthOne, shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(frame, v)), nil
	}
	return page.HTML(layout.Show(frame, v)), nil
}

func (p *Pages) changeGroup(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	typed := typedGroup(in, false)
	if err = in.Check(); err == nil {
		err = p.Programmes.UpdateGroup(r.Context(), r.Who, programme.GroupChange{
			Group: g.ID, Mode: typed.Mode, Site: typed.Site, Room: typed.Room, VideoLink: typed.VideoLink, Lang: typed.Lang,
			Capacity: typed.Capacity, Starts: typed.Starts, Ends: typed.Ends, Leaders: typed.Leaders,
		})
	}
	if form.Shows(err) {
		return p.askChange(r, g.Group, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Group(g.ID)).Tell("told.group-changed", g.ID.String()), nil
}
