package home

import (
	"holdfast/internal/companion"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// What follows an answer: nowPage when it means danger, nextPage when somebody
// would like to talk. The addresses say neither, and anybody signed in may open
// both.
const (
	nowPage  = "/home/now"
	nextPage = "/home/next"
)

// RingPage is where a caregiver asks to be rung. The companion leads to it.
const RingPage = "/home/ring"

type nowView struct {
	Title, Lead string
	Points      []string
	PointsTitle string
	Cards       []nowCard
	GoOn        ui.Link
}

type nowCard struct {
	ui.CareCard
	Text string
}

// now is what follows an answer that means danger: whom to ring, and what happens
// next. It names neither the question nor the answer.
func (p *Pages) now(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	v := nowView{
		Title: t("now.title"), Lead: t("now.lead"), PointsTitle: t("now.next"),
		Points: []string{t("now.told"), t("now.contact"), t("now.hours")},
		Cards: []nowCard{
			{p.card(r, companion.Distress, ui.Urgent, t("now.today")), t("now.today.text")},
			{p.card(r, companion.Danger, ui.Emergency, t("help.danger")), t("now.danger.text")},
		},
		GoOn: ui.Link{Label: t("now.home"), Href: page.HomePage, Tap: true},
	}
	if on := page.SafeNext(r.URL.Query().Get("on"), ""); on != "" {
		v.GoOn = ui.Link{Label: t("now.go-on"), Href: on, Tap: true}
	}
	return page.HTML(helpFirstPage(narrow(r, t("home.page-title")), v)), nil
}

// next is what follows a wish to talk: who rings and when, and whom to ring when
// that is too long to wait.
func (p *Pages) next(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	points, err := p.ringPoints(r)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(wordFirstPage(narrow(r, t("home.page-title")), nowView{
		Title: t("next.title"), Lead: t("next.lead"), PointsTitle: t("now.next"), Points: points,
		Cards: []nowCard{{p.card(r, companion.Distress, ui.Urgent, t("next.sooner")), p.distress(r)}},
		GoOn:  ui.Link{Label: t("now.home"), Href: page.HomePage, Tap: true},
	})), nil
}

// card is whom to ring for a need.
func (p *Pages) card(r *page.Request, need companion.Need, level ui.CareLevel, title string) ui.CareCard {
	card := ui.CareCard{Level: level, Title: title}
	if line, ok := p.Helplines.First(need); ok {
		card.Call = &ui.Call{Label: r.Print.T("helpline.ring", "number", reach.Number(line.Number)), Href: line.Href()}
	}
	return card
}

// distress says when to ring at once. After a loss it does not speak of a baby, nor
// when nobody knows whether there is one.
func (p *Pages) distress(r *page.Request) string {
	if babies, err := p.ownBabies(r); err != nil || len(babies) == 0 {
		return r.Print.T("now.today.text.without")
	}
	return r.Print.T("now.today.text")
}

type ringView struct {
	Back        ui.Back
	Title, Lead string
	Points      []string
	Readers     string
	Action      string
	Ask         ui.Button
	Card        nowCard
}

// ring lets a caregiver ask to be rung, and says when that can be.
func (p *Pages) ring(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	points, err := p.ringPoints(r)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(ringPage(narrow(r, t("home.page-title")), ringView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("ring.title"), Lead: t("ring.lead"),
		Points: points, Readers: t("ring.readers"),
		Action: RingPage, Ask: ui.Button{Label: t("ring.ask")},
		Card: nowCard{p.card(r, companion.Distress, ui.Urgent, t("next.sooner")), p.distress(r)},
	})), nil
}

// ringPoints say who rings, by when and how. The page is the same before and after
// somebody has asked: whoever else holds the phone does not read from it that they did.
func (p *Pages) ringPoints(r *page.Request) ([]string, error) {
	t := r.Print.T
	mine, err := p.Programmes.Home(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	by, err := p.Safety.RungBy(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	who, when := t("ring.who"), t("ring.when", "day", r.Print.Day(r.Today, by))
	for _, g := range soonest(mine.Groups) {
		if names := leaders(g.Group); g.Next != nil && len(names) > 0 {
			who = t("ring.who.names", "names", r.Print.Either(names))
			break
		}
	}
	if by.Before(r.Today) {
		when = t("ring.when.late")
	}
	return []string{who, when, t("ring.safe")}, nil
}

// postRing asks for a call. Asking twice before somebody has rung is asking once.
func (p *Pages) postRing(r *page.Request) (page.Reply, error) {
	_, err := p.Safety.Open(r.Context(), r.Who, safety.NewAlert{Person: r.Who.Person, Kind: safety.WantsToTalk, Source: "caregiver"})
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(nextPage), nil
}
