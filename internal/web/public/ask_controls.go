package public

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// languages are those offered before "another": the ones interpreters are most
// asked for. The reader finds them in their own language.
var languages = []string{"en", "ar", "bn", "fa", "fr", "pa", "pl", "pt", "ro", "so", "es", "ti", "tr", "uk", "ur", "zh"}

func channels() []string {
	var out []string
	for _, c := range family.Channels() {
		out = append(out, string(c))
	}
	return out
}

// controls are what a question's page asks with; the first carries its heading.
func controls(r *page.Request, a enquiry.Answers, q enquiry.Question, s *form.Shown) []templ.Component {
	t := r.Print.T
	switch q {
	case enquiry.AskBirth:
		return []templ.Component{tiles(s, enquiry.FieldBirth, t("ask.birth"),
			ui.Choice{Value: enquiry.Born, Label: t("ask.birth.born")},
			ui.Choice{Value: enquiry.Expected, Label: t("ask.birth.expected")})}
	case enquiry.AskDate:
		return askDate(r, a, s)
	case enquiry.AskBabies:
		return []templ.Component{tiles(s, enquiry.FieldBabies, t("ask.babies"),
			ui.Choice{Value: "1", Label: t("ask.babies.1")},
			ui.Choice{Value: "2", Label: t("ask.babies.2"), Note: t("ask.babies.note")},
			ui.Choice{Value: "3", Label: t("ask.babies.3"), Note: t("ask.babies.note")})}
	case enquiry.AskRelation:
		var all []ui.Choice
		for _, rel := range family.Relations() {
			all = append(all, ui.Choice{Value: string(rel), Label: t("ask.relation." + string(rel))})
		}
		return []templ.Component{tiles(s, enquiry.FieldRelation, t("ask.relation", "n", babies(a)), all...)}
	case enquiry.AskName:
		return askName(r, s)
	case enquiry.AskLanguage:
		return askLanguage(r, s)
	case enquiry.AskTimes:
		return askTimes(r, s)
	case enquiry.AskReach:
		return askReach(r, s)
	case enquiry.AskText, enquiry.AskCall, enquiry.AskEmail:
		return reach.Controls(r.Print, q.Channel(), s)
	}
	agree := s.Check(enquiry.FieldAgree, t("ask.agree.tick"))
	agree.Value, agree.Note = "yes", t("ask.agree.note", "n", babies(a))
	return []templ.Component{heading(t("ask.agree")), agree}
}

// babies is how many there are; one while nobody has said.
func babies(a enquiry.Answers) int { return len(a.Babies()) }

func askDate(r *page.Request, a enquiry.Answers, s *form.Shown) []templ.Component {
	t := r.Print.T
	if a[enquiry.FieldBirth] != enquiry.Expected {
		d := s.Date(enquiry.FieldDate, t("ask.date.born", "n", babies(a)))
		d.Heading = true
		return []templ.Component{d}
	}
	d := s.Date(enquiry.FieldDate, t("ask.date.due", "n", babies(a)))
	d.Heading = true
	return []templ.Component{d, hint(t("ask.date.unsure"))}
}

func tiles(s *form.Shown, name, legend string, choices ...ui.Choice) ui.Choices {
	c := s.Choices(ui.Radios, name, legend, choices...)
	c.Heading = true
	return c
}

func askName(r *page.Request, s *form.Shown) []templ.Component {
	name := s.Field(enquiry.FieldName, r.Print.T("ask.name"))
	name.Heading, name.Auto, name.Dir = true, "name", "auto"
	called := s.Field(enquiry.FieldCalled, r.Print.T("ask.called"))
	called.Hint, called.Auto, called.Dir = r.Print.T("ask.called.hint"), "nickname", "auto"
	return []templ.Component{name, called}
}

func askLanguage(r *page.Request, s *form.Shown) []templ.Component {
	options := []ui.Option{{Value: "", Label: r.Print.T("ask.language.choose")}}
	for _, tag := range languages {
		options = append(options, ui.Option{Value: tag, Label: r.Print.Language(tag)})
	}
	options = append(options, ui.Option{Value: "und", Label: r.Print.T("ask.language.other")})
	language := s.Select(enquiry.FieldLang, r.Print.T("ask.language"), options...)
	language.Heading = true
	interpreter := s.Check(enquiry.FieldInterpreter, r.Print.T("ask.interpreter"))
	interpreter.Value = "yes"
	return []templ.Component{language, interpreter}
}

// weekdays are those a group could meet on: nobody runs one on a Sunday.
var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}

// partsOfDay end the names of half-days: "tue-am".
var partsOfDay = []string{"am", "pm", "eve"}

// dayField is the field of one day's boxes.
func dayField(d time.Weekday) string { return enquiry.FieldTimes + "." + dayKey(d) }

func dayKey(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }

func askTimes(r *page.Request, s *form.Shown) []templ.Component {
	t := r.Print.T
	out := []templ.Component{heading(t("ask.times")), hint(t("ask.times.hint"))}
	for _, d := range weekdays {
		var parts []ui.Choice
		for _, part := range partsOfDay {
			parts = append(parts, ui.Choice{Value: part, Label: t("ask.times." + part)})
		}
		day := s.Choices(ui.Checkboxes, dayField(d), r.Print.WeekdayName(d), parts...)
		day.Look = ui.SideBySide
		out = append(out, day)
	}
	modes := s.Choices(ui.Checkboxes, enquiry.FieldModes, t("ask.modes"),
		ui.Choice{Value: string(programme.InPerson), Label: t("ask.modes.in-person")},
		ui.Choice{Value: string(programme.Video), Label: t("ask.modes.video")})
	modes.Look, modes.Hint = ui.SideBySide, t("ask.modes.hint")
	return append(out, modes)
}

func askReach(r *page.Request, s *form.Shown) []templ.Component {
	t := r.Print.T
	var all []ui.Choice
	for _, c := range channels() {
		all = append(all, ui.Choice{Value: c, Label: t("ask.reach." + c)})
	}
	ways := s.Choices(ui.Checkboxes, enquiry.FieldWays, t("ask.reach"), all...)
	ways.Heading, ways.Hint = true, t("ask.reach.hint")
	phone := s.Field(enquiry.FieldPhone, t("ask.phone"))
	phone.Kind, phone.Auto, phone.Width, phone.Hint = ui.TelField, "tel", 20, t("ask.phone.hint")
	email := s.Field(enquiry.FieldEmailValue, t("ask.email"))
	email.Kind, email.Auto, email.Hint = ui.EmailField, "email", t("ask.email.hint")
	return []templ.Component{ways, phone, email}
}
