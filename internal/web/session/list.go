package session

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

// list is every session of today that the reader may open, where Today shows
// the first: by their hour, a page at a time, of one site when the address says so.
func (p *Pages) list(r *page.Request) (page.Reply, error) {
	f := programme.SessionFilter{Day: r.Today}
	in := form.Query(r.Request)
	filters, err := p.siteFilter(r, in, &f)
	if err != nil {
		return page.Reply{}, err
	}
	if f.After, err = sessionCursor(r.URL.Query().Get("after")); err != nil {
		return page.Reply{}, err
	}
	found, err := p.Programmes.SessionsOn(r.Context(), r.Who, f)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{Above: &ui.Link{Label: t("today.title"), Href: page.TodayPage}, Title: ui.Say(t("today.sessions.all"))}}
	v.Body = append(v.Body, filters)
	switch {
	case len(found.Rows) > 0:
		head := ui.Part{ID: "sessions", Title: t("today.sessions")}
		if f.After.IsZero() && found.Next.IsZero() {
			head.Count = r.Counted(len(found.Rows))
		}
		v.Body = append(v.Body, layout.Part(head, Rows(r, found.Rows)))
	case f.Site.IsZero():
		v.Body = append(v.Body, ui.Empty{Text: t("today.sessions.none")})
	default:
		v.Body = append(v.Body, ui.Empty{Text: t("session.list.none-there")})
	}
	next := ""
	if !found.Next.IsZero() {
		next = found.Next.Starts.String() + "." + found.Next.ID.String()
	}
	v.Body = append(v.Body, r.Pager(next))
	return page.HTML(layout.Show(r.DeskFrame(t("today.sessions.all"), page.Today), v)), nil
}

// siteFilter narrows the list to a site of the address, for those who see more than
// what they lead. Nil where there is nothing to choose.
func (p *Pages) siteFilter(r *page.Request, in *form.Values, f *programme.SessionFilter) (templ.Component, error) {
	if !r.Who.May(access.PlaceFill) {
		return nil, nil
	}
	sites, err := p.Accounts.Sites(r.Context(), r.Who.Service)
	if err != nil || len(sites) < 2 {
		return nil, err
	}
	t := r.Print.T
	options, keys := []ui.Option{{Label: t("session.list.everywhere")}}, make([]string, len(sites))
	for i, s := range sites {
		keys[i] = s.ID.String()
		options = append(options, ui.Option{Value: keys[i], Label: s.Name})
	}
	filters := ui.Filters{Action: address.Sessions, Label: t("session.list.filter"), Apply: t("session.list.apply")}
	if key := in.One("site", keys...); key != "" {
		if err := f.Site.UnmarshalText([]byte(key)); err != nil {
			return nil, err
		}
		filters.Clear = &ui.Link{Label: t("session.list.clear"), Href: address.Sessions}
	}
	choice := in.Show(r.Print, nil).Select("site", t("group.site"), options...)
	choice.Width = 20
	return layout.Filters(filters, choice), nil
}

func sessionCursor(after string) (c programme.SessionCursor, err error) {
	if after == "" {
		return c, nil
	}
	clock, id, _ := strings.Cut(after, ".")
	if c.Starts, err = civil.ParseClock(clock); err != nil {
		return c, fault.NotFoundf("page of sessions")
	}
	if err := c.ID.UnmarshalText([]byte(id)); err != nil {
		return c, fault.NotFoundf("page of sessions")
	}
	return c, nil
}

func Rows(r *page.Request, sessions []programme.SessionRow) ui.Rows {
	var rows ui.Rows
	for _, s := range sessions {
		rows.Rows = append(rows.Rows, listRow(r, s))
	}
	return rows
}

// listRow is one session of today.
func listRow(r *page.Request, s programme.SessionRow) ui.Row {
	t := r.Print.T
	where := naming.GroupWhere(r.Print, s.Group)
	whose := t("today.session.coming", "n", s.Coming, "all", s.Places)
	button := ui.Button{Kind: ui.Outline, Label: t("today.session.open"), Hidden: naming.Group(r.Print, s.Group), Href: address.Session(s.Session.ID)}
	switch {
	case s.Session.ClosedAt != nil:
		whose = t("today.session.finished", "clock", r.Print.ClockOf(*s.Session.ClosedAt))
	case s.Marked > s.Places-s.Coming: // somebody beside those who can't come
		whose = t("today.session.marked", "n", s.Marked, "all", s.Places)
	}
	if s.Session.ClosedAt != nil || !r.Who.May(access.RegisterWrite) {
		button.Label = t("today.session.read")
	}
	return ui.Row{
		When: r.Print.Clock(s.Session.Starts), Datetime: r.Print.Clock(s.Session.Starts),
		What: ui.Join(ui.Strong(naming.Group(r.Print, s.Group)),
			ui.Say(t("today.session.number", "number", s.Session.Number, "of", len(s.Group.Programme.Sessions)))),
		Whose: ui.Beside(where, whose),
		Act:   button,
	}
}
