package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// addGrowing lists the waiting families whose baby is about to grow out, the least
// time left first, for those who can offer them a place.
func (p *Pages) addGrowing(r *page.Request, v *layout.Page) error {
	if !r.Who.May(access.PlaceFill) {
		return nil
	}
	var rows []programme.WaitingRow
	for _, offered := range p.Catalogue.All() {
		found, err := p.Programmes.Waiting(r.Context(), r.Who, programme.WaitingFilter{Programme: offered.Key, Most: growingToday + 1})
		if err != nil {
			return err
		}
		for _, row := range found.Rows {
			if row.Warn {
				rows = append(rows, row)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b programme.WaitingRow) int { return a.DaysLeft - b.DaysLeft })
	part := ui.Part{
		ID: "growing", Title: r.Print.T("today.growing"),
		More: &ui.Link{Label: r.Print.T("today.growing.all"), Href: address.Waiting},
	}
	if len(rows) == 0 {
		body, err := p.underPlan(r, ui.Empty{Text: r.Print.T("today.growing.none")})
		v.Body = append(v.Body, layout.Part(part, body))
		return err
	}
	part.Count = r.Counted(len(rows))
	if len(rows) > growingToday {
		// No more were read: the rest is not counted, it stands behind the link.
		part.Count, rows = r.Print.T("today.first", "n", growingToday), rows[:growingToday]
	}
	body, err := p.underPlan(r, growingTable(r, rows))
	v.Body = append(v.Body, layout.Part(part, body))
	return err
}

// underPlan puts a line about this morning's plan over a part, when places came back
// and nobody has planned since.
func (p *Pages) underPlan(r *page.Request, body templ.Component) (templ.Component, error) {
	found, err := p.Proposals.Fresh(r.Context(), r.Who)
	if fault.Is(err, fault.NotFound) {
		return body, nil
	}
	see := ui.Link{Label: r.Print.T("today.plan.see"), Href: "/desk/plans/" + found.ID.String()}
	return layout.Stack(ui.Join(ui.Say(r.Print.T("today.plan", "n", found.Placed)+" "), see), body), err
}

func growingTable(r *page.Request, rows []programme.WaitingRow) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("growing.caption"), Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("growing.age")}, {Head: t("growing.until")}, {Head: t("growing.next")}, {Head: t("growing.do"), End: true},
	}}
	for _, row := range rows {
		table.Rows = append(table.Rows, growingCells(r, row))
	}
	return table
}

func growingCells(r *page.Request, row programme.WaitingRow) ui.Cells {
	t := r.Print.T
	names := make([]string, len(row.Caregivers))
	for i, c := range row.Caregivers {
		names[i] = naming.Person(c).Text
	}
	who := r.Print.List(names)
	tone := ui.ToneQuiet
	if row.DaysLeft <= soon {
		tone = ui.ToneWarm
	}
	label, next := t("growing.choices"), templ.Component(ui.Say(t("growing.none-fits")))
	to := address.Place(row.ID)
	if fit, ok := firstFit(row); ok {
		next = ui.Join(ui.Link{Label: naming.Group(r.Print, fit.Group), Href: address.Group(fit.Group.ID)},
			ui.Say(t("growing.begins", "first", fit.Group.First)))
		if fit.Offerable() {
			label, to = t("growing.offer"), address.Offer(row.ID, fit.Group.ID)
		}
	}
	return ui.Cells{
		ui.Join(layout.LinkedName(ui.Name{Text: who}, address.Family(row.Family)), ui.Say(naming.With(r.Print, naming.Babies(r.Print, row.Infants)))),
		ui.Say(naming.Ages(r, row.Infants)),
		ui.Join(ui.Tag{Text: r.Print.Date(row.CanStartUntil), Tone: tone}, ui.Say(t("growing.days-left", "n", row.DaysLeft))),
		next,
		ui.Button{Kind: ui.Outline, Label: label, Hidden: ui.Isolate(who), Href: to},
	}
}

// soon is how few days left make a date stand out among those about to pass.
const soon = 21

// firstFit is the group to offer: one with room, or else the next that fits.
func firstFit(row programme.WaitingRow) (programme.GroupFit, bool) {
	for _, f := range row.Fits {
		if f.Offerable() {
			return f, true
		}
	}
	if len(row.Fits) == 0 {
		return programme.GroupFit{}, false
	}
	return row.Fits[0], true
}
