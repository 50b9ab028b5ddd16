package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// withdraw asks why, before a place is ended: what it frees and what stays differ
// with how far it has come.
func (p *Pages) withdraw(r *page.Request) (page.Reply, error) {
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if !canEnd(place.Place) {
		return page.SeeOther(placeHome(place)), nil
	}
	return page.HTML(p.withdrawing(r, place, form.New().Show(r.Print, nil))), nil
}

func canEnd(place programme.Place) bool {
	switch place.State {
	case programme.Waiting, programme.Offered, programme.Accepted, programme.Lapsed:
		return true
	}
	return false
}

func (p *Pages) withdrawing(r *page.Request, place programme.PlaceInGroup, in *form.Shown) templ.Component {
	t := r.Print.T
	who, at := naming.Caregivers(r, place.Caregivers), placeHome(place)
	why := in.Field("why", t("withdraw.why"))
	why.Hint, why.Max = t("withdraw.why.hint"), programme.WhyLimit
	f := r.DeskFrame(t("withdraw.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	state := string(place.State)
	return layout.Confirm(f, ui.Confirm{
		Back: ui.Back{Label: t("call.back"), Href: at}, Summary: in.Summary(), Title: t("withdraw.head."+state, "who", who),
		Consequences: []ui.Consequence{
			{Label: t("confirm.goes"), Text: ui.Say(t("withdraw.goes."+state, "n", place.Dyads))},
			{Label: t("confirm.hears"), Text: ui.Say(t("withdraw.hears." + state))},
			{Label: t("confirm.back"), Text: ui.Say(t("withdraw.undo"))},
		},
		Action: address.Withdraw(place.ID), Hidden: in.Hidden(),
		Act:  ui.Button{Kind: ui.Danger, Label: t("place.end." + state), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("withdraw.keep"), Href: at},
	}, why)
}

func (p *Pages) postWithdraw(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	why := in.Text("why", programme.WhyLimit)
	if err = in.Check(); err == nil {
		err = p.Programmes.Withdraw(r.Context(), r.Who, place.ID, why)
	}
	if form.Shows(err) {
		return page.Invalid(p.withdrawing(r, place, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(placeHome(place)).Tell("told.withdrawn", place.ID.String()), nil
}

// putBack puts a family whose place ended back on the list, with the day it first
// asked: the undo of an end.
func (p *Pages) putBack(r *page.Request) (page.Reply, error) {
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.Programmes.PutBack(r.Context(), r.Who, place.ID); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Waiting).Tell("told.put-back", place.ID.String()), nil
}
