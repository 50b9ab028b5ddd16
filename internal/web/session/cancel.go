package session

import (
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// cancel says what goes, what moves and who hears of it, before a whole
// session is cancelled.
func (p *Pages) cancel(r *page.Request) (page.Reply, error) {
	reg, err := p.registerAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	f, v, err := p.newCancel(r, reg, form.New().Show(r.Print, nil))
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(cancelPage(f, v)), nil
}

// postCancel cancels it. The form names the day that was cancelled: sent
// twice, it finds the session moved, and does not move it once more.
func (p *Pages) postCancel(r *page.Request) (page.Reply, error) {
	in, reg, err := p.postedRegister(r)
	if err != nil {
		return page.Reply{}, err
	}
	at := address.Session(reg.Session.ID)
	told := page.SeeOther(at).Tell("told.session-cancelled", reg.Session.ID.String())
	day, err := civil.Parse(in.Text("of", 10))
	if err != nil {
		return page.Reply{}, fault.Check(fault.At("", "form.unreadable"))
	}
	if day != reg.Session.Day {
		return told, nil
	}
	why := in.Text("why", programme.WhyLimit)
	if err = in.Check(); err == nil {
		err = p.Programmes.CancelSession(r.Context(), r.Who, reg.Session.ID, why)
	}
	if form.Shows(err) {
		f, v, err := p.newCancel(r, reg, in.Show(r.Print, err))
		if err != nil {
			return page.Reply{}, err
		}
		f.Failed = true
		return page.Invalid(cancelPage(f, v)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return told, nil
}

type cancelView struct {
	Confirm ui.Confirm
	Why     ui.Field
}

func (p *Pages) newCancel(r *page.Request, reg programme.Register, in *form.Shown) (ui.Frame, cancelView, error) {
	t, s := r.Print.T, reg.Session
	preview, err := p.Programmes.PreviewMove(r.Context(), r.Who, programme.Move{Session: s.ID})
	if err != nil {
		return ui.Frame{}, cancelView{}, err
	}
	f := r.DeskFrame(t("cancel.title"), page.Groups)
	f.Width = ui.WidthOne
	why := in.Field("why", t("cancel.why"))
	why.Hint, why.Max = t("cancel.why.hint"), programme.WhyLimit
	at := address.Session(s.ID)
	return f, cancelView{Why: why, Confirm: ui.Confirm{
		Back:         ui.Back{Label: t("session.register"), Href: at},
		Summary:      in.Summary(),
		Title:        t("cancel.head", "number", s.Number, "day", r.Print.DateLong(s.Day)),
		Lead:         t("cancel.lead"),
		Consequences: cancelConsequences(r, preview),
		Action:       at + "/cancel",
		Hidden:       in.Hidden("of", s.Day.String()),
		Act:          ui.Button{Label: t("cancel.act"), Busy: t("session.busy")},
		Keep:         ui.Link{Label: t("cancel.keep"), Href: at},
	}}, nil
}

func cancelConsequences(r *page.Request, preview programme.Preview) []ui.Consequence {
	t := r.Print.T
	var moves []string
	for _, m := range preview.Moves {
		moves = append(moves, t("cancel.move", "number", m.Number, "from", m.From, "to", m.To))
	}
	out := []ui.Consequence{
		{Label: t("cancel.moves"), Text: layout.Listed(moves)},
		{Label: t("cancel.hears"), Text: ui.Say(t("cancel.hears.families", "n", preview.Families))},
		{Label: t("cancel.stays"), Text: ui.Say(t("cancel.stays.text"))},
	}
	if len(preview.Outgrown) > 0 {
		var names []string
		for _, row := range preview.Outgrown {
			names = append(names, naming.Babies(r.Print, row.Infants))
		}
		out = append(out, ui.Consequence{Label: t("cancel.outgrown"), Text: ui.Say(t("cancel.outgrown.text", "babies", names))})
	}
	return append(out, ui.Consequence{Label: t("cancel.back"), Text: ui.Say(t("cancel.back.text"))})
}
