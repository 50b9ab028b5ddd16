package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// acceptEnquiry makes a family of it, in one click: what follows is offering a
// place, and that stands on the family's page.
func (p *Pages) acceptEnquiry(r *page.Request) (page.Reply, error) {
	var id enquiry.ID
	if err := page.PathID(r, "enquiry", &id); err != nil {
		return page.Reply{}, err
	}
	family, err := p.Enquiries.Accept(r.Context(), r.Who, id)
	if form.Shows(err) {
		// An answer does not hold any more: a due date long past. The page says which.
		return p.enquiryAgain(r, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Family(family)).Tell("told.enquiry-accepted", family.String()), nil
}

func (p *Pages) enquiryAgain(r *page.Request, problem error) (page.Reply, error) {
	e, err := p.enquiryAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	v, err := p.newEnquiry(r, e, problem)
	if err != nil {
		return page.Reply{}, err
	}
	f := r.DeskFrame(enquiryTitle(r, e), page.Enquiries)
	f.Failed = true
	return page.Invalid(layout.Show(f, v)), nil
}

// declineEnquiry asks what is suggested instead, before anything is ended.
func (p *Pages) declineEnquiry(r *page.Request) (page.Reply, error) {
	e, err := p.enquiryAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if e.State != enquiry.Sent {
		return page.SeeOther(address.Enquiry(e.ID)), nil
	}
	return page.HTML(p.declining(r, e, form.New().Show(r.Print, nil))), nil
}

func (p *Pages) postDeclineEnquiry(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	var id enquiry.ID
	if err := page.PathID(r, "enquiry", &id); err != nil {
		return page.Reply{}, err
	}
	decision := in.Lines("decision", enquiry.DecisionLimit)
	if err = in.Check(); err == nil {
		err = p.Enquiries.Decline(r.Context(), r.Who, id, decision)
	}
	if form.Shows(err) {
		e, seen := p.enquiryAt(r)
		if seen != nil {
			return page.Reply{}, seen
		}
		return page.Invalid(p.declining(r, e, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Enquiry(id)).Tell("told.enquiry-declined", id.String()), nil
}

func (p *Pages) declining(r *page.Request, e enquiry.Enquiry, in *form.Shown) templ.Component {
	t := r.Print.T
	name := ui.Isolate(e.Answers[enquiry.FieldName])
	at := address.Enquiry(e.ID)
	instead := in.Field("decision", t("enquiry.decline.instead"))
	instead.Hint, instead.Rows = t("enquiry.decline.hint"), 5
	f := r.DeskFrame(t("enquiry.decline.title"), page.Enquiries)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return layout.Confirm(f, ui.Confirm{
		Back: ui.Back{Label: t("enquiry.back"), Href: at}, Summary: in.Summary(), Title: t("enquiry.decline.head", "name", name),
		Lead: t("enquiry.decline.lead"),
		Consequences: []ui.Consequence{
			{Label: t("confirm.hears"), Text: ui.Say(t("enquiry.decline.hears"))},
			{Label: t("confirm.back"), Text: ui.Say(t("enquiry.decline.undo"))},
		},
		Action: at + "/decline", Hidden: in.Hidden(), Act: ui.Button{Label: t("enquiry.decline"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("enquiry.decline.keep"), Href: at},
	}, instead)
}

// reopenEnquiry takes a decline back: a mistake, or the parent rang.
func (p *Pages) reopenEnquiry(r *page.Request) (page.Reply, error) {
	var id enquiry.ID
	if err := page.PathID(r, "enquiry", &id); err != nil {
		return page.Reply{}, err
	}
	if err := p.Enquiries.Reopen(r.Context(), r.Who, id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Enquiry(id)).Tell("told.enquiry-reopened", id.String()), nil
}
