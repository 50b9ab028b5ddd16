package home

import (
	"slices"
	"strconv"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/fault"
	"holdfast/internal/web/agreed"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// agreedPage is where a caregiver sees what they agreed to. The addresses under it
// number the purposes, because a name would say something to who looks on.
const agreedPage = "/home/agreed"

// Answers to whether something is all right.
const (
	agreedYes   = "yes"
	agreedNo    = "no"
	agreedLater = "later" // changes nothing
)

type agreedView struct {
	Back        ui.Back
	Title, Lead string
	Told        string
	Facts       ui.SummaryList
	Babies      []agreedBaby
	Readers     string
	Copy        ui.Link
}

// agreedBaby is what they answer for one baby.
type agreedBaby struct {
	Title, Lead string
	Facts       ui.SummaryList
}

// agreed shows every purpose and what this caregiver said, for themselves and for
// the babies they answer for.
func (p *Pages) agreed(r *page.Request) (page.Reply, error) {
	lines, err := p.Consents.Sheet(r.Context(), r.Who, r.Who.Person)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := agreedView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("agreed.title"), Lead: t("agreed.lead"), Readers: t("agreed.readers"),
		Copy: ui.Link{Label: t("copy.home.link"), Href: copyPage, Tap: true},
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	var last access.PersonID
	for _, l := range lines {
		if l.About.IsZero() {
			v.Facts.Facts = append(v.Facts.Facts, agreedFact(r, l))
			continue
		}
		if l.About != last {
			last = l.About
			v.Babies = append(v.Babies, agreedBaby{
				Title: t("agreed.for-baby", "name", babyCalled(r, l)), Lead: t("agreed.for-baby.lead", "name", babyCalled(r, l)),
			})
		}
		baby := &v.Babies[len(v.Babies)-1]
		baby.Facts.Facts = append(baby.Facts.Facts, agreedFact(r, l))
	}
	return page.HTML(agreedPageView(narrow(r, t("home.page-title")), v)), nil
}

func agreedFact(r *page.Request, l consent.Line) ui.Fact {
	t := r.Print.T
	label := t("agreed.name." + string(l.Purpose))
	return ui.Fact{
		Label: label, Answer: ui.Say(agreedWords(r, l)),
		Change: &ui.Link{Label: t("check.change"), Hidden: label, Href: agreedAddress(l)},
	}
}

func agreedWords(r *page.Request, l consent.Line) string {
	if !l.Answered {
		return r.Print.T("agreed.answer.none")
	}
	day := l.Answer.Said
	if day.IsZero() {
		day = r.Print.DayOf(l.Answer.At)
	}
	if l.Answer.Given {
		return r.Print.T("agreed.answer.yes", "day", r.Print.DateYear(day))
	}
	return r.Print.T("agreed.answer.no", "day", r.Print.DateYear(day))
}

// babyCalled is what to call the baby; one without a name yet is "your baby".
func babyCalled(r *page.Request, l consent.Line) string {
	if l.Called == "" {
		return r.Print.T("agreed.your-baby")
	}
	return ui.Isolate(l.Called)
}

func agreedAddress(l consent.Line) string {
	out := agreedPage + "/" + strconv.Itoa(slices.Index(consent.Purposes(), l.Purpose)+1)
	if !l.About.IsZero() {
		out += "/" + l.About.String()
	}
	return out
}

// agreedLine finds what the address is about among what this caregiver may answer.
func (p *Pages) agreedLine(r *page.Request) (consent.Line, error) {
	lines, err := p.Consents.Sheet(r.Context(), r.Who, r.Who.Person)
	if err != nil {
		return consent.Line{}, err
	}
	for _, l := range lines {
		if agreedAddress(l) == r.URL.Path {
			return l, nil
		}
	}
	return consent.Line{}, fault.NotFoundf("purpose of %s", r.Who.Person)
}

// agree asks about one purpose, in the words that are kept.
func (p *Pages) agree(r *page.Request) (page.Reply, error) {
	l, err := p.agreedLine(r)
	if err != nil {
		return page.Reply{}, err
	}
	if r.URL.Query().Has("stop") && l.Answered && l.Answer.Given {
		return p.stopping(r, l)
	}
	in := form.New()
	if l.Answered {
		in = form.New("answer", agreedNo)
		if l.Answer.Given {
			in = form.New("answer", agreedYes)
		}
	}
	return page.HTML(agreePage(narrow(r, r.Print.T("home.page-title")), newAgree(r, l, in.Show(r.Print, nil)))), nil
}

type agreeView struct {
	Question ui.Question
	Answer   ui.Choices
}

func newAgree(r *page.Request, l consent.Line, s *form.Shown) agreeView {
	t := r.Print.T
	answer := s.Choices(ui.Radios, "answer", agreedQuestion(r, "agreed.question", l),
		ui.Choice{Value: agreedYes, Label: t("agreed.yes")}, ui.Choice{Value: agreedNo, Label: t("agreed.no")},
		ui.Choice{Value: agreedLater, Label: t("agreed.later"), Note: t("agreed.later.note"), Last: t("cant.or")})
	answer.Heading, answer.Hint = true, t(l.Purpose.Wording(!l.About.IsZero()))
	return agreeView{Answer: answer, Question: ui.Question{
		Back: ui.Back{Label: t("ask.back"), Href: agreedPage}, Summary: s.Summary(), Action: agreedAddress(l),
		Submit: ui.Button{Label: t("agreed.keep")}, Saved: t("agreed.readers"),
	}}
}

// agreedQuestion is a sentence that has a variant for oneself and one for a baby.
func agreedQuestion(r *page.Request, key string, l consent.Line) string {
	purpose := r.Print.T("agreed.name." + string(l.Purpose))
	if l.About.IsZero() {
		return r.Print.T(key+".own", "purpose", purpose)
	}
	return r.Print.T(key+".infant", "purpose", purpose, "name", babyCalled(r, l))
}

// postAgree keeps the answer. A no to what was agreed to first shows what it sets
// in motion.
func (p *Pages) postAgree(r *page.Request) (page.Reply, error) {
	l, err := p.agreedLine(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	said := consent.Said{Person: r.Who.Person, About: l.About, Purpose: l.Purpose}
	told := "told.agreed-no"
	switch in.One("answer", agreedYes, agreedNo, agreedLater) {
	case agreedLater:
		return page.SeeOther(agreedPage).Tell("told.agreed-later", ""), nil
	case agreedYes:
		said.Given, told = true, "told.agreed-yes"
	case agreedNo:
		if l.Answered && l.Answer.Given && !in.Ticked("sure") {
			return page.SeeOther(agreedAddress(l) + "?stop"), nil
		}
	default:
		in.Problem("answer", "agreed.choose")
	}
	if err = in.Check(); err == nil {
		err = p.Consents.Say(r.Context(), r.Who, said)
	}
	if form.Shows(err) {
		f := narrow(r, r.Print.T("home.page-title"))
		f.Failed = true
		return page.Invalid(agreePage(f, newAgree(r, l, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(agreedPage).Tell(told, ""), nil
}

// stopping shows what a no sets in motion, before it does.
func (p *Pages) stopping(r *page.Request, l consent.Line) (page.Reply, error) {
	then, err := p.Consents.Foresee(r.Context(), r.Who, consent.Said{Person: r.Who.Person, About: l.About, Purpose: l.Purpose})
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := ui.Confirm{
		Back: ui.Back{Label: t("ask.back"), Href: agreedAddress(l)}, Title: agreedQuestion(r, "agreed.stop.title", l), Lead: t("agreed.stop.lead"),
		Consequences: agreed.Consequences(r.Print, l, then), Action: agreedAddress(l), Hidden: map[string]string{"answer": agreedNo, "sure": "1"},
		Act: ui.Button{Label: t("agreed.stop.act")}, Keep: ui.Link{Label: t("agreed.stop.keep"), Href: agreedPage},
	}
	return page.HTML(stoppingPage(narrow(r, t("home.page-title")), v)), nil
}
