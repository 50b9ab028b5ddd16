package public

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/fault"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
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
		Back:  ui.Back{Label: t("ask.back"), Href: stepAddress(r, all[len(all)-1])},
		Title: t("check.title"), Lead: t("check.lead"), Action: besideAddress(r, askCheck),
		Send: ui.Button{Label: t("check.send"), Busy: t("check.sending")}, Note: t("check.note", "name", r.Service.Name),
	}
	v.Facts.Facts = append(v.Facts.Facts, ui.Fact{
		Label: t("check.group"), Answer: ui.Say(p.groupAsked(r, e)), Change: change(r, t("check.group"), besideAddress(r, askFits)),
	})
	for _, q := range all {
		label := checkLabel(r, e.Answers, q)
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{Label: label, Answer: said(r, e.Answers, q), Change: change(r, label, stepAddress(r, q))})
	}
	f := discreet(r, t("check.page-title"))
	f.Scripts = []string{"send.js"}
	if problem == nil {
		return page.HTML(checkPage(f, v)), nil
	}
	f.Failed = true
	v.Summary = &ui.ErrorSummary{Title: t("form.check", "n", len(fault.ProblemsOf(problem)))}
	for _, one := range fault.ProblemsOf(problem) {
		v.Summary.Faults = append(v.Summary.Faults, ui.Fault{Text: t(one.Key, one.Args...), Href: stepAddress(r, questionOf(one.Field))})
	}
	return page.Invalid(checkPage(f, v)), nil
}

func change(r *page.Request, what, href string) *ui.Link {
	return &ui.Link{Label: r.Print.T("check.change"), Hidden: what, Href: href}
}

// groupAsked names the group that is asked for.
func (p *Pages) groupAsked(r *page.Request, e enquiry.Enquiry) string {
	if e.Group.IsZero() {
		return r.Print.T("check.group.any")
	}
	g, err := p.programmes.PublicGroup(r.Context(), r.Service.ID, e.Group)
	if err != nil { // gone since: what is asked for then is any
		return r.Print.T("check.group.any")
	}
	return groupName(r, g)
}

// questionOf is the question on whose page a field is put right.
func questionOf(field string) enquiry.Question {
	for _, q := range numbered {
		for _, f := range q.Fields() {
			if f == field {
				return q
			}
		}
	}
	return enquiry.Question(field)
}

func checkLabel(r *page.Request, a enquiry.Answers, q enquiry.Question) string {
	if q == enquiry.AskDate && a[enquiry.FieldBirth] == enquiry.Expected {
		return r.Print.T("check.date.due")
	}
	return r.Print.T("check." + string(q))
}

// said is an answer in the words of the page that asked.
func said(r *page.Request, a enquiry.Answers, q enquiry.Question) templ.Component {
	t := r.Print.T
	switch q {
	case enquiry.AskBirth:
		return ui.Say(t("ask.birth." + a[enquiry.FieldBirth]))
	case enquiry.AskDate:
		return ui.Say(r.Print.DateYear(a.Date()))
	case enquiry.AskBabies:
		return ui.Say(t("ask.babies." + a[enquiry.FieldBabies]))
	case enquiry.AskRelation:
		return ui.Say(t("ask.relation." + a[enquiry.FieldRelation]))
	case enquiry.AskName:
		if a[enquiry.FieldCalled] != "" {
			return ui.Say(t("check.called", "name", a[enquiry.FieldName], "called", a[enquiry.FieldCalled]))
		}
		return ui.Bidi(ui.Name{Text: a[enquiry.FieldName]})
	case enquiry.AskLanguage:
		return ui.Say(saidLanguage(r, a))
	case enquiry.AskTimes:
		return ui.Say(saidTimes(r, a))
	case enquiry.AskReach:
		var out []string
		for _, c := range a.Ways() {
			out = append(out, t("check.reach."+string(c), "to", a.Value(c)))
		}
		return lines(out)
	case enquiry.AskText, enquiry.AskCall, enquiry.AskEmail:
		return ui.Say(reach.Words(r.Print, a.SafeContact(q.Channel())))
	}
	return ui.Say(t("check.agreed"))
}

func saidLanguage(r *page.Request, a enquiry.Answers) string {
	language := r.Print.Language(a[enquiry.FieldLang])
	if a[enquiry.FieldLang] == "und" {
		language = r.Print.T("ask.language.other")
	}
	if a[enquiry.FieldInterpreter] != "" {
		return r.Print.T("check.interpreter", "lang", language)
	}
	return language
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

func (p *Pages) postSend(r *page.Request, e enquiry.Enquiry, token string) (page.Reply, error) {
	_, err := p.enquiries.Send(r.Context(), token)
	if form.Shows(err) {
		return p.askCheck(r, e, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(besideAddress(r, askSent)), nil
}
