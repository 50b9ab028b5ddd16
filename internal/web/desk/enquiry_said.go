package desk

import (
	"strings"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/programme"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// askedFacts is everything that was said, under the words of the question that
// asked it. How they may be reached stands apart.
func askedFacts(r *page.Request, a enquiry.Answers) []ui.Fact {
	var out []ui.Fact
	for _, q := range a.Questions() {
		if words := asked(r, a, q); words != "" {
			out = append(out, ui.Fact{Label: askedQuestion(r.Print, a, q), Answer: ui.Say(words)})
		}
	}
	return out
}

func askedQuestion(p i18n.Printer, a enquiry.Answers, q enquiry.Question) string {
	key, n := "ask."+string(q), len(a.Babies())
	switch {
	case q == enquiry.AskDate && a[enquiry.FieldBirth] == enquiry.Expected:
		key = "ask.date.due"
	case q == enquiry.AskDate:
		key = "ask.date.born"
	}
	return p.T(key, "n", n)
}

// asked is one answer. The ways and their hours are not told here.
func asked(r *page.Request, a enquiry.Answers, q enquiry.Question) string {
	t := r.Print.T
	switch q {
	case enquiry.AskBirth:
		return t("ask.birth." + a[enquiry.FieldBirth])
	case enquiry.AskDate:
		return r.Print.DateYear(a.Date())
	case enquiry.AskBabies:
		return r.Print.Number(float64(len(a.Babies())), 0)
	case enquiry.AskRelation:
		return relationWords(r.Print, a)
	case enquiry.AskName:
		if called := a[enquiry.FieldCalled]; called != "" {
			return t("check.called", "name", a[enquiry.FieldName], "called", called)
		}
		return a[enquiry.FieldName]
	case enquiry.AskLanguage:
		return askedLanguage(r.Print, a)
	case enquiry.AskTimes:
		return wishWords(r.Print, programme.Wishes{Times: a.Wishes().Times, Modes: a.Wishes().Modes})
	case enquiry.AskAgree:
		return t("check.agreed")
	}
	return ""
}

func askedLanguage(p i18n.Printer, a enquiry.Answers) string {
	language := p.Language(a[enquiry.FieldLang])
	if a[enquiry.FieldLang] == "und" {
		language = p.T("ask.language.other")
	}
	if a[enquiry.FieldInterpreter] != "" {
		return p.T("check.interpreter", "lang", language)
	}
	return language
}

func relationWords(p i18n.Printer, a enquiry.Answers) string {
	return p.T("ask.relation." + a[enquiry.FieldRelation])
}

// askedReach is how the person may be reached: for each way the number or the
// address, then when and how carefully.
func askedReach(r *page.Request, a enquiry.Answers) []ui.Fact {
	var out []ui.Fact
	for _, c := range a.Ways() {
		out = append(out, ui.Fact{
			Label:  r.Print.T("reach.label." + string(c)),
			Answer: layout.Lines(reach.Link(family.Detail{Channel: c, Value: a.Value(c)}), ui.Second(reach.StaffWords(r.Print, a.SafeContact(c)))),
		})
	}
	return out
}

// askedBabies is the baby of an enquiry in a few words: "twins, 7 weeks", "due 3
// March".
func askedBabies(r *page.Request, a enquiry.Answers) string {
	babies := a.Babies()
	if len(babies) == 0 {
		return ""
	}
	words := r.Print.T("baby.due", "day", a.Date())
	if !babies[0].Expected() {
		words = r.Print.AgeWords(civil.AgeAt(babies[0].Born, r.Today))
	}
	if len(babies) > 1 {
		return r.Print.T("enquiry.babies", "n", len(babies), "age", words)
	}
	return words
}

// wishWords is when and how a family could come; anything goes where nothing was
// chosen. Days of one part of the day stand together: "Mon, Tue and Fri mornings".
func wishWords(p i18n.Printer, w programme.Wishes) string {
	days := map[string][]string{}
	for _, h := range w.Times {
		day, part, _ := strings.Cut(string(h), "-")
		days[part] = append(days[part], p.T("wish.day."+day))
	}
	var words []string
	for _, part := range []string{"am", "pm", "eve"} {
		if len(days[part]) > 0 {
			words = append(words, p.T("wish."+part, "days", days[part]))
		}
	}
	if len(words) == 0 {
		words = []string{p.T("check.any-time")}
	}
	if len(w.Modes) == 1 {
		words = append(words, p.T("programme.mode."+string(w.Modes[0])))
	}
	if w.Lang != "" && w.Lang != p.Lang() {
		words = append(words, p.Language(w.Lang))
	}
	return ui.Beside(words...)
}

// agoOrDay is how long ago something was, while that is what matters, and the day
// afterwards.
func agoOrDay(r *page.Request, at *time.Time) string {
	if at == nil {
		return ""
	}
	if r.Now.Sub(*at) < 14*24*time.Hour {
		return r.Print.Ago(r.Now, *at)
	}
	return r.NearDay(r.Print.DayOf(*at))
}
