package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
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
	v := todayView{Head: todayHead(r)}
	for _, add := range []func(*page.Request, *todayView) error{p.addAlerts, p.addSessions, p.addDue, p.addGrowing} {
		if err := add(r, &v); err != nil {
			return page.Reply{}, err
		}
	}
	if len(v.Parts) == 0 {
		v.Nothing = &ui.Empty{Text: r.Print.T("today.nothing")}
		if r.Who.May(access.StaffManage) {
			v.Nothing.Act = &ui.Link{Label: r.Print.T("today.nothing.staff"), Href: staffAddress}
		}
	}
	return page.HTML(todayPage(r.DeskFrame(r.Print.T("today.title"), page.Today), v)), nil
}

// staffAddress is where an administrator's work begins.
const staffAddress = "/desk/staff"

type todayView struct {
	Head    ui.PageHead
	Acts    []ui.Button
	Told    *ui.Done
	Parts   []section
	Nothing *ui.Empty // for a role that has nothing on this page
}

// section is a part of the page and what stands in it.
type section struct {
	Part ui.Part
	Body templ.Component
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
func (p *Pages) addAlerts(r *page.Request, v *todayView) error {
	if told := r.Told(); told.Key == "told.alert-closed" || told.Key == "told.call-logged" || told.Key == "told.said" {
		v.Told = &ui.Done{Text: r.Print.T(told.Key)}
	}
	if !r.Who.May(access.AlertRead) {
		return nil
	}
	all, err := p.safety.Alerts(r.Context(), r.Who)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		v.Head.Below = ui.Join(ui.Say(r.Print.T("alert.none")+" "), v.Head.Below)
		return nil
	}
	part := ui.Part{ID: "risk", Title: r.Print.T("today.alerts"), Unseen: true}
	if len(all) > alertsToday {
		part.Unseen, part.Count = false, r.Print.T("today.some-of", "some", alertsToday, "all", len(all))
		part.More = &ui.Link{Label: r.Print.T("today.alerts.all"), Href: alertsAddress}
		all = all[:alertsToday]
	}
	list, err := p.alertList(r, all)
	if err != nil {
		return err
	}
	v.Parts = append(v.Parts, section{part, list})
	return nil
}

// alertList lays open alerts out with what is known of each: the baby's age, and
// for those of the reader how the person may be reached.
func (p *Pages) alertList(r *page.Request, all []safety.Alert) (ui.Alerts, error) {
	var list ui.Alerts
	for _, a := range all {
		about, err := p.alertAbout(r, a)
		if err != nil {
			return list, err
		}
		if a.Owner == r.Who.Account {
			ways, err := p.safety.Contacts(r.Context(), r.Who, a.Person)
			if err != nil {
				return list, err
			}
			about.reach = " " + r.Print.T("alert.ring", "how", ringWords(r.Print, ways))
		}
		list.Alerts = append(list.Alerts, alertRow(r, a, about))
	}
	return list, nil
}

// addSessions lists what is held today.
func (p *Pages) addSessions(r *page.Request, v *todayView) error {
	if !r.Who.May(access.RegisterRead) {
		return nil
	}
	sessions, err := p.programmes.SessionsOn(r.Context(), r.Who, r.Today)
	if err != nil {
		return err
	}
	part := ui.Part{ID: "sessions", Title: r.Print.T("today.sessions"), Count: counted(r, len(sessions))}
	if len(sessions) == 0 {
		empty := ui.Empty{Text: r.Print.T("today.sessions.none"), Act: &ui.Link{Label: r.Print.T("today.sessions.groups"), Href: groupsAddress}}
		v.Parts = append(v.Parts, section{part, empty})
		return nil
	}
	if len(sessions) > sessionsToday {
		part.Count = r.Print.T("today.some-of", "some", sessionsToday, "all", len(sessions))
		part.More = &ui.Link{Label: r.Print.T("today.sessions.all"), Href: sessionsAddress}
		sessions = mineFirst(r, sessions)[:sessionsToday]
	}
	v.Parts = append(v.Parts, section{part, sessionRows(r, sessions)})
	return nil
}

// sessions is every session of today that the reader may open: where Today shows
// the first.
func (p *Pages) sessions(r *page.Request) (page.Reply, error) {
	all, err := p.programmes.SessionsOn(r.Context(), r.Who, r.Today)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := todayView{Head: ui.PageHead{Above: &ui.Link{Label: t("today.title"), Href: page.TodayPage}, Title: ui.Say(t("today.sessions.all"))}}
	if len(all) == 0 {
		v.Nothing = &ui.Empty{Text: t("today.sessions.none")}
	} else {
		v.Parts = []section{{ui.Part{ID: "sessions", Title: t("today.sessions"), Count: counted(r, len(all))}, sessionRows(r, all)}}
	}
	return page.HTML(todayPage(r.DeskFrame(t("today.sessions.all"), page.Today), v)), nil
}

func sessionRows(r *page.Request, sessions []programme.SessionRow) ui.Rows {
	var rows ui.Rows
	for _, s := range sessions {
		rows.Rows = append(rows.Rows, sessionRow(r, s))
	}
	return rows
}

// mineFirst puts the sessions that the reader leads before the others.
func mineFirst(r *page.Request, all []programme.SessionRow) []programme.SessionRow {
	mine := func(s programme.SessionRow) int {
		if slices.ContainsFunc(s.Group.Leaders, func(l programme.Leader) bool { return l.Account == r.Who.Account }) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b programme.SessionRow) int { return mine(a) - mine(b) })
	return all
}

// counted is a figure beside a heading; nothing is not counted.
func counted(r *page.Request, n int) string {
	if n == 0 {
		return ""
	}
	return r.Print.Number(float64(n), 0)
}
