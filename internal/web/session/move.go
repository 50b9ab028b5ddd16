package session

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

// move asks for a session's new day, and shows what moves before it is done.
func (p *Pages) move(r *page.Request) (page.Reply, error) {
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
	c.Consequences = Moves(r, *preview)
	c.Hidden = in.Hidden("day-day", in.Value("day-day"), "day-month", in.Value("day-month"), "day-year", in.Value("day-year"))
	c.Act = ui.Button{Label: t("move.act"), Busy: t("session.busy")}
	c.Keep = ui.Link{Label: t("resume.other-day"), Href: at + "/move"}
	return layout.Confirm(f, c)
}

func (p *Pages) postMove(r *page.Request) (page.Reply, error) {
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

// Moves is what goes to another day, who hears of it, and whose babies will be too old.
func Moves(r *page.Request, preview programme.Preview) []ui.Consequence {
	t := r.Print.T
	var moves []string
	for _, m := range preview.Moves {
		moves = append(moves, t("cancel.move", "number", m.Number, "from", r.NearDay(m.From), "to", r.NearDay(m.To)))
	}
	out := []ui.Consequence{
		{Label: t("cancel.moves"), Text: layout.Listed(moves)},
		{Label: t("confirm.hears"), Text: ui.Say(t("confirm.hears.families", "n", preview.Families))},
		{Label: t("cancel.stays"), Text: ui.Say(t("cancel.stays.text"))},
	}
	if len(preview.Outgrown) == 0 {
		return out
	}
	var names []string
	for _, row := range preview.Outgrown {
		names = append(names, naming.Caregivers(r, row.Caregivers))
	}
	return append(out, ui.Consequence{Label: t("cancel.outgrown"), Text: ui.Say(t("resume.outgrown", "who", names))})
}
