package record

import (
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/family"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// How many sentences the page offers.
const (
	aloneSays  = 4
	alonePlans = 6
)

// alone asks who is in the room, before it says what may be asked there. What is on
// the screen until then could be read by anybody.
func (p *Pages) alone(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return p.askWho(r, person, form.New().Show(r.Print, nil))
}

func (p *Pages) askWho(r *page.Request, person family.Person, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	v := p.aloneHead(r, person, "alone.head", in)
	var who []ui.Choice
	for _, present := range []safety.Present{safety.PresentNobody, safety.PresentBaby, safety.PresentSomebody} {
		who = append(who, ui.Choice{Value: string(present), Label: t("alone.who." + string(present))})
	}
	choices := in.Choices(ui.Radios, "present", t("alone.who"), who...)
	choices.Look = ui.Plain
	v.Body = append(v.Body, para(t("alone.lead")), para(t("alone.lead.phone")),
		sheet(personAddress(person.ID, "alone"), nil, []templ.Component{choices}, ui.Button{Label: t("alone.go-on")}))
	return reply(frame(r, "alone.title", in), v), nil
}

func (p *Pages) aloneHead(r *page.Request, person family.Person, key string, in *form.Shown) layout {
	return layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: r.Print.T("baby-dates.back"), Href: address.Family(person.Family)},
		Title: ui.Say(r.Print.T(key, "name", nameOf(person))),
	}}
}

// postAlone goes on to the question, or keeps what was said.
func (p *Pages) postAlone(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	n := safety.RestrictedNote{
		Person:  person.ID,
		Present: safety.Present(in.One("present", string(safety.PresentNobody), string(safety.PresentBaby), string(safety.PresentSomebody))),
		Answer:  safety.SafeAnswer(in.One("answer", string(safety.FeelsSafe), string(safety.FeelsUnsafe), string(safety.Declined))),
		Note:    in.Lines("note", family.NoteLimit),
	}
	switch {
	case n.Present == "":
		in.Problem("present", "alone.who.missing")
		return p.askWho(r, person, in.Show(r.Print, in.Check()))
	case !n.Present.Alone():
		return p.notNow(r, person, n)
	case !in.Ticked("asked"):
		return p.askAlone(r, person, in.Show(r.Print, nil))
	}
	in.SubmissionInto(&n.ID)
	var alert safety.AlertID
	if err = in.Check(); err == nil {
		alert, err = p.Safety.Enquire(r.Context(), r.Who, n)
	}
	if form.Shows(err) {
		return p.askAlone(r, person, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	if !alert.IsZero() {
		return page.SeeOther("/desk/alerts/"+alert.String()).Tell("told.alert-opened", alert.String()), nil
	}
	return page.SeeOther(address.Family(person.Family)).Tell("told.alone-kept", person.ID.String()), nil
}

// notNow keeps that it was not asked, and says what to do instead.
func (p *Pages) notNow(r *page.Request, person family.Person, n safety.RestrictedNote) (page.Reply, error) {
	n.Answer, n.Note = safety.NotAsked, ""
	if _, err := p.Safety.Enquire(r.Context(), r.Who, n); err != nil {
		return page.Reply{}, err
	}
	v := p.aloneHead(r, person, "alone.not-now.title", form.New().Show(r.Print, nil))
	v.Body = append(v.Body, para(r.Print.T("alone.not-now")))
	return page.HTML(layoutPage(frame(r, "alone.title", nil), v)), nil
}

// askAlone offers words for asking, the answers, and what to go through with
// somebody who does not feel safe.
func (p *Pages) askAlone(r *page.Request, person family.Person, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	v := p.aloneHead(r, person, "alone.ask.head", in)
	answer := in.Choices(ui.Radios, "answer", t("alone.answer"),
		ui.Choice{Value: string(safety.FeelsSafe), Label: t("alone.answer.safe")},
		ui.Choice{Value: string(safety.FeelsUnsafe), Label: t("alone.answer.unsafe"), Note: t("alone.answer.unsafe.note")},
		ui.Choice{Value: string(safety.Declined), Label: t("alone.answer.declined")})
	answer.Look = ui.Plain
	note := in.Field("note", t("alone.note"))
	note.Hint, note.Rows = t("alone.note.hint"), 3
	hidden := in.Hidden("present", in.Value("present"))
	hidden["asked"] = "1"
	v.Body = append(v.Body,
		part(t("alone.ask.lead"), numbered(aloneSays, func(n string) string { return t("alone.ask.say." + n) })...),
		folded(t("alone.plan"), numbered(alonePlans, func(n string) string { return t("alone.plan." + n) })...),
		sheet(personAddress(person.ID, "alone"), hidden, []templ.Component{answer, note}, ui.Button{Label: t("alone.keep"), Busy: t("session.busy")}))
	if p.mayReadApart(r) {
		v.Body = append(v.Body, ui.Link{Label: t("alone.apart"), Href: personAddress(person.ID, "apart"), Tap: true})
	}
	return reply(frame(r, "alone.title", in), v), nil
}

// numbered are the sentences of a list of the catalogue.
func numbered(count int, sentence func(n string) string) (out []templ.Component) {
	for n := range count {
		out = append(out, para(sentence(strconv.Itoa(n+1))))
	}
	return out
}
