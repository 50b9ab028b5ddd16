package desk

import (
	"slices"
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

// outgrown is the filter of the waiting list for those who can no longer start.
const outgrown = "too-late"

// waiting is the list of families waiting for a programme: least time left first,
// each with the groups that fit.
func (p *Pages) waiting(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	offer, err := p.programmeAsked(r)
	if err != nil {
		return page.Reply{}, err
	}
	f := programme.WaitingFilter{Programme: offer.Key, Outgrown: r.URL.Query().Get("show") == outgrown}
	if f.After, err = waitingCursor(r.URL.Query().Get("after")); err != nil {
		return page.Reply{}, err
	}
	found, err := p.Programmes.Waiting(r.Context(), r.Who, f)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout.Page{Told: waitingTold(r), Head: ui.PageHead{
		Above: &ui.Link{Label: t("nav.groups"), Href: address.Groups}, Title: ui.Say(t("waiting.title")), Below: ui.Say(ui.Beside(offer.Name, t("waiting.lead"))),
	}}
	if r.Who.May(access.PlaceFill) && len(found.Rows) > 0 && !f.Outgrown {
		v.Acts = append(v.Acts, planning(r, offer.Key, programme.GroupID{}, t("planning.make.waiting")))
	}
	used, err := p.Programmes.Used(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	v.Body = append(v.Body, waitingTabs(r, offer, f, found, used))
	switch {
	case len(found.Rows) > 0:
		v.Body = append(v.Body, layout.Stack(ageKey(r, offer), waitingTable(r, found.Rows)))
	case f.Outgrown:
		v.Body = append(v.Body, ui.Empty{Text: t("waiting.none.late")})
	default:
		v.Body = append(v.Body, ui.Empty{Text: t("waiting.none"), Act: waitingStart(r)})
	}
	v.Body = append(v.Body, r.Pager(waitingPlace(found.Next)))
	return page.HTML(layout.Show(r.DeskFrame(t("waiting.title"), page.Groups), v)), nil
}

// planning asks for a plan of everybody who waits; of one group, it shows that group's
// part of it.
func planning(r *page.Request, key programme.Key, group programme.GroupID, label string) templ.Component {
	return layout.Act{
		Action: "/desk/plans", Hidden: form.New().Show(r.Print, nil).Hidden("programme", string(key), "group", group.String()),
		Button: ui.Button{Kind: ui.Outline, Label: label, Busy: r.Print.T("planning.busy")},
	}
}

// programmeAsked is the programme of the address, or the first there is.
func (p *Pages) programmeAsked(r *page.Request) (*programme.Programme, error) {
	if key := r.URL.Query().Get("programme"); key != "" {
		return p.Catalogue.Programme(programme.Key(key))
	}
	all := p.Catalogue.All()
	if len(all) == 0 {
		return nil, fault.NotFoundf("a programme")
	}
	return all[0], nil
}

func waitingCursor(after string) (c programme.WaitingCursor, err error) {
	if after == "" {
		return c, nil
	}
	day, id, _ := strings.Cut(after, ".")
	if c.StartBy, err = civil.Parse(day); err != nil {
		return c, fault.NotFoundf("page of the waiting list")
	}
	if err := c.ID.UnmarshalText([]byte(id)); err != nil {
		return c, fault.NotFoundf("page of the waiting list")
	}
	return c, nil
}

// waitingPlace is a cursor as addresses hold it.
func waitingPlace(c programme.WaitingCursor) string {
	if c.IsZero() {
		return ""
	}
	return c.StartBy.String() + "." + c.ID.String()
}

// waitingTabs lead to the other programmes, and to those who can no longer start
// when there are any.
func waitingTabs(r *page.Request, offer *programme.Programme, f programme.WaitingFilter, found programme.WaitingPage, all []*programme.Programme) templ.Component {
	tabs := ui.Tabs{Label: r.Print.T("waiting.tabs")}
	if !slices.Contains(all, offer) {
		all = append([]*programme.Programme{offer}, all...)
	}
	for _, other := range all {
		at := address.Waiting
		if len(all) > 1 {
			at += "?programme=" + string(other.Key)
		}
		label := r.Print.T("waiting.can-start")
		if len(all) > 1 {
			label = other.Name
		}
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Label: label, Href: at, Current: other.Key == offer.Key && !f.Outgrown})
	}
	if found.Outgrown || f.Outgrown {
		tabs.Tabs = append(tabs.Tabs, ui.Tab{
			Label: r.Print.T("waiting.too-late"), Href: address.Waiting + "?programme=" + string(offer.Key) + "&show=" + outgrown, Current: f.Outgrown,
		})
	}
	if len(tabs.Tabs) < 2 {
		return nil
	}
	return tabs
}

func waitingStart(r *page.Request) *ui.Link {
	if !r.Who.May(access.EnquiryRead) {
		return nil
	}
	return &ui.Link{Label: r.Print.T("waiting.to-enquiries"), Href: address.Enquiries}
}

func waitingTold(r *page.Request) templ.Component {
	if n := r.Told(); n.Key == "told.put-back" || n.Key == "told.withdrawn" {
		return &layout.Told{Text: r.Print.T(n.Key)}
	}
	return nil
}

func waitingTable(r *page.Request, rows []programme.WaitingRow) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("waiting.caption"), Columns: []ui.Column{
		{Head: t("growing.who")}, {Head: t("growing.age")}, {Head: t("growing.until")}, {Head: t("waiting.fits")}, {Head: t("growing.do"), Act: true},
	}}
	for _, row := range rows {
		table.Rows = append(table.Rows, ui.Cells{
			layout.Anchored(row.ID.String(), layout.Lines(
				layout.LinkedText(naming.Caregivers(r, row.Caregivers), address.Family(row.Family)),
				ui.Second(ui.Beside(naming.Babies(r.Print, row.Infants), takesWords(r, row.Dyads))))),
			waitingAge(r, row), layout.Lines(daysLeft(r, row.CanStartUntil, row.DaysLeft, row.Warn), waitingNeed(r, row)), waitingFits(r, row), waitingActs(r, row),
		})
	}
	return table
}

// takesWords says how many seats a family takes, where that is more than one.
func takesWords(r *page.Request, dyads int) string {
	if dyads < 2 {
		return ""
	}
	return r.Print.T("waiting.takes", "n", dyads)
}

// waitingNeed is how much the family needs a place, and where that is written down.
func waitingNeed(r *page.Request, row programme.WaitingRow) templ.Component {
	if !r.Who.May(access.PlaceFill) {
		return nil
	}
	label := "place.need.link"
	if row.Need != programme.Usual {
		label += "." + string(row.Need)
	}
	return ui.Link{Label: r.Print.T(label), Hidden: naming.Caregivers(r, row.Caregivers), Href: address.Need(row.ID)}
}

// waitingAge is how old the baby is today, drawn against the group that fits best.
func waitingAge(r *page.Request, row programme.WaitingRow) templ.Component {
	age := ui.Say(naming.Ages(r, row.Infants))
	best, ok := firstFit(row)
	if !ok {
		return age
	}
	return layout.Lines(age, ageBar(r, row.Babies(), best.Group, best.Fit))
}

// daysLeft is the last day to start and how many days that is: warm while it can
// still be helped, rust once it is over.
func daysLeft(r *page.Request, until civil.Date, days int, warn bool) templ.Component {
	t := r.Print.T
	day := r.NearDay(until)
	switch {
	case days < 0:
		return layout.Lines(ui.Tag{Text: day, Tone: ui.ToneBad}, ui.Second(t("waiting.late", "n", -days)))
	case warn:
		return layout.Lines(ui.Tag{Text: day, Tone: ui.ToneWarm}, ui.Second(t("waiting.left", "n", days)))
	}
	return layout.Lines(ui.Say(day), ui.Second(t("waiting.left", "n", days)))
}

// waitingFits is the group that fits best, the ages there and what speaks against
// it; the others stand behind a link.
func waitingFits(r *page.Request, row programme.WaitingRow) templ.Component {
	t := r.Print.T
	best, ok := firstFit(row)
	if !ok {
		return layout.Lines(ui.Second(t("growing.none-fits")), waitingOthers(r, row))
	}
	out := []templ.Component{
		ui.Link{Label: groupStarting(r, best.Group), Href: address.Group(best.Group.ID)},
		ui.Second(ui.Beside(fitAgesShort(r, best.Fit), shortNotes(r, row.PlaceRow, best))),
	}
	if !row.LastFit.IsZero() {
		out = append(out, lastFit(r, row, best))
	}
	if more := len(row.Fits) - 1; more > 0 && r.Who.May(access.PlaceFill) {
		out = append(out, ui.Link{Label: t("waiting.more", "n", more), Hidden: naming.Caregivers(r, row.Caregivers), Href: address.OfferTo(programme.Place{ID: row.ID})})
	}
	return layout.Lines(append(out, waitingOthers(r, row))...)
}

// lastFit is the last start that fits and is as wished: warm when the family has little
// time left, so that it is seen while it can still be had.
func lastFit(r *page.Request, row programme.WaitingRow, best programme.GroupFit) templ.Component {
	words := r.Print.T("waiting.last-fit", "day", r.NearDay(row.LastFit), "n", r.Today.DaysUntil(row.LastFit))
	if row.LastFit == best.Group.First {
		words = r.Print.T("waiting.only-fit", "n", r.Today.DaysUntil(row.LastFit))
	}
	if row.Warn {
		return ui.Tag{Text: words, Tone: ui.ToneWarm}
	}
	return ui.Second(words)
}

// waitingOthers is why the other groups to come cannot be had as wished.
func waitingOthers(r *page.Request, row programme.WaitingRow) templ.Component {
	if len(row.Others) == 0 {
		return nil
	}
	var why []string
	for _, o := range row.Others {
		why = append(why, r.Print.T("waiting.other."+string(o.Why), "n", o.Groups))
	}
	return ui.Second(r.Print.T("waiting.others", "why", why))
}

// shortNotes is what speaks against a group, in the few words of a row.
func shortNotes(r *page.Request, row programme.PlaceRow, f programme.GroupFit) string {
	t := r.Print.T
	var out []string
	if !f.Seats {
		out = append(out, t("fit.seats", "n", row.Dyads, "left", f.Group.Left))
	}
	var misses []string
	for _, w := range f.Misses {
		misses = append(misses, t("wish.miss."+string(w)))
	}
	if len(misses) > 0 {
		out = append(out, t("wish.misses", "what", misses))
	}
	if f.Fit.DaysToSpare <= 7 {
		out = append(out, t("fit.spare", "n", f.Fit.DaysToSpare))
	}
	return ui.Beside(out...)
}

func waitingActs(r *page.Request, row programme.WaitingRow) templ.Component {
	if !r.Who.May(access.PlaceFill) {
		return nil
	}
	t, who := r.Print.T, naming.Caregivers(r, row.Caregivers)
	if row.DaysLeft < 0 {
		return ui.Link{Label: t("place.end.waiting"), Hidden: who, Href: address.Withdraw(row.ID), Tap: true}
	}
	if fit, ok := firstFit(row); ok && fit.Offerable() {
		return ui.Button{Kind: ui.Outline, Label: t("growing.offer"), Hidden: who, Href: address.Offer(row.ID, fit.Group.ID)}
	}
	return ui.Button{Kind: ui.Outline, Label: t("growing.choices"), Hidden: who, Href: address.OfferTo(programme.Place{ID: row.ID})}
}
