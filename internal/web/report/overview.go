package report

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/outcome"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

func studyAddress(id outcome.StudyID) string { return address.Outcomes + "/studies/" + id.String() }

// overview is the groups that have begun, the latest first, each with who came,
// and the studies that were brought in.
func (p *Pages) overview(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	after, err := outcomeCursor(r.URL.Query().Get("after"))
	if err != nil {
		return page.Reply{}, err
	}
	found, err := p.Outcomes.Overview(r.Context(), r.Who, after)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout.Page{Head: ui.PageHead{Title: ui.Say(t("nav.outcomes")), Below: ui.Say(t("outcome.lead"))}}
	groups := ui.Part{ID: "groups", Title: t("nav.groups")}
	if len(found.Groups) == 0 {
		v.Body = append(v.Body, layout.Part(groups, ui.Empty{Text: t("outcome.none")}))
	} else {
		v.Body = append(v.Body, layout.Part(groups, outcomeTable(r, found.Groups)))
	}
	next := ""
	if !found.Next.IsZero() {
		next = found.Next.Last.String() + "." + found.Next.ID.String()
	}
	v.Body = append(v.Body, r.Pager(next))
	if len(found.Studies) > 0 {
		v.Body = append(v.Body, layout.Part(ui.Part{ID: "studies", Title: t("outcome.studies")}, studyTable(r, found.Studies)))
	}
	return page.HTML(layout.Show(r.DeskFrame(t("nav.outcomes"), page.Outcomes), v)), nil
}

func outcomeCursor(after string) (c outcome.Cursor, err error) {
	if after == "" {
		return c, nil
	}
	day, id, _ := strings.Cut(after, ".")
	if c.Last, err = civil.Parse(day); err != nil {
		return c, fault.NotFoundf("page of outcomes")
	}
	if err := c.ID.UnmarshalText([]byte(id)); err != nil {
		return c, fault.NotFoundf("page of outcomes")
	}
	return c, nil
}

func outcomeTable(r *page.Request, all []outcome.GroupRow) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("outcome.caption"), Columns: []ui.Column{
		{Head: t("group.column.group")}, {Head: t("group.column.dates")}, {Head: t("outcome.flow.reached"), End: true},
		{Head: t("outcome.flow.started"), End: true}, {Head: t("outcome.completed"), End: true}, {Head: t("outcome.flow.withdrawn"), End: true},
	}}
	for _, g := range all {
		table.Rows = append(table.Rows, ui.Cells{
			ui.Join(ui.Link{Label: outcomeName(r, g.GroupHead), Href: address.GroupOutcome(g.ID)}, ui.Say(" "), ui.Second(g.Ref)),
			ui.Say(r.Print.DateRange(g.First, g.Last)),
			count(r, g.Flow.Reached), count(r, g.Flow.Started), count(r, g.Flow.Completed), count(r, g.Flow.Withdrawn),
		})
	}
	return table
}

func count(r *page.Request, n int) templ.Component { return ui.Say(r.Print.Number(float64(n), 0)) }

// outcomeName names the group of a report as the desk does.
func outcomeName(r *page.Request, g outcome.GroupHead) string {
	return r.Print.T("group.name."+g.Mode, "programme", g.Programme, "weekdays", r.Print.Weekdays(g.First.Weekday()))
}

func studyTable(r *page.Request, all []outcome.Study) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("outcome.studies"), Columns: []ui.Column{
		{Head: t("outcome.study.name")}, {Head: t("outcome.study.form")}, {Head: t("outcome.study.people"), End: true},
		{Head: t("outcome.study.complete"), End: true}, {Head: t("outcome.study.imported")},
	}}
	for _, s := range all {
		table.Rows = append(table.Rows, ui.Cells{
			ui.Link{Label: s.Name, Href: studyAddress(s.ID)}, ui.Say(s.Instrument.Short), count(r, s.People), count(r, s.Complete),
			ui.Say(r.NearDay(r.Print.DayOf(s.ImportedAt))),
		})
	}
	return table
}
