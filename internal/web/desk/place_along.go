package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// along is who cares for a place's babies and has no part in the place, by place.
func (p *Pages) along(r *page.Request, story programme.Story) (map[programme.PlaceID][]family.Person, error) {
	if !r.Who.May(access.PlaceFill) {
		return nil, nil
	}
	out := map[programme.PlaceID][]family.Person{}
	for _, place := range story.Places {
		could, err := p.Programmes.CouldCome(r.Context(), r.Who, place.ID)
		if err != nil {
			return nil, err
		}
		out[place.ID] = could
	}
	return out, nil
}

// alongLinks lead to letting somebody come along, one line each.
func (p *Pages) alongLinks(r *page.Request, place programme.PlaceInGroup, could []family.Person) (out []templ.Component) {
	for _, c := range could {
		words := r.Print.T("along.not-yet", "who", naming.Person(c).Text, "where", naming.Group(r.Print, *place.In))
		out = append(out, ui.Join(ui.Say(words), ui.Say(" "), ui.Link{Label: r.Print.T("along.link"), Hidden: naming.Person(c).Text, Href: address.Along(place.ID, c.ID)}))
	}
	return out
}

// comeAlong says what it takes and who hears of it, before somebody comes along.
func (p *Pages) comeAlong(r *page.Request) (page.Reply, error) {
	place, carer, err := p.carerAlong(r)
	if err != nil {
		return page.Reply{}, err
	}
	if has(place, carer) {
		return page.SeeOther(address.Family(place.Family)), nil
	}
	return page.HTML(p.comingAlong(r, place, carer, form.New().Show(r.Print, nil))), nil
}

// carerAlong is the place of the address and the caregiver who is to come along;
// absent, hidden and not of this place alike are not found.
func (p *Pages) carerAlong(r *page.Request) (place programme.PlaceInGroup, carer family.Person, err error) {
	if place, err = p.placeAt(r); err != nil {
		return place, carer, err
	}
	var id access.PersonID
	if err := page.PathID(r, "person", &id); err != nil {
		return place, carer, err
	}
	if at := slices.IndexFunc(place.Caregivers, func(c family.Person) bool { return c.ID == id }); at >= 0 {
		return place, place.Caregivers[at], nil
	}
	could, err := p.Programmes.CouldCome(r.Context(), r.Who, place.ID)
	if err != nil {
		return place, carer, err
	}
	at := slices.IndexFunc(could, func(c family.Person) bool { return c.ID == id })
	if at < 0 {
		return place, carer, fault.NotFoundf("caregiver %s of place %s", id, place.ID)
	}
	return place, could[at], nil
}

// has reports whether somebody comes along already.
func has(place programme.PlaceInGroup, carer family.Person) bool {
	return slices.ContainsFunc(place.Caregivers, func(c family.Person) bool { return c.ID == carer.ID })
}

func (p *Pages) comingAlong(r *page.Request, place programme.PlaceInGroup, carer family.Person, in *form.Shown) templ.Component {
	t := r.Print.T
	who, home := naming.Person(carer).Text, address.Family(place.Family)
	f := r.DeskFrame(t("along.title"), page.Families)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return layout.Confirm(f, ui.Confirm{
		Back: ui.Back{Label: t("call.back"), Href: home}, Summary: in.Summary(), Title: t("along.head", "who", who, "where", naming.Group(r.Print, *place.In)),
		Consequences: []ui.Consequence{
			{Label: t("along.takes.label"), Text: ui.Say(t("along.takes", "n", place.In.Left))},
			{Label: t("along.sees.label"), Text: ui.Say(t("along.sees"))},
			{Label: t("confirm.hears"), Text: ui.Say(t("along.hears", "who", who))},
		},
		Action: address.Along(place.ID, carer.ID), Hidden: in.Hidden(),
		Act:  ui.Button{Label: t("along.link"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("form.leave"), Href: home},
	})
}

func (p *Pages) postComeAlong(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	place, carer, err := p.carerAlong(r)
	if err != nil {
		return page.Reply{}, err
	}
	if has(place, carer) {
		return page.SeeOther(address.Family(place.Family)), nil // a second click
	}
	err = p.Programmes.ComeAlong(r.Context(), r.Who, place.ID, carer.ID)
	if form.Shows(err) || fault.Is(err, fault.Conflict) { // the group is full, or does not fit: nothing was typed, and nothing changed
		return page.Invalid(p.comingAlong(r, place, carer, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Family(place.Family)).Tell("told.along", carer.ID.String()), nil
}
