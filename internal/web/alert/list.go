package alert

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// List lays open alerts out with what is known of each: the baby's age, and
// for those of the reader how the person may be reached.
func (p *Pages) List(r *page.Request, all []safety.Alert) (ui.Alerts, error) {
	var list ui.Alerts
	var mine []access.PersonID
	for _, a := range all {
		if a.Owner == r.Who.Account {
			mine = append(mine, a.Person)
		}
	}
	known, err := p.Families.DyadsOf(r.Context(), r.Who, dyadsOf(all...))
	if err != nil {
		return list, err
	}
	ways, err := p.Safety.ContactsOf(r.Context(), r.Who, mine)
	if err != nil {
		return list, err
	}
	for _, a := range all {
		about, err := p.about(r, a, known)
		if err != nil {
			return list, err
		}
		if a.Owner == r.Who.Account {
			about.Reach = " " + r.Print.T("alert.ring", "how", reach.Ring(r.Print, ways[a.Person]))
		}
		list.Alerts = append(list.Alerts, Row(r, a, about))
	}
	return list, nil
}

// dyadsOf is whom alerts are about, where it is a caregiver with a baby.
func dyadsOf(all ...safety.Alert) (out []family.DyadID) {
	for _, a := range all {
		if !a.Dyad.IsZero() {
			out = append(out, a.Dyad)
		}
	}
	return out
}

// About is who an alert is about, in the words of its row.
type About struct{ Name, Babies, Reach string }

// Row is one risk: who, what to do, when it came, whose it is, how long is
// left, and one act.
func Row(r *page.Request, a safety.Alert, about About) ui.Alert {
	t := r.Print.T
	row := ui.Alert{
		Who:   ui.Join(layout.LinkedName(ui.Name{Text: about.Name}, address.Alert(a.ID)), ui.Say(naming.With(r.Print, about.Babies))),
		What:  alertWhat(r.Print, a),
		Came:  alertCame(r, a) + about.Reach,
		Owned: a.Owned(),
	}
	row.Clock, row.ClockNote = alertClock(r, a)
	open := ui.Link{Label: t("alert.open"), Hidden: ui.Isolate(about.Name), Href: address.Alert(a.ID), Tap: true}
	switch {
	case !a.Owned() && r.Who.May(access.AlertOwn):
		row.Acts = layout.Act{
			Action: address.Alert(a.ID) + "/take",
			Button: ui.Button{Label: t("alert.take"), Hidden: ui.Isolate(about.Name)},
			Beside: &open,
		}
	case a.Owner == r.Who.Account:
		row.Acts = ui.Button{Kind: ui.Outline, Label: t("alert.write"), Hidden: ui.Isolate(about.Name), Href: address.Alert(a.ID) + "#note"}
	default:
		row.Acts = open
	}
	return row
}

// about names the person of an alert in full, and the baby it is about with
// the age; for what the reader may not see, what the alert itself gives out.
func (p *Pages) about(r *page.Request, a safety.Alert, known map[family.DyadID]family.Dyad) (About, error) {
	about := About{Name: a.Name, Babies: r.Print.List(a.Infants)}
	if a.Dyad.IsZero() {
		person, err := p.Families.Person(r.Context(), r.Who, a.Person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return about, err
		}
		if person.Name != "" {
			about.Name = person.Name
		}
		return about, nil
	}
	dyad, seen := known[a.Dyad]
	if !seen {
		return about, nil
	}
	about.Name = naming.Person(dyad.Caregiver).Text
	about.Babies = naming.BabiesWithAges(r.Print, []family.Person{dyad.Infant}, r.Today, r.Print.AgeWords)
	return about, nil
}
