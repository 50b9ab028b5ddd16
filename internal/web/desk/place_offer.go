package desk

import (
	"slices"
	"time"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
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
	fits, err := p.groupFits(r, place.PlaceRow)
	if err != nil {
		return page.Reply{}, err
	}
	group := r.URL.Query().Get("group")
	i := slices.IndexFunc(fits, func(f programme.GroupFit) bool { return f.Group.ID.String() == group })
	if i < 0 || !fits[i].Fit.OK {
		return page.HTML(p.choosing(r, place.PlaceRow, fits)), nil
	}
	return page.HTML(p.offering(r, place.PlaceRow, fits[i], form.New("group", group).Show(r.Print, nil))), nil
}

func (p *Pages) placeAt(r *page.Request) (programme.PlaceInGroup, error) {
	var id programme.PlaceID
	if err := pathID(r, "place", &id); err != nil {
		return programme.PlaceInGroup{}, err
	}
	return p.programmes.Place(r.Context(), r.Who, id)
}

// placeHome is the page on which a place stands now.
func placeHome(place programme.PlaceInGroup) string {
	if place.In != nil && place.State != programme.Waiting {
		return groupAddress(place.In.ID)
	}
	return familyAddress(place.Family)
}

// groupFits judges the groups to come for one family: those that can be offered at
// once before those that are full, before those that do not fit.
func (p *Pages) groupFits(r *page.Request, row programme.PlaceRow) ([]programme.GroupFit, error) {
	offer, err := p.catalogue.Programme(row.Programme)
	if err != nil {
		return nil, err
	}
	groups, err := p.programmes.PublicGroups(r.Context(), r.Who.Service)
	if err != nil {
		return nil, err
	}
	var out []programme.GroupFit
	for _, g := range groups {
		if g.Programme.Key != row.Programme || g.State != programme.StateOpen {
			continue
		}
		out = append(out, programme.GroupFit{
			Group: g, Fit: programme.EligibleFamily(offer, row.Babies(), g.First, g.Last), Seats: g.Left >= row.Dyads, Misses: row.Wishes.Misses(g),
		})
	}
	slices.SortStableFunc(out, func(a, b programme.GroupFit) int { return offerRank(a) - offerRank(b) })
	return out, nil
}

func offerRank(f programme.GroupFit) int {
	switch {
	case !f.Fit.OK:
		return 2
	case !f.Seats:
		return 1
	}
	return 0
}

// choosing asks which group, when none was named or the one named does not fit.
func (p *Pages) choosing(r *page.Request, row programme.PlaceRow, fits []programme.GroupFit) templ.Component {
	t := r.Print.T
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("waiting.title"), Href: placeAddress(row.ID)},
		Title: ui.Say(t("offer.to", "who", familyNames(r, row.Caregivers))), Below: ui.Say(placeWho(r, row)),
	}}
	v.Body = append(v.Body, says(startWords(r, civil.Window{From: row.StartFrom, To: row.StartBy})))
	var rows []templ.Component
	var why []string
	for _, f := range fits {
		if !f.Fit.OK {
			why = append(why, notFitting(r, f.Group, f.Fit))
			continue
		}
		rows = append(rows, groupChoice(r, row, f))
	}
	if len(rows) == 0 {
		v.Body = append(v.Body, ui.Empty{Text: t("enquiry.fits.none"), Act: &ui.Link{Label: t("today.sessions.groups"), Href: groupsAddress}})
	} else {
		v.Body = append(v.Body, stack(ageKey(r, fits[0].Group.Programme), list(rows)))
	}
	if len(why) > 0 {
		v.Body = append(v.Body, folded(t("enquiry.fits.others", "n", len(why)), listed(why)))
	}
	return layoutPage(r.DeskFrame(t("offer.head"), page.Groups), v)
}

func groupChoice(r *page.Request, row programme.PlaceRow, f programme.GroupFit) templ.Component {
	view := fitView{
		Title: ui.Link{Label: groupStarting(r, f.Group), Href: groupAddress(f.Group.ID)},
		Ages:  fitAges(r, f.Fit), Bar: ageBar(r, row.Babies(), f.Group, f.Fit), Status: groupStatus(r, f.Group), Notes: fitNotes(r, row, f),
	}
	if f.Seats {
		view.Act = &ui.Button{
			Kind: ui.Outline, Label: r.Print.T("growing.offer"), Hidden: groupStarting(r, f.Group), Href: offerAddress(row.ID, f.Group.ID),
		}
	}
	return view.view()
}

// fitNotes is what to know before offering: seats that are missing, wishes the
// group does not meet, and how close the end of the window is.
func fitNotes(r *page.Request, row programme.PlaceRow, f programme.GroupFit) []string {
	t := r.Print.T
	var out []string
	if !f.Seats {
		out = append(out, t("programme.offer.full", "n", row.Dyads, "left", f.Group.Left))
	}
	for _, w := range f.Misses {
		out = append(out, t("programme.wish."+string(w)))
	}
	if f.Fit.OK && f.Fit.DaysToSpare <= 7 {
		out = append(out, t("fit.close", "n", f.Fit.DaysToSpare))
	}
	return out
}

// offering is the form: a whole family, one group, until a day and an hour.
func (p *Pages) offering(r *page.Request, row programme.PlaceRow, f programme.GroupFit, in *form.Shown) templ.Component {
	t := r.Print.T
	until := in.Field("until", t("offer.until-day"))
	until.Kind, until.Width, until.Hint = ui.DayField, 10, t("offer.until-hint")
	clock := in.Field("until-clock", t("offer.until-clock"))
	clock.Kind, clock.Width = ui.TimeField, 6
	if in.Error("expires") != "" {
		until.ID, until.Error = "expires", in.Error("expires")
	}
	v := layout{
		Summary: in.Summary(),
		Head: ui.PageHead{
			Above: &ui.Link{Label: groupName(r.Print, f.Group), Href: groupAddress(f.Group.ID)},
			Title: ui.Say(t("offer.to", "who", familyNames(r, row.Caregivers))), Below: ui.Say(placeWho(r, row)),
		},
		Label: t("offer.head"),
	}
	view := fitView{
		Title: ui.Say(groupStarting(r, f.Group)), Ages: fitAges(r, f.Fit), Bar: ageBar(r, row.Babies(), f.Group, f.Fit),
		Status: groupStatus(r, f.Group), Notes: fitNotes(r, row, f),
	}
	v.Body = []templ.Component{
		stack(view.view()),
		sheet("/desk/places/"+row.ID.String()+"/offer", in.Hidden("group", f.Group.ID.String()), []templ.Component{
			para(t("offer.takes", "n", row.Dyads)), inRow(until, clock),
		}, ui.Button{Label: t("offer.act"), Busy: t("session.busy")}, ui.Link{Label: t("offer.another"), Href: "/desk/places/" + row.ID.String() + "/offer", Tap: true}),
		note(t("offer.hears")),
	}
	frame := r.DeskFrame(t("offer.head"), page.Groups)
	frame.Failed, frame.Width, frame.Scripts = in.Failed(), ui.WidthOne, []string{"send.js"}
	return layoutPage(frame, v)
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
		err = p.programmes.Offer(r.Context(), r.Who, offer)
	}
	if form.Shows(err) {
		fits, seen := p.groupFits(r, place.PlaceRow)
		if seen != nil {
			return page.Reply{}, seen
		}
		if i := slices.IndexFunc(fits, func(f programme.GroupFit) bool { return f.Group.ID == offer.Group }); i >= 0 {
			return page.Invalid(p.offering(r, place.PlaceRow, fits[i], in.Show(r.Print, err))), nil
		}
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(groupAddress(offer.Group)).Tell("told.offered", place.ID.String()), nil
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

// familyNames are the caregivers of a place in a sentence or a title.
func familyNames(r *page.Request, all []family.Person) string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = personName(c).Text
	}
	return r.Print.List(isolated(names))
}

// placeWho is the babies of a place and what it takes.
func placeWho(r *page.Request, row programme.PlaceRow) string {
	return joined(babiesWithAges(r.Print, row.Infants, r.Today, r.Print.AgeWords), wishWords(r.Print, row.Wishes))
}
