package home

import (
	"strconv"

	"holdfast/internal/companion"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/safety"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

type checkView struct {
	Back        ui.Back
	Summary     *ui.ErrorSummary
	Title, Lead string
	Facts       ui.SummaryList
	Action      string
	Send        ui.Button
	Later       ui.Link
}

// check shows every answer with its Change link before they are sent.
func (p *Pages) check(r *page.Request) (page.Reply, error) {
	f, err := p.form(r)
	if err != nil {
		return page.Reply{}, err
	}
	if f.State != measure.Begun {
		return page.SeeOther(itemAddress(f.ID, "sent")), nil
	}
	frame := narrow(r, r.Print.T("home.questions-title"))
	frame.Scripts = []string{"send.js"}
	return page.HTML(checkPage(frame, newCheck(r, f, nil))), nil
}

func newCheck(r *page.Request, f measure.Form, problem error) checkView {
	t := r.Print.T
	v := checkView{
		Back:  ui.Back{Label: t("ask.back"), Href: itemAddress(f.ID, strconv.Itoa(len(f.Wording.Items)))},
		Title: t("send.title"), Lead: t("send.lead", "names", r.Print.List(f.Readers)), Action: itemAddress(f.ID, "check"),
		Send: ui.Button{Label: t("send.send"), Busy: t("check.sending")}, Later: ui.Link{Label: t("send.later"), Href: page.HomePage, Tap: true},
	}
	for _, item := range f.Wording.Items {
		said := t("send.blank")
		if n := f.Values[item.Number]; n > 0 && n <= len(item.Options) {
			said = item.Options[n-1]
		}
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{
			Label: item.Text, Answer: ui.Say(said),
			Change: &ui.Link{Label: t("check.change"), Hidden: item.Text, Href: itemAddress(f.ID, strconv.Itoa(item.Number))},
		})
	}
	if problem != nil {
		v.Summary = form.New().Show(r.Print, problem).Summary()
	}
	return v
}

func (p *Pages) postSend(r *page.Request) (page.Reply, error) {
	f, err := p.form(r)
	if err != nil {
		return page.Reply{}, err
	}
	told, err := p.Measures.Submit(r.Context(), r.Who, f.ID)
	if form.Shows(err) {
		frame := narrow(r, r.Print.T("home.questions-title"))
		frame.Failed = true
		return page.Invalid(checkPage(frame, newCheck(r, f, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	if told.Risk {
		return page.SeeOther("/home/now"), nil
	}
	return page.SeeOther(itemAddress(f.ID, "sent")), nil
}

type sentView struct {
	Title, Lead string
	Readers     string
	Home        ui.Button
	Help        ui.Link
}

// sent says only that it was sent: the phone may be in other hands by now.
func (p *Pages) sent(r *page.Request) (page.Reply, error) {
	f, err := p.form(r)
	if err != nil {
		return page.Reply{}, err
	}
	if f.State != measure.Complete {
		return page.Reply{}, fault.NotFoundf("response %s as sent", f.ID)
	}
	t := r.Print.T
	return page.HTML(sentPage(narrow(r, t("home.page-title")), sentView{
		Title: t("send.sent"), Lead: f.Wording.Closing, Readers: t("home.readers", "names", r.Print.List(f.Readers)),
		Home: ui.Button{Label: t("send.home"), Href: page.HomePage}, Help: ui.Link{Label: t("home.help-now"), Href: page.HelpPage, Tap: true},
	})), nil
}

type nowView struct {
	Title, Lead string
	Next        []string
	NextTitle   string
	Cards       []nowCard
	GoOn        ui.Link
}

type nowCard struct {
	ui.CareCard
	Text string
}

// now is what follows an answer that means risk: what happens next, and whom to
// ring when it cannot wait. It names neither the question nor the answer.
func (p *Pages) now(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	v := nowView{
		Title: t("now.title"), Lead: t("now.lead"), NextTitle: t("now.next"),
		Next: []string{t("now.told"), t("now.contact"), t("now.hours")},
		Cards: []nowCard{
			{p.urgentCard(r, companion.Distress, ui.Urgent, t("now.today")), t("now.today.text")},
			{p.urgentCard(r, companion.Danger, ui.Emergency, t("help.danger")), t("now.danger.text")},
		},
		GoOn: ui.Link{Label: t("now.home"), Href: page.HomePage, Tap: true},
	}
	if on := page.SafeNext(r.URL.Query().Get("on"), ""); on != "" {
		v.GoOn = ui.Link{Label: t("now.go-on"), Href: on, Tap: true}
	}
	return page.HTML(nowPage(narrow(r, t("home.page-title")), v)), nil
}

type ringView struct {
	Back        ui.Back
	Title, Lead string
	Points      []string
	Action      string
	Ask         ui.Button
	Card        nowCard
}

// ring lets a caregiver ask to be rung, and says when that can be.
func (p *Pages) ring(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	return page.HTML(ringPage(narrow(r, t("home.page-title")), ringView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("ring.title"), Lead: t("ring.lead"),
		Points: []string{t("ring.who"), t("ring.when"), t("ring.safe")}, Action: "/home/ring", Ask: ui.Button{Label: t("ring.ask")},
		Card: nowCard{p.urgentCard(r, companion.Distress, ui.Urgent, t("now.today")), t("now.today.text")},
	})), nil
}

func (p *Pages) postRing(r *page.Request) (page.Reply, error) {
	_, err := p.Safety.Open(r.Context(), r.Who, safety.NewAlert{Person: r.Who.Person, Kind: safety.WantsToTalk, Source: "caregiver"})
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage).Tell("told.ring-asked", ""), nil
}
