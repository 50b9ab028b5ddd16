package record

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/web/address"
	"holdfast/internal/web/agreed"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Answers as staff write them down.
const (
	saidYes = "yes"
	saidNo  = "no"
)

// agreed shows what one person agreed to, what was said before, and a form for what
// they say now.
func (p *Pages) agreed(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New()
	in.SetDate("day", r.Today)
	return p.showAgreed(r, person, in.Show(r.Print, nil))
}

func (p *Pages) showAgreed(r *page.Request, person family.Person, in *form.Shown) (page.Reply, error) {
	said, err := p.Consents.Sheet(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	history, err := p.Consents.History(r.Context(), r.Who, person.ID)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(person.Family)},
		Title: ui.Say(t("agreed.desk.head", "name", nameOf(person))), Below: ui.Say(t("agreed.desk.lead")),
	}}
	if told := r.Told(); told.About == person.ID.String() {
		v.Told = t(told.Key)
	}
	var facts ui.SummaryList
	for _, l := range said {
		facts.Facts = append(facts.Facts, ui.Fact{Label: lineName(r, l), Answer: lineAnswer(r, l)})
	}
	v.Body = append(v.Body, facts)
	if r.Who.RequireWriting() == nil {
		v.Body = append(v.Body, part(t("agreed.desk.write"), agreedForm(r, person, said, in)))
	}
	if r.Who.RequireWriting() == nil {
		v.Body = append(v.Body, part(t("copy.desk.link"), note(t("copy.ask.note")),
			sheet(personAddress(person.ID, "copy"), nil, nil, ui.Button{Kind: ui.Outline, Label: t("copy.ask")})))
	}
	if len(history) > 0 {
		v.Body = append(v.Body, part(t("agreed.desk.history"), agreedHistory(r, said, history)))
	}
	return reply(frame(r, "agreed.desk.title", in), v), nil
}

func lineName(r *page.Request, l consent.Line) string {
	purpose := r.Print.T("agreed.name." + string(l.Purpose))
	if l.About.IsZero() {
		return purpose
	}
	return r.Print.T("agreed.desk.purpose.infant", "purpose", purpose, "name", infantName(r, l.Called))
}

func infantName(r *page.Request, called string) string {
	if called == "" {
		return r.Print.T("agreed.desk.baby")
	}
	return ui.Isolate(called)
}

func lineAnswer(r *page.Request, l consent.Line) templ.Component {
	t := r.Print.T
	words := t("agreed.desk.none")
	if l.Answered {
		day := l.Answer.Said
		if day.IsZero() {
			day = r.Print.DayOf(l.Answer.At)
		}
		words = t("agreed.desk.no", "day", r.Print.DateYear(day))
		if l.Answer.Given {
			words = t("agreed.desk.yes", "day", r.Print.DateYear(day))
		}
	}
	if !l.Open {
		return ui.Say(words)
	}
	return ui.Join(ui.Say(words+". "), ui.Strong(t("agreed.desk.open", "name", infantName(r, l.Called))))
}

// lineValue names a line in the form.
func lineValue(l consent.Line) string {
	if l.About.IsZero() {
		return string(l.Purpose)
	}
	return string(l.Purpose) + "/" + l.About.String()
}

func agreedForm(r *page.Request, person family.Person, lines []consent.Line, in *form.Shown) templ.Component {
	t := r.Print.T
	var options []ui.Option
	var words []string
	for _, l := range lines {
		options = append(options, ui.Option{Value: lineValue(l), Label: lineName(r, l)})
		words = append(words, lineName(r, l)+". "+t(l.Purpose.Wording(!l.About.IsZero())))
	}
	purpose := in.Select("purpose", t("agreed.desk.purpose"), options...)
	answer := in.Choices(ui.Radios, "answer", t("agreed.desk.answer"), ui.Choice{Value: saidYes, Label: t("agreed.yes")}, ui.Choice{Value: saidNo, Label: t("agreed.no")})
	answer.Look = ui.SideBySide
	var ways []ui.Choice
	for _, h := range consent.Hows() {
		ways = append(ways, ui.Choice{Value: string(h), Label: t("agreed.how." + string(h))})
	}
	how := in.Choices(ui.Radios, "how", t("agreed.desk.how"), ways...)
	how.Look = ui.SideBySide
	var read []templ.Component
	for _, w := range words {
		read = append(read, para(w))
	}
	return sheet(personAddress(person.ID, "agreed"), nil,
		[]templ.Component{purpose, folded(t("agreed.desk.words"), read...), answer, in.Date("day", t("agreed.desk.day")), how},
		ui.Button{Label: t("agreed.desk.save"), Busy: t("session.busy")})
}

func agreedHistory(r *page.Request, sheet []consent.Line, history []consent.Answer) templ.Component {
	t := r.Print.T
	called := map[string]string{}
	for _, l := range sheet {
		called[l.About.String()] = l.Called
	}
	var line ui.Timeline
	for _, a := range history {
		key := "agreed.desk.line.no"
		if a.Given {
			key = "agreed.desk.line.yes"
		}
		name := lineName(r, consent.Line{Purpose: a.Purpose, About: a.About, Called: called[a.About.String()]})
		day := a.Said
		if day.IsZero() {
			day = r.Print.DayOf(a.At)
		}
		line.Events = append(line.Events, ui.Event{
			When: r.Print.DateYear(day), Datetime: day.String(),
			What: lines(t(key, "purpose", name), agreedBy(r, a), keptWords(r, a)),
		})
	}
	return line
}

func agreedBy(r *page.Request, a consent.Answer) string {
	t := r.Print.T
	switch {
	case a.By.IsZero():
		return t("agreed.desk.by-self")
	case a.How == consent.OnPage:
		return t("agreed.desk.by-act", "name", ui.Isolate(a.ByName))
	}
	return t("agreed.desk.by", "how", t("agreed.how."+string(a.How)), "name", ui.Isolate(a.ByName))
}

// keptWords are the words that were agreed to, as they were.
func keptWords(r *page.Request, a consent.Answer) string {
	for _, key := range []string{a.Wording, "agreed.kept." + a.Wording} {
		if strings.HasPrefix(key, "agreed.") && r.Print.Has(key) {
			return r.Print.T("agreed.desk.words-were", "words", r.Print.T(key))
		}
	}
	return ""
}

// writeAgreed keeps what was said. A no is read out first, with what it sets in
// motion.
func (p *Pages) writeAgreed(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	said := typedAnswer(in, person)
	if err = in.Check(); err == nil && !said.Given && !in.Ticked("sure") {
		var then []consent.Consequence
		if then, err = p.Consents.Foresee(r.Context(), r.Who, said); err == nil {
			return p.askOnce(r, person, said, then)
		}
	}
	if err == nil {
		err = p.Consents.Say(r.Context(), r.Who, said)
	}
	if form.Shows(err) {
		return p.showAgreed(r, person, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(personAddress(person.ID, "agreed")).Tell("told.agreed-written", person.ID.String()), nil
}

func typedAnswer(in *form.Values, person family.Person) consent.Said {
	purpose, infant, _ := strings.Cut(in.Text("purpose", 60), "/")
	said := consent.Said{Person: person.ID, Purpose: consent.Purpose(purpose), Day: in.Date("day"), How: consent.How(in.Text("how", 20))}
	if infant != "" {
		if err := said.About.UnmarshalText([]byte(infant)); err != nil {
			in.Problem("purpose", "consent.purpose")
		}
	}
	if said.How == consent.OnPage {
		in.Problem("how", "agreed.how-missing")
	}
	switch in.One("answer", saidYes, saidNo) {
	case saidYes:
		said.Given = true
	case "":
		in.Problem("answer", "agreed.desk.answer.missing")
	}
	return said
}

// askOnce shows what a no sets in motion, to be read out before it is kept.
func (p *Pages) askOnce(r *page.Request, person family.Person, said consent.Said, then []consent.Consequence) (page.Reply, error) {
	t := r.Print.T
	l := consent.Line{Purpose: said.Purpose, About: said.About}
	if !said.About.IsZero() {
		infant, err := p.Families.Person(r.Context(), r.Who, said.About)
		if err != nil {
			return page.Reply{}, err
		}
		l.Called = infant.Called
	}
	hidden := map[string]string{"purpose": lineValue(l), "answer": saidNo, "how": string(said.How), "day": said.Day.String(), "sure": "1"}
	c := ui.Confirm{
		Title: t("agreed.desk.stop.title", "name", nameOf(person), "purpose", lineName(r, l)), Lead: t("agreed.desk.stop.lead"),
		Consequences: agreed.Consequences(r.Print, l, then), Action: personAddress(person.ID, "agreed"), Hidden: hidden,
		Act: ui.Button{Label: t("agreed.desk.stop.act")}, Keep: ui.Link{Label: t("agreed.desk.stop.keep"), Href: personAddress(person.ID, "agreed")},
	}
	return page.HTML(confirmPage(frame(r, "agreed.desk.title", nil), c)), nil
}
