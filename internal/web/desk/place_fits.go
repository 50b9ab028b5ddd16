package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

func (p *Pages) placeAt(r *page.Request) (programme.PlaceInGroup, error) {
	var id programme.PlaceID
	if err := page.PathID(r, "place", &id); err != nil {
		return programme.PlaceInGroup{}, err
	}
	return p.Programmes.Place(r.Context(), r.Who, id)
}

// placeHome is the page on which a place stands now.
func placeHome(place programme.PlaceInGroup) string {
	if place.In != nil && place.State != programme.Waiting {
		return address.Group(place.In.ID)
	}
	return address.Family(place.Family)
}

// groupFits judges the groups to come for one family: those that can be offered at
// once before those that are full, before those that do not fit.
func (p *Pages) groupFits(r *page.Request, row programme.PlaceRow) ([]programme.GroupFit, error) {
	offer, err := p.Catalogue.Programme(row.Programme)
	if err != nil {
		return nil, err
	}
	fitting, err := p.Programmes.PublicFits(r.Context(), r.Who.Service, row.Programme, row.Babies())
	if err != nil {
		return nil, err
	}
	var out []programme.GroupFit
	for _, f := range fitting {
		out = append(out, judged(offer, row, f.Group))
	}
	next, err := p.Programmes.PublicGroups(r.Context(), r.Who.Service, row.Programme)
	if err != nil {
		return nil, err
	}
	for _, g := range next {
		if f := judged(offer, row, g); g.State == programme.StateOpen && !f.Fit.OK {
			out = append(out, f)
		}
	}
	if err := p.Programmes.KeepApart(r.Context(), r.Who, row, out); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b programme.GroupFit) int { return offerRank(a) - offerRank(b) })
	return out, nil
}

// foreseen reports whether an age is worked out from a due date.
func foreseen(f programme.FamilyFit) bool {
	return slices.ContainsFunc(f.Babies, func(b programme.Fit) bool { return b.Expected })
}

// judged is how a family fits one group.
func judged(offer *programme.Programme, row programme.PlaceRow, g programme.Group) programme.GroupFit {
	return programme.GroupFit{
		Group: g, Fit: programme.EligibleFamily(offer, row.Babies(), g.First, g.Last), Seats: g.Left >= row.Dyads, Misses: row.Wishes.Misses(g),
	}
}

// fitIn is how a family fits the group that an address or a form names.
func (p *Pages) fitIn(r *page.Request, row programme.PlaceRow, id programme.GroupID) (f programme.GroupFit, err error) {
	g, err := p.Programmes.Group(r.Context(), r.Who, id)
	if err != nil {
		return f, err
	}
	one := []programme.GroupFit{judged(g.Programme, row, g.Group)}
	err = p.Programmes.KeepApart(r.Context(), r.Who, row, one)
	return one[0], err
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
	v := layout.Page{Head: ui.PageHead{
		Above: &ui.Link{Label: t("waiting.title"), Href: address.Place(row.ID)},
		Title: ui.Say(t("offer.to", "who", naming.Caregivers(r, row.Caregivers))), Below: ui.Say(placeWho(r, row)),
	}}
	v.Body = append(v.Body, layout.Says(startWords(r, civil.Window{From: row.StartFrom, To: row.StartBy})))
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
		v.Body = append(v.Body, ui.Empty{Text: t("enquiry.fits.none"), Act: &ui.Link{Label: t("today.sessions.groups"), Href: address.Groups}})
	} else {
		v.Body = append(v.Body, layout.Stack(ageKey(r, fits[0].Group.Programme), list(rows)))
	}
	if len(why) > 0 {
		v.Body = append(v.Body, layout.Folded(t("enquiry.fits.others", "n", len(why)), layout.Listed(why)))
	}
	return layout.Show(r.DeskFrame(t("offer.head"), page.Groups), v)
}

func groupChoice(r *page.Request, row programme.PlaceRow, f programme.GroupFit) templ.Component {
	view := fitView{
		Title: ui.Link{Label: groupStarting(r, f.Group), Href: address.Group(f.Group.ID)},
		Ages:  fitAges(r, f.Fit), Bar: ageBar(r, row.Babies(), f.Group, f.Fit), Status: groupStatus(r, f.Group), Notes: fitNotes(r, row, f),
	}
	if f.Seats {
		view.Act = &ui.Button{
			Kind: ui.Outline, Label: r.Print.T("growing.offer"), Hidden: groupStarting(r, f.Group), Href: address.Offer(row.ID, f.Group.ID),
		}
	}
	return view.view()
}

// fitNotes is what to know before offering: seats that are missing, wishes the
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
	if foreseen(f.Fit) {
		out = append(out, t("fit.expected"))
	}
	return out
}

// placeWho is the babies of a place and what it takes.
func placeWho(r *page.Request, row programme.PlaceRow) string {
	return ui.Beside(naming.BabiesWithAges(r.Print, row.Infants, r.Today, r.Print.AgeWords), wishWords(r.Print, row.Wishes))
}
