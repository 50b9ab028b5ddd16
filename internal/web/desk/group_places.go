package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// placeParts is who has a place, who was offered one and what became of the
// others. What the reader may not see makes no part.
func placeParts(r *page.Request, g programme.GroupDetail) []templ.Component {
	var out []templ.Component
	for _, part := range []struct {
		id     string
		states []programme.PlaceState
	}{
		{"offered", []programme.PlaceState{programme.Offered}},
		{"accepted", []programme.PlaceState{programme.Accepted, programme.Completed}},
		{"ended", []programme.PlaceState{programme.Declined, programme.Lapsed, programme.Withdrawn}},
	} {
		var rows []programme.PlaceRow
		for _, place := range g.Places {
			if slices.Contains(part.states, place.State) {
				rows = append(rows, place)
			}
		}
		if len(rows) > 0 {
			head := ui.Part{ID: part.id, Title: r.Print.T("group.places." + part.id), Count: r.Print.Number(float64(len(rows)), 0)}
			out = append(out, layout.Part(head, placeTable(r, head.Title, rows)))
			continue
		}
		if part.id == "accepted" && r.Who.May(access.PlaceFill) && g.State != programme.StateCancelled {
			out = append(out, layout.Part(ui.Part{ID: part.id, Title: r.Print.T("group.places.accepted")}, ui.Empty{Text: r.Print.T("group.accepted.none")}))
		}
	}
	return out
}

func placeTable(r *page.Request, caption string, rows []programme.PlaceRow) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: caption, Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("growing.age")}, {Head: t("family.place.state")}, {Head: t("family.place.since")},
	}}
	if r.Who.May(access.PlaceFill) {
		table.Columns = append(table.Columns, ui.Column{Head: t("growing.do"), Act: true})
	}
	for _, row := range rows {
		cells := ui.Cells{
			layout.Lines(layout.LinkedText(naming.Caregivers(r, row.Caregivers), address.Family(row.Family)), ui.Second(ui.Beside(naming.Babies(r.Print, row.Infants), takesWords(r, row.Dyads)))),
			ui.Say(naming.Ages(r, row.Infants)), placeStatus(r, row.Place), ui.Say(placeSince(r, row.Place)),
		}
		if r.Who.May(access.PlaceFill) {
			cells = append(cells, placeAct(r, row.Place))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}
