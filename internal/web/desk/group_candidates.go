package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

func candidatesAddress(id programme.GroupID) string { return address.Group(id) + "/candidates" }

// candidatesShown is how many families stand on a group's page: those with the
// least time.
const candidatesShown = 6

// candidatePart is who could be offered a place, the least time left first, with
// what speaks for and against each. The others stand behind a link.
func (p *Pages) candidatePart(r *page.Request, g programme.GroupDetail) (templ.Component, error) {
	found, err := p.Programmes.Candidates(r.Context(), r.Who, g.ID, programme.WaitingCursor{}, candidatesShown)
	if err != nil {
		return nil, err
	}
	t := r.Print.T
	head := ui.Part{ID: "candidates", Title: t("group.candidates"), Count: r.Counted(len(found.Rows)), More: &ui.Link{Label: t("today.growing.all"), Href: address.Waiting}}
	if len(found.Rows) == 0 {
		return layout.Part(head, ui.Empty{Text: t("group.candidates.none")}), nil
	}
	if !found.Next.IsZero() {
		// Not of how many: who may not meet somebody in the group is in no list, and
		// must be in no count.
		head.Count = t("today.first", "n", len(found.Rows))
		head.More = &ui.Link{Label: t("group.candidates.all"), Href: candidatesAddress(g.ID)}
	}
	table, err := p.candidateTable(r, g.Group, found.Rows)
	if err != nil {
		return nil, err
	}
	body := []templ.Component{ageKey(r, g.Programme), table}
	// Among those who are not shown there may be one whom it can choose.
	if !found.Next.IsZero() || slices.ContainsFunc(found.Rows, programme.Candidate.Easy) {
		button := ui.Button{Label: t("group.next"), Busy: t("session.busy")}
		body = append(body, layout.InLine(layout.Act{Action: address.Group(g.ID) + "/next", Hidden: form.New().Show(r.Print, nil).Hidden(), Button: button},
			planning(r, g.Programme.Key, g.ID, t("planning.make.group"))), layout.Note(t("group.next.note")))
	}
	return layout.Part(head, body...), nil
}

// candidates is everybody who could come to a group, a page at a time.
func (p *Pages) candidates(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	after, err := waitingCursor(r.URL.Query().Get("after"))
	if err != nil {
		return page.Reply{}, err
	}
	found, err := p.Programmes.Candidates(r.Context(), r.Who, g.ID, after, 0)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{
		Above: &ui.Link{Label: naming.Group(r.Print, g.Group), Href: address.Group(g.ID)}, Title: ui.Say(t("group.candidates")), Below: groupHead(r, g).Below,
	}}
	if len(found.Rows) == 0 {
		v.Body = append(v.Body, ui.Empty{Text: t("group.candidates.none"), Act: &ui.Link{Label: t("today.growing.all"), Href: address.Waiting}})
	} else {
		table, err := p.candidateTable(r, g.Group, found.Rows)
		if err != nil {
			return page.Reply{}, err
		}
		v.Body = append(v.Body, layout.Stack(ageKey(r, g.Programme), table))
	}
	v.Body = append(v.Body, r.Pager(waitingPlace(found.Next)))
	return page.HTML(layout.Show(r.DeskFrame(t("group.candidates"), page.Groups), v)), nil
}

func (p *Pages) candidateTable(r *page.Request, g programme.Group, all []programme.Candidate) (ui.DataTable, error) {
	team, err := p.Accounts.ServiceByID(r.Context(), r.Who.Service)
	if err != nil {
		return ui.DataTable{}, err
	}
	t := r.Print.T
	table := ui.DataTable{Caption: t("group.candidates"), Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("group.column.ages")}, {Head: t("growing.until")}, {Head: t("group.column.speaks")}, {Head: t("growing.do"), Act: true},
	}}
	for _, c := range all {
		table.Rows = append(table.Rows, candidateCells(r, g, c, team.WarnDays))
	}
	return table, nil
}

func candidateCells(r *page.Request, g programme.Group, c programme.Candidate, warn int) ui.Cells {
	who := naming.Caregivers(r, c.Caregivers)
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
		offer = ui.Button{Kind: ui.Outline, Label: r.Print.T("growing.offer"), Hidden: who, Href: address.Offer(c.ID, g.ID)}
	}
	return ui.Cells{
		layout.Lines(layout.LinkedText(who, address.Family(c.Family)), ui.Second(ui.Beside(naming.Babies(r.Print, c.Infants), takesWords(r, c.Dyads)))),
		layout.Lines(ui.Say(fitAgesShort(r, c.Fit)), ageBar(r, c.Babies(), g, c.Fit)),
		daysLeft(r, c.StartBy, c.DaysLeft, c.DaysLeft <= warn), layout.Lines(speaks...), offer,
	}
}
