package planning

import (
	"cmp"

	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// need asks how much a waiting family needs its place.
func (p *Pages) need(r *page.Request) (page.Reply, error) {
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return p.askNeed(r, place, form.New().Show(r.Print, nil))
}

func (p *Pages) placeAt(r *page.Request) (programme.PlaceInGroup, error) {
	var id programme.PlaceID
	if err := parse(r.PathValue("place"), &id); err != nil {
		return programme.PlaceInGroup{}, err
	}
	return p.Programmes.Place(r.Context(), r.Who, id)
}

func (p *Pages) askNeed(r *page.Request, place programme.PlaceInGroup, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	said, err := p.Programmes.NeedOf(r.Context(), r.Who, place.ID)
	if err != nil {
		return page.Reply{}, err
	}
	var choices []ui.Choice
	for _, n := range programme.Needs() {
		word := needWord(n)
		choices = append(choices, ui.Choice{Value: word, Label: t("place.need." + word), Note: t("place.need." + word + ".note")})
	}
	ask := in.Choices(ui.Radios, "need", t("place.need.ask"), choices...)
	if len(ask.Chosen) == 0 {
		ask.Chosen = []string{needWord(said.Need)}
	}
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("waiting.title"), Href: waitingOf(place)}, Title: ui.Say(t("place.need.head", "who", naming.Caregivers(r, place.Caregivers))),
		Below: ui.Say(t("place.need.lead")),
	}}
	if !said.At.IsZero() {
		v.Body = append(v.Body, note(t("place.need.said", "at", r.Print.AtIn(r.Now, said.At), "name", ui.Isolate(said.By))))
	}
	v.Body = append(v.Body, sheet(address.Need(place.ID), in.Hidden(), []templ.Component{ask}, ui.Button{Label: t("opening.save"), Busy: t("planning.busy")}))
	f := frame(r, t("place.need.title"))
	if f.Failed = in.Failed(); f.Failed {
		return page.Invalid(layoutPage(f, v)), nil
	}
	return page.HTML(layoutPage(f, v)), nil
}

// needWord is a need as forms and texts name it.
func needWord(n programme.Need) string { return cmp.Or(string(n), "usual") }

// waitingOf is where a family waits.
func waitingOf(place programme.PlaceInGroup) string {
	return address.Waiting + "?programme=" + string(place.Programme) + "#" + place.ID.String()
}

// setNeed writes it down.
func (p *Pages) setNeed(r *page.Request) (page.Reply, error) {
	place, err := p.placeAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	need := programme.Need(in.Text("need", 16))
	if need == "usual" {
		need = programme.Usual
	} else if need == programme.Usual {
		need = "none" // nothing was chosen, which is no judgement
	}
	if err = in.Check(); err == nil {
		err = p.Programmes.SetNeed(r.Context(), r.Who, place.ID, need)
	}
	if form.Shows(err) {
		return p.askNeed(r, place, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(waitingOf(place)), nil
}
