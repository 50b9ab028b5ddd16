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
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// draftCookie holds the token of the enquiry this browser fills in.
const draftCookie = "ask"

// postAskStart begins an enquiry, empty or for one group.
func (p *Pages) postAskStart(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	offer, err := p.offered(r)
	if err != nil {
		return page.Reply{}, err
	}
	token, err := p.enquiries.Start(r.Context(), enquiry.Begin{
		Service: r.Service.ID, Programme: offer.Key, Group: groupOf(in.Text("group", 36)), From: r.From(),
	})
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(stepAddress(r, enquiry.AskBirth)).Remember(page.Cookie{
		Name: draftCookie, Value: token, For: enquiry.DraftLasts,
	}), nil
}

// groupOf reads a group's identifier; whatever is none is no group.
func groupOf(s string) (id programme.GroupID) {
	if id.UnmarshalText([]byte(s)) != nil {
		return programme.GroupID{}
	}
	return id
}

// draft loads the enquiry of this browser for this service.
func (p *Pages) draft(r *page.Request) (e enquiry.Enquiry, token string, err error) {
	c, err := r.Cookie(draftCookie)
	if err != nil {
		return e, "", fault.NotFoundf("enquiry of this browser: %w", err)
	}
	e, err = p.enquiries.Load(r.Context(), c.Value)
	if err == nil && e.Service != r.Service.ID {
		err = fault.NotFoundf("enquiry %s in service %s", e.ID, r.Service.ID)
	}
	return e, c.Value, err
}

// ask shows one page of the enquiry. Without a draft it begins at the beginning;
// after sending it shows what was sent.
func (p *Pages) ask(r *page.Request) (page.Reply, error) {
	e, _, err := p.draft(r)
	which := r.PathValue("question")
	switch {
	case fault.Is(err, fault.NotFound):
		return page.SeeOther(askAddress(r.Service.Slug)), nil
	case err != nil:
		return page.Reply{}, err
	case which == askSent && e.State != enquiry.Draft:
		return p.askSent(r, e)
	case e.State != enquiry.Draft:
		return page.SeeOther(besideAddress(r, askSent)), nil
	case which == askFits:
		return p.askFits(r, e)
	case which == askCheck:
		return p.askCheck(r, e, nil)
	}
	q, ok := questionAt(which)
	if !ok || !slices.Contains(e.Answers.Questions(), q) {
		return page.SeeOther(nextAddress(r, e.Answers)), nil
	}
	return page.HTML(askPage(discreet(r, stepTitle(r, e.Answers, q)), newAsk(r, e, q, filled(e.Answers, q).Show(r.Print, nil)))), nil
}

// postAsk stores the answers of one page. From a second tab, after everything was
// sent, it leads to what was sent.
func (p *Pages) postAsk(r *page.Request) (page.Reply, error) {
	e, token, err := p.draft(r)
	which := r.PathValue("question")
	switch {
	case fault.Is(err, fault.NotFound):
		return page.SeeOther(askAddress(r.Service.Slug)), nil
	case err != nil:
		return page.Reply{}, err
	case e.State != enquiry.Draft:
		return page.SeeOther(besideAddress(r, askSent)), nil
	case which == askCheck:
		return p.postSend(r, e, token)
	case which == askFits:
		return p.postFits(r, token)
	}
	q, ok := questionAt(which)
	if !ok || !slices.Contains(e.Answers.Questions(), q) {
		return page.SeeOther(nextAddress(r, e.Answers)), nil
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	values := typed(in, q)
	before := e.Answers
	if err = in.Check(); err == nil {
		e, err = p.enquiries.Answer(r.Context(), token, q, values)
	}
	if form.Shows(err) {
		f := discreet(r, stepTitle(r, before, q))
		f.Failed = true
		return page.Invalid(askPage(f, newAsk(r, e, q, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(after(r, before, e.Answers, q)), nil
}

// typed reads what the question's page sent into the fields of its answers.
func typed(in *form.Values, q enquiry.Question) map[string]string {
	switch q {
	case enquiry.AskText, enquiry.AskCall, enquiry.AskEmail:
		return reach.Typed(in, q.Channel())
	}
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
	why := "ask.why." + string(q)
	switch q {
	case enquiry.AskText, enquiry.AskCall, enquiry.AskEmail:
		why = "ask.why.way"
	}
	v := askView{
		Question: ui.Question{
			Back: back(r, e.Answers, q), Summary: s.Summary(), Step: t("ask.step", "n", n, "count", count),
			Action: stepAddress(r, q), WhyLead: t("ask.why"), Why: t(why),
			Submit: ui.Button{Label: t("ask.continue")},
			Saved:  t("ask.saved", "until", r.Print.DateLong(r.Print.DayOf(e.StartedAt.Add(enquiry.DraftLasts-24*time.Hour)))),
		},
		Controls: controls(r, e.Answers, q, s),
	}
	if r.Service.Phone != "" && (q == enquiry.AskReach || q == enquiry.AskAgree) {
		v.Question.Others = []ui.Link{{Label: t("ask.or-ring", "number", reach.Number(r.Service.Phone)), Href: reach.Tel(r.Service.Phone)}}
	}
	return v
}
