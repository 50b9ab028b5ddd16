package record

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/web/address"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// kinRoutes are the pages about who may know of whom, and who stands how to whom.
func (p *Pages) kinRoutes() []page.Route {
	return []page.Route{
		page.Get("/desk/people/{person}/kin", access.RestrictionRead, p.kin),
		page.Get("/desk/people/{person}/kin/apart", access.RestrictionWrite, p.newApart),
		page.Post("/desk/people/{person}/kin/apart", access.RestrictionWrite, p.postApart),
		page.Get("/desk/people/{person}/kin/apart/{restriction}/end", access.RestrictionWrite, p.endApart),
		page.Post("/desk/people/{person}/kin/apart/{restriction}/end", access.RestrictionWrite, p.postEndApart),
		page.Get("/desk/people/{person}/kin/fact", access.RestrictionWrite, p.newFact),
		page.Post("/desk/people/{person}/kin/fact", access.RestrictionWrite, p.postFact),
		page.Get("/desk/people/{person}/kin/fact/{standing}/end", access.RestrictionWrite, p.endFact),
		page.Post("/desk/people/{person}/kin/fact/{standing}/end", access.RestrictionWrite, p.postEndFact),
	}
}

// kin is one person's page: from whom they are kept, or who from them; the dated
// facts of an adult and a baby; and who of staff may see them. Newest first, and
// nothing is ever taken out.
func (p *Pages) kin(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	apart, err := p.Families.Restrictions(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	facts, err := p.Families.Standings(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	seers, err := p.Families.SeenBy(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("kin.back"), Href: address.Family(person.Family)},
		Title: ui.Say(t("kin.head", "name", p.called(r, person))), Below: ui.Say(t("kin.lead")),
	}}
	if told := r.Told(); told.About == person.ID.String() {
		v.Told = t(told.Key)
	}
	writes := r.Who.May(access.RestrictionWrite)
	v.Body = append(v.Body,
		section("apart", t("kin.apart"), p.apartLine(r, person, apart, writes), t("kin.apart.none"), addLink(writes, t("kin.apart.add"), kinAddress(person.ID, "apart"))),
		section("facts", t("kin.facts"), p.factLine(r, person, facts, writes), t("kin.facts.none"), addLink(writes, t("kin.facts.add"), kinAddress(person.ID, "fact"))),
		section("seen", t("kin.seen"), seenLine(r, seers), t("kin.seen.none"), note(t("kin.seen.all"))),
	)
	if writes && person.Kind == family.Infant && person.Lost.IsZero() {
		v.Body = append(v.Body, acts(ui.Button{Kind: ui.Outline, Label: t("invite.desk.link"), Href: "/desk/babies/" + person.ID.String() + "/invite"}))
	}
	return page.HTML(layoutPage(frame(r, "kin.title", nil), v)), nil
}

// called is a person's name for a sentence, also of a baby not named yet.
func (p *Pages) called(r *page.Request, person family.Person) string {
	if person.Name == "" && person.Called == "" {
		return r.Print.T("kin.baby")
	}
	return nameOf(person)
}

func kinAddress(id access.PersonID, thing string) string {
	if thing == "" {
		return personAddress(id, "kin")
	}
	return personAddress(id, "kin/"+thing)
}

// section is a dated list with its heading, the words for nothing in it, and what
// can be done.
func section(id, title string, line ui.Timeline, none string, after templ.Component) templ.Component {
	body := templ.Component(line)
	if len(line.Events) == 0 {
		body = note(none)
	}
	return named(id, title, body, after)
}

func addLink(may bool, label, href string) templ.Component {
	if !may {
		return nil
	}
	return acts(ui.Button{Kind: ui.Outline, Label: label, Href: href})
}

// days are from when until when something holds, in words.
func days(r *page.Request, from, until civil.Date) string {
	if until.IsZero() {
		return r.Print.T("kin.since", "day", r.Print.DateYear(from))
	}
	return r.Print.T("kin.from-until", "from", r.Print.DateYear(from), "until", r.Print.DateYear(until))
}

func (p *Pages) apartLine(r *page.Request, person family.Person, all []family.Restriction, writes bool) (line ui.Timeline) {
	t := r.Print.T
	for _, a := range all {
		what := datedView{
			Title: t("kin.apart.line", "adult", p.called(r, a.Adult), "about", p.called(r, a.About)),
			Lines: []string{
				t("kin.apart.why."+string(a.Why)) + ". " + days(r, a.From, a.Until) + ".",
				a.Evidence, t("kin.by", "name", ui.Isolate(a.ByName), "at", r.Print.At(a.At)),
			},
		}
		e := ui.Event{When: r.Print.DateYear(a.From), Datetime: a.From.String()}
		switch {
		case a.Stands(r.Today):
			e.State = ui.Now
			if writes {
				what.Acts = append(what.Acts, ui.Link{Label: t("kin.end"), Hidden: what.Title, Href: kinAddress(person.ID, "apart/"+a.ID.String()+"/end"), Tap: true})
			}
		case a.EndedAt != nil:
			what.Lines = append(what.Lines, t("kin.ended", "name", ui.Isolate(a.EndedBy), "at", r.Print.At(*a.EndedAt)))
		default:
			what.Lines = append(what.Lines, t("kin.over"))
		}
		e.What = what.view()
		line.Events = append(line.Events, e)
	}
	return line
}

func (p *Pages) factLine(r *page.Request, person family.Person, all []family.Standing, writes bool) (line ui.Timeline) {
	t := r.Print.T
	for _, f := range all {
		what := datedView{
			Title: t("kin.fact."+string(f.What)+"."+string(f.Value), "adult", p.called(r, f.Adult), "infant", p.called(r, f.Infant)),
			Lines: []string{
				t("kin.basis."+string(f.Basis)) + ". " + days(r, f.From, f.Until) + ".",
				f.Evidence, t("kin.by", "name", ui.Isolate(f.ByName), "at", r.Print.At(f.At)),
			},
		}
		if f.EndedBy != "" {
			what.Lines = append(what.Lines, t("kin.fact.ended", "name", ui.Isolate(f.EndedBy)))
		}
		e := ui.Event{When: r.Print.DateYear(f.From), Datetime: f.From.String()}
		if f.Holds(r.Today) {
			e.State = ui.Now
		}
		if f.WrongAt != nil {
			what.Wrong = t("kin.fact.wrong", "name", ui.Isolate(f.WrongBy), "at", r.Print.At(*f.WrongAt))
		} else if writes {
			what.Acts = append(what.Acts,
				ui.Link{Label: t("kin.end"), Hidden: what.Title, Href: kinAddress(person.ID, "fact/"+f.ID.String()+"/end"), Tap: true},
				ui.Link{Label: t("kin.correct"), Hidden: what.Title, Href: kinAddress(person.ID, "fact") + "?corrects=" + f.ID.String(), Tap: true})
		}
		e.What = what.view()
		line.Events = append(line.Events, e)
	}
	return line
}

// seenLine is who may see somebody and why. A reason this page has no words for is
// told as work with them.
func seenLine(r *page.Request, all []family.Seer) (line ui.Timeline) {
	t := r.Print.T
	for _, s := range all {
		key := "kin.seen." + s.Reason
		if !r.Print.Has(key) {
			key = "kin.seen.other"
		}
		e := ui.Event{When: r.Print.DateYear(s.From), Datetime: s.From.String()}
		if !s.From.After(r.Today) && (s.Until.IsZero() || !s.Until.Before(r.Today)) {
			e.State = ui.Now
		}
		e.What = datedView{Title: t(key, "name", ui.Isolate(s.Name)), Lines: []string{days(r, s.From, s.Until) + "."}}.view()
		line.Events = append(line.Events, e)
	}
	return line
}
