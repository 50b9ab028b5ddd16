package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// group can say, the page says once.
func (p *Pages) group(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout.Page{Head: groupHead(r, g), Acts: groupActs(r, g), Told: groupTold(r, g), Label: r.Print.T("group.facts")}
	if g.Why != "" {
		v.Body = append(v.Body, ui.Banner{Text: groupWhy(r, g.Group), Icon: ui.IconWarning})
	}
	if r.Who.May(access.PlaceFill) && (g.Status == programme.Open || g.Status == programme.Full) {
		part, err := p.candidatePart(r, g)
		if err != nil {
			return page.Reply{}, err
		}
		v.Body = append(v.Body, part)
	}
	v.Body = append(v.Body, placeParts(r, g)...)
	v.Body = append(v.Body, sessionPart(r, g))
	due, err := p.groupDue(r, g)
	if err != nil {
		return page.Reply{}, err
	}
	v.Body = append(v.Body, due)
	v.Aside = groupAside(r, g)
	return page.HTML(layout.Show(r.DeskFrame(naming.Group(r.Print, g.Group), page.Groups), v)), nil
}

func (p *Pages) groupAt(r *page.Request) (programme.GroupDetail, error) {
	var id programme.GroupID
	if err := page.PathID(r, "group", &id); err != nil {
		return programme.GroupDetail{}, err
	}
	return p.Programmes.Group(r.Context(), r.Who, id)
}

func groupHead(r *page.Request, g programme.GroupDetail) ui.PageHead {
	return ui.PageHead{
		Above: &ui.Link{Label: r.Print.T("nav.groups"), Href: address.Groups},
		Title: ui.Say(naming.Group(r.Print, g.Group)),
		Below: ui.Say(ui.Beside(groupDates(r, g.Group), r.Print.ClockRange(g.Starts, g.Ends), naming.GroupWhere(r.Print, g.Group), placesWords(r, g.Group))),
	}
}

// placesWords is the places in words: "3 places left" while somebody can still
// come, how many are taken otherwise.
func placesWords(r *page.Request, g programme.Group) string {
	if g.Status == programme.Open {
		return r.Print.T("groups.left", "n", g.Left)
	}
	return takenWords(r, g)
}

func groupActs(r *page.Request, g programme.GroupDetail) []templ.Component {
	t := r.Print.T
	var out []templ.Component
	if r.Who.May(access.OutcomeRead) && (g.Status == programme.Running || g.Status == programme.Finished) {
		out = append(out, ui.Button{Kind: ui.Outline, Label: t("nav.outcomes"), Href: address.GroupOutcome(g.ID)})
	}
	if !r.Who.May(access.GroupPlan) || g.State == programme.StateCancelled || g.Status == programme.Finished {
		return out
	}
	at := address.Group(g.ID)
	if g.Status == programme.Postponed {
		out = append(out, ui.Button{Label: t("resume.act"), Href: at + "/resume"})
	}
	return append(out, ui.Button{Kind: ui.Outline, Label: t("group.edit"), Href: at + "/edit"})
}

// groupWhy says why a group stands still or was ended, as families read it.
func groupWhy(r *page.Request, g programme.Group) string {
	if g.Status == programme.Cancelled {
		return r.Print.T("group.cancelled-why", "why", g.Why)
	}
	return r.Print.T("group.postponed-why", "day", r.NearDay(g.First), "why", g.Why)
}

func groupTold(r *page.Request, g programme.GroupDetail) templ.Component {
	n := r.Told()
	if n.Key == "" {
		return nil
	}
	if n.About == g.ID.String() {
		return &layout.Told{Text: r.Print.T(n.Key)}
	}
	for _, place := range g.Places {
		if place.ID.String() != n.About {
			continue
		}
		out := &layout.Told{Text: r.Print.T(n.Key+".who", "who", naming.Caregivers(r, place.Caregivers))}
		switch {
		case n.Key == "told.offered" && place.State == programme.Offered:
			out.More = &ui.Link{Label: r.Print.T("place.end.offered"), Href: address.Withdraw(place.ID), Tap: true}
		case n.Key == "told.withdrawn" && place.State == programme.Withdrawn:
			out.Undo = &layout.Act{Action: address.PutBack(place.ID), Button: ui.Button{Kind: ui.Quiet, Label: r.Print.T("place.put-back")}}
		}
		return out
	}
	return nil
}

// groupAside is what one looks up: language, who leads, where, the call's address,
// the reference; and what is done rarely.
func groupAside(r *page.Request, g programme.GroupDetail) []templ.Component {
	t := r.Print.T
	facts := []ui.Fact{{Label: t("group.status"), Answer: groupStatus(r, g.Group)}}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: t(label), Answer: ui.Say(value)})
		}
	}
	var leaders []string
	for _, l := range g.Leaders {
		leaders = append(leaders, l.Name)
	}
	add("group.leaders", r.Print.List(ui.Isolated(leaders)))
	add("group.lang", r.Print.Language(g.Lang))
	add("group.site", ui.Beside(g.SiteName, g.Address))
	add("group.room", g.Room)
	add("group.access", g.Access)
	if g.VideoLink != "" {
		facts = append(facts, ui.Fact{Label: t("group.link"), Answer: ui.Link{Label: g.VideoLink, Href: g.VideoLink}})
	}
	add("group.capacity", t("group.taken", "n", g.Taken, "of", g.Capacity))
	add("group.ref", g.Ref)
	out := []templ.Component{layout.Heading(t("group.facts")), ui.SummaryList{Facts: facts}}
	if r.Who.May(access.GroupPlan) && g.State != programme.StateCancelled && g.Status != programme.Finished {
		at := address.Group(g.ID)
		var rare []templ.Component
		if g.Status != programme.Postponed {
			rare = append(rare, ui.Link{Label: t("postpone.act"), Href: at + "/postpone", Tap: true})
		}
		out = append(out, layout.Lines(append(rare, ui.Link{Label: t("cancel-group.act"), Href: at + "/cancel", Tap: true})...))
	}
	return out
}

// offerNext offers a free place to the family with the least time left, in one
// click.
func (p *Pages) offerNext(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	next := programme.NextOffer{Submission: programme.Submission(in.Submission())}
	if err := page.PathID(r, "group", &next.Group); err != nil {
		return page.Reply{}, err
	}
	if err := in.Check(); err != nil {
		return page.Reply{}, err
	}
	place, err := p.Programmes.NextOffer(r.Context(), r.Who, next)
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Group(next.Group)).Tell("told.offered", place.String()), nil
}
