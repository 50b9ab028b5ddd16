package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/alert"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/session"
	"holdfast/internal/web/ui"
)

// How much of each list stands on Today, so that it stays within two screens.
// Behind each is a page with all of it.
const (
	alertsToday   = 6
	sessionsToday = 8
	dueToday      = 8
	growingToday  = 5
)

// today is what needs somebody now: risk first, then what has its hour, then what
// is due, then what can wait.
func (p *Pages) today(r *page.Request) (page.Reply, error) {
	v := layout.Page{Head: todayHead(r)}
	for _, add := range []func(*page.Request, *layout.Page) error{p.addAlerts, p.addInvitations, p.addSessions, p.addDue, p.addGrowing} {
		if err := add(r, &v); err != nil {
			return page.Reply{}, err
		}
	}
	if len(v.Body) == 0 {
		nothing := ui.Empty{Text: r.Print.T("today.nothing")}
		if r.Who.May(access.StaffManage) {
			nothing.Act = &ui.Link{Label: r.Print.T("today.nothing.staff"), Href: address.Staff}
		}
		v.Body = append(v.Body, nothing)
	}
	return page.HTML(layout.Show(r.DeskFrame(r.Print.T("today.title"), page.Today), v)), nil
}

func todayHead(r *page.Request) ui.PageHead {
	return ui.PageHead{
		Title: ui.Say(r.Print.DateLong(r.Today)),
		Below: ui.Join(ui.Say(r.Print.T("today.as-of", "clock", r.Print.ClockOf(r.Now))+" "),
			ui.Link{Label: r.Print.T("today.reload"), Href: page.TodayPage}),
	}
}

// addAlerts puts the open risks on top: left out altogether for whom it is not
// theirs to see, and when there are none.
func (p *Pages) addAlerts(r *page.Request, v *layout.Page) error {
	if told := r.Told(); told.Key == "told.alert-closed" || told.Key == "told.call-logged" || told.Key == "told.said" {
		v.Told = &ui.Done{Text: r.Print.T(told.Key)}
	}
	if !r.Who.May(access.AlertRead) {
		return nil
	}
	first, open, err := p.Safety.Urgent(r.Context(), r.Who, alertsToday)
	if err != nil {
		return err
	}
	if open == 0 {
		v.Head.Below = ui.Join(ui.Say(r.Print.T("alert.none")+" "), v.Head.Below)
		return nil
	}
	part := ui.Part{ID: "risk", Title: r.Print.T("today.alerts"), Unseen: true}
	if open > len(first) {
		part.Unseen, part.Count = false, r.Print.T("today.some-of", "some", len(first), "all", open)
		part.More = &ui.Link{Label: r.Print.T("today.alerts.all"), Href: address.Alerts}
	}
	list, err := p.alertList(r, first)
	if err != nil {
		return err
	}
	v.Body = append(v.Body, layout.Part(part, list))
	return nil
}

// alertList is open alerts with what is known of each.
func (p *Pages) alertList(r *page.Request, all []safety.Alert) (ui.Alerts, error) {
	return alert.New(alert.Deps{Families: p.Families, Safety: p.Safety}).List(r, all)
}

// addInvitations says that somebody who was invited has answered, and that staff
// have to say who it is. Left out when nobody has.
func (p *Pages) addInvitations(r *page.Request, v *layout.Page) error {
	if !r.Who.May(access.RestrictionWrite) {
		return nil
	}
	all, err := p.Enquiries.Invitations(r.Context(), r.Who)
	if err != nil || len(all) == 0 {
		return err
	}
	v.Body = append(v.Body, layout.Part(
		ui.Part{ID: "invitations", Title: r.Print.T("today.invitations")},
		ui.Link{Label: r.Print.T("today.invitations.wait", "n", len(all)), Href: "/desk/invitations", Tap: true},
	))
	return nil
}

// addSessions lists what is held today.
func (p *Pages) addSessions(r *page.Request, v *layout.Page) error {
	if !r.Who.May(access.RegisterRead) {
		return nil
	}
	found, err := p.Programmes.FirstSessionsOn(r.Context(), r.Who, r.Today, sessionsToday)
	if err != nil {
		return err
	}
	part := ui.Part{ID: "sessions", Title: r.Print.T("today.sessions"), Count: r.Counted(found.All)}
	if found.All == 0 {
		empty := ui.Empty{Text: r.Print.T("today.sessions.none"), Act: &ui.Link{Label: r.Print.T("today.sessions.groups"), Href: address.Groups}}
		v.Body = append(v.Body, layout.Part(part, empty))
		return nil
	}
	if found.All > len(found.Rows) {
		part.Count = someSessions(r, found)
		part.More = &ui.Link{Label: r.Print.T("today.sessions.all"), Href: address.Sessions}
	}
	v.Body = append(v.Body, layout.Part(part, session.Rows(r, found.Rows)))
	return nil
}

// someSessions says of how many sessions these are the first, as far as anybody
// counts them.
func someSessions(r *page.Request, found programme.FirstSessions) string {
	if found.All >= programme.SessionCountMost {
		return r.Print.T("today.some-of-many", "some", len(found.Rows), "all", programme.SessionCountMost-1)
	}
	return r.Print.T("today.some-of", "some", len(found.Rows), "all", found.All)
}
