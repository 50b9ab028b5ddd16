package desk

import (
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const (
	alertsAddress   = "/desk/alerts"
	groupsAddress   = "/desk/groups"
	waitingAddress  = "/desk/waiting"
	dueAddress      = "/desk/due"
	sessionsAddress = "/desk/sessions"
)

func alertAddress(id safety.AlertID) string        { return alertsAddress + "/" + id.String() }
func sessionAddress(id programme.SessionID) string { return sessionsAddress + "/" + id.String() }
func callAddress(p access.PersonID, b string) string {
	return fmt.Sprintf("/desk/people/%s/call?back=%s", p, b)
}

// whom is who an alert is about, in the words of its row.
type whom struct{ name, babies, reach string }

// alertRow is one risk: who, what to do, when it came, whose it is, how long is
// left, and one act.
func alertRow(r *page.Request, a safety.Alert, about whom) ui.Alert {
	t := r.Print.T
	row := ui.Alert{
		Who:   ui.Join(nameLink(about.name, alertAddress(a.ID)), ui.Say(with(r.Print, about.babies))),
		What:  alertWhat(r.Print, a),
		Came:  alertCame(r, a) + about.reach,
		Owned: a.Owned(),
	}
	row.Clock, row.ClockNote = alertClock(r, a)
	open := ui.Link{Label: t("alert.open"), Hidden: ui.Isolate(about.name), Href: alertAddress(a.ID), Tap: true}
	switch {
	case !a.Owned() && r.Who.May(access.AlertOwn):
		row.Acts = act{
			Action: alertAddress(a.ID) + "/take",
			Button: ui.Button{Label: t("alert.take"), Hidden: ui.Isolate(about.name)},
			Beside: &open,
		}.view()
	case a.Owner == r.Who.Account:
		row.Acts = ui.Button{Kind: ui.Outline, Label: t("alert.write"), Hidden: ui.Isolate(about.name), Href: alertAddress(a.ID) + "#note"}
	default:
		row.Acts = open
	}
	return row
}

// alertAbout names the person of an alert in full, and the baby it is about with
// the age; for what the reader may not see, what the alert itself gives out.
func (p *Pages) alertAbout(r *page.Request, a safety.Alert, known map[family.DyadID]family.Dyad) (whom, error) {
	about := whom{name: a.Name, babies: r.Print.List(a.Infants)}
	if a.Dyad.IsZero() {
		person, err := p.Families.Person(r.Context(), r.Who, a.Person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return about, err
		}
		if person.Name != "" {
			about.name = person.Name
		}
		return about, nil
	}
	dyad, seen := known[a.Dyad]
	if !seen {
		return about, nil
	}
	about.name = personName(dyad.Caregiver).Text
	about.babies = babiesWithAges(r.Print, babiesOf(dyad), r.Today, r.Print.AgeWords)
	return about, nil
}

// sessionRow is one session of today.
func sessionRow(r *page.Request, s programme.SessionRow) ui.Row {
	t := r.Print.T
	where := groupWhere(r.Print, s.Group)
	whose := t("today.session.coming", "n", s.Coming, "all", s.Places)
	button := ui.Button{Kind: ui.Outline, Label: t("today.session.open"), Hidden: groupName(r.Print, s.Group), Href: sessionAddress(s.Session.ID)}
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
		What: ui.Join(ui.Strong(groupName(r.Print, s.Group)),
			ui.Say(t("today.session.number", "number", s.Session.Number, "of", len(s.Group.Programme.Sessions)))),
		Whose: joined(where, whose),
		Act:   button,
	}
}

// joined sets short facts beside each other.
func joined(facts ...string) string {
	var said []string
	for _, f := range facts {
		if f != "" {
			said = append(said, f)
		}
	}
	return strings.Join(said, " · ")
}

// whenDue is the day of something due in the narrow column of a list: late in
// words, today, a weekday within the week, else how far off.
func whenDue(r *page.Request, day civil.Date) (words string, late bool) {
	switch n := r.Today.DaysUntil(day); {
	case n < 0:
		return r.Print.T("today.late", "days", -n), true
	case n == 0:
		return r.Print.T("today.today"), false
	case n < 7:
		return r.Print.WeekdayShort(day.Weekday()), false
	}
	return r.Print.T("today.in-days", "days", r.Today.DaysUntil(day)), false
}
