package record

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// newApart asks who must not know of the person of the page, since when and why.
func (p *Pages) newApart(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	in.SetDate("from", r.Today)
	return p.askApart(r, person, in, nil)
}

// postApart shows exactly what goes, and then does it.
func (p *Pages) postApart(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	n := family.NewRestriction{
		About: person.ID, From: in.Date("from"), Until: in.OptionalDate("until"),
		Why: family.RestrictionWhy(in.Text("why", 20)), Evidence: in.Lines("evidence", family.EvidenceLimit),
	}
	in.SubmissionInto(&n.ID)
	readPerson(in, "adult", &n.Adult, "kin.restriction.whom")
	if err = in.Check(); err == nil {
		err = n.Check(r.Today)
	}
	if err == nil && !in.Ticked("sure") {
		return p.previewApart(r, person, n, in)
	}
	if err == nil {
		_, err = p.Families.Restrict(r.Context(), r.Who, n)
	}
	if form.Shows(err) {
		return p.askApart(r, person, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(kinAddress(person.ID, "")).Tell("told.kin-apart", person.ID.String()), nil
}

// readPerson reads a person chosen from a list.
func readPerson(in *form.Values, field string, id *access.PersonID, problem string) {
	if err := id.UnmarshalText([]byte(in.Text(field, 40))); err != nil || id.IsZero() {
		in.Problem(field, problem)
	}
}

// around is everybody of a person's family whom the reader may see.
func (p *Pages) around(r *page.Request, person family.Person) (family.Record, error) {
	return p.Families.Find(r.Context(), r.Who.Within(access.RestrictionRead), person.Family)
}

func (p *Pages) options(r *page.Request, people []family.Person, but access.PersonID) []ui.Option {
	out := []ui.Option{{Label: r.Print.T("kin.choose")}}
	for _, o := range people {
		if o.ID != but {
			out = append(out, ui.Option{Value: o.ID.String(), Label: p.called(r, o)})
		}
	}
	return out
}

func (p *Pages) askApart(r *page.Request, person family.Person, in *form.Values, problem error) (page.Reply, error) {
	record, err := p.around(r, person)
	if err != nil {
		return page.Reply{}, err
	}
	t, shown := r.Print.T, in.Show(r.Print, problem)
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("kin.back-to"), Href: kinAddress(person.ID, "")}, Title: ui.Say(t("kin.apart.head", "name", p.called(r, person))),
		Below: ui.Say(t("kin.apart.lead")),
	}}
	adult := shown.Select("adult", t("kin.apart.adult"), p.options(r, record.Adults(), person.ID)...)
	adult.Hint = t("kin.apart.adult.hint")
	var whys []ui.Choice
	for _, w := range family.RestrictionWhys() {
		whys = append(whys, ui.Choice{Value: string(w), Label: t("kin.apart.why." + string(w))})
	}
	why := shown.Choices(ui.Radios, "why", t("kin.apart.why"), whys...)
	why.Look = ui.Plain
	until := shown.Date("until", t("kin.until"))
	until.Hint = t("kin.until.hint")
	v.Body = append(v.Body, sheet(kinAddress(person.ID, "apart"), shown.Hidden(),
		[]templ.Component{adult, why, shown.Date("from", t("kin.apart.from")), until, evidenceField(r, shown)},
		ui.Button{Label: t("kin.apart.look"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: kinAddress(person.ID, ""), Tap: true}))
	return reply(frame(r, "kin.title", shown), v), nil
}

func evidenceField(r *page.Request, shown *form.Shown) ui.Field {
	f := shown.Field("evidence", r.Print.T("kin.evidence"))
	f.Hint, f.Rows = r.Print.T("kin.evidence.hint"), 3
	return f
}

// previewApart says what the adult will no longer see, what happens to places they
// share, and who is told: nobody.
func (p *Pages) previewApart(r *page.Request, person family.Person, n family.NewRestriction, in *form.Values) (page.Reply, error) {
	adult, err := p.Families.Person(r.Context(), r.Who, n.Adult)
	if err != nil {
		return page.Reply{}, err
	}
	parts, err := p.Programmes.Partings(r.Context(), r.Who, n.Adult, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	names := []any{"adult", p.called(r, adult), "about", p.called(r, person)}
	goes := []string{t("kin.preview."+string(person.Kind), names...), t("kin.preview.sent", names...)}
	var places []string
	for _, part := range parts {
		places = append(places, p.partWords(r, part, names))
	}
	c := ui.Confirm{
		Back: ui.Back{Label: t("kin.back-to"), Href: kinAddress(person.ID, "")}, Title: t("kin.preview.head", names...),
		Consequences: []ui.Consequence{{Label: t("kin.preview.goes"), Text: bullets(goes)}},
		Action:       kinAddress(person.ID, "apart"), Hidden: kept(r, in, "adult", "why", "evidence", "from-day", "from-month", "from-year", "until-day", "until-month", "until-year"),
		Act: ui.Button{Label: t("kin.preview.act")}, Keep: ui.Link{Label: t("kin.preview.keep"), Href: kinAddress(person.ID, "")},
	}
	if len(places) > 0 {
		c.Consequences = append(c.Consequences, ui.Consequence{Label: t("kin.preview.places"), Text: bullets(places)})
	}
	c.Consequences = append(c.Consequences,
		ui.Consequence{Label: t("kin.preview.hears"), Text: ui.Say(t("kin.preview.nobody", names...))},
		ui.Consequence{Label: t("kin.preview.back"), Text: ui.Say(t("kin.preview.any-time"))})
	return page.HTML(confirmPage(frame(r, "kin.title", nil), c)), nil
}

func (p *Pages) partWords(r *page.Request, part programme.Parting, names []any) string {
	where := r.Print.T("kin.part.waiting")
	if part.In != nil {
		where = r.Print.T("kin.part.group", "weekday", r.Print.Weekdays(part.In.First.Weekday()), "first", part.In.First)
	}
	return r.Print.T("kin.part."+string(part.Effect), append(slices.Clone(names), "where", where)...)
}

// kept carries what was typed to the page that confirms it.
func kept(r *page.Request, in *form.Values, fields ...string) map[string]string {
	out := in.Show(r.Print, nil).Hidden("sure", "1")
	for _, f := range fields {
		out[f] = in.Lines(f, family.EvidenceLimit)
	}
	return out
}

// apartAt is the restriction of the address, among those of the person.
func (p *Pages) apartAt(r *page.Request) (family.Person, family.Restriction, error) {
	person, err := p.personAt(r)
	if err != nil {
		return person, family.Restriction{}, err
	}
	var id family.RestrictionID
	if err := page.PathID(r, "restriction", &id); err != nil {
		return person, family.Restriction{}, err
	}
	all, err := p.Families.Restrictions(r.Context(), r.Who, person.ID)
	if err != nil {
		return person, family.Restriction{}, err
	}
	i := slices.IndexFunc(all, func(a family.Restriction) bool { return a.ID == id })
	if i < 0 {
		return person, family.Restriction{}, fault.NotFoundf("restriction %s of %s", id, person.ID)
	}
	return person, all[i], nil
}

// endApart says what can be seen again before a restriction ends.
func (p *Pages) endApart(r *page.Request) (page.Reply, error) {
	person, a, err := p.apartAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	names := []any{"adult", p.called(r, a.Adult), "about", p.called(r, a.About)}
	return page.HTML(confirmPage(frame(r, "kin.title", nil), ui.Confirm{
		Back: ui.Back{Label: t("kin.back-to"), Href: kinAddress(person.ID, "")}, Title: t("kin.end.head", names...),
		Consequences: []ui.Consequence{
			{Label: t("kin.end.comes"), Text: ui.Say(t("kin.end."+string(a.About.Kind), names...))},
			{Label: t("kin.preview.places"), Text: ui.Say(t("kin.end.places", names...))},
			{Label: t("kin.preview.hears"), Text: ui.Say(t("kin.end.nobody"))},
		},
		Action: kinAddress(person.ID, "apart/"+a.ID.String()+"/end"),
		Act:    ui.Button{Label: t("kin.end.act")}, Keep: ui.Link{Label: t("kin.end.keep"), Href: kinAddress(person.ID, "")},
	})), nil
}

func (p *Pages) postEndApart(r *page.Request) (page.Reply, error) {
	person, a, err := p.apartAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.Families.EndRestriction(r.Context(), r.Who, a.ID); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(kinAddress(person.ID, "")).Tell("told.kin-ended", person.ID.String()), nil
}
