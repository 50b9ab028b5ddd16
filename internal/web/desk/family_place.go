package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// familyPlaces is where the family stands: waiting, offered, in a group, or what
// became of it. Left out for whom there is none to see.
func (p *Pages) familyPlaces(r *page.Request, f familyFile) templ.Component {
	if len(f.story.Places) == 0 {
		return nil
	}
	t := r.Print.T
	table := ui.DataTable{Caption: t("family.places"), Columns: []ui.Column{
		{Head: t("family.place.what")}, {Head: t("family.place.state")}, {Head: t("family.place.since")},
	}}
	if r.Who.May(access.PlaceFill) {
		table.Columns = append(table.Columns, ui.Column{Head: t("enquiry.column.do"), Act: true})
	}
	for _, place := range f.story.Places {
		table.Rows = append(table.Rows, p.placeCells(r, place))
	}
	body := []templ.Component{table}
	for _, place := range f.story.Places {
		body = append(body, p.alongLinks(r, place, f.along[place.ID])...)
	}
	return layout.Part(ui.Part{ID: "places", Title: t("family.places")}, body...)
}

func (p *Pages) placeCells(r *page.Request, place programme.PlaceInGroup) ui.Cells {
	what := templ.Component(ui.Say(p.programmeName(place.Programme)))
	if place.In != nil {
		what = ui.Link{Label: naming.Group(r.Print, *place.In) + ", " + r.NearDay(place.In.First), Href: address.Group(place.In.ID)}
	}
	cells := ui.Cells{what, placeStatus(r, place.Place), ui.Say(placeSince(r, place.Place))}
	if r.Who.May(access.PlaceFill) {
		cells = append(cells, placeAct(r, place.Place))
	}
	return cells
}

func (p *Pages) programmeName(key programme.Key) string {
	found, err := p.Catalogue.Programme(key)
	if err != nil {
		return string(key)
	}
	return found.Name
}

// placeKinds is the glyph of each state.
var placeKinds = map[programme.PlaceState]ui.StatusKind{
	programme.Waiting: ui.Waiting, programme.Offered: ui.Offered, programme.Accepted: ui.Accepted, programme.Declined: ui.Declined,
	programme.Lapsed: ui.Lapsed, programme.Withdrawn: ui.Withdrawn, programme.Completed: ui.Completed,
}

// placeStatus is how far a place has come: waiting with the last day to start, an
// offer with its end.
func placeStatus(r *page.Request, place programme.Place) ui.Status {
	t := r.Print.T
	s := ui.Status{Kind: placeKinds[place.State], Word: t("programme.place." + string(place.State))}
	switch {
	case place.State == programme.Waiting && !place.StartBy.IsZero():
		s.Note = t("place.until", "day", r.NearDay(place.StartBy))
	case place.State == programme.Offered && place.ExpiresAt != nil:
		s.Note = t("place.answer-by", "at", r.Print.AtIn(r.Now, *place.ExpiresAt))
	case place.EndedWhy == programme.EndedByLoss:
		return ui.Status{Kind: ui.Completed, Word: t("loss.place")}
	case place.EndedWhy != "":
		s.Note = place.EndedWhy
	}
	return s
}

func placeSince(r *page.Request, place programme.Place) string {
	at := place.AskedAt
	switch {
	case place.State == programme.Offered && place.OfferedAt != nil:
		at = *place.OfferedAt
	case place.State != programme.Waiting && place.AnsweredAt != nil:
		at = *place.AnsweredAt
	}
	return r.NearDay(r.Print.DayOf(at))
}

// placeAct is the one thing to do with a place from where it stands.
func placeAct(r *page.Request, place programme.Place) templ.Component {
	t := r.Print.T
	if !r.Who.May(access.PlaceFill) || place.EndedWhy == programme.EndedByLoss {
		return nil
	}
	switch place.State {
	case programme.Waiting:
		return ui.Button{Kind: ui.Outline, Label: t("growing.offer"), Href: address.OfferTo(place)}
	case programme.Offered, programme.Accepted:
		return ui.Link{Label: t("place.end." + string(place.State)), Href: address.Withdraw(place.ID), Tap: true}
	case programme.Declined, programme.Lapsed, programme.Withdrawn:
		return layout.Act{Action: address.PutBack(place.ID), Button: ui.Button{Kind: ui.Quiet, Label: t("place.put-back")}}
	}
	return nil
}
