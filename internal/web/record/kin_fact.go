package record

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// newFact asks for one dated fact of an adult and a baby; with ?corrects, for what
// should have been entered instead of another.
func (p *Pages) newFact(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New(string(person.Kind), person.ID.String())
	if id := r.URL.Query().Get("corrects"); id != "" {
		was, err := p.factOf(r, person, id)
		if err != nil {
			return page.Reply{}, err
		}
		in = form.New("corrects", id, "adult", was.Adult.ID.String(), "infant", was.Infant.ID.String(), "what", string(was.What)+"."+string(was.Value),
			"basis", string(was.Basis), "evidence", was.Evidence)
		in.SetDate("from", was.From)
		in.SetDate("until", was.Until)
	}
	return p.askFact(r, person, in, nil)
}

// factOf is one of a person's facts.
func (p *Pages) factOf(r *page.Request, person family.Person, text string) (family.Standing, error) {
	var id family.StandingID
	if err := id.UnmarshalText([]byte(text)); err != nil {
		return family.Standing{}, fault.NotFoundf("standing of the address: %w", err)
	}
	all, err := p.Families.Standings(r.Context(), r.Who, person.ID)
	if err != nil {
		return family.Standing{}, err
	}
	i := slices.IndexFunc(all, func(s family.Standing) bool { return s.ID == id && s.WrongAt == nil })
	if i < 0 {
		return family.Standing{}, fault.NotFoundf("standing %s of %s", id, person.ID)
	}
	return all[i], nil
}

func (p *Pages) postFact(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	n := family.NewStanding{
		Basis: family.Basis(in.Text("basis", 20)), Evidence: in.Lines("evidence", family.EvidenceLimit), From: in.Date("from"), Until: in.OptionalDate("until"),
	}
	n.What, n.Value = typedFact(in)
	in.SubmissionInto(&n.ID)
	readPerson(in, "adult", &n.Adult, "kin.standing.whom")
	readPerson(in, "infant", &n.Infant, "kin.standing.whom")
	if corrects := in.Text("corrects", 40); corrects != "" {
		was, err := p.factOf(r, person, corrects)
		if err != nil {
			return page.Reply{}, err
		}
		n.Corrects = was.ID
	}
	if err = in.Check(); err == nil {
		_, err = p.Families.AddStanding(r.Context(), r.Who, n)
	}
	if form.Shows(err) {
		return p.askFact(r, person, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(kinAddress(person.ID, "")).Tell("told.kin-fact", person.ID.String()), nil
}

// typedFact reads what is so: one list holds what it is about and how it is, so
// that nobody can say that a baby lives with somebody under supervision.
func typedFact(in *form.Values) (family.StandingWhat, family.StandingValue) {
	chosen := in.Text("what", 40)
	for _, w := range family.StandingWhats() {
		for _, v := range w.StandingValues() {
			if chosen == string(w)+"."+string(v) {
				return w, v
			}
		}
	}
	return "", ""
}

func (p *Pages) askFact(r *page.Request, person family.Person, in *form.Values, problem error) (page.Reply, error) {
	record, err := p.around(r, person)
	if err != nil {
		return page.Reply{}, err
	}
	t, shown := r.Print.T, in.Show(r.Print, problem)
	title := t("kin.facts.add")
	if shown.Value("corrects") != "" {
		title = t("kin.fact.correct")
	}
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("kin.back-to"), Href: kinAddress(person.ID, "")}, Title: ui.Say(title), Below: ui.Say(t("kin.fact.lead")),
	}}
	var whats []ui.Option
	whats = append(whats, ui.Option{Label: t("kin.choose")})
	for _, w := range family.StandingWhats() {
		for _, value := range w.StandingValues() {
			whats = append(whats, ui.Option{Value: string(w) + "." + string(value), Label: t("kin.what." + string(w) + "." + string(value))})
		}
	}
	var bases []ui.Choice
	for _, b := range family.Bases() {
		bases = append(bases, ui.Choice{Value: string(b), Label: t("kin.basis." + string(b))})
	}
	basis := shown.Choices(ui.Radios, "basis", t("kin.fact.basis"), bases...)
	basis.Look = ui.Plain
	until := shown.Date("until", t("kin.until"))
	until.Hint = t("kin.until.hint")
	v.Body = append(v.Body, sheet(kinAddress(person.ID, "fact"), shown.Hidden("corrects", shown.Value("corrects")),
		[]templ.Component{
			shown.Select("adult", t("kin.fact.adult"), p.options(r, record.Adults(), access.PersonID{})...),
			shown.Select("infant", t("kin.fact.infant"), p.options(r, record.Infants(), access.PersonID{})...),
			shown.Select("what", t("kin.fact.what"), whats...), basis, shown.Date("from", t("kin.from")), until, evidenceField(r, shown),
		},
		ui.Button{Label: t("form.save"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: kinAddress(person.ID, ""), Tap: true}))
	return reply(frame(r, "kin.title", shown), v), nil
}

// endFact asks for the last day of a fact, or whether it never was so.
func (p *Pages) endFact(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	was, err := p.factOf(r, person, r.PathValue("standing"))
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	in.SetDate("until", r.Today)
	return p.askEndFact(r, person, was, in.Show(r.Print, nil))
}

func (p *Pages) askEndFact(r *page.Request, person family.Person, was family.Standing, shown *form.Shown) (page.Reply, error) {
	t := r.Print.T
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("kin.back-to"), Href: kinAddress(person.ID, "")}, Title: ui.Say(t("kin.fact.end")),
		Below: ui.Say(t("kin.fact."+string(was.What)+"."+string(was.Value), "adult", p.called(r, was.Adult), "infant", p.called(r, was.Infant))),
	}}
	until := shown.Date("until", t("kin.fact.last"))
	until.Hint = t("kin.fact.last.hint")
	v.Body = append(v.Body, sheet(kinAddress(person.ID, "fact/"+was.ID.String()+"/end"), nil, []templ.Component{until},
		ui.Button{Label: t("kin.fact.end.act")}, ui.Button{Kind: ui.Outline, Label: t("kin.fact.never"), Name: "never", Value: "1", Free: true},
		ui.Link{Label: t("form.leave"), Href: kinAddress(person.ID, ""), Tap: true}))
	return reply(frame(r, "kin.title", shown), v), nil
}

func (p *Pages) postEndFact(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	was, err := p.factOf(r, person, r.PathValue("standing"))
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	if in.Ticked("never") {
		err = p.Families.WrongStanding(r.Context(), r.Who, was.ID)
	} else {
		until := in.Date("until")
		if err = in.Check(); err == nil {
			err = p.Families.EndStanding(r.Context(), r.Who, was.ID, until)
		}
	}
	if form.Shows(err) {
		return p.askEndFact(r, person, was, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(kinAddress(person.ID, "")).Tell("told.kin-fact", person.ID.String()), nil
}
