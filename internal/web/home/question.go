package home

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

type beginView struct {
	Back        ui.Back
	Title, Lead string
	About       string
	Caution     string
	Facts       ui.SummaryList
	Readers     string
	Free        string
	Action      string
	Begin       ui.Button
	NotNow      ui.Link
}

// begin says who will read the answers, before the first question. Its wording is
// what the caregiver agrees to by beginning.
func (p *Pages) begin(r *page.Request) (page.Reply, error) {
	task, err := p.dueTask(r)
	if err != nil {
		return page.Reply{}, err
	}
	if !task.Draft.IsZero() {
		return page.SeeOther(itemsAddress(task.Draft)), nil
	}
	t := r.Print.T
	wording, _ := p.Measures.Library().Wording(task.Instrument, task.Lang)
	v := beginView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: task.Title, Lead: wording.Instructions, Caution: wording.Caution,
		About: p.about(r, task),
		Facts: ui.SummaryList{Facts: []ui.Fact{
			{Label: t("begin.long"), Answer: ui.Say(t("begin.long.words", "n", task.Items, "minutes", task.Minutes))},
			{Label: t("begin.until"), Answer: ui.Say(r.Print.DateLong(task.Due.To))},
		}},
		Readers: t("measure.readers", "readers", r.Print.List(task.Readers)), Free: t("begin.free"),
		Action: r.URL.Path, Begin: ui.Button{Label: t("begin.start")}, NotNow: ui.Link{Label: t("begin.not-now"), Href: page.HomePage, Tap: true},
	}
	return page.HTML(beginPage(narrow(r, t("home.questions-title")), v)), nil
}

func (p *Pages) postBegin(r *page.Request) (page.Reply, error) {
	task, err := p.dueTask(r)
	if err != nil {
		return page.Reply{}, err
	}
	id, err := p.Measures.Draft(r.Context(), r.Who, measure.Start{Instrument: task.Instrument, Dyad: task.Dyad, Timepoint: task.Timepoint})
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(itemsAddress(id)), nil
}

// TaskKey names a due questionnaire in an address, so that the address itself does
// not tell which it is.
func TaskKey(task measure.Task) string {
	sum := sha256.Sum256([]byte(task.Instrument + " " + task.Dyad.String() + " " + string(task.Timepoint)))
	return hex.EncodeToString(sum[:8])
}

func beginAddress(task measure.Task) string { return "/home/begin/" + TaskKey(task) }

// dueTask finds what the address names among what is due to this caregiver.
func (p *Pages) dueTask(r *page.Request) (measure.Task, error) {
	due, err := p.Measures.Due(r.Context(), r.Who)
	if err != nil {
		return measure.Task{}, err
	}
	for _, task := range due {
		if TaskKey(task) == r.PathValue("task") {
			return task, nil
		}
	}
	return measure.Task{}, fault.NotFoundf("questionnaire of the address among what is due")
}

// responseID is the questionnaire of the address.
func responseID(r *page.Request) (id measure.ResponseID, err error) {
	if err := id.UnmarshalText([]byte(r.PathValue("response"))); err != nil {
		return id, fault.NotFoundf("response of the address: %w", err)
	}
	return id, nil
}

// form reads the caregiver's questionnaire of the address.
func (p *Pages) form(r *page.Request) (measure.Form, error) {
	id, err := responseID(r)
	if err != nil {
		return measure.Form{}, err
	}
	return p.Measures.Form(r.Context(), r.Who, id)
}

// itemsAddress leads to the first question without an answer.
func itemsAddress(id measure.ResponseID) string { return "/home/q/" + id.String() }

func itemAddress(id measure.ResponseID, item string) string { return itemsAddress(id) + "/" + item }

// resume leads to the first question without an answer.
func (p *Pages) resume(r *page.Request) (page.Reply, error) {
	f, err := p.form(r)
	if err != nil {
		return page.Reply{}, err
	}
	switch next := f.Next(); {
	case f.PutAway:
		return page.SeeOther(page.HomePage), nil
	case f.State != measure.Begun:
		return page.SeeOther(itemAddress(f.ID, "sent")), nil
	case next > 0:
		return page.SeeOther(itemAddress(f.ID, strconv.Itoa(next))), nil
	}
	return page.SeeOther(itemAddress(f.ID, "check")), nil
}

type itemView struct {
	Question ui.Question
	Choices  ui.Choices
}

// item asks one question of the questionnaire.
func (p *Pages) item(r *page.Request) (page.Reply, error) {
	f, err := p.form(r)
	if err != nil {
		return page.Reply{}, err
	}
	n, ok := itemNumber(r, f)
	if !ok {
		return page.Reply{}, fault.NotFoundf("item %q of response %s", r.PathValue("item"), f.ID)
	}
	if f.PutAway {
		return page.SeeOther(page.HomePage), nil
	}
	if f.State != measure.Begun {
		return page.SeeOther(itemAddress(f.ID, "sent")), nil
	}
	in := form.New()
	if f.Values[n] > 0 {
		in = form.New("answer", strconv.Itoa(f.Values[n]))
	}
	return page.HTML(itemPage(narrow(r, r.Print.T("ask.step-title", "n", n)), newItem(r, f, n, in.Show(r.Print, nil)))), nil
}

func itemNumber(r *page.Request, f measure.Form) (int, bool) {
	n, err := strconv.Atoi(r.PathValue("item"))
	_, ok := f.Wording.Item(n)
	return n, err == nil && ok
}

func newItem(r *page.Request, f measure.Form, n int, s *form.Shown) itemView {
	t := r.Print.T
	asked, _ := f.Wording.Item(n)
	back := itemAddress(f.ID, strconv.Itoa(n-1))
	switch {
	case checking(r):
		back = itemAddress(f.ID, "check")
	case n == 1:
		back = page.HomePage
	}
	v := itemView{Question: ui.Question{
		Back: ui.Back{Label: t("ask.back"), Href: back}, Summary: s.Summary(), Step: t("question.step", "n", n, "count", len(f.Wording.Items)),
		Action: actionOf(r, f.ID, n), Submit: ui.Button{Label: t("ask.continue")},
		Also:  &ui.Button{Label: t("question.skip"), Kind: ui.Quiet, Name: "skip", Value: "1", Free: true},
		Saved: t("question.saved"),
	}}
	var choices []ui.Choice
	for i, words := range asked.Options {
		choices = append(choices, ui.Choice{Value: strconv.Itoa(i + 1), Label: words})
	}
	v.Choices = s.Choices(ui.Radios, "answer", asked.Text, choices...)
	v.Choices.Heading, v.Choices.Hint = true, asked.Hint
	if f.Infant != "" {
		v.Question.Step = t("question.step-about", "n", n, "count", len(f.Wording.Items), "name", f.Infant)
	}
	return v
}

// fromCheck in an address says that one answer is put right and checking comes next.
const fromCheck = "check"

func checking(r *page.Request) bool { return r.URL.Query().Has(fromCheck) }

func actionOf(r *page.Request, id measure.ResponseID, n int) string {
	address := itemAddress(id, strconv.Itoa(n))
	if checking(r) {
		return address + "?" + fromCheck
	}
	return address
}

// postItem stores one answer at once. An answer that means danger leads to the
// page about help, before the next question.
func (p *Pages) postItem(r *page.Request) (page.Reply, error) {
	f, err := p.form(r)
	if err != nil {
		return page.Reply{}, err
	}
	n, ok := itemNumber(r, f)
	if !ok {
		return page.Reply{}, fault.NotFoundf("item %q of response %s", r.PathValue("item"), f.ID)
	}
	if f.State != measure.Begun { // sent meanwhile, from another tab or phone
		return page.SeeOther(itemAddress(f.ID, "sent")), nil
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	value, given := in.Int("answer")
	if skip := in.Ticked("skip"); skip {
		value = 0
	} else if !given {
		in.Problem("answer", "question.choose")
	}
	var told measure.Submitted
	if err = in.Check(); err == nil {
		told, err = p.Measures.Answer(r.Context(), r.Who, f.ID, n, value)
	}
	if form.Shows(err) && f.PutAway {
		return page.SeeOther(page.HomePage), nil
	}
	if form.Shows(err) {
		frame := narrow(r, r.Print.T("ask.step-title", "n", n))
		frame.Failed = true
		return page.Invalid(itemPage(frame, newItem(r, f, n, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	f.Values[n] = value
	next := itemAddress(f.ID, strconv.Itoa(n+1))
	if n == len(f.Wording.Items) || f.Next() == 0 || checking(r) {
		next = itemAddress(f.ID, "check")
	}
	if told.PutAway {
		next = page.HomePage
	}
	if told.Risk {
		return page.SeeOther(nowPage + "?on=" + next), nil
	}
	return page.SeeOther(next), nil
}
