package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const (
	closureAddress = serviceAddress + "/holidays"
	openingAddress = closureAddress + "/remove"
)

// What was seen on the page before the service is closed.
const (
	seenMoves        = "moves"
	seenNothingMoves = "nothing" // registers that were begun, and visits
)

// closures is the days on which the service is closed, runs of them in one row.
func (p *Pages) closures(r *page.Request) ([]templ.Component, error) {
	all, err := p.Accounts.Holidays(r.Context(), r.Who.Service, r.Today)
	if err != nil {
		return nil, err
	}
	t := r.Print.T
	out := []templ.Component{layout.Heading(t("service.holidays"))}
	table := ui.DataTable{Caption: t("service.holidays"), NeverFold: true, Columns: []ui.Column{{Head: t("holiday.day")}, {Head: t("holiday.name")}, {Head: t("enquiry.column.do"), Act: true}}}
	for _, c := range runs(all) {
		table.Rows = append(table.Rows, ui.Cells{ui.Say(closureDays(r, c)), ui.Say(c.Name), layout.Act{
			Action: openingAddress, Hidden: closureFields(c),
			Button: ui.Button{Kind: ui.Quiet, Label: t("holiday.remove"), Hidden: closureDays(r, c)},
		}})
	}
	if len(all) == 0 {
		out = append(out, layout.Note(t("holiday.none")))
	} else {
		out = append(out, table)
	}
	return append(out, layout.Note(t("holiday.note")), ui.Button{Kind: ui.Outline, Label: t("holiday.add"), Href: closureAddress}), nil
}

// runs joins days that follow each other and are closed for the same reason.
func runs(days []identity.Holiday) (out []programme.Closure) {
	for _, h := range days {
		if n := len(out) - 1; n >= 0 && out[n].Name == h.Name && out[n].To.AddDays(1) == h.Day {
			out[n].To = h.Day
			continue
		}
		out = append(out, programme.Closure{From: h.Day, To: h.Day, Name: h.Name})
	}
	return out
}

func closureDays(r *page.Request, c programme.Closure) string {
	if c.To.IsZero() || c.To == c.From {
		return r.NearDay(c.From)
	}
	return r.Print.T("date.range", "from", r.Print.Date(c.From), "to", r.NearDay(c.To))
}

// closureFields name a closure in a form.
func closureFields(c programme.Closure) map[string]string {
	return map[string]string{"from": c.From.String(), "to": c.To.String(), "name": c.Name}
}

// addClosure asks which days and why.
func (p *Pages) addClosure(r *page.Request) (page.Reply, error) {
	return page.HTML(p.closing(r, form.New().Show(r.Print, nil))), nil
}

func (p *Pages) closing(r *page.Request, in *form.Shown) templ.Component {
	t := r.Print.T
	f, c := closureFrame(r, in)
	c.Title, c.Lead, c.Action, c.Hidden = t("holiday.add"), t("holiday.add.lead"), closureAddress, in.Hidden()
	c.Act = ui.Button{Label: t("holiday.continue"), Busy: t("session.busy")}
	last, why := in.Date("last", t("holiday.last")), in.Field("why", t("holiday.name"))
	last.Hint = t("holiday.last.hint")
	why.Hint, why.Max = t("holiday.name.hint"), programme.WhyLimit
	return layout.Confirm(f, c, in.Date("day", t("holiday.first")), last, why)
}

func closureFrame(r *page.Request, in *form.Shown) (ui.Frame, ui.Confirm) {
	t := r.Print.T
	f := r.DeskFrame(t("service.holidays"), page.Elsewhere)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return f, ui.Confirm{
		Back: ui.Back{Label: t("service.title"), Href: serviceAddress}, Summary: in.Summary(),
		Keep: ui.Link{Label: t("form.leave"), Href: serviceAddress},
	}
}

// postClosure closes the service. Where groups meet or visits are planned on those
// days it says first what becomes of them, and closes when that was seen.
func (p *Pages) postClosure(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	c := programme.Closure{From: in.Date("day"), To: in.OptionalDate("last"), Name: in.Text("why", programme.WhyLimit)}
	seen := in.One("seen", "", seenMoves, seenNothingMoves)
	if err = in.Check(); err == nil && seen == "" {
		preview, failed := p.Programmes.PreviewClosure(r.Context(), r.Who, c)
		if failed == nil && preview.Changes() {
			return page.HTML(p.sureToClose(r, in.Show(r.Print, nil), c, preview)), nil
		}
		err = failed
	}
	if err == nil {
		err = p.Programmes.CloseDays(r.Context(), r.Who, c)
	}
	if form.Shows(err) {
		return page.Invalid(p.closing(r, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	told := "told.holiday"
	if seen == seenMoves {
		told = "told.holiday-moved"
	}
	return page.SeeOther(serviceAddress).Tell(told, r.Who.Service.String()), nil
}

func (p *Pages) sureToClose(r *page.Request, in *form.Shown, c programme.Closure, preview programme.ClosurePreview) templ.Component {
	t := r.Print.T
	f, confirm := closureFrame(r, in)
	confirm.Title, confirm.Lead, confirm.Action = t("holiday.sure", "days", closureDays(r, c)), c.Name, closureAddress
	confirm.Consequences = shiftConsequences(r, preview.Groups)
	if preview.Visits > 0 {
		confirm.Consequences = append(confirm.Consequences, ui.Consequence{Label: t("holiday.visits"), Text: ui.Say(t("holiday.visits.text", "n", preview.Visits))})
	}
	seen, act := seenNothingMoves, t("holiday.close.only")
	if len(shifting(preview.Groups)) > 0 {
		seen, act = seenMoves, t("holiday.close")
		confirm.Consequences = append(confirm.Consequences, ui.Consequence{Label: t("confirm.back"), Text: ui.Say(t("holiday.undo"))})
	}
	confirm.Hidden = in.Hidden("seen", seen, "why", c.Name)
	for _, name := range []string{"day", "last"} {
		for _, part := range []string{"-day", "-month", "-year"} {
			confirm.Hidden[name+part] = in.Value(name + part)
		}
	}
	confirm.Act = ui.Button{Label: act, Busy: t("session.busy")}
	return layout.Confirm(f, confirm)
}

// shiftConsequences is what a closure, or taking it back, does to groups.
func shiftConsequences(r *page.Request, groups []programme.Shift) []ui.Consequence {
	t := r.Print.T
	var moves, held, old []string
	families := 0
	for _, g := range groups {
		name := naming.Group(r.Print, g.Group)
		switch {
		case g.Held:
			held = append(held, name)
		case len(g.Moves) > 0:
			first := g.Moves[0]
			families += g.Families
			moves = append(moves, t("holiday.move", "group", name, "number", first.Number, "from", r.NearDay(first.From), "to", r.NearDay(first.To), "n", len(g.Moves)-1))
		}
		if g.Outgrown > 0 {
			old = append(old, t("holiday.outgrown", "group", name, "n", g.Outgrown))
		}
	}
	var out []ui.Consequence
	if len(moves) > 0 {
		out = append(out, ui.Consequence{Label: t("cancel.moves"), Text: layout.Listed(moves)},
			ui.Consequence{Label: t("confirm.hears"), Text: ui.Say(t("confirm.hears.families", "n", families))},
			ui.Consequence{Label: t("cancel.stays"), Text: ui.Say(t("cancel.stays.text"))})
	}
	if len(old) > 0 {
		out = append(out, ui.Consequence{Label: t("cancel.outgrown"), Text: layout.Listed(old)})
	}
	if len(held) > 0 {
		out = append(out, ui.Consequence{Label: t("holiday.held"), Text: layout.Listed(held)})
	}
	return out
}
