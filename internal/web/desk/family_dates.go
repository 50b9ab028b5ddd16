package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/web/address"
	"holdfast/internal/web/ahead"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// babyDates asks for a birth, a better due date or a name, and says what moves.
func (p *Pages) babyDates(r *page.Request) (page.Reply, error) {
	baby, err := p.babyAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New("name", baby.Name)
	in.SetDate("born", baby.Born)
	in.SetDate("due", baby.Due)
	return p.askDates(r, baby, in, nil, nil)
}

// babyAt is a baby who lives and whom the reader may see.
func (p *Pages) babyAt(r *page.Request) (family.Person, error) {
	var id access.PersonID
	if err := page.PathID(r, "person", &id); err != nil {
		return family.Person{}, err
	}
	baby, err := p.Families.Person(r.Context(), r.Who, id)
	if err == nil && (baby.Kind != family.Infant || !baby.Lost.IsZero()) {
		err = fault.NotFoundf("infant %s to date", id)
	}
	return baby, err
}

// setBabyDates shows what moves, and then moves it.
func (p *Pages) setBabyDates(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	baby, err := p.babyAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	dates := family.Dates{Infant: baby.ID, Name: in.Text("name", family.NameLimit), Born: in.OptionalDate("born"), Due: in.OptionalDate("due"), Sure: family.Sure(in.Ticked("sure"))}
	if seen, err := civil.Parse(in.Text("seen", 10)); err == nil || in.Has("seen") {
		dates.Seen = &seen
	}
	if err = in.Check(); err == nil {
		err = dates.Check(r.Today)
	}
	if err == nil && !in.Ticked("save") {
		moves, err := p.datesMove(r, baby, dates)
		if err != nil {
			return page.Reply{}, err
		}
		return p.askDates(r, baby, in, nil, moves)
	}
	if err == nil {
		err = p.Families.SetDates(r.Context(), r.Who, dates)
	}
	if form.Shows(err) {
		return p.askDates(r, baby, in, err, nil)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Family(baby.Family)).Tell("told.dates", baby.ID.String()), nil
}

// datesMove is what new dates of a baby change, in words: the difference between
// two schedules, as a parent is shown it.
func (p *Pages) datesMove(r *page.Request, baby family.Person, dates family.Dates) ([]string, error) {
	t := r.Print.T
	out := []string{t("baby-dates.age", "age", ageFrom(r, dates))}
	moves, err := p.Programmes.PreviewDates(r.Context(), r.Who, baby, measure.Dates{Due: dates.Due, Born: dates.Born})
	if err != nil {
		return nil, err
	}
	groups := ahead.Reader{Print: r.Print, Today: r.Today, Staff: true}.Changes(moves)
	if len(groups) == 0 {
		out = append(out, t("baby-dates.nothing"))
	}
	for _, g := range groups {
		for _, line := range g.Lines {
			out = append(out, t("baby-dates.moved", "heading", g.Heading, "line", line))
		}
	}
	return out, nil
}

func ageFrom(r *page.Request, dates family.Dates) string {
	if dates.Born.IsZero() {
		return r.Print.T("baby.due", "day", r.NearDay(dates.Due))
	}
	return r.Print.AgeWords(civil.AgeAt(dates.Born, r.Today))
}

// askDates shows the form; with moves, what was typed and what it changes, for one
// more yes.
func (p *Pages) askDates(r *page.Request, baby family.Person, in *form.Values, problem error, moves []string) (page.Reply, error) {
	t, shown := r.Print.T, in.Show(r.Print, problem)
	name := shown.Field("name", t("baby-dates.name"))
	name.Dir, name.Hint = "auto", t("baby-dates.name.hint")
	born, due := shown.Date("born", t("baby-dates.born")), shown.Date("due", t("baby-dates.due"))
	born.Hint, due.Hint = t("baby-dates.born.hint"), t("baby-dates.due.hint")
	at := datesAddress(baby.ID)
	v := layout.Page{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(baby.Family)}, Title: ui.Say(t("baby-dates.head", "baby", ui.Isolate(naming.Baby(r.Print, baby)))),
	}}
	fields := []templ.Component{name, born, due}
	if unlikely(problem) || in.Ticked("sure") {
		fields = append(fields, shown.Check("sure", t("baby-dates.sure")))
	}
	look := ui.Button{Label: t("baby-dates.look"), Busy: t("session.busy")}
	leave := ui.Link{Label: t("form.leave"), Href: address.Family(baby.Family), Tap: true}
	if len(moves) == 0 {
		v.Body = append(v.Body, layout.Form(at, shown.Hidden("seen", baby.Born.String()), fields, look, leave))
	} else {
		look.Kind = ui.Outline
		v.Body = append(v.Body, layout.Part(ui.Part{ID: "moves", Title: t("baby-dates.moves")}, layout.Listed(moves)),
			layout.Form(at, shown.Hidden("seen", baby.Born.String()), fields, ui.Button{Label: t("form.save"), Name: "save", Value: "1"}, look, leave))
	}
	f := r.DeskFrame(t("baby-dates.title"), page.Families)
	f.Width, f.Failed = ui.WidthOne, shown.Failed()
	if shown.Failed() {
		return page.Invalid(layout.Show(f, v)), nil
	}
	return page.HTML(layout.Show(f, v)), nil
}

// unlikely reports whether what is wrong with the dates is only a question.
func unlikely(problem error) bool {
	return slices.ContainsFunc(fault.ProblemsOf(problem), func(p fault.Problem) bool { return p.Key == family.AskEarly || p.Key == family.AskLate })
}
