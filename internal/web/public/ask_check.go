package public

import (
	"strings"

	"holdfast/internal/enquiry"
	"holdfast/internal/fault"
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
	Note        string
}

// askCheck shows every answer with its Change link before anything is sent.
func (p *Pages) askCheck(r *page.Request, e enquiry.Enquiry, problem error) (page.Reply, error) {
	if _, more := e.Answers.Next(); more && problem == nil {
		return page.SeeOther(nextAddress(r, e.Answers)), nil
	}
	t := r.Print.T
	all := e.Answers.Questions()
	v := checkView{
		Back:  ui.Back{Label: t("ask.back"), Href: questionAddress(r, string(all[len(all)-1]))},
		Title: t("check.title"), Lead: t("check.lead"), Action: questionAddress(r, askCheck),
		Send: ui.Button{Label: t("check.send"), Busy: t("check.sending")}, Note: t("check.note", "name", r.Service.Name),
	}
	for _, q := range all {
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{
			Label: t("check." + string(q)), Answer: ui.Say(said(r, e.Answers, q)),
			Change: &ui.Link{Label: t("check.change"), Hidden: t("check." + string(q)), Href: questionAddress(r, string(q))},
		})
	}
	f := askFrame(r, t("check.page-title"))
	f.Scripts = []string{"send.js"}
	if problem == nil {
		return page.HTML(checkPage(f, v)), nil
	}
	f.Failed = true
	v.Summary = &ui.ErrorSummary{Title: t("form.check", "n", len(fault.ProblemsOf(problem)))}
	for _, one := range fault.ProblemsOf(problem) {
		v.Summary.Faults = append(v.Summary.Faults, ui.Fault{Text: t(one.Key, one.Args...), Href: questionAddress(r, questionOf(one.Field))})
	}
	return page.Invalid(checkPage(f, v)), nil
}

// questionOf is the page on which a field is put right.
func questionOf(field string) string {
	for _, q := range (enquiry.Answers{enquiry.FieldWays: strings.Join(channels(), " ")}).Questions() {
		for _, f := range q.Fields() {
			if f == field {
				return string(q)
			}
		}
	}
	return field
}

// said is an answer in the words of the page that asked.
func said(r *page.Request, a enquiry.Answers, q enquiry.Question) string {
	t := r.Print.T
	switch q {
	case enquiry.AskBirth:
		return t("ask.birth." + a[enquiry.FieldBirth])
	case enquiry.AskDate:
		return r.Print.DateYear(a.Date())
	case enquiry.AskBabies:
		return r.Print.Number(float64(len(a.Babies())), 0)
	case enquiry.AskRelation:
		return t("ask.relation." + a[enquiry.FieldRelation])
	case enquiry.AskName:
		if a[enquiry.FieldCalled] != "" {
			return t("check.called", "name", a[enquiry.FieldName], "called", a[enquiry.FieldCalled])
		}
		return a[enquiry.FieldName]
	case enquiry.AskLanguage:
		language := r.Print.Language(a[enquiry.FieldLang])
		if a[enquiry.FieldLang] == "und" {
			language = t("ask.language.other")
		}
		if a[enquiry.FieldInterpreter] != "" {
			return t("check.interpreter", "lang", language)
		}
		return language
	case enquiry.AskTimes:
		return saidTimes(r, a)
	case enquiry.AskReach:
		var out []string
		for _, c := range a.Ways() {
			out = append(out, t("check.reach."+string(c), "to", a.Value(c)))
		}
		return r.Print.List(out)
	case enquiry.AskText, enquiry.AskCall, enquiry.AskEmail:
		return saidWay(r, a, q)
	}
	return t("check.agreed")
}

func saidTimes(r *page.Request, a enquiry.Answers) string {
	t := r.Print.T
	var out []string
	for _, h := range strings.Fields(a[enquiry.FieldTimes]) {
		out = append(out, t("half-day."+h))
	}
	if len(out) == 0 {
		out = []string{t("check.any-time")}
	}
	for _, m := range strings.Fields(a[enquiry.FieldModes]) {
		out = append(out, t("ask.modes."+m))
	}
	return strings.Join(out, ", ")
}

func saidWay(r *page.Request, a enquiry.Answers, q enquiry.Question) string {
	t, way := r.Print.T, a.SafeContact(q.Channel())
	out := []string{t("ask.way.any")}
	if !way.AnyTime() {
		out[0] = t("check.between", "hours", r.Print.ClockRange(way.From, way.Until))
	}
	if q == enquiry.AskCall {
		if way.Voicemail {
			out = append(out, t("check.voicemail"))
		} else {
			out = append(out, t("check.no-voicemail"))
		}
	}
	if way.Shared {
		out = append(out, t("check.shared"))
	}
	return strings.Join(out, ". ")
}

func (p *Pages) postSend(r *page.Request, e enquiry.Enquiry, token string) (page.Reply, error) {
	_, err := p.enquiries.Send(r.Context(), token)
	if form.Shows(err) {
		return p.askCheck(r, e, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(questionAddress(r, askSent)), nil
}

type sentView struct {
	Title, Lead    string
	RefLabel, Ref  string
	NextTitle      string
	Next           []string
	DecisionTitle  string
	Decision       string
	Help, Anew     ui.Link
	DrawingOffered ui.DrawingName
}

// askSent says that it arrived, under which reference, and what happens next;
// later, in the same browser, what was decided.
func (p *Pages) askSent(r *page.Request, e enquiry.Enquiry) (page.Reply, error) {
	t := r.Print.T
	v := sentView{
		Title: t("sent.title"), Lead: t("sent.lead"), RefLabel: t("sent.ref"), Ref: e.Ref, NextTitle: t("sent.next"),
		Next:           []string{t("sent.next.read"), t("sent.next.contact"), t("sent.next.offer")},
		Help:           ui.Link{Label: t("public.nav.help"), Href: page.HelpPage, Tap: true},
		Anew:           ui.Link{Label: t("sent.back"), Href: serviceAddress(r.Service.Slug), Tap: true},
		DrawingOffered: ui.DrawSent,
	}
	if r.Service.Phone != "" {
		v.Next = append(v.Next, t("sent.next.phone", "phone", r.Service.Phone))
	}
	switch e.State {
	case enquiry.Accepted:
		v.Lead = t("sent.accepted")
	case enquiry.Declined:
		v.Title, v.Lead, v.Next = t("sent.declined.title"), t("sent.declined"), nil
		v.DecisionTitle, v.Decision = t("sent.declined.instead"), e.Decision
	}
	return page.HTML(sentPage(askFrame(r, t("ask.page-title")), v)), nil
}
