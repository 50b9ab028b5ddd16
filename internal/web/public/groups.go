package public

import (
	"slices"
	"strings"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/companion"
	"holdfast/internal/programme"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// groups is the service's page: what a group is, who it is for, and the ones to
// come, by date.
func (p *Pages) groups(r *page.Request) (page.Reply, error) {
	offer, err := p.offered(r)
	if err != nil {
		return page.Reply{}, err
	}
	after := cursorOf(r.URL.Query().Get("after"))
	groups, err := p.programmes.PublicPage(r.Context(), r.Service.ID, offer.Key, after)
	if err != nil {
		return page.Reply{}, err
	}
	all, err := p.programmes.PublicProgrammes(r.Context(), r.Service.ID)
	if err != nil {
		return page.Reply{}, err
	}
	f := open(r, offer.Name)
	f.Description = offer.About
	f.Nav = groupsNav(r, offer, all)
	v := p.newGroups(r, offer, groups.Groups)
	v.More = groupPager(r, offer, after, groups.Next)
	return page.HTML(groupsPage(f, v)).Public(), nil
}

// offered is the programme of the address; without one, the first of the house.
func (p *Pages) offered(r *page.Request) (*programme.Programme, error) {
	key := programme.BabyLove
	if asked := r.URL.Query().Get("programme"); asked != "" {
		key = programme.Key(asked)
	}
	return p.catalogue.Programme(key)
}

// groupsNav leads to each programme that has groups to come, by its name where there
// are several.
func groupsNav(r *page.Request, offer *programme.Programme, all []*programme.Programme) []ui.NavItem {
	help := ui.NavItem{Label: r.Print.T("public.nav.help"), Href: helpAddress(r)}
	if len(all) == 0 || len(all) == 1 && all[0].Key == offer.Key {
		return []ui.NavItem{{Label: r.Print.T("public.nav.groups"), Href: programmeAddress(r, offer), Current: true}, help}
	}
	var nav []ui.NavItem
	for _, other := range all[:min(len(all), 4)] {
		nav = append(nav, ui.NavItem{Label: other.Name, Href: programmeAddress(r, other), Current: other.Key == offer.Key})
	}
	return append(nav, help)
}

// programmeAddress is the page of a programme's groups.
func programmeAddress(r *page.Request, offer *programme.Programme) string {
	return serviceAddress(r.Service.Slug) + programmeQuery(offer)
}

// programmeQuery names a programme in an address, where it is not the first of the
// house.
func programmeQuery(offer *programme.Programme) string {
	if offer.Key == programme.BabyLove {
		return ""
	}
	return "?programme=" + string(offer.Key)
}

type groupsView struct {
	Title, Lead  string
	Find         ui.Button
	Coming       string
	Note         string
	List         ui.GroupList
	More         *ui.Pager
	Empty        ui.Empty
	WhatTitle    string
	What         []string
	AsideTitle   string
	Facts        ui.SummaryList
	Now          ui.CareCard
	NowText      string
	SourceLabel  string
	Source       string
	StaffSignsIn ui.Link
}

func (p *Pages) newGroups(r *page.Request, offer *programme.Programme, groups []programme.Group) groupsView {
	t := r.Print.T
	ask := askAddress(r.Service.Slug) + programmeQuery(offer)
	v := groupsView{
		Title: offer.Name, Lead: offer.About,
		Find:         ui.Button{Label: t("groups.find"), Href: ask},
		Coming:       t("groups.coming"),
		Note:         t("groups.times", "zone", r.Print.Zone(r.Now)),
		Empty:        ui.Empty{Text: t("groups.empty"), Act: &ui.Link{Label: t("groups.wait"), Href: ask}, Drawing: ui.DrawNothing},
		WhatTitle:    t("groups.what"),
		What:         offer.What,
		AsideTitle:   t("groups.good-to-know"),
		Now:          p.todayCard(r),
		NowText:      t("groups.now.text"),
		SourceLabel:  t("groups.source"),
		Source:       offer.Source,
		StaffSignsIn: ui.Link{Label: t("front.staff"), Href: page.SignInPage, Tap: true},
	}
	if changed := lastChange(groups); !changed.IsZero() {
		v.Note = t("groups.times-changed", "zone", r.Print.Zone(r.Now), "day", r.Print.Date(r.Print.DayOf(changed)))
	}
	for _, g := range groups {
		v.List.Rows = append(v.List.Rows, groupRow(r, g))
	}
	v.Facts.Facts = []ui.Fact{
		{Label: t("groups.who"), Answer: ui.Say(offer.ForWhom)},
		{Label: t("groups.cost"), Answer: ui.Say(t("groups.cost.free"))},
		{Label: t("groups.size"), Answer: ui.Say(sizeWords(r, offer))},
		{Label: t("groups.length"), Answer: ui.Say(lengthWords(r, offer))},
	}
	if r.Service.Phone != "" {
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{Label: t("groups.questions"), Answer: ui.Link{
			Label: t("helpline.ring", "number", reach.Number(r.Service.Phone)), Href: reach.Tel(r.Service.Phone), Tap: true,
		}})
	}
	return v
}

func sizeWords(r *page.Request, offer *programme.Programme) string {
	if offer.Counts == programme.CountsFamilies {
		return r.Print.T("groups.size.families", "n", offer.Capacity)
	}
	return r.Print.T("groups.size.to", "n", offer.Capacity)
}

// lengthWords says how many sessions there are, and what there is beside them.
func lengthWords(r *page.Request, offer *programme.Programme) string {
	if more := len(offer.Contacts) - len(offer.Sessions); more > 0 {
		return r.Print.T("groups.length.more", "n", more, "sessions", len(offer.Sessions), "minutes", offer.Minutes)
	}
	return r.Print.T("groups.length.weeks", "n", len(offer.Sessions), "minutes", offer.Minutes)
}

// groupPager leads to later groups and back to the first; nil when all are shown.
func groupPager(r *page.Request, offer *programme.Programme, after, next programme.GroupCursor) *ui.Pager {
	t := r.Print.T
	pager := ui.Pager{Label: t("groups.more")}
	if !after.IsZero() {
		pager.Earlier = &ui.Link{Label: t("groups.first"), Href: programmeAddress(r, offer)}
	}
	if !next.IsZero() {
		pager.Later = &ui.Link{Label: t("groups.later"), Href: serviceAddress(r.Service.Slug) + "?after=" + next.Day.String() + "." + next.ID.String() + strings.Replace(programmeQuery(offer), "?", "&", 1)}
	}
	if pager.Earlier == nil && pager.Later == nil {
		return nil
	}
	return &pager
}

// cursorOf reads where the page before ended. Whatever it cannot read is the
// beginning.
func cursorOf(after string) (c programme.GroupCursor) {
	day, id, _ := strings.Cut(after, ".")
	d, err := civil.Parse(day)
	if err != nil || c.ID.UnmarshalText([]byte(id)) != nil {
		return programme.GroupCursor{}
	}
	c.Day = d
	return c
}

// askAddress is where the questions of an enquiry begin.
func askAddress(slug string) string { return serviceAddress(slug) + "/ask" }

func lastChange(groups []programme.Group) (last time.Time) {
	for _, g := range groups {
		if g.ChangedAt.After(last) {
			last = g.ChangedAt
		}
	}
	return last
}

// todayCard is where to turn when a group is too far away.
func (p *Pages) todayCard(r *page.Request) ui.CareCard {
	card := ui.CareCard{Level: ui.Urgent, Title: r.Print.T("groups.now")}
	if line, ok := p.helplines.First(companion.Distress); ok {
		card.Call = &ui.Call{Label: r.Print.T("helpline.ring", "number", reach.Number(line.Number)), Href: line.Href()}
	}
	return card
}

// groupRow says of one group what a parent decides by, in the order they ask.
func groupRow(r *page.Request, g programme.Group) ui.GroupRow {
	t := r.Print.T
	weekday := r.Print.Weekdays(g.First.Weekday())
	ask := askAddress(r.Service.Slug) + "?group=" + g.ID.String()
	where := whereLines(r, g)
	row := ui.GroupRow{
		Title: ui.Say(t("groups.days", "weekday", weekday, "first", g.First, "last", g.Last)),
		When:  t("groups.when."+string(g.Mode), "hours", r.Print.ClockRangeWords(g.Starts, g.Ends)),
	}
	wait := &ui.Button{Kind: ui.Outline, Label: t("groups.wait"), Hidden: t("groups.wait.for", "weekday", weekday, "first", g.First), Href: ask}
	switch g.Status {
	case programme.Open:
		row.Status = ui.Status{Kind: ui.Open, Word: t("groups.left", "n", g.Left)}
		row.Act = &ui.Button{Label: t("groups.ask"), Hidden: t("groups.ask.for", "weekday", weekday, "first", g.First), Href: ask}
	case programme.Full:
		row.Status = ui.Status{Kind: ui.Full, Word: t("groups.full")}
		row.Act = wait
	case programme.Postponed:
		row.Title = ui.Say(t("groups.days.postponed", "weekday", weekday))
		if !g.BackBy.IsZero() {
			row.Title = ui.Say(t("groups.days.back-by", "weekday", weekday, "day", g.BackBy))
		}
		where = slices.Insert(where, 0, t("groups.postponed.why", "day", g.First, "why", g.Why))
		row.Status = ui.Status{Kind: ui.Postponed, Word: t("groups.postponed")}
		row.Act = wait
	case programme.Cancelled:
		where = []string{t("groups.cancelled.why", "why", g.Why)}
		row.Status = ui.Status{Kind: ui.Cancelled, Word: t("groups.cancelled")}
	}
	row.Where = lines(where)
	return row
}

// whereLines are place, how to get in, language and who leads: what one wants to
// know before leaving the house with a pram.
func whereLines(r *page.Request, g programme.Group) []string {
	t := r.Print.T
	out := []string{t("groups.where.video")}
	if g.Mode == programme.InPerson {
		parts := slices.DeleteFunc([]string{g.SiteName, g.Address, g.Room}, func(s string) bool { return s == "" })
		out = []string{t("groups.where.site", "place", strings.Join(parts, ", "))}
		if g.Access != "" {
			out = append(out, t("groups.where.access", "access", strings.TrimSuffix(g.Access, ".")))
		}
	}
	said := t("groups.lang", "lang", r.Print.Language(g.Lang))
	var names []string
	for _, l := range g.Leaders {
		names = append(names, l.Name)
	}
	if len(names) > 0 {
		said += " " + t("groups.leaders", "names", r.Print.List(names))
	}
	return append(out, said)
}
