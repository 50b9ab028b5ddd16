// Package reach asks how somebody may be reached without harm, and says it back.
// The questions are the same in an enquiry and on a caregiver's own pages, so that
// nobody has to learn twice what a "safe hour" is. Staff read the answers before they
// ring.
package reach

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/safety"
	"holdfast/internal/web/form"
	"holdfast/internal/web/ui"
)

// Controls ask about one way: at which hours, whether a message may be left, who
// else could see it. Others are further answers to the first question.
func Controls(p i18n.Printer, way family.Channel, s *form.Shown, others ...ui.Choice) []templ.Component {
	t, name := p.T, string(way)
	from, until := s.Field(name+".from", t("ask.way.from")), s.Field(name+".until", t("ask.way.until"))
	from.Kind, from.Width, until.Kind, until.Width = ui.TimeField, 6, ui.TimeField, 6
	when := s.Choices(ui.Radios, name+".when", t("ask.way.when."+name), append([]ui.Choice{
		{Value: "any", Label: t("ask.way.any")},
		{Value: "between", Label: t("ask.way.between"), More: ui.Join(from, until)},
	}, others...)...)
	when.Heading = true
	out := []templ.Component{when}
	if way == family.Call {
		out = append(out, plain(s, name+".voicemail", t("ask.way.voicemail"),
			ui.Choice{Value: "yes", Label: t("ask.yes")}, ui.Choice{Value: "no", Label: t("ask.no")}))
	}
	return append(out, plain(s, name+".shared", t("ask.way.shared."+name),
		ui.Choice{Value: "no", Label: t("ask.way.only-me")}, ui.Choice{Value: "yes", Label: t("ask.way.somebody")},
		ui.Choice{Value: "unsure", Label: t("ask.unsure")}))
}

func plain(s *form.Shown, name, legend string, choices ...ui.Choice) ui.Choices {
	c := s.Choices(ui.Radios, name, legend, choices...)
	c.Look = ui.Plain
	return c
}

// Typed reads what the page of one way sent.
func Typed(in *form.Values, way family.Channel) enquiry.Answers {
	out := enquiry.Answers{}
	for _, field := range enquiry.Question(way).Fields() {
		out[field] = in.Text(field, 20)
	}
	return out
}

// Filled is the page of one way as it was answered before. Whether somebody else
// sees it is asked again when the answer was yes: "I'm not sure" is kept as a yes.
func Filled(c safety.SafeContact) *form.Values {
	name := string(c.Channel)
	pairs := []string{name + ".when", "any", name + ".voicemail", yesNo(c.Voicemail), name + ".shared", yesNo(c.Shared)}
	if !c.AnyTime() {
		pairs[1] = "between"
		pairs = append(pairs, name+".from", c.From.String(), name+".until", c.Until.String())
	}
	wording := c.Wording
	if wording == "" {
		wording = safety.Neutral
	}
	pairs = append(pairs, name+".wording", string(wording), name+".seen-by", string(c.SeenBy))
	return form.New(pairs...)
}

// Further asks what an enquiry does not: who it is that sees it, and whether a
// message may say whom it is from.
func Further(p i18n.Printer, way family.Channel, s *form.Shown) []templ.Component {
	t, name := p.T, string(way)
	who := []ui.Option{{Label: t("safe.seen-by.nobody")}}
	for _, by := range safety.SeenBys() {
		who = append(who, ui.Option{Value: string(by), Label: t("safe.own-seen-by." + string(by))})
	}
	wording := plain(s, name+".wording", t("safe.wording"),
		ui.Choice{Value: string(safety.Neutral), Label: t("safe.wording.neutral")}, ui.Choice{Value: string(safety.Named), Label: t("safe.wording.named")})
	wording.Hint = t("safe.wording.note")
	return []templ.Component{s.Select(name+".seen-by", t("safe.who-sees"), who...), wording}
}

// WithFurther adds what Further asked. Nothing said means neutral words.
func WithFurther(c safety.SafeContact, in *form.Values) safety.SafeContact {
	name := string(c.Channel)
	c.Wording = safety.Neutral
	if in.One(name+".wording", string(safety.Neutral), string(safety.Named)) == string(safety.Named) {
		c.Wording = safety.Named
	}
	var allowed []string
	for _, by := range safety.SeenBys() {
		allowed = append(allowed, string(by))
	}
	if by := in.One(name+".seen-by", allowed...); c.Shared {
		c.SeenBy = safety.SeenBy(by)
	}
	return c
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// Words say one safe way back in a few words: "From 09:00 to 15:30. Somebody else
// may see it."
func Words(p i18n.Printer, c safety.SafeContact) string {
	out := []string{p.T("ask.way.any")}
	if !c.AnyTime() {
		out[0] = p.T("check.between", "hours", p.ClockRange(c.From, c.Until))
	}
	if c.Channel == family.Call && c.Voicemail {
		out = append(out, p.T("check.voicemail"))
	}
	if c.Channel == family.Call && !c.Voicemail {
		out = append(out, p.T("check.no-voicemail"))
	}
	if c.Shared {
		out = append(out, p.T("check.shared"))
	}
	if c.Wording == safety.Named {
		out = append(out, p.T("safe.own-named"))
	}
	return strings.Join(out, ". ")
}

// Tel is the address of a telephone number.
func Tel(number string) string { return "tel:" + strings.ReplaceAll(number, " ", "") }

// Number is a telephone number that stays on one line.
func Number(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }
