package home

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// pausePage is where a caregiver says that their baby is in hospital. Its address
// says nothing.
const pausePage = "/home/pause"

type pauseView struct {
	Question ui.Question
	Title    string
	Lead     string
	Controls []templ.Component
	Second   *pauseHome
}

// pauseHome asks for the last day in hospital.
type pauseHome struct {
	Title, Lead string
	Action      string
	Last        ui.DateField
	Save        ui.Button
	Mistake     ui.Button
}

func bornOf(babies []family.Person) []family.Person {
	return slices.DeleteFunc(slices.Clone(babies), func(b family.Person) bool { return b.Born.IsZero() })
}

// pause asks which baby, since when, and what should wait.
func (p *Pages) pause(r *page.Request) (page.Reply, error) {
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	born := bornOf(babies)
	if len(born) == 0 {
		return page.SeeOther(datesAddress), nil
	}
	in := form.New()
	for _, w := range family.Waits() {
		in.Add("waits", string(w))
	}
	return page.HTML(pausePageView(narrow(r, r.Print.T("home.page-title")), newPause(r, born, in.Show(r.Print, nil)))), nil
}

func newPause(r *page.Request, born []family.Person, shown *form.Shown) pauseView {
	t := r.Print.T
	v := pauseView{Title: t("pause.title"), Lead: t("pause.lead"), Question: ui.Question{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Summary: shown.Summary(), Action: pausePage, Hidden: shown.Hidden(),
		Submit: ui.Button{Label: t("pause.save")}, Saved: t("pause.mine"),
	}}
	if len(born) == 1 {
		v.Question.Hidden["baby"] = born[0].ID.String()
	} else {
		var which []ui.Choice
		for _, b := range born {
			which = append(which, ui.Choice{Value: b.ID.String(), Label: bornWords(r, b)})
		}
		v.Controls = append(v.Controls, shown.Choices(ui.Radios, "baby", t("pause.which"), which...))
	}
	until := shown.Date("until", t("pause.until"))
	until.Hint = t("pause.until.hint")
	v.Controls = append(v.Controls, shown.Date("from", t("pause.from")), until, waitChoices(r, shown))
	return v
}

func bornWords(r *page.Request, b family.Person) string {
	if b.Called != "" {
		return b.Called
	}
	return r.Print.T("pause.born", "day", r.Print.DateIn(r.Today, b.Born))
}

func waitChoices(r *page.Request, shown *form.Shown) ui.Choices {
	var out []ui.Choice
	for _, w := range family.Waits() {
		key := "pause.waits." + string(w)
		c := ui.Choice{Value: string(w), Label: r.Print.T(key)}
		if r.Print.Has(key + ".note") {
			c.Note = r.Print.T(key + ".note")
		}
		out = append(out, c)
	}
	return shown.Choices(ui.Checkboxes, "waits", r.Print.T("pause.waits"), out...)
}

// chosenWaits are the kinds ticked.
func chosenWaits(in *form.Values) []family.Wait {
	var known []string
	for _, w := range family.Waits() {
		known = append(known, string(w))
	}
	var out []family.Wait
	for _, w := range in.Many("waits", known...) {
		out = append(out, family.Wait(w))
	}
	return out
}

func (p *Pages) postPause(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	stay := family.NewStay{From: in.Date("from"), Until: in.OptionalDate("until"), Waits: chosenWaits(in)}
	in.SubmissionInto(&stay.ID)
	baby, err := chosenBaby(in, babies)
	if err == nil {
		err = in.Check()
	}
	if err == nil {
		stay.Infant = baby.ID
		err = p.Families.Stay(r.Context(), r.Who, stay)
	}
	if form.Shows(err) {
		f := narrow(r, r.Print.T("home.page-title"))
		f.Failed = true
		return page.Invalid(pausePageView(f, newPause(r, bornOf(babies), in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage).Tell("told.pause", ""), nil
}

// ownPause is the caregiver's own pause of the address.
func (p *Pages) ownPause(r *page.Request) (family.Pause, error) {
	var id family.StayID
	if err := id.UnmarshalText([]byte(r.PathValue("stay"))); err != nil {
		return family.Pause{}, fault.NotFoundf("stay of the address: %w", err)
	}
	all, err := p.Families.OwnPauses(r.Context(), r.Who)
	if err != nil {
		return family.Pause{}, err
	}
	i := slices.IndexFunc(all, func(s family.Pause) bool { return s.ID == id })
	if i < 0 {
		return family.Pause{}, fault.NotFoundf("stay %s among their own", id)
	}
	return all[i], nil
}

// changePause lets a caregiver choose again what waits, and say that the baby is
// home.
func (p *Pages) changePause(r *page.Request) (page.Reply, error) {
	pause, err := p.ownPause(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	for _, w := range pause.Kinds {
		in.Add("waits", string(w))
	}
	return page.HTML(pausePageView(narrow(r, r.Print.T("home.page-title")), newPauseChange(r, pause, in.Show(r.Print, nil)))), nil
}

func newPauseChange(r *page.Request, pause family.Pause, shown *form.Shown) pauseView {
	t := r.Print.T
	at := pauseAddress(pause.ID)
	return pauseView{
		Title: t("pause.change"), Controls: []templ.Component{waitChoices(r, shown)},
		Question: ui.Question{
			Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Summary: shown.Summary(), Action: at,
			Submit: ui.Button{Label: t("form.save"), Kind: ui.Outline}, Saved: t("pause.mine"),
		},
		Second: &pauseHome{
			Title: t("pause.home.title"), Lead: t("pause.home.lead"), Action: at + "/home", Last: shown.Date("last", t("pause.home.last")),
			Save: ui.Button{Label: t("pause.home.save")}, Mistake: ui.Button{Label: t("pause.mistake"), Kind: ui.Quiet, Name: "mistake", Value: "1", Free: true},
		},
	}
}

func pauseAddress(id family.StayID) string { return pausePage + "/" + id.String() }

func (p *Pages) postChangePause(r *page.Request) (page.Reply, error) {
	pause, err := p.ownPause(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.Families.SetWaits(r.Context(), r.Who, pause.ID, chosenWaits(in)); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage).Tell("told.pause-waits", ""), nil
}

// postPauseHome ends a stay.
func (p *Pages) postPauseHome(r *page.Request) (page.Reply, error) {
	pause, err := p.ownPause(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	last := pause.From.AddDays(-1)
	if !in.Ticked("mistake") {
		last = in.Date("last")
		err = in.Check()
	}
	if err == nil {
		err = p.Families.EndStay(r.Context(), r.Who, pause.ID, last)
	}
	if form.Shows(err) {
		for _, w := range pause.Kinds {
			in.Add("waits", string(w))
		}
		f := narrow(r, r.Print.T("home.page-title"))
		f.Failed = true
		return page.Invalid(pausePageView(f, newPauseChange(r, pause, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage).Tell("told.pause-home", ""), nil
}

// pauseParts are what waits just now, with the way to change it.
func pauseParts(r *page.Request, all family.Pauses, babies []family.Person) []homePart {
	t := r.Print.T
	var out []homePart
	for _, pause := range all {
		i := slices.IndexFunc(babies, func(b family.Person) bool { return b.ID == pause.Infant })
		if i < 0 || !pause.Open(r.Today) {
			continue
		}
		part := homePart{Title: t("pause.now.none"), Lines: []string{t("pause.now.nothing")}, Link: &ui.Link{Label: t("pause.change.home"), Href: pauseAddress(pause.ID), Tap: true}}
		if name := babies[i].Called; name != "" {
			part.Title = t("pause.now", "name", name)
		}
		if what := waitWords(r, pause.Kinds); len(what) > 0 {
			part.Lines = []string{t("pause.now.waits", "what", r.Print.List(what))}
		}
		out = append(out, part)
	}
	return out
}

// cardsWait reports whether small things to try wait today, for every baby of theirs:
// who has one at home and one in hospital is still shown some.
func cardsWait(all family.Pauses, babies []family.Person, today civil.Date) bool {
	if len(babies) == 0 {
		return false
	}
	return !slices.ContainsFunc(babies, func(b family.Person) bool {
		return !slices.ContainsFunc(all, func(p family.Pause) bool {
			return p.Infant == b.ID && p.Waits(family.WaitCards) && p.Days().Contains(today)
		})
	})
}

func waitWords(r *page.Request, kinds []family.Wait) []string {
	var out []string
	for _, k := range kinds {
		out = append(out, r.Print.T("pause.short."+string(k)))
	}
	return out
}
