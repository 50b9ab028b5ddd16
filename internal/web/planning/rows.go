package planning

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/address"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// groupPart is one group and the families a plan puts into it.
func groupPart(r *page.Request, v proposal.View, part proposal.Part, hidden map[string]string) templ.Component {
	t, g := r.Print.T, part.Group
	head := ui.Part{ID: "group-" + g.ID.String(), Title: groupStarting(r, g), Count: t("planning.seats", "n", len(part.Seats))}
	head.More = &ui.Link{Label: t("planning.to-group"), Hidden: groupStarting(r, g), Href: address.Group(g.ID)}
	table := ui.DataTable{Caption: t("planning.for", "group", groupStarting(r, g)), Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("planning.why")}, {Head: t("planning.move"), Act: true},
	}}
	for _, s := range part.Seats {
		table.Rows = append(table.Rows, seatCells(r, v, g, s, hidden))
	}
	free := t("planning.fills", "left", g.Left, "all", g.Capacity)
	if more := v.OverIn(g.ID); more > 0 {
		free += " " + t("planning.over", "n", more, "rate", r.Print.Number(100*v.Rate, 0))
	}
	return inPart(head, note(free), table)
}

func seatCells(r *page.Request, v proposal.View, g programme.Group, s proposal.Seat, hidden map[string]string) ui.Cells {
	name := naming.Caregivers(r, s.Caregivers)
	var box templ.Component
	if s.State == proposal.Proposed {
		box = tick(s.ID.String(), r.Print.T("planning.tick", "who", name))
	}
	why := []templ.Component{ui.Say(whyPlaced(r, v, g, s))}
	if s.Refused != "" && s.State == proposal.Proposed {
		why = append(why, ui.Status{Kind: ui.Declined, Word: refusedWords(r, s.Refused)})
	}
	return ui.Cells{
		who(box, name, address.Family(s.Family), ui.Beside(naming.Babies(r.Print, s.Infants), takesWords(r, s.Dyads))),
		lines(why...), seatAct(r, v, s, hidden),
	}
}

// seatAct moves a family, or says what has become of it.
func seatAct(r *page.Request, v proposal.View, s proposal.Seat, hidden map[string]string) templ.Component {
	t := r.Print.T
	switch s.State {
	case proposal.Offered:
		word := ui.Status{Kind: ui.Offered, Word: t("programme.place." + string(s.PlaceRow.State))}
		if s.PlaceRow.State == programme.Offered && s.ExpiresAt != nil {
			word.Note = t("place.answer-by", "at", r.Print.AtIn(r.Now, *s.ExpiresAt))
		} else {
			word.Kind = ui.Accepted
		}
		return word
	case proposal.Gone:
		return ui.Second(t("planning.gone"))
	}
	choice := ui.Select{
		Name: "group", ID: "to-" + s.ID.String(), Label: t("planning.move.to", "who", naming.Caregivers(r, s.Caregivers)), Unseen: true, Value: s.Line.Group.String(),
	}
	for _, g := range v.Ahead {
		if slices.Contains(s.Could, g.ID) && (g.Left+v.OverIn(g.ID) >= s.Dyads || g.ID == s.Line.Group) {
			choice.Options = append(choice.Options, ui.Option{Value: g.ID.String(), Label: groupStarting(r, g)})
		}
	}
	if len(choice.Options) == 0 {
		return nil
	}
	choice.Options = append(choice.Options, ui.Option{Label: t("planning.move.nowhere")})
	return moving(planAddress(v.ID)+"/move", with(hidden, "place", s.ID.String()), choice,
		ui.Button{Kind: ui.Quiet, Label: t("planning.move"), Hidden: naming.Caregivers(r, s.Caregivers), Busy: t("planning.busy")})
}

// nonePart is who gets no place, least time left first, each with the reason.
func nonePart(r *page.Request, v proposal.View, ask proposal.Ask, hidden map[string]string) templ.Component {
	t := r.Print.T
	if !ask.Group.IsZero() {
		return nil
	}
	head := ui.Part{ID: "none", Title: t("planning.none"), Count: r.Print.Number(float64(v.NoneAll), 0)}
	if v.NoneAll == 0 {
		return inPart(ui.Part{ID: "none", Title: t("planning.none")}, ui.Empty{Text: t("planning.none.nobody")})
	}
	table := ui.DataTable{Caption: t("planning.none"), Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("growing.until")}, {Head: t("planning.why")}, {Head: t("planning.move"), Act: true},
	}}
	for _, s := range v.None {
		name := naming.Caregivers(r, s.Caregivers)
		table.Rows = append(table.Rows, ui.Cells{
			who(nil, name, address.Family(s.Family), ui.Beside(naming.Babies(r.Print, s.Infants), takesWords(r, s.Dyads))),
			daysLeft(r, s), ui.Say(whyNone(r, s)), seatAct(r, v, s, hidden),
		})
	}
	var links []ui.Link
	at := func(n int) string { return planAddress(v.ID) + "?families=" + strconv.Itoa(max(0, n)) + "#none" }
	if v.NoneBefore {
		links = append(links, ui.Link{Label: t("planning.families.before"), Href: at(ask.FromNone - proposal.NonePage), Tap: true})
	}
	if v.NoneAfter {
		links = append(links, ui.Link{Label: t("planning.families.after"), Href: at(ask.FromNone + proposal.NonePage), Tap: true})
	}
	help := ui.Link{Label: t("planning.help.see"), Href: planAddress(v.ID) + "/help", Tap: true}
	helping := []templ.Component{help}
	if r.Who.May(access.GroupPlan) {
		helping = append(helping, ui.Link{Label: t("opening.title"), Href: openingAddress + "?programme=" + string(v.Programme), Tap: true})
	}
	return inPart(head, row(helping...), table, pages(t("planning.families.pages"), links...))
}

// daysLeft is the last day to start and how many days that is: warm while there is
// little left.
func daysLeft(r *page.Request, s proposal.Seat) templ.Component {
	day, left := r.Print.DateIn(r.Today, s.StartBy), r.Today.DaysUntil(s.StartBy)
	switch {
	case left < 0:
		return lines(ui.Tag{Text: day, Tone: ui.ToneBad}, ui.Second(r.Print.T("waiting.late", "n", -left)))
	case s.Urgent:
		return lines(ui.Tag{Text: day, Tone: ui.ToneWarm}, ui.Second(r.Print.T("waiting.left", "n", left)))
	}
	return lines(ui.Say(day), ui.Second(r.Print.T("waiting.left", "n", left)))
}
