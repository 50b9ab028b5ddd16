package desk

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/access"
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

// listGroups is the groups of the service: running and to come, past, cancelled.
func (p *Pages) listGroups(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	f := programme.GroupFilter{Show: programme.Show(form.Query(r.Request).One("show", string(programme.ShowPast), string(programme.ShowCancelled)))}
	var err error
	if f.After, err = groupCursor(r.URL.Query().Get("after")); err != nil {
		return page.Reply{}, err
	}
	found, err := p.Programmes.Groups(r.Context(), r.Who, f)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout.Page{Head: ui.PageHead{Title: ui.Say(t("nav.groups"))}}
	if r.Who.May(access.PlaceFill) {
		v.Acts = append(v.Acts, ui.Button{Kind: ui.Outline, Label: t("waiting.title"), Href: address.Waiting})
	}
	if r.Who.May(access.GroupPlan) {
		v.Acts = append(v.Acts, ui.Button{Label: t("group.new"), Href: address.Groups + "/new"})
	}
	tabs := ui.Tabs{Label: t("group.tabs")}
	for _, show := range []programme.Show{programme.ShowCurrent, programme.ShowPast, programme.ShowCancelled} {
		name, at := "current", address.Groups
		if show != programme.ShowCurrent {
			name, at = string(show), address.Groups+"?show="+string(show)
		}
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Label: t("group.tab." + name), Href: at, Current: show == f.Show})
	}
	v.Body = []templ.Component{tabs}
	if len(found.Groups) == 0 {
		v.Body = append(v.Body, noGroups(r, f.Show))
	} else {
		v.Body = append(v.Body, groupTable(r, found.Groups))
	}
	next := ""
	if !found.Next.IsZero() {
		next = found.Next.Day.String() + "." + found.Next.ID.String()
	}
	v.Body = append(v.Body, r.Pager(next))
	return page.HTML(layout.Show(r.DeskFrame(t("nav.groups"), page.Groups), v)), nil
}

func noGroups(r *page.Request, show programme.Show) ui.Empty {
	switch show {
	case programme.ShowPast:
		return ui.Empty{Text: r.Print.T("group.none.past")}
	case programme.ShowCancelled:
		return ui.Empty{Text: r.Print.T("group.none.cancelled")}
	}
	out := ui.Empty{Text: r.Print.T("group.none")}
	if r.Who.May(access.GroupPlan) {
		out.Act = &ui.Link{Label: r.Print.T("group.new"), Href: address.Groups + "/new"}
	}
	return out
}

func groupCursor(after string) (c programme.GroupCursor, err error) {
	if after == "" {
		return c, nil
	}
	day, id, _ := strings.Cut(after, ".")
	if c.Day, err = civil.Parse(day); err != nil {
		return c, fault.NotFoundf("page of groups")
	}
	if err := c.ID.UnmarshalText([]byte(id)); err != nil {
		return c, fault.NotFoundf("page of groups")
	}
	return c, nil
}

func groupTable(r *page.Request, all []programme.Group) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("group.caption"), Columns: []ui.Column{
		{Head: t("group.column.group")}, {Head: t("group.column.dates")}, {Head: t("group.column.where")}, {Head: t("group.column.places")}, {Head: t("group.column.waiting"), End: true},
	}}
	for _, g := range all {
		waiting := ""
		if g.Waiting > 0 {
			waiting = r.Print.Number(float64(g.Waiting), 0)
		}
		table.Rows = append(table.Rows, ui.Cells{
			ui.Join(ui.Link{Label: naming.Group(r.Print, g), Href: address.Group(g.ID)}, ui.Say(" "), ui.Second(g.Ref)),
			layout.Lines(ui.Say(groupDates(r, g)), ui.Second(r.Print.ClockRange(g.Starts, g.Ends))),
			ui.Say(naming.GroupWhere(r.Print, g)), layout.Lines(groupStatus(r, g), ui.Second(takenWords(r, g))), ui.Say(waiting),
		})
	}
	return table
}

// groupDates is from when until when, or that the dates no longer hold.
func groupDates(r *page.Request, g programme.Group) string {
	if g.Status == programme.Postponed {
		if g.BackBy.IsZero() {
			return r.Print.T("group.no-date")
		}
		return r.Print.T("group.back-by", "day", r.NearDay(g.BackBy))
	}
	return r.Print.DateRange(g.First, g.Last)
}

func takenWords(r *page.Request, g programme.Group) string {
	return r.Print.T("group.taken", "n", g.Taken, "of", g.Capacity)
}
