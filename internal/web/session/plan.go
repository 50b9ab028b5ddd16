package session

import (
	"cmp"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// plan is what the facilitators do in this session, and when. It names
// nobody.
func (p *Pages) plan(r *page.Request) (page.Reply, error) {
	reg, err := p.registerAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v := newPlan(r, reg)
	v.Acts = []ui.Link{
		{Label: r.Print.T("session.register"), Href: address.Session(reg.Session.ID), Tap: true},
		{Label: r.Print.T("session.print"), Href: address.Session(reg.Session.ID) + "/print", Tap: true},
	}
	return page.HTML(planPage(r.DeskFrame(r.Print.T("plan.title", "number", reg.Session.Number), page.Groups), v)), nil
}

// print is register and plan on paper: what was marked stands in words, what
// was not is a box to tick.
func (p *Pages) print(r *page.Request) (page.Reply, error) {
	reg, err := p.registerAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v := newPlan(r, reg)
	table := paperTable(r, reg)
	v.Table = &table
	v.Acts = []ui.Link{{Label: r.Print.T("session.register"), Href: address.Session(reg.Session.ID), Tap: true}}
	v.Printed = r.Print.T("plan.printed", "name", r.Who.Name, "at", r.Print.At(r.Now))
	return page.HTML(planPage(r.DeskFrame(r.Print.T("plan.print-title", "number", reg.Session.Number), page.Groups), v)), nil
}

func newPlan(r *page.Request, reg programme.Register) planView {
	t, plan := r.Print.T, reg.Plan
	head := sessionHead(r, reg)
	v := planView{Head: head, Steps: layout.Part(ui.Part{ID: "steps", Title: t("plan.steps")}, planSteps(r, reg)), Source: reg.Group.Programme.Source}
	for _, l := range []planList{
		{"aims", t("plan.aims"), plan.Aims},
		{"prepare", t("plan.prepare"), plan.Prepare},
		{"babies", t("plan.babies"), some(plan.Babies)},
		{"notice", t("plan.notice"), plan.Notice},
		{"home", t("plan.home"), some(plan.Home)},
		{"care", t("plan.care"), some(plan.Care)},
	} {
		if len(l.Lines) > 0 || l.ID == "prepare" {
			v.Lists = append(v.Lists, l)
		}
	}
	return v
}

func some(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// planSteps is the run of the session by the clock of this group.
func planSteps(r *page.Request, reg programme.Register) ui.Timeline {
	t, plan := r.Print.T, reg.Plan
	all := []programme.Step{{Minutes: plan.Opening.Minutes, Title: t("plan.opening"), Do: plan.Opening.Do}}
	all = append(all, plan.Steps...)
	all = append(all, programme.Step{Minutes: plan.Closing.Minutes, Title: t("plan.closing"), Do: plan.Closing.Do})
	var line ui.Timeline
	at := reg.Session.Starts
	for _, s := range all {
		if s.Do == "" && s.Minutes == 0 {
			continue
		}
		line.Events = append(line.Events, ui.Event{
			When: r.Print.Clock(at), Datetime: r.Print.Clock(at), State: ui.Next, What: step(s.Title, t("plan.minutes", "n", s.Minutes), s.Do),
		})
		at = at.Later(s.Minutes)
	}
	return line
}

// What is ticked and written on by hand.
const (
	emptyBox = "☐"
	fullBox  = "☒"
	dotted   = "…………………………… ……………………………"
)

func paperTable(r *page.Request, reg programme.Register) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{
		Caption: t("session.who"), CaptionSeen: true,
		Columns: []ui.Column{{Head: t("session.column.who")}, {Head: t("session.column.baby")}},
	}
	for _, m := range programme.Marks() {
		table.Columns = append(table.Columns, ui.Column{Head: t("programme.mark." + string(m))})
	}
	table.Columns = append(table.Columns, ui.Column{Head: t("session.well")}, ui.Column{Head: t("session.next")})
	for _, row := range reg.Rows {
		cells := ui.Cells{ui.Bidi(naming.Person(row.Caregiver)), ui.Say(rowWith(r, reg, row))}
		for _, m := range programme.Marks() {
			box := emptyBox
			if row.Mark == m {
				box = fullBox
			}
			cells = append(cells, ui.Say(box))
		}
		var well, next string
		for _, d := range row.Dyads {
			well, next = ui.Beside(well, d.Well), ui.Beside(next, d.Next)
		}
		well, next = cmp.Or(well, dotted), cmp.Or(next, dotted)
		table.Rows = append(table.Rows, append(cells, ui.Say(well), ui.Say(next)))
	}
	return table
}
