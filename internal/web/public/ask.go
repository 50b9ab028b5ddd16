package public

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"holdfast/internal/enquiry"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// draftCookie holds the token of the enquiry this browser fills in.
const draftCookie = "ask"

// The pages of an enquiry beside its questions.
const (
	askFits  = "fits"
	askCheck = "check"
	askSent  = "sent"
)

// askFrame is the frame of a page that could give somebody away: its title is
// neutral, and it has the way out.
func askFrame(r *page.Request, title string) ui.Frame {
	f := r.HomeFrame(title)
	f.Home = serviceAddress(r.Service.Slug)
	f.Me = nil
	f.Width = ui.WidthOne
	return f
}

// askStart says what will be asked and how to leave, before the first question.
func (p *Pages) askStart(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	v := askStartView{
		Title: t("ask.start.title"), Lead: t("ask.start.lead"),
		Points: []string{t("ask.start.one"), t("ask.start.kept"), t("ask.start.who"), t("ask.start.stop")},
		Action: askAddress(r.Service.Slug), Group: r.URL.Query().Get("group"),
		Begin: ui.Button{Label: t("ask.start.begin")},
		Exit:  ui.Link{Label: t("ask.start.exit"), Href: page.ExitPage + "?next=" + askAddress(r.Service.Slug), Tap: true},
	}
	if e, err := p.draft(r); err == nil && e.State == enquiry.Draft && len(e.Answers) > 0 {
		v.GoOn = &ui.Button{Label: t("ask.start.go-on"), Href: nextAddress(r, e.Answers)}
		v.Begin.Kind = ui.Outline
		v.Begin.Label = t("ask.start.anew")
	}
	return page.HTML(askStartPage(askFrame(r, t("ask.page-title")), v)), nil
}

type askStartView struct {
	Title, Lead   string
	Points        []string
	Action, Group string
	Begin         ui.Button
	GoOn          *ui.Button
	Exit          ui.Link
}

func (p *Pages) postAskStart(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	var group programme.GroupID
	_ = group.UnmarshalText([]byte(in.Text("group", 36))) // whatever is no group is none
	token, err := p.enquiries.Start(r.Context(), enquiry.Begin{Service: r.Service.ID, Programme: programme.BabyLove, Group: group, From: r.From()})
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(questionAddress(r, string(enquiry.AskBirth))).Remember(page.Cookie{
		Name: draftCookie, Value: token, For: enquiry.DraftLasts,
	}), nil
}

// draft loads the enquiry of this browser for this service.
func (p *Pages) draft(r *page.Request) (enquiry.Enquiry, error) {
	c, err := r.Cookie(draftCookie)
	if err != nil {
		return enquiry.Enquiry{}, fault.NotFoundf("enquiry of this browser: %w", err)
	}
	e, err := p.enquiries.Load(r.Context(), c.Value)
	if err == nil && e.Service != r.Service.ID {
		err = fault.NotFoundf("enquiry %s in service %s", e.ID, r.Service.ID)
	}
	return e, err
}

func questionAddress(r *page.Request, which string) string {
	return askAddress(r.Service.Slug) + "/" + which
}

// nextAddress is the first thing still to do: a question, or checking the answers.
func nextAddress(r *page.Request, a enquiry.Answers) string {
	if q, more := a.Next(); more {
		return questionAddress(r, string(q))
	}
	return questionAddress(r, askCheck)
}

// ask shows one page of the enquiry. Without a draft it begins at the beginning;
// after sending it shows what was sent.
func (p *Pages) ask(r *page.Request) (page.Reply, error) {
	e, err := p.draft(r)
	which := r.PathValue("question")
	switch {
	case fault.Is(err, fault.NotFound):
		return page.SeeOther(askAddress(r.Service.Slug)), nil
	case err != nil:
		return page.Reply{}, err
	case which == askSent && e.State != enquiry.Draft:
		return p.askSent(r, e)
	case e.State != enquiry.Draft:
		return page.SeeOther(questionAddress(r, askSent)), nil
	case which == askFits:
		return p.askFits(r, e)
	case which == askCheck:
		return p.askCheck(r, e, nil)
	}
	q := enquiry.Question(which)
	if !slices.Contains(e.Answers.Questions(), q) {
		return page.SeeOther(nextAddress(r, e.Answers)), nil
	}
	return page.HTML(askPage(askFrame(r, stepTitle(r, e.Answers, q)), newAsk(r, e, q, filled(e.Answers, q).Show(r.Print, nil)))), nil
}

func (p *Pages) postAsk(r *page.Request) (page.Reply, error) {
	e, err := p.draft(r)
	if fault.Is(err, fault.NotFound) {
		return page.SeeOther(askAddress(r.Service.Slug)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	token, err := r.Cookie(draftCookie)
	if err != nil {
		return page.Reply{}, err
	}
	switch r.PathValue("question") {
	case askCheck:
		return p.postSend(r, e, token.Value)
	case askFits:
		return p.postFits(r, token.Value)
	}
	q := enquiry.Question(r.PathValue("question"))
	if !slices.Contains(e.Answers.Questions(), q) {
		return page.Reply{}, fault.NotFoundf("question %s of enquiry %s", q, e.ID)
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	values := typed(in, q)
	wasComplete := complete(e.Answers)
	if err = in.Check(); err == nil {
		e, err = p.enquiries.Answer(r.Context(), token.Value, q, values)
	}
	if form.Shows(err) {
		f := askFrame(r, stepTitle(r, e.Answers, q))
		f.Failed = true
		return page.Invalid(askPage(f, newAsk(r, e, q, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(after(r, e.Answers, q, wasComplete)), nil
}

func complete(a enquiry.Answers) bool {
	_, more := a.Next()
	return !more
}

// after is the page that follows an answer: how old baby will be as soon as that
// is known, the next question, or back to checking when an answer was changed.
func after(r *page.Request, a enquiry.Answers, q enquiry.Question, wasComplete bool) string {
	if wasComplete {
		return nextAddress(r, a)
	}
	if q == enquiry.AskBabies {
		return questionAddress(r, askFits)
	}
	all := a.Questions()
	for _, next := range all[slices.Index(all, q)+1:] {
		if !a.Has(next) {
			return questionAddress(r, string(next))
		}
	}
	return nextAddress(r, a)
}

// stepTitle is all that a history shows of the question.
func stepTitle(r *page.Request, a enquiry.Answers, q enquiry.Question) string {
	n, _ := a.Step(q)
	return r.Print.T("ask.step-title", "n", n)
}

// typed reads what the question's page sent into the fields of its answers.
func typed(in *form.Values, q enquiry.Question) map[string]string {
	out := map[string]string{}
	for _, field := range q.Fields() {
		switch field {
		case enquiry.FieldDate:
			out[field] = in.Date(field).String()
		case enquiry.FieldTimes:
			out[field] = strings.Join(typedTimes(in), " ")
		case enquiry.FieldModes:
			out[field] = strings.Join(in.Many(field, string(programme.InPerson), string(programme.Video)), " ")
		case enquiry.FieldWays:
			out[field] = strings.Join(in.Many(field, channels()...), " ")
		case enquiry.FieldName, enquiry.FieldCalled:
			out[field] = in.Text(field, 10000) // the domain knows the limit, and says it
		default:
			out[field] = in.Text(field, 300)
		}
	}
	return out
}

func typedTimes(in *form.Values) []string {
	var out []string
	for _, d := range weekdays {
		for _, part := range in.Many(dayField(d), partsOfDay...) {
			out = append(out, dayKey(d)+"-"+part)
		}
	}
	return out
}

// filled is the question's page with what was answered before.
func filled(a enquiry.Answers, q enquiry.Question) *form.Values {
	var pairs []string
	for _, field := range q.Fields() {
		switch field {
		case enquiry.FieldTimes:
			for _, half := range strings.Fields(a[field]) {
				day, part, _ := strings.Cut(half, "-")
				pairs = append(pairs, field+"."+day, part)
			}
		case enquiry.FieldModes, enquiry.FieldWays:
			for _, one := range strings.Fields(a[field]) {
				pairs = append(pairs, field, one)
			}
		default:
			pairs = append(pairs, field, a[field])
		}
	}
	v := form.New(pairs...)
	v.SetDate(enquiry.FieldDate, a.Date())
	return v
}

type askView struct {
	Question ui.Question
	Controls []templ.Component
}

func newAsk(r *page.Request, e enquiry.Enquiry, q enquiry.Question, s *form.Shown) askView {
	t := r.Print.T
	n, count := e.Answers.Step(q)
	back := ui.Back{Label: t("ask.back"), Href: askAddress(r.Service.Slug)}
	if before, ok := e.Answers.Before(q); ok {
		back.Href = questionAddress(r, string(before))
	}
	if q == enquiry.AskRelation {
		back.Href = questionAddress(r, askFits)
	}
	why := "ask.why." + string(q)
	switch q {
	case enquiry.AskText, enquiry.AskCall, enquiry.AskEmail:
		why = "ask.why.way"
	}
	return askView{
		Question: ui.Question{
			Back: back, Summary: s.Summary(), Step: t("ask.step", "n", n, "count", count),
			Action: questionAddress(r, string(q)), WhyLead: t("ask.why"), Why: t(why),
			Submit: ui.Button{Label: t("ask.continue")},
			Saved:  t("ask.saved", "until", r.Print.DateLong(r.Print.DayOf(e.StartedAt.Add(enquiry.DraftLasts-24*time.Hour)))),
		},
		Controls: controls(r, e.Answers, q, s),
	}
}
