package home

import (
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/companion"
	"holdfast/internal/family"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// The addresses after a loss say nothing of it.
const (
	happenedPage = "/home/happened"
	afterPage    = "/home/after"
	keptPage     = "/home/kept"
)

type happenedView struct {
	Question    ui.Question
	Title       string
	Lead, Stops string
	Which       *ui.Choices
	What        ui.Choices
}

// happened asks what has happened to a baby: the one form that is never in the way
// and always to be found.
func (p *Pages) happened(r *page.Request) (page.Reply, error) {
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	if len(babies) == 0 {
		return page.SeeOther(page.HomePage), nil
	}
	return p.askHappened(r, babies, form.New().Show(r.Print, nil))
}

func (p *Pages) askHappened(r *page.Request, babies []family.Person, s *form.Shown) (page.Reply, error) {
	t := r.Print.T
	v := happenedView{
		Title: t("loss.ask.title"), Lead: t("loss.ask.lead"), Stops: t("loss.ask.stops"),
		Question: ui.Question{
			Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Summary: s.Summary(), Action: happenedPage,
			WhyLead: t("ask.why"), Why: t("loss.ask.why"), Submit: ui.Button{Label: t("loss.ask.tell")}, Saved: t("loss.ask.saved"),
			Others: []ui.Link{{Label: t("loss.ask.ring"), Href: RingPage}},
		},
	}
	if len(babies) > 1 {
		var choices []ui.Choice
		for _, b := range babies {
			choices = append(choices, ui.Choice{Value: b.ID.String(), Label: babyWords(r, b)})
		}
		which := s.Choices(ui.Radios, "baby", t("loss.ask.which"), choices...)
		v.Which = &which
	}
	v.What = s.Choices(ui.Radios, "kind", t("loss.ask.what"), kindChoices(r, babies)...)
	lost, err := p.Families.Remembered(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	if len(lost) > 0 {
		v.Question.Others = append(v.Question.Others, ui.Link{Label: t("loss.ask.kept"), Href: keptPage})
	}
	f := narrow(r, t("home.page-title"))
	f.Failed = s.Failed()
	if f.Failed {
		return page.Invalid(happenedPageView(f, v)), nil
	}
	return page.HTML(happenedPageView(f, v)), nil
}

// kindChoices are what can have happened to any of these babies, in the plainest
// words there are.
func kindChoices(r *page.Request, babies []family.Person) []ui.Choice {
	t := r.Print.T
	var out []ui.Choice
	for _, k := range family.LossKinds(family.Person{}) {
		if !slices.ContainsFunc(babies, func(b family.Person) bool { return slices.Contains(family.LossKinds(b), k) }) {
			continue
		}
		c := ui.Choice{Value: string(k), Label: t("loss.ask.kind." + string(k))}
		if k == family.Miscarriage || k == family.Moved {
			c.Note = t("loss.ask.kind." + string(k) + ".note")
		}
		out = append(out, c)
	}
	return out
}

// babyWords tell one baby from another: by name or, while unborn and unnamed, by the
// day it is expected.
func babyWords(r *page.Request, b family.Person) string {
	if b.Called != "" {
		return b.Called
	}
	if b.Born.IsZero() {
		return r.Print.T("baby.due", "day", b.Due)
	}
	return r.Print.T("loss.kept.baby")
}

func (p *Pages) postHappened(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	if len(babies) == 0 { // told a moment ago, by them or by somebody else
		return page.SeeOther(afterPage), nil
	}
	said := family.NewLoss{Infant: babies[0].ID, Kind: family.LossKind(in.Text("kind", 20))}
	if len(babies) > 1 {
		said.Infant = lostBaby(in, babies)
	}
	if err = in.Check(); err == nil {
		_, err = p.Families.RecordLoss(r.Context(), r.Who, said)
	}
	if form.Shows(err) {
		return p.askHappened(r, babies, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(afterPage), nil
}

func lostBaby(in *form.Values, babies []family.Person) (id access.PersonID) {
	var ids []string
	for _, b := range babies {
		ids = append(ids, b.ID.String())
	}
	chosen := in.One("baby", ids...)
	if chosen == "" {
		in.Problem("baby", "loss.baby.missing")
		return id
	}
	return babies[slices.Index(ids, chosen)].ID
}

type afterView struct {
	Title             string
	Lines             []string
	CallTitle         string
	Call              []string
	Links             []ui.Link
	NowTitle          string
	Cards             []nowCard
	KeptTitle, KeptOf string
	Kept              ui.Link
	Mistake           string
	Home              ui.Link
}

// after is what a parent sees when a loss has been told: who is sorry, who rings and
// when, whom to ring now. It asks for nothing and counts nothing.
func (p *Pages) after(r *page.Request) (page.Reply, error) {
	lost, err := p.Families.Remembered(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	if len(lost) == 0 {
		return page.SeeOther(page.HomePage), nil
	}
	living, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(afterPageView(narrow(r, r.Print.T("home.page-title")), p.newAfter(r, lost[0], living))), nil
}

func (p *Pages) newAfter(r *page.Request, lost family.Lost, living []family.Person) afterView {
	t := r.Print.T
	v := afterView{
		CallTitle: t("loss.after.call"), NowTitle: t("loss.after.now"),
		KeptTitle: t("loss.after.kept"), KeptOf: t("loss.after.kept.text"), Kept: ui.Link{Label: t("loss.after.kept.open"), Href: keptPage, Tap: true},
		Home: ui.Link{Label: t("now.home"), Href: page.HomePage, Tap: true},
	}
	name, own := lost.Infant.Called, lost.Loss.By == r.Who.Account
	switch {
	case !own: // whoever did not tell it is not told it by a program
		v.Title = t("loss.after.others")
		v.Lines = []string{t("loss.after.nothing"), t("loss.after.stopped.others")}
	case name == "":
		v.Title = t("loss.after." + string(lost.Loss.Kind) + ".unnamed")
		v.Lines, v.Mistake = []string{t("loss.after.nothing"), t("loss.after.stopped.unnamed")}, t("loss.after.mistake")
	default:
		v.Title = t("loss.after."+string(lost.Loss.Kind), "name", name)
		v.Lines, v.Mistake = []string{t("loss.after.nothing"), t("loss.after.stopped", "name", name)}, t("loss.after.mistake")
	}
	if names := namesOf(living); len(names) > 0 {
		v.Lines = append(v.Lines, t("loss.after.lives", "names", r.Print.List(names)))
	}
	v.Call = []string{p.callWords(r, lost.Loss, own)}
	if r.Service.Phone != "" {
		v.Links = append(v.Links, ui.Link{Label: t("loss.after.team", "number", reach.Number(r.Service.Phone)), Href: reach.Tel(r.Service.Phone), Tap: true})
	}
	v.Links = append(v.Links, ui.Link{Label: t("loss.after.no-call"), Href: reachPage, Tap: true})
	v.Cards = p.lossCards(r, lost.Loss, own)
	return v
}

// callWords say who rings, and until when.
func (p *Pages) callWords(r *page.Request, l family.Loss, own bool) string {
	t := r.Print.T
	called := l.Ring == r.Who.Person
	switch {
	case l.CallerName == "":
		return t("loss.after.caller.none")
	case !called || !own:
		return t("loss.after.caller.others", "name", l.CallerName)
	case l.CallBy == nil || r.Now.After(*l.CallBy):
		return t("loss.after.caller.over", "name", l.CallerName)
	}
	return t("loss.after.caller", "name", l.CallerName, "day", r.Print.DateLong(r.Print.DayOf(l.CallBy.AddDate(0, 0, -1))))
}

// lossCards are whom to ring now: those who know what this is like, those who answer
// at any hour, and what cannot wait after a pregnancy has ended.
func (p *Pages) lossCards(r *page.Request, l family.Loss, own bool) []nowCard {
	t := r.Print.T
	var out []nowCard
	if line, ok := p.Helplines.First(companion.Loss); ok && own && l.Kind.IsDeath() {
		out = append(out, nowCard{p.card(r, companion.Loss, ui.NonUrgent, t("helpline."+line.Key)), t("loss.after.line")})
	}
	out = append(out, nowCard{p.card(r, companion.Distress, ui.Urgent, t("loss.after.night")), p.distress(r)})
	if own && (l.Kind == family.Miscarriage || l.Kind == family.Stillbirth) {
		out = append(out, nowCard{p.card(r, companion.Danger, ui.Emergency, t("loss.after.body")), t("loss.after.body.text")})
	}
	return out
}

func namesOf(babies []family.Person) []string {
	var out []string
	for _, b := range babies {
		if b.Called != "" {
			out = append(out, b.Called)
		}
	}
	return out
}
