package home

import (
	"strconv"

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
	if f.PutAway {
		return page.SeeOther(page.HomePage), nil
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
			Change: &ui.Link{Label: t("check.change"), Hidden: item.Text, Href: itemAddress(f.ID, strconv.Itoa(item.Number)) + "?" + fromCheck},
		})
	}
	if problem != nil {
		v.Summary = form.New().Show(r.Print, problem).Summary()
		for i := range v.Summary.Faults { // nothing was answered: that is put right where it begins
			v.Summary.Faults[i].Href = itemAddress(f.ID, strconv.Itoa(f.Wording.Items[0].Number))
		}
	}
	return v
}

// postSend reads no page before it sends: everybody who sends would wait for what
// only a refusal shows.
func (p *Pages) postSend(r *page.Request) (page.Reply, error) {
	id, err := responseID(r)
	if err != nil {
		return page.Reply{}, err
	}
	told, err := p.Measures.Submit(r.Context(), r.Who, id)
	if form.Shows(err) {
		f, missing := p.form(r)
		if missing != nil {
			return page.Reply{}, missing
		}
		frame := narrow(r, r.Print.T("home.questions-title"))
		frame.Failed = true
		return page.Invalid(checkPage(frame, newCheck(r, f, err))), nil
	}
	if fault.Is(err, fault.Conflict) { // keyed in from paper meanwhile
		return page.SeeOther(page.HomePage).Tell("told.answers-here", ""), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	switch {
	case told.Risk && told.Kind == safety.WantsToTalk:
		return page.SeeOther(nextPage), nil
	case told.Risk:
		return page.SeeOther(nowPage), nil
	case told.PutAway:
		return page.SeeOther(page.HomePage), nil
	}
	return page.SeeOther(itemAddress(id, "sent")), nil
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
	if f.PutAway {
		return page.SeeOther(page.HomePage), nil
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
