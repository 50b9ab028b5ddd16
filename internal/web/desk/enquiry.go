package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/enquiry"
	"holdfast/internal/fault"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// enquiryTabs are the states a list can show, as they stand in its address.
var enquiryTabs = []enquiry.State{enquiry.Sent, enquiry.Accepted, enquiry.Declined}

// listEnquiries is who asked: those nobody has answered yet, the longest waiting
// first; and behind tabs those that were decided, the newest first.
func (p *Pages) listEnquiries(r *page.Request) (page.Reply, error) {
	state := enquiry.State(form.Query(r.Request).One("state", string(enquiry.Accepted), string(enquiry.Declined)))
	if state == "" {
		state = enquiry.Sent
	}
	f := enquiry.Filter{State: state}
	if err := page.After(r, &f.After.ID); err != nil {
		return page.Reply{}, err
	}
	found, err := p.Enquiries.List(r.Context(), r.Who, f)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{Title: ui.Say(t("nav.enquiries")), Below: ui.Say(t("enquiry.list.lead." + string(state)))}}
	tabs := ui.Tabs{Label: t("enquiry.list.tabs")}
	for _, s := range enquiryTabs {
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Label: t("enquiry.state." + string(s)), Href: address.Enquiries + "?state=" + string(s), Current: s == state})
	}
	tabs.Tabs[0].Href = address.Enquiries
	v.Body = append(v.Body, tabs)
	if len(found.Enquiries) == 0 {
		v.Body = append(v.Body, ui.Empty{Text: t("enquiry.none." + string(state))})
	} else {
		v.Body = append(v.Body, enquiryTable(r, state, found.Enquiries))
	}
	next := ""
	if !found.Next.IsZero() {
		next = found.Next.ID.String()
	}
	v.Body = append(v.Body, r.Pager(next))
	return page.HTML(layout.Show(r.DeskFrame(t("nav.enquiries"), page.Enquiries), v)), nil
}

func enquiryTable(r *page.Request, state enquiry.State, all []enquiry.Enquiry) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("enquiry.list.caption"), Columns: []ui.Column{
		{Head: t("enquiry.column.who")}, {Head: t("enquiry.column.baby")}, {Head: t("enquiry.column.wish")}, {Head: t("enquiry.column.sent")},
	}}
	if state != enquiry.Sent {
		table.Columns = append(table.Columns, ui.Column{Head: t("enquiry.column.decided")})
	}
	table.Columns = append(table.Columns, ui.Column{Head: t("enquiry.column.do"), Act: true})
	for _, e := range all {
		name := e.Answers[enquiry.FieldName]
		cells := ui.Cells{
			ui.Join(layout.LinkedName(ui.Name{Text: name}, address.Enquiry(e.ID)), ui.Say(" "), ui.Second(relationWords(r.Print, e.Answers))),
			ui.Say(askedBabies(r, e.Answers)), ui.Say(wishWords(r.Print, e.Answers.Wishes())), ui.Say(agoOrDay(r, e.SentAt)),
		}
		if state != enquiry.Sent {
			cells = append(cells, ui.Say(decidedWords(r, e)))
		}
		table.Rows = append(table.Rows, append(cells, enquiryAct(r, e, name)))
	}
	return table
}

func enquiryAct(r *page.Request, e enquiry.Enquiry, name string) templ.Component {
	switch {
	case e.State == enquiry.Accepted && !e.Family.IsZero() && r.Who.May(access.FamilyRead):
		return ui.Link{Label: r.Print.T("enquiry.to-family"), Hidden: ui.Isolate(name), Href: address.Family(e.Family), Tap: true}
	case e.State == enquiry.Sent:
		return ui.Button{Kind: ui.Outline, Label: r.Print.T("enquiry.open"), Hidden: ui.Isolate(name), Href: address.Enquiry(e.ID)}
	}
	return ui.Link{Label: r.Print.T("enquiry.open"), Hidden: ui.Isolate(name), Href: address.Enquiry(e.ID), Tap: true}
}

// enquiry is one enquiry: what was said, which groups fit, and what can be done.
func (p *Pages) enquiry(r *page.Request) (page.Reply, error) {
	e, err := p.enquiryAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v, err := p.newEnquiry(r, e, nil)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(layout.Show(r.DeskFrame(enquiryTitle(r, e), page.Enquiries), v)), nil
}

// enquiryTitle is the title of an enquiry's window: its reference, which says less than a
// name to whoever walks past.
func enquiryTitle(r *page.Request, e enquiry.Enquiry) string {
	return r.Print.T("enquiry.title", "ref", e.Ref)
}

func (p *Pages) enquiryAt(r *page.Request) (enquiry.Enquiry, error) {
	var id enquiry.ID
	if err := page.PathID(r, "enquiry", &id); err != nil {
		return enquiry.Enquiry{}, err
	}
	return p.Enquiries.Find(r.Context(), r.Who, id)
}

// newEnquiry lays an enquiry out; problem is why it could not be accepted.
func (p *Pages) newEnquiry(r *page.Request, e enquiry.Enquiry, problem error) (layout.Page, error) {
	t := r.Print.T
	fits, err := p.fitsOf(r, e)
	if err != nil {
		return layout.Page{}, err
	}
	v := layout.Page{
		Head: ui.PageHead{
			Above: &ui.Link{Label: t("nav.enquiries"), Href: address.Enquiries},
			Title: ui.Bidi(ui.Name{Text: e.Answers[enquiry.FieldName]}),
			Below: ui.Say(ui.Beside(t("enquiry.sent-at", "at", agoOrDay(r, e.SentAt)), t("enquiry.ref", "ref", e.Ref))),
		},
		Told: enquiryTold(r, e),
		Acts: enquiryActs(r, e), Label: t("enquiry.said"),
		Body: fits, Aside: []templ.Component{layout.Heading(t("enquiry.reach")), ui.SummaryList{Facts: askedReach(r, e.Answers)}},
	}
	if e.State != enquiry.Sent {
		v.Body = append([]templ.Component{decided(r, e)}, v.Body...)
	}
	v.Body = append(v.Body, layout.Part(ui.Part{ID: "said", Title: t("enquiry.said")}, ui.SummaryList{Facts: askedFacts(r, e.Answers)}))
	if problem != nil {
		v.Summary = &ui.ErrorSummary{Title: t("enquiry.cannot-accept")}
		for _, one := range fault.ProblemsOf(problem) {
			v.Summary.Faults = append(v.Summary.Faults, ui.Fault{Text: t(one.Key, one.Args...), Href: "#said"})
		}
	}
	return v, nil
}

// decided is what became of an enquiry, on top of it.
func decided(r *page.Request, e enquiry.Enquiry) templ.Component {
	facts := []ui.Fact{{Label: r.Print.T("enquiry.state." + string(e.State)), Answer: ui.Say(decidedWords(r, e))}}
	if e.State == enquiry.Declined {
		facts = append(facts, ui.Fact{Label: r.Print.T("enquiry.instead"), Answer: layout.Noted(e.Decision, "")})
	}
	return ui.SummaryList{Facts: facts}
}

func decidedWords(r *page.Request, e enquiry.Enquiry) string {
	if e.DecidedAt == nil {
		return ""
	}
	return r.Print.T("enquiry.decided-by", "who", e.DecidedBy, "at", agoOrDay(r, e.DecidedAt))
}

func enquiryActs(r *page.Request, e enquiry.Enquiry) []templ.Component {
	t := r.Print.T
	at := address.Enquiry(e.ID)
	switch {
	case e.State == enquiry.Accepted && r.Who.May(access.FamilyRead):
		return []templ.Component{ui.Button{Label: t("enquiry.to-family"), Href: address.Family(e.Family)}}
	case !r.Who.May(access.EnquiryDecide):
		return nil
	case e.State == enquiry.Declined:
		return []templ.Component{layout.Act{Action: at + "/reopen", Button: ui.Button{Kind: ui.Outline, Label: t("enquiry.reopen")}}}
	case e.State == enquiry.Sent:
		return []templ.Component{
			layout.Act{Action: at + "/accept", Button: ui.Button{Label: t("enquiry.accept"), Busy: t("session.busy")}},
			ui.Button{Kind: ui.Outline, Label: t("enquiry.decline"), Href: at + "/decline"},
		}
	}
	return nil
}

func enquiryTold(r *page.Request, e enquiry.Enquiry) templ.Component {
	n := r.Told()
	if n.About != e.ID.String() {
		return nil
	}
	out := &layout.Told{Text: r.Print.T(n.Key)}
	if n.Key == "told.enquiry-declined" && e.State == enquiry.Declined {
		out.Undo = &layout.Act{Action: address.Enquiry(e.ID) + "/reopen", Button: ui.Button{Kind: ui.Quiet, Label: r.Print.T("undo")}}
	}
	return out
}
