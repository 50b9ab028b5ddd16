package planning

import (
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// plan is one plan: what it achieves, group by group who gets a place and why, and who
// gets none and why.
func (p *Pages) plan(r *page.Request) (page.Reply, error) {
	ask, err := askOf(r)
	if err != nil {
		return page.Reply{}, err
	}
	v, err := p.Proposals.Proposal(r.Context(), r.Who, ask)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	out := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("planning.title"), Href: plansAddress}, Title: ui.Say(t("planning.plan", "programme", v.Offer.Name)),
		Below: ui.Say(t("planning.made", "at", r.Print.AtIn(r.Now, v.At), "name", byName(r, v.By)) + " " + weightingWords(r, v.Weighting, false) + " " + choiceWords(r, v.Choice)),
	}, Told: p.planTold(r, v)}
	hidden := form.New().Show(r.Print, nil).Hidden()
	out.Body = append(out.Body, achieved(r, v, ask)...)
	if len(v.Ahead) == 0 {
		out.Body = append(out.Body, ui.Empty{Text: t("planning.no-groups-ahead"), Act: &ui.Link{Label: t("today.sessions.groups"), Href: address.Groups}})
	}
	open := false
	for _, part := range v.Parts {
		out.Body = append(out.Body, groupPart(r, v, part, hidden))
		for _, s := range part.Seats {
			open = open || s.State == proposal.Proposed
		}
	}
	out.Body = append(out.Body, partPages(r, v, ask))
	if open {
		out.Body = append(out.Body, taking(planAddress(v.ID)+"/offer", hidden, t("planning.take.note"),
			ui.Button{Label: t("planning.take"), Busy: t("planning.take.busy")}))
	}
	out.Body = append(out.Body, nonePart(r, v, ask, hidden))
	if ask.Group.IsZero() {
		out.Body = append(out.Body, fairPart(r, v))
	}
	return page.HTML(layoutPage(frame(r, t("planning.plan", "programme", v.Offer.Name)), out)), nil
}

// planTold says what offering led to.
func (p *Pages) planTold(r *page.Request, v proposal.View) string {
	told := r.Told()
	if told.About != v.ID.String() {
		return ""
	}
	return r.Print.T(told.Key)
}

// achieved is the plan in sentences and beside the two usual orders.
func achieved(r *page.Request, v proposal.View, ask proposal.Ask) []templ.Component {
	t := r.Print.T
	all := len(v.Lines)
	if !ask.Group.IsZero() {
		return []templ.Component{
			note(t("planning.one-group")), ui.Link{Label: t("planning.all-groups"), Href: planAddress(v.ID), Tap: true},
		}
	}
	out := []templ.Component{says(t("planning.reach", "n", v.Reach.Placed, "all", all)), para(certificate(r, v))}
	if v.Method == plan.Deadlines {
		out = append(out, ui.Banner{Text: t("planning.fell-back")})
	}
	if v.Change != nil {
		out = append(out, changed(r, v))
	}
	table := ui.DataTable{
		Caption: t("planning.compare"), CaptionSeen: true, NeverFold: true,
		Columns: []ui.Column{{Head: t("planning.order")}, {Head: t("planning.placed"), End: true}, {Head: t("planning.urgent", "n", v.Urgent), End: true}},
	}
	for _, order := range []struct {
		key string
		got proposal.Reach
	}{{"planning.this", v.Reach}, {"planning.first-come", v.FirstCome}, {"planning.deadline", v.Deadline}} {
		table.Rows = append(table.Rows, ui.Cells{
			ui.Say(t(order.key)), ui.Say(r.Print.Number(float64(order.got.Placed), 0)), ui.Say(r.Print.Number(float64(order.got.Urgent), 0)),
		})
	}
	return append(out, table)
}

// certificate says how far the plan is from the best there could be.
func certificate(r *page.Request, v proposal.View) string {
	more := max(0, v.Most-v.Reach.Placed)
	return r.Print.T("planning.certificate", "n", more)
}

// changed is what moving somebody by hand did to the others.
func changed(r *page.Request, v proposal.View) templ.Component {
	t := r.Print.T
	c := v.Change
	body := []templ.Component{para(t("planning.change.count", "before", c.Before.Placed, "now", v.Reach.Placed))}
	for _, list := range []struct {
		key string
		who []programme.PlaceRow
	}{{"planning.change.lost", c.Lost}, {"planning.change.gained", c.Gained}} {
		if len(list.who) > 0 {
			names := make([]string, len(list.who))
			for i, row := range list.who {
				names[i] = naming.Caregivers(r, row.Caregivers)
			}
			body = append(body, para(t(list.key, "who", r.Print.List(names))))
		}
	}
	if len(c.Lost)+len(c.Gained) == 0 {
		body = append(body, note(t("planning.change.nobody")))
	}
	title := t("planning.change")
	if len(c.Moved) > 0 {
		title = t("planning.change.who", "who", naming.Caregivers(r, c.Moved[len(c.Moved)-1].Caregivers))
	}
	body = append(body, ui.Link{Label: t("planning.change.back"), Href: planAddress(v.After), Tap: true})
	return inPart(ui.Part{ID: "change", Title: title}, body...)
}

// partPages leads to the groups before and after.
func partPages(r *page.Request, v proposal.View, ask proposal.Ask) templ.Component {
	var links []ui.Link
	at := func(n int) string { return planAddress(v.ID) + "?groups=" + strconv.Itoa(max(0, n)) }
	if v.PartsBefore {
		links = append(links, ui.Link{Label: r.Print.T("planning.groups.before"), Href: at(ask.FromPart - proposal.GroupsPage), Tap: true})
	}
	if v.PartsAfter {
		links = append(links, ui.Link{Label: r.Print.T("planning.groups.after"), Href: at(ask.FromPart + proposal.GroupsPage), Tap: true})
	}
	return pages(r.Print.T("planning.groups.pages"), links...)
}

// planFound is the proposal that the address names, when it is there.
func (p *Pages) planFound(r *page.Request) (proposal.ID, error) {
	id, err := planAt(r)
	if err != nil {
		return id, err
	}
	return id, p.Proposals.Find(r.Context(), r.Who, id)
}

// move plans again with one family put by hand, and leads to that plan.
func (p *Pages) move(r *page.Request) (page.Reply, error) {
	id, err := p.planFound(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	m := proposal.Move{Proposal: id, Submission: programme.Submission(in.Submission())}
	if err := in.Check(); err != nil {
		return page.Reply{}, err
	}
	if !in.Has("place") {
		return page.SeeOther(planAddress(id)), nil
	}
	if err := parse(in.Text("place", 36), &m.Place); err != nil {
		return page.Reply{}, err
	}
	if group := in.Text("group", 36); group != "" {
		if err := parse(group, &m.Group); err != nil {
			return page.Reply{}, err
		}
	}
	next, err := p.Proposals.Move(r.Context(), r.Who, m)
	if fault.Is(err, fault.Conflict) {
		return page.SeeOther(planAddress(id)).Tell("told.plan-misfit", id.String()), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(planAddress(next)), nil
}

// offer offers the ticked places. What could not be offered says so in its row.
func (p *Pages) offer(r *page.Request) (page.Reply, error) {
	id, err := p.planFound(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	a := proposal.Accept{Proposal: id, Submission: programme.Submission(in.Submission())}
	if err := in.Check(); err != nil {
		return page.Reply{}, err
	}
	for _, text := range r.PostForm["place"] {
		var place programme.PlaceID
		if err := parse(text, &place); err != nil {
			return page.Reply{}, err
		}
		a.Places = append(a.Places, place)
	}
	got, err := p.Proposals.Accept(r.Context(), r.Who, a)
	if err != nil {
		return page.Reply{}, err
	}
	told := "told.plan-offered"
	switch {
	case got.Offered+got.Refused == 0:
		told = "told.plan-nothing"
	case got.Offered == 0:
		told = "told.plan-refused"
	case got.Refused > 0:
		told = "told.plan-some"
	}
	return page.SeeOther(planAddress(id)).Tell(told, id.String()), nil
}
