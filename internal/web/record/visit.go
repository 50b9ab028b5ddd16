package record

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// visitRoutes are the page of one visit, call or film review with a family.
func (p *Pages) visitRoutes() []page.Route {
	return []page.Route{
		page.Get("/desk/visits/{visit}/{contact}", access.RegisterRead, p.visit),
		page.Post("/desk/visits/{visit}/{contact}", access.RegisterWrite, p.postVisit),
		page.Post("/desk/visits/{visit}/{contact}/back", access.RegisterWrite, p.postVisitBack),
	}
}

func (p *Pages) sheetAt(r *page.Request) (out programme.VisitSheet, err error) {
	var place programme.PlaceID
	if err := page.PathID(r, "visit", &place); err != nil {
		return out, err
	}
	return p.Programmes.VisitSheet(r.Context(), r.Who, place, r.PathValue("contact"))
}

func (p *Pages) visit(r *page.Request) (page.Reply, error) {
	sheet, err := p.sheetAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	if len(sheet.Place.Caregivers) == 1 {
		in = form.New("with", sheet.Place.Caregivers[0].ID.String())
	}
	if v := sheet.Visit; v != nil {
		starts := ""
		if v.Clocked {
			starts = v.Starts.String()
		}
		in = form.New("state", string(v.State), "why", v.Why, "starts", starts)
		for _, id := range v.With {
			in.Add("with", id.String())
		}
		in.SetDate("day", v.Day)
	}
	return p.showVisit(r, sheet, in.Show(r.Print, nil))
}

// showVisit says when the contact is meant to be and what is known of it, and asks
// for what was agreed or became of it.
func (p *Pages) showVisit(r *page.Request, sheet programme.VisitSheet, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(sheet.Place.Family)},
		Title: ui.Say(t("ahead."+string(sheet.Contact.Kind), "title", sheet.Contact.Title)),
	}}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	var names []string
	for _, c := range sheet.With() {
		names = append(names, ui.Isolate(c.Called))
	}
	v.Body = append(v.Body, lines(t("visit.with", "names", r.Print.List(names), "programme", sheet.Programme.Name), visitDays(r, sheet), visitSaid(r, sheet)))
	if r.Who.May(access.RegisterWrite) {
		v.Body = append(v.Body, visitForm(r, sheet, in))
	}
	return reply(frame(r, "visit.title", in), v), nil
}

// visitDays is when the contact is meant to be.
func visitDays(r *page.Request, sheet programme.VisitSheet) string {
	t, days := r.Print.T, sheet.Days
	switch {
	case sheet.Visit != nil:
		return ""
	case sheet.Waits:
		return t("visit.waits")
	case days.From.IsZero():
		return t("ahead.no-day")
	}
	return t("visit.days", "from", r.Print.DateIn(r.Today, days.From), "to", r.Print.DateIn(r.Today, days.To))
}

// visitSaid is what was written down, by whom and when.
func visitSaid(r *page.Request, sheet programme.VisitSheet) string {
	v := sheet.Visit
	if v == nil {
		return r.Print.T("visit.said.none")
	}
	return r.Print.T("visit.said."+string(v.State), "day", r.Print.DateIn(r.Today, v.Day), "name", ui.Isolate(v.ByName), "at", r.Print.AtIn(r.Now, v.At))
}

func visitForm(r *page.Request, of programme.VisitSheet, in *form.Shown) templ.Component {
	t := r.Print.T
	var states []ui.Choice
	for _, s := range programme.VisitStates() {
		states = append(states, ui.Choice{Value: string(s), Label: t("visit.state." + string(s))})
	}
	var with []ui.Choice
	for _, c := range of.Place.Caregivers {
		with = append(with, ui.Choice{Value: c.ID.String(), Label: nameOf(c)})
	}
	whom := in.Choices(ui.Checkboxes, "with", t("visit.whom"), with...)
	whom.Look, whom.Hint = ui.Plain, t("visit.whom.hint")
	state := in.Choices(ui.Radios, "state", t("visit.state"), states...)
	state.Look = ui.Plain
	starts, why := in.Field("starts", t("visit.starts")), in.Field("why", t("visit.why"))
	starts.Hint, why.Hint, why.Dir = t("visit.starts.hint"), t("visit.why.hint"), "auto"
	acts := []templ.Component{ui.Button{Label: t("visit.save"), Busy: t("session.busy")}}
	at := address.Visit(of.Place.ID, of.Contact.Key)
	if of.Visit != nil {
		acts = append(acts, ui.Button{Kind: ui.Quiet, Label: t("visit.back"), Form: at + "/back", Free: true})
	}
	return sheet(at, nil, []templ.Component{whom, state, in.Date("day", t("visit.day")), starts, why}, acts...)
}

func (p *Pages) postVisit(r *page.Request) (page.Reply, error) {
	at, err := p.sheetAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	told := programme.FamilyVisit{Place: at.Place.ID, Contact: at.Contact.Key, Day: in.OptionalDate("day"), Why: in.Text("why", programme.VisitWhyLimit)}
	var all []string
	for _, s := range programme.VisitStates() {
		all = append(all, string(s))
	}
	told.With = visitedWith(in, at)
	told.State = programme.VisitState(in.One("state", all...))
	told.Starts, told.Clocked = in.Clock("starts")
	if err = in.Check(); err == nil {
		err = p.Programmes.SetVisit(r.Context(), r.Who, told)
	}
	if form.Shows(err) {
		return p.showVisit(r, at, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Visit(at.Place.ID, at.Contact.Key)).Tell("told.visit-kept", at.Place.ID.String()), nil
}

// visitedWith reads with whom the contact is, out of the caregivers whom the form offered.
func visitedWith(in *form.Values, at programme.VisitSheet) (out []family.PersonID) {
	var offered []string
	for _, c := range at.Place.Caregivers {
		offered = append(offered, c.ID.String())
	}
	ticked := in.Many("with", offered...)
	for _, c := range at.Place.Caregivers {
		if slices.Contains(ticked, c.ID.String()) {
			out = append(out, c.ID)
		}
	}
	return out
}

func (p *Pages) postVisitBack(r *page.Request) (page.Reply, error) {
	at, err := p.sheetAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.Programmes.ClearVisit(r.Context(), r.Who, at.Place.ID, at.Contact.Key); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Visit(at.Place.ID, at.Contact.Key)).Tell("told.visit-back", at.Place.ID.String()), nil
}

// visitLink leads from a line of a baby's days to what can be written down of it.
func visitLink(r *page.Request, l programme.Line) templ.Component {
	if l.Kind != programme.LineContact || l.Session != nil || !r.Who.May(access.RegisterRead) {
		return nil
	}
	return ui.Link{Label: r.Print.T("visit.link"), Hidden: l.Contact.Title, Href: address.Visit(l.Place, l.Contact.Key)}
}
