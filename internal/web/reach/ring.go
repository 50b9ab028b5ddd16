package reach

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/safety"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Facts says how a person may be reached: numbers and addresses beside what they said
// about each, and what there is to know before ringing. A way that is not safe shows no
// number to slip on.
func Facts(r *page.Request, families *family.Service, contacts *safety.Service, person access.PersonID) (facts []ui.Fact, spoken string, err error) {
	who, err := families.Person(r.Context(), r.Who, person)
	if err != nil {
		return nil, "", err
	}
	details, err := families.Details(r.Context(), r.Who, person)
	if err != nil {
		return nil, "", err
	}
	ways, err := contacts.Contacts(r.Context(), r.Who, person)
	if err != nil {
		return nil, "", err
	}
	for _, channel := range []family.Channel{family.Call, family.Text, family.Email} {
		if f, ok := factOf(r, channel, details, ways); ok {
			facts = append(facts, f)
		}
	}
	if len(facts) == 0 {
		spoken = r.Print.T("safety.reach.not-asked") + ". "
	}
	if who.Lang != "" && who.Lang != r.Service.Lang {
		spoken += r.Print.T("reach.speaks", "lang", r.Print.Language(who.Lang)) + " "
	}
	if who.Interpreter {
		spoken += r.Print.T("reach.interpreter")
	}
	return facts, spoken, nil
}

func factOf(r *page.Request, channel family.Channel, details []family.Detail, ways []safety.SafeContact) (ui.Fact, bool) {
	t := r.Print.T
	fact := ui.Fact{Label: t("reach.label." + string(channel))}
	var numbers []templ.Component
	for _, d := range details {
		if d.Channel == channel {
			numbers = append(numbers, Link(d))
		}
	}
	i := slices.IndexFunc(ways, func(c safety.SafeContact) bool { return c.Channel == channel })
	switch {
	case i < 0 && len(numbers) == 0:
		return fact, false
	case i < 0:
		fact.Answer = layout.Lines(append(numbers, ui.Second(t("safety.reach.not-asked")))...)
	case !ways[i].Safe:
		fact.Answer = ui.Strong(t("safety.reach.unsafe"))
	default:
		if len(numbers) == 0 {
			return fact, false
		}
		fact.Answer = layout.Lines(append(numbers, ui.Second(StaffWords(r.Print, ways[i])))...)
	}
	return fact, true
}

// Link is a number or an address that can be pressed to use it.
func Link(d family.Detail) templ.Component {
	switch d.Channel {
	case family.Call:
		return layout.Telephone("tel:"+dialled(d.Value), d.Value)
	case family.Text:
		return layout.Telephone("sms:"+dialled(d.Value), d.Value)
	}
	return layout.Telephone("mailto:"+d.Value, d.Value)
}

// dialled is a number as a telephone takes it.
func dialled(number string) string {
	var out []rune
	for _, c := range number {
		if c >= '0' && c <= '9' || c == '+' {
			out = append(out, c)
		}
	}
	return string(out)
}

// StaffWords is what somebody said about one way to reach them.
func StaffWords(p i18n.Printer, c safety.SafeContact) string {
	hours := p.T("safety.hours.any")
	if !c.AnyTime() {
		hours = p.T("safety.hours.between", "from", p.Clock(c.From), "until", p.Clock(c.Until))
	}
	words := []string{hours}
	if c.Channel == family.Call {
		key := "safety.voicemail.no"
		if c.Voicemail {
			key = "safety.voicemail.yes"
		}
		words = append(words, p.T(key))
	}
	named := "safe.named.no"
	if c.Wording == safety.Named {
		named = "safe.named.yes"
	}
	words = append(words, p.T(named))
	switch {
	case c.Shared && c.SeenBy != "":
		words = append(words, p.T("safe.seen."+string(c.SeenBy)))
	case c.Shared:
		words = append(words, p.T("safety.shared"))
	}
	return strings.Join(words, ". ") + "."
}

// Ring is when somebody may be rung, in the few words of a row: "after
// 14:00, no voicemail".
func Ring(p i18n.Printer, all []safety.SafeContact) string {
	i := slices.IndexFunc(all, func(c safety.SafeContact) bool { return c.Channel == family.Call })
	if i < 0 {
		return p.T("ring.not-asked")
	}
	c := all[i]
	if !c.Safe {
		return p.T("ring.never")
	}
	var words []string
	switch {
	case c.AnyTime():
		words = append(words, p.T("ring.any-time"))
	default:
		words = append(words, p.ClockRange(c.From, c.Until))
	}
	if !c.Voicemail {
		words = append(words, p.T("ring.no-voicemail"))
	}
	if c.Shared {
		words = append(words, p.T("ring.shared"))
	}
	return strings.Join(words, ", ")
}
