package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// candidatePart is who could be offered a place, the least time left first, with
// what speaks for and against each.
func candidatePart(r *page.Request, g programme.GroupDetail, all []programme.Candidate, warn int) templ.Component {
	t := r.Print.T
	head := ui.Part{
		ID: "candidates", Title: t("group.candidates"), Count: counted(r, len(all)), More: &ui.Link{Label: t("today.growing.all"), Href: waitingAddress},
	}
	if len(all) == 0 {
		return inPart(head, ui.Empty{Text: t("group.candidates.none")})
	}
	first := all[:min(len(all), candidatesShown)]
	body := []templ.Component{ageKey(r, g.Programme), candidateTable(r, g.Group, first, warn)}
	if rest := all[len(first):]; len(rest) > 0 {
		body = append(body, folded(t("group.candidates.more", "n", len(rest)), candidateTable(r, g.Group, rest, warn)))
	}
	if slices.ContainsFunc(all, easy) {
		button := ui.Button{Label: t("group.next"), Busy: t("session.busy")}
		body = append(body, act{Action: groupAddress(g.ID) + "/next", Hidden: form.New().Show(r.Print, nil).Hidden(), Button: button}.view(), note(t("group.next.note")))
	}
	return inPart(head, body...)
}

// candidatesShown is how many families stand unfolded: those with the least time.
const candidatesShown = 6

func candidateTable(r *page.Request, g programme.Group, all []programme.Candidate, warn int) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("group.candidates"), Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("group.column.ages")}, {Head: t("growing.until")}, {Head: t("group.column.speaks")}, {Head: t("growing.do"), Act: true},
	}}
	for _, c := range all {
		table.Rows = append(table.Rows, candidateCells(r, g, c, warn))
	}
	return table
}

// easy is whom the one-click offer may choose.
func easy(c programme.Candidate) bool { return c.Seats && len(c.Misses) == 0 && c.Before == "" }

func candidateCells(r *page.Request, g programme.Group, c programme.Candidate, warn int) ui.Cells {
	who := familyNames(r, c.Caregivers)
	fit := programme.GroupFit{Group: g, Fit: c.Fit, Seats: c.Seats, Misses: c.Misses}
	var speaks []templ.Component
	if c.Asked {
		speaks = append(speaks, ui.Say(r.Print.T("enquiry.asked-for-this")))
	}
	if c.Before != "" {
		speaks = append(speaks, ui.Say(r.Print.T("group.before."+string(c.Before))))
	}
	if notes := shortNotes(r, c.PlaceRow, fit); notes != "" {
		speaks = append(speaks, ui.Second(notes))
	}
	if len(speaks) == 0 {
		speaks = append(speaks, ui.Say(r.Print.T("group.fits")))
	}
	var offer templ.Component
	if c.Seats {
		offer = ui.Button{Kind: ui.Outline, Label: r.Print.T("growing.offer"), Hidden: who, Href: offerAddress(c.ID, g.ID)}
	}
	return ui.Cells{
		lines(linkedText(who, familyAddress(c.Family)), ui.Second(joined(babyNames(r.Print, c.Infants), takesWords(r, c.Dyads)))),
		lines(ui.Say(fitAgesShort(r, c.Fit)), ageBar(r, c.Babies(), g, c.Fit)),
		daysLeft(r, c.StartBy, c.DaysLeft, c.DaysLeft <= warn), lines(speaks...), offer,
	}
}

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
			out = append(out, inPart(head, placeTable(r, head.Title, rows)))
			continue
		}
		if part.id == "accepted" && r.Who.May(access.PlaceFill) && g.State != programme.StateCancelled {
			out = append(out, inPart(ui.Part{ID: part.id, Title: r.Print.T("group.places.accepted")}, ui.Empty{Text: r.Print.T("group.accepted.none")}))
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
			lines(linkedText(familyNames(r, row.Caregivers), familyAddress(row.Family)), ui.Second(joined(babyNames(r.Print, row.Infants), takesWords(r, row.Dyads)))),
			ui.Say(babyAges(r, row.Infants)), placeStatus(r, row.Place), ui.Say(placeSince(r, row.Place)),
		}
		if r.Who.May(access.PlaceFill) {
			cells = append(cells, placeAct(r, row.Place))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}
