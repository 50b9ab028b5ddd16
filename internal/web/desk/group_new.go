package desk

import (
	"cmp"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// datesAside is where the sessions would fall, with the holidays that are left out
// named.
func (f groupForm) datesAside(r *page.Request, first civil.Date) []templ.Component {
	t := r.Print.T
	out := []templ.Component{layout.Heading(t("group.dates"))}
	if first.IsZero() {
		return append(out, layout.Note(t("group.dates.none")))
	}
	days := make([]civil.Date, len(f.holidays))
	for i, h := range f.holidays {
		days[i] = h.Day
	}
	line := ui.Timeline{}
	laid := course.Days(f.offer.Course(), first, days)
	for i, day := range laid {
		line.Events = append(line.Events, ui.Event{
			When: r.NearDay(day), Datetime: day.String(), State: ui.Next,
			What: ui.Say(t("session.head.short", "number", i+1, "title", f.offer.Plan(i+1).Title)),
		})
	}
	out = append(out, line)
	var skipped []string
	for _, h := range f.holidays {
		if h.Day.Weekday() == first.Weekday() && !h.Day.Before(first) && !h.Day.After(laid[len(laid)-1]) {
			skipped = append(skipped, t("group.skipped", "day", r.Print.Date(h.Day), "name", h.Name))
		}
	}
	if len(skipped) > 0 {
		out = append(out, layout.Listed(skipped))
	}
	return out
}

// newGroup asks for a group, filled in as the programme suggests.
func (p *Pages) newGroup(r *page.Request) (page.Reply, error) {
	offer, err := p.programmeAsked(r)
	if err != nil {
		return page.Reply{}, err
	}
	return p.askGroup(r, offer, suggested(offer, r.Service.Lang, r.URL.Query()), nil)
}

// suggested is a new group as the programme suggests it, and as a plan of which groups to
// open says in the address. What it says is looked at like anything that is typed.
func suggested(offer *programme.Programme, lang string, plan url.Values) *form.Values {
	begins := civil.Clock{Hour: 10}
	if clock, err := civil.ParseClock(plan.Get("starts")); err == nil {
		begins = clock
	}
	known := []string{
		"programme", string(offer.Key), "capacity", strconv.Itoa(offer.Capacity), "starts", begins.String(), "ends", begins.Later(offer.Minutes).String(),
		"mode", cmp.Or(plan.Get("mode"), string(programme.InPerson)), "lang", cmp.Or(plan.Get("lang"), lang), "site", plan.Get("site"), "room", plan.Get("room"),
	}
	for i, id := range plan["leader"][:min(len(plan["leader"]), leaderFields)] {
		known = append(known, leaderField(i), id)
	}
	in := form.New(known...)
	if first, err := civil.Parse(plan.Get("first")); err == nil {
		in.SetDate("first", first)
	}
	return in
}

// askGroup shows the form for a new group, and where its sessions would fall.
func (p *Pages) askGroup(r *page.Request, offer *programme.Programme, in *form.Values, problem error) (page.Reply, error) {
	t := r.Print.T
	f, err := p.groupForm(r, offer)
	if err != nil {
		return page.Reply{}, err
	}
	f.dated = true
	first := in.OptionalDate("first")
	shown := in.Show(r.Print, problem)
	v := layout.Page{
		Summary: shown.Summary(), Label: t("group.dates"), Aside: f.datesAside(r, first),
		Head: ui.PageHead{Above: &ui.Link{Label: t("nav.groups"), Href: address.Groups}, Title: ui.Say(t("group.new.head", "programme", offer.Name))},
		Body: []templ.Component{layout.Form(address.Groups+"/new", shown.Hidden("programme", string(offer.Key)), f.fields(r, shown),
			ui.Button{Label: t("group.open"), Busy: t("session.busy")}, ui.Button{Kind: ui.Outline, Label: t("group.see-dates"), Name: "look", Value: "1"})},
	}
	if all := p.Catalogue.All(); len(all) > 1 {
		v.Body = append([]templ.Component{programmeTabs(r, offer, all)}, v.Body...)
	}
	frame := r.DeskFrame(t("group.new"), page.Groups)
	frame.Failed = shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(frame, v)), nil
	}
	return page.HTML(layout.Show(frame, v)), nil
}

// programmeTabs lead to the form for each programme there is a file for.
func programmeTabs(r *page.Request, offer *programme.Programme, all []*programme.Programme) ui.Tabs {
	tabs := ui.Tabs{Label: r.Print.T("group.programmes")}
	for _, other := range all {
		tabs.Tabs = append(tabs.Tabs, ui.Tab{
			Label: other.Name, Href: address.Groups + "/new?programme=" + string(other.Key), Current: other.Key == offer.Key,
		})
	}
	return tabs
}

// createGroup opens it, or shows first where its sessions would fall.
func (p *Pages) createGroup(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	offer, err := p.Catalogue.Programme(programme.Key(in.Text("programme", 60)))
	if err != nil {
		return page.Reply{}, err
	}
	g := typedGroup(in, true)
	g.Programme, g.Submission = offer.Key, programme.Submission(in.Submission())
	err = in.Check()
	if in.Ticked("look") {
		return p.askGroup(r, offer, in, err)
	}
	var id programme.GroupID
	if err == nil {
		id, err = p.Programmes.CreateGroup(r.Context(), r.Who, g)
	}
	if form.Shows(err) {
		return p.askGroup(r, offer, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Group(id)).Tell("told.group-opened", id.String()), nil
}
