package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// whom is who an alert is about, in the words of its row.
type whom struct{ name, babies, reach string }

// alertRow is one risk: who, what to do, when it came, whose it is, how long is
// left, and one act.
func alertRow(r *page.Request, a safety.Alert, about whom) ui.Alert {
	t := r.Print.T
	row := ui.Alert{
		Who:   ui.Join(layout.LinkedName(ui.Name{Text: about.name}, address.Alert(a.ID)), ui.Say(naming.With(r.Print, about.babies))),
		What:  alertWhat(r.Print, a),
		Came:  alertCame(r, a) + about.reach,
		Owned: a.Owned(),
	}
	row.Clock, row.ClockNote = alertClock(r, a)
	open := ui.Link{Label: t("alert.open"), Hidden: ui.Isolate(about.name), Href: address.Alert(a.ID), Tap: true}
	switch {
	case !a.Owned() && r.Who.May(access.AlertOwn):
		row.Acts = layout.Act{
			Action: address.Alert(a.ID) + "/take",
			Button: ui.Button{Label: t("alert.take"), Hidden: ui.Isolate(about.name)},
			Beside: &open,
		}
	case a.Owner == r.Who.Account:
		row.Acts = ui.Button{Kind: ui.Outline, Label: t("alert.write"), Hidden: ui.Isolate(about.name), Href: address.Alert(a.ID) + "#note"}
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
	about.name = naming.Person(dyad.Caregiver).Text
	about.babies = naming.BabiesWithAges(r.Print, []family.Person{dyad.Infant}, r.Today, r.Print.AgeWords)
	return about, nil
}

// sessionRow is one session of today.
func sessionRow(r *page.Request, s programme.SessionRow) ui.Row {
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
