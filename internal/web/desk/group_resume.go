package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/session"
	"holdfast/internal/web/ui"
)

// resume asks for the new first day, and shows what moves before it is done.
func (p *Pages) resume(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if g.State != programme.StatePostponed {
		return page.SeeOther(address.Group(g.ID)), nil
	}
	return page.HTML(p.resuming(r, g, form.New().Show(r.Print, nil), nil)), nil
}

// resuming it there did.
func (p *Pages) resuming(r *page.Request, g programme.GroupDetail, in *form.Shown, preview *programme.Preview) templ.Component {
	t := r.Print.T
	at := address.Group(g.ID)
	first := in.Date("first", t("resume.first"))
	f := r.DeskFrame(t("resume.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	c := ui.Confirm{
		Back: ui.Back{Label: naming.Group(r.Print, g.Group), Href: at}, Summary: in.Summary(),
		Title: t("resume.head", "group", naming.Group(r.Print, g.Group)), Lead: t("resume.lead"),
		Action: at + "/resume", Hidden: in.Hidden(), Act: ui.Button{Label: t("resume.look"), Name: "look", Value: "1"},
		Keep: ui.Link{Label: t("form.leave"), Href: at},
	}
	if preview == nil {
		return layout.Confirm(f, c, first)
	}
	c.Consequences = session.Moves(r, *preview)
	c.Hidden = in.Hidden("first-day", in.Value("first-day"), "first-month", in.Value("first-month"), "first-year", in.Value("first-year"))
	c.Act = ui.Button{Label: t("resume.act"), Busy: t("session.busy")}
	c.Keep = ui.Link{Label: t("resume.other-day"), Href: at + "/resume"}
	return layout.Confirm(f, c)
}

func (p *Pages) postResume(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	at := page.SeeOther(address.Group(g.ID)).Tell("told.group-resumed", g.ID.String())
	first := in.Date("first")
	if g.State == programme.StateOpen && in.Check() == nil && resumedOn(g, first) {
		return at, nil // the same form once more
	}
	if err = in.Check(); err == nil && in.Ticked("look") {
		preview, failed := p.Programmes.PreviewMove(r.Context(), r.Who, programme.Move{Group: g.ID, First: first})
		if failed == nil {
			return page.HTML(p.resuming(r, g, in.Show(r.Print, nil), &preview)), nil
		}
		err = failed
	} else if err == nil {
		err = p.Programmes.Resume(r.Context(), r.Who, g.ID, first)
	}
	if form.Shows(err) {
		return page.Invalid(p.resuming(r, g, in.Show(r.Print, err), nil)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return at, nil
}

// resumedOn reports whether a session of the group was moved onto that day, as
func resumedOn(g programme.GroupDetail, first civil.Date) bool {
	for _, s := range g.Sessions {
		if s.Day == first && s.ClosedAt == nil {
			return true
		}
	}
	return false
}
