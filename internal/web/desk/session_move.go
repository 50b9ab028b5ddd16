package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// moveSession asks for a session's new day, and shows what moves before it is done.
func (p *Pages) moveSession(r *page.Request) (page.Reply, error) {
	reg, err := p.registerAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(p.movingSession(r, reg, form.New().Show(r.Print, nil), nil)), nil
}

func (p *Pages) movingSession(r *page.Request, reg programme.Register, in *form.Shown, preview *programme.Preview) templ.Component {
	t, s := r.Print.T, reg.Session
	at := address.Session(s.ID)
	f := r.DeskFrame(t("move.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	c := ui.Confirm{
		Back: ui.Back{Label: t("session.register"), Href: at}, Summary: in.Summary(),
		Title: t("move.head", "number", s.Number, "day", r.Print.DateLong(s.Day)), Lead: t("move.lead"),
		Action: at + "/move", Hidden: in.Hidden(), Act: ui.Button{Label: t("resume.look"), Name: "look", Value: "1"},
		Keep: ui.Link{Label: t("form.leave"), Href: at},
	}
	if preview == nil {
		return layout.Confirm(f, c, in.Date("day", t("resume.first")))
	}
	c.Lead = ""
	c.Consequences = moveConsequences(r, *preview)
	c.Hidden = in.Hidden("day-day", in.Value("day-day"), "day-month", in.Value("day-month"), "day-year", in.Value("day-year"))
	c.Act = ui.Button{Label: t("move.act"), Busy: t("session.busy")}
	c.Keep = ui.Link{Label: t("resume.other-day"), Href: at + "/move"}
	return layout.Confirm(f, c)
}

func (p *Pages) postMoveSession(r *page.Request) (page.Reply, error) {
	in, reg, err := p.postedRegister(r)
	if err != nil {
		return page.Reply{}, err
	}
	day := in.Date("day")
	if err = in.Check(); err == nil && in.Ticked("look") {
		preview, failed := p.Programmes.PreviewMove(r.Context(), r.Who, programme.Move{Session: reg.Session.ID, First: day})
		if failed == nil && len(preview.Moves) > 0 {
			return page.HTML(p.movingSession(r, reg, in.Show(r.Print, nil), &preview)), nil
		}
		if err = failed; err == nil {
			in.Problem("day", "move.same")
			err = in.Check()
		}
	} else if err == nil {
		err = p.Programmes.MoveSession(r.Context(), r.Who, reg.Session.ID, day)
	}
	if form.Shows(err) {
		return page.Invalid(p.movingSession(r, reg, in.Show(r.Print, err), nil)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Session(reg.Session.ID)).Tell("told.session-moved", reg.Session.ID.String()), nil
}
