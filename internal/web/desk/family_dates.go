package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
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
	if err := pathID(r, "person", &id); err != nil {
		return family.Person{}, err
	}
	baby, err := p.families.Person(r.Context(), r.Who, id)
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
		err = p.families.SetDates(r.Context(), r.Who, dates)
	}
	if form.Shows(err) {
		return p.askDates(r, baby, in, err, nil)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(familyAddress(baby.Family)).Tell("told.dates", baby.ID.String()), nil
}

// datesMove is what new dates of a baby change for the family's places, in words.
func (p *Pages) datesMove(r *page.Request, baby family.Person, dates family.Dates) ([]string, error) {
	t := r.Print.T
	out := []string{t("baby-dates.age", "age", ageFrom(r, dates))}
	story, err := p.programmes.Story(r.Context(), r.Who, baby.Family)
	if err != nil {
		return nil, err
	}
	for _, place := range story.Places {
		switch place.State {
		case programme.Waiting, programme.Offered, programme.Accepted:
		default:
			continue
		}
		offer, err := p.catalogue.Programme(place.Programme)
		if err != nil {
			return nil, err
		}
		var babies []programme.Baby
		for _, i := range place.Infants {
			if i.ID == baby.ID {
				i.Born, i.Due = dates.Born, dates.Due
			}
			if i.Lost.IsZero() {
				babies = append(babies, programme.Baby{Born: i.Born, Due: i.Due})
			}
		}
		out = append(out, placeMoves(r, place, offer, babies))
	}
	return out, nil
}

// placeMoves is what the new dates mean for one place.
func placeMoves(r *page.Request, place programme.PlaceInGroup, offer *programme.Programme, babies []programme.Baby) string {
	t := r.Print.T
	w := programme.FamilyWindow(offer, babies)
	if place.State == programme.Waiting {
		switch {
		case w.To.Before(r.Today):
			return t("baby-dates.waiting.over", "day", nearDay(r, w.To))
		case w.To == place.StartBy:
			return t("baby-dates.waiting.same", "day", nearDay(r, w.To))
		}
		return t("baby-dates.waiting", "day", nearDay(r, w.To), "was", nearDay(r, place.StartBy))
	}
	fit := programme.EligibleFamily(offer, babies, place.In.First, place.In.Last)
	if !fit.OK {
		return t("baby-dates.place.too-old", "group", groupName(r.Print, *place.In))
	}
	return t("baby-dates.place.fits", "group", groupName(r.Print, *place.In), "ages", fitAges(r, fit))
}

func ageFrom(r *page.Request, dates family.Dates) string {
	if dates.Born.IsZero() {
		return r.Print.T("baby.due", "day", nearDay(r, dates.Due))
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
	v := layout{Summary: shown.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: familyAddress(baby.Family)}, Title: ui.Say(t("baby-dates.head", "baby", ui.Isolate(babyName(r.Print, baby)))),
	}}
	fields := []templ.Component{name, born, due}
	if unlikely(problem) || in.Ticked("sure") {
		fields = append(fields, shown.Check("sure", t("baby-dates.sure")))
	}
	look := ui.Button{Label: t("baby-dates.look"), Busy: t("session.busy")}
	leave := ui.Link{Label: t("form.leave"), Href: familyAddress(baby.Family), Tap: true}
	if len(moves) == 0 {
		v.Body = append(v.Body, sheet(at, shown.Hidden(), fields, look, leave))
	} else {
		look.Kind = ui.Outline
		v.Body = append(v.Body, inPart(ui.Part{ID: "moves", Title: t("baby-dates.moves")}, listed(moves)),
			sheet(at, shown.Hidden(), fields, ui.Button{Label: t("form.save"), Name: "save", Value: "1"}, look, leave))
	}
	f := r.DeskFrame(t("baby-dates.title"), page.Families)
	f.Width, f.Failed = ui.WidthOne, shown.Failed()
	if shown.Failed() {
		return page.Invalid(layoutPage(f, v)), nil
	}
	return page.HTML(layoutPage(f, v)), nil
}

// unlikely reports whether what is wrong with the dates is only a question.
func unlikely(problem error) bool {
	return slices.ContainsFunc(fault.ProblemsOf(problem), func(p fault.Problem) bool { return p.Key == family.AskEarly || p.Key == family.AskLate })
}
