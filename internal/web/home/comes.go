package home

import (
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// comesView lets a caregiver whose baby came early choose whether they come to what
// was meant for before the birth.
type comesView struct {
	Action string
	Title  string
	Text   string
	Button ui.Button
}

func newComes(r *page.Request, l programme.Line, comes bool) *comesView {
	t := r.Print.T
	v := comesView{Action: datesAddress + "/" + l.Place.String() + "/come", Title: t("comes.title"), Text: t("comes.text"),
		Button: ui.Button{Label: t("comes.yes"), Kind: ui.Outline, Name: "come", Value: "1"}}
	if comes {
		v.Text, v.Button = t("comes.said"), ui.Button{Label: t("comes.no"), Kind: ui.Outline}
	}
	return &v
}

func (p *Pages) postComes(r *page.Request) (page.Reply, error) {
	var place programme.PlaceID
	if err := place.UnmarshalText([]byte(r.PathValue("place"))); err != nil {
		return page.Reply{}, fault.NotFoundf("place of the address: %w", err)
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	comes := programme.Comes(in.Ticked("come"))
	if err := p.Programmes.SetComes(r.Context(), r.Who, place, comes); err != nil {
		return page.Reply{}, err
	}
	if comes {
		return page.SeeOther(datesAddress).Tell("told.comes", ""), nil
	}
	return page.SeeOther(datesAddress).Tell("told.comes-not", ""), nil
}
