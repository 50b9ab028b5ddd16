package desk

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/safety"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// reachAside says how the person may be reached: numbers and addresses beside
// what they said about each. A way that is not safe shows no number to slip on.
func (p *Pages) reachAside(r *page.Request, person access.PersonID, v *alertView) error {
	facts, spoken, err := p.reach(r, person)
	v.Reach, v.Reached = ui.SummaryList{Facts: facts}, spoken
	return err
}

func (p *Pages) reach(r *page.Request, person access.PersonID) (facts []ui.Fact, spoken string, err error) {
	who, err := p.Families.Person(r.Context(), r.Who, person)
	if err != nil {
		return nil, "", err
	}
	details, err := p.Families.Details(r.Context(), r.Who, person)
	if err != nil {
		return nil, "", err
	}
	ways, err := p.Safety.Contacts(r.Context(), r.Who, person)
	if err != nil {
		return nil, "", err
	}
	for _, channel := range []family.Channel{family.Call, family.Text, family.Email} {
		if f, ok := reachFact(r, channel, details, ways); ok {
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

func reachFact(r *page.Request, channel family.Channel, details []family.Detail, ways []safety.SafeContact) (ui.Fact, bool) {
	t := r.Print.T
	fact := ui.Fact{Label: t("reach.label." + string(channel))}
	var numbers []templ.Component
	for _, d := range details {
		if d.Channel == channel {
			numbers = append(numbers, numberLink(d))
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
		fact.Answer = layout.Lines(append(numbers, ui.Second(wayWords(r.Print, ways[i])))...)
	}
	return fact, true
}

func numberLink(d family.Detail) templ.Component {
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
