package desk

import (
	"time"

	"github.com/a-h/templ"

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

// offerPlace is where a family is offered a place: first which group, with why
// each fits or does not, then until when they can answer.
func (p *Pages) offerPlace(r *page.Request) (page.Reply, error) {
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if place.State != programme.Waiting {
		return page.SeeOther(placeHome(place)), nil // a link from a page that is old by now
	}
	if group := r.URL.Query().Get("group"); group != "" {
		var id programme.GroupID
		if err := id.UnmarshalText([]byte(group)); err != nil {
			return page.Reply{}, fault.NotFoundf("group to offer")
		}
		fit, err := p.fitIn(r, place.PlaceRow, id)
		if err != nil {
			return page.Reply{}, err
		}
		if fit.Fit.OK {
			return p.offering(r, place.PlaceRow, fit, form.New("group", group).Show(r.Print, nil))
		}
	}
	fits, err := p.groupFits(r, place.PlaceRow)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(p.choosing(r, place.PlaceRow, fits)), nil
}

// offering is the form: a whole family, one group, until a day and an hour.
func (p *Pages) offering(r *page.Request, row programme.PlaceRow, f programme.GroupFit, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	team, err := p.Accounts.ServiceByID(r.Context(), r.Who.Service)
	if err != nil {
		return page.Reply{}, err
	}
	until := in.Field("until", t("offer.until-day"))
	until.Kind, until.Width, until.Hint = ui.DayField, 10, t("offer.until-hint", "span", r.Print.Span(time.Duration(team.OfferHours)*time.Hour))
	clock := in.Field("until-clock", t("offer.until-clock"))
	clock.Kind, clock.Width = ui.TimeField, 6
	if in.Error("expires") != "" {
		until.ID, until.Error = "expires", in.Error("expires")
	}
	v := layout.Page{
		Summary: in.Summary(),
		Head: ui.PageHead{
			Above: &ui.Link{Label: naming.Group(r.Print, f.Group), Href: address.Group(f.Group.ID)},
			Title: ui.Say(t("offer.to", "who", naming.Caregivers(r, row.Caregivers))), Below: ui.Say(placeWho(r, row)),
		},
		Label: t("offer.head"),
	}
	view := fitView{
		Title: ui.Say(groupStarting(r, f.Group)), Ages: fitAges(r, f.Fit), Bar: ageBar(r, row.Babies(), f.Group, f.Fit),
		Status: groupStatus(r, f.Group), Notes: fitNotes(r, row, f),
	}
	v.Body = []templ.Component{
		layout.Part(ui.Part{ID: "group", Title: naming.Group(r.Print, f.Group)}, layout.Stack(view.view())),
		layout.Form("/desk/places/"+row.ID.String()+"/offer", in.Hidden("group", f.Group.ID.String()), []templ.Component{
			layout.Para(t("offer.takes", "n", row.Dyads)), layout.InRow(until, clock),
		}, ui.Button{Label: t("offer.act"), Busy: t("session.busy")}, ui.Link{Label: t("offer.another"), Href: "/desk/places/" + row.ID.String() + "/offer", Tap: true}),
		layout.Note(t("offer.hears")),
	}
	frame := r.DeskFrame(t("offer.head"), page.Groups)
	frame.Failed, frame.Width, frame.Scripts = in.Failed(), ui.WidthOne, []string{"send.js"}
	if in.Failed() {
		return page.Invalid(layout.Show(frame, v)), nil
	}
	return page.HTML(layout.Show(frame, v)), nil
}

// postOfferPlace offers it. The submission makes the same form sent twice one
// offer.
func (p *Pages) postOfferPlace(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	offer := programme.Offer{Place: place.ID, Submission: programme.Submission(in.Submission()), Expires: offerUntil(r, in)}
	if err := offer.Group.UnmarshalText([]byte(in.Text("group", 36))); err != nil {
		return page.SeeOther("/desk/places/" + place.ID.String() + "/offer"), nil
	}
	if err = in.Check(); err == nil {
		err = p.Programmes.Offer(r.Context(), r.Who, offer)
	}
	if form.Shows(err) {
		fit, seen := p.fitIn(r, place.PlaceRow, offer.Group)
		if seen != nil {
			return page.Reply{}, seen
		}
		return p.offering(r, place.PlaceRow, fit, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Group(offer.Group)).Tell("told.offered", place.ID.String()), nil
}

// offerUntil is when the offer ends: zero for as long as the service lets offers
// stand. A day without an hour ends with the day.
func offerUntil(r *page.Request, in *form.Values) time.Time {
	day := in.OptionalDate("until")
	clock, ok := in.Clock("until-clock")
	switch {
	case day.IsZero() && ok:
		in.Problem("until", "date.missing")
		return time.Time{}
	case day.IsZero():
		return time.Time{}
	case !ok:
		return day.AddDays(1).In(r.Print.Location(), civil.Clock{})
	}
	return day.In(r.Print.Location(), clock)
}
