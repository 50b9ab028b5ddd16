package public

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// daysAMonth is the mean length of a month, for drawing an age on an axis.
const daysAMonth = 30.4375

// axisMonths is how far the age bar reaches: the window and a running group.
const axisMonths = 8

type fitsView struct {
	Back        ui.Back
	Told        string
	Title, Lead string
	Key         templ.Component
	Action      string
	Rows        []fitRow
	OtherTitle  string
	Others      []string
	ElseTitle   string
	Else        []string
	Any         ui.Button
	AnyNote     string
	Ring        *ui.Link
}

type fitRow struct {
	Title, Sentence string
	Bar             templ.Component
	Status          ui.Status
	Act             ui.Button
}

// askFits says, as soon as the date is known, which groups fit: how old baby will
// be at the first session and at the last, and what else there is when none does.
func (p *Pages) askFits(r *page.Request, e enquiry.Enquiry) (page.Reply, error) {
	if !e.Answers.Has(enquiry.AskDate) || !e.Answers.Has(enquiry.AskBabies) {
		return page.SeeOther(nextAddress(r, e.Answers)), nil
	}
	fits, err := p.enquiries.Fits(r.Context(), e)
	if err != nil {
		return page.Reply{}, err
	}
	offer, err := p.catalogue.Programme(e.Programme)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(fitsPage(discreet(r, r.Print.T("ask.page-title")), newFits(r, e, offer, fits))), nil
}

// postFits keeps which group was chosen. One that has gone meanwhile leads back to
// those there are.
func (p *Pages) postFits(r *page.Request, token string) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	err = p.enquiries.Choose(r.Context(), token, groupOf(in.Text("group", 36)))
	if fault.Is(err, fault.Conflict) {
		return page.SeeOther(besideAddress(r, askFits)).Tell("told.group-gone", ""), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	e, err := p.enquiries.Load(r.Context(), token)
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(nextAddress(r, e.Answers)), nil
}

func newFits(r *page.Request, e enquiry.Enquiry, offer *programme.Programme, fits []enquiry.GroupFit) fitsView {
	t, n := r.Print.T, babies(e.Answers)
	v := fitsView{
		Back: ui.Back{Label: t("ask.back"), Href: stepAddress(r, enquiry.AskBabies)}, Action: besideAddress(r, askFits),
		Key: ui.AgeKey{
			Today: t("fits.key.today", "n", n), Sessions: t("fits.key.sessions"), CanStart: t("fits.key.can", "from", offer.Window.From, "to", offer.Window.To),
		},
		OtherTitle: t("fits.others"), ElseTitle: t("fits.else"),
		Any: ui.Button{Label: t("fits.any"), Name: "group", Kind: ui.Quiet},
	}
	if offer.Expecting() {
		v.Key = templ.NopComponent
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	if complete(e.Answers) {
		v.Back.Href = besideAddress(r, askCheck)
	}
	for _, f := range fits {
		if f.Fit.OK {
			v.Rows = append(v.Rows, newFitRow(r, offer, e.Answers.Babies()[0], f))
			continue
		}
		v.Others = append(v.Others, t("fits.not."+strings.TrimPrefix(f.Fit.Why, "programme.fit."),
			"n", n, "group", groupName(r, f.Group), "age", atFirst(r, f.Fit.Babies[0])))
	}
	v.Title, v.Lead = fitsWords(r, offer, e, len(v.Rows))
	if len(v.Rows) > 0 {
		v.Rows[0].Act.Kind = ui.Filled
		return v
	}
	v.Else, v.Any.Kind = offer.Otherwise, ui.Filled
	v.Any.Label, v.AnyNote = t("fits.any.later"), t("fits.any.later.note")
	if outgrown(r, offer, e) {
		v.Others, v.Any.Kind, v.Any.Label, v.AnyNote = nil, ui.Outline, t("fits.any.over"), t("fits.any.over.note")
	}
	if r.Service.Phone != "" {
		v.Ring = &ui.Link{Label: t("ask.or-ring", "number", reach.Number(r.Service.Phone)), Href: reach.Tel(r.Service.Phone), Tap: true}
	}
	return v
}

// outgrown reports whether it is too late for every group of the programme.
func outgrown(r *page.Request, offer *programme.Programme, e enquiry.Enquiry) bool {
	return programme.FamilyWindow(offer, e.Answers.Babies()).To.Before(r.Today)
}

// fitsWords is the answer in a sentence, kindly whichever way it goes.
func fitsWords(r *page.Request, offer *programme.Programme, e enquiry.Enquiry, rows int) (title, lead string) {
	t, n := r.Print.T, babies(e.Answers)
	w := programme.FamilyWindow(offer, e.Answers.Babies())
	switch {
	case offer.Expecting():
		return expectingWords(r, offer, e, rows)
	case outgrown(r, offer, e):
		return t("fits.title.over", "n", n), t("fits.lead.over", "to", offer.Window.To)
	case e.Answers[enquiry.FieldBirth] == enquiry.Expected:
		lead = t("fits.lead.expected", "n", n, "from", r.Print.DateIn(r.Today, w.From), "until", r.Print.DateIn(r.Today, w.To))
	default:
		age := civil.AgeAt(e.Answers.Babies()[0].Start(), r.Today)
		lead = t("fits.lead", "n", n, "age", ageWords(r, age), "until", r.Print.DateIn(r.Today, w.To))
	}
	switch {
	case rows == 0 && w.From.After(r.Today):
		return t("fits.title.early"), lead
	case rows == 0:
		return t("fits.title.none"), lead
	}
	return t("fits.title", "n", rows), lead
}

// expectingWords is the same for groups of those who expect their baby.
func expectingWords(r *page.Request, offer *programme.Programme, e enquiry.Enquiry, rows int) (title, lead string) {
	t, w := r.Print.T, programme.FamilyWindow(offer, e.Answers.Babies())
	from, to := offer.Window.FromWeeks, offer.Window.ToWeeks
	switch {
	case e.Answers[enquiry.FieldBirth] != enquiry.Expected:
		return t("fits.weeks.born"), t("fits.weeks.lead.born")
	case w.To.Before(r.Today):
		return t("fits.weeks.over"), t("fits.weeks.lead.over", "from", from, "to", to)
	}
	lead = t("fits.weeks.lead", "from", r.Print.DateIn(r.Today, w.From), "until", r.Print.DateIn(r.Today, w.To))
	switch {
	case rows == 0 && w.From.After(r.Today):
		return t("fits.title.early"), lead
	case rows == 0:
		return t("fits.title.none"), lead
	}
	return t("fits.title", "n", rows), lead
}

// atFirst is how far somebody is at the first session, by weeks or by age.
func atFirst(r *page.Request, f programme.Fit) string {
	if f.Weeks {
		return r.Print.PregnantWords(f.Pregnant)
	}
	return ageWords(r, f.AtFirst)
}

// agesSentence says how far they are at the first session and how old the babies at
// the last.
func agesSentence(r *page.Request, n int, f programme.Fit) string {
	if f.Weeks {
		return r.Print.T("fits.weeks.ages", "n", n, "first", atFirst(r, f), "last", ageWords(r, f.AtLast))
	}
	return r.Print.T("fits.ages", "n", n, "first", ageWords(r, f.AtFirst), "last", ageWords(r, f.AtLast))
}

func ageWords(r *page.Request, a civil.Age) string {
	if a.BeforeBirth() {
		return r.Print.T("fits.unborn")
	}
	return r.Print.AgeWords(a)
}

func groupName(r *page.Request, g programme.Group) string {
	return r.Print.T("fits.group."+string(g.Mode), "weekday", r.Print.Weekdays(g.First.Weekday()), "first", g.First)
}

func newFitRow(r *page.Request, offer *programme.Programme, baby programme.Baby, f enquiry.GroupFit) fitRow {
	t, fit := r.Print.T, f.Fit.Babies[0]
	row := fitRow{
		Title:    groupName(r, f.Group),
		Sentence: agesSentence(r, len(f.Fit.Babies), fit),
		Act:      ui.Button{Label: t("fits.ask"), Hidden: groupName(r, f.Group), Kind: ui.Outline, Name: "group", Value: f.Group.ID.String()},
		Bar:      ageBar(r, offer, baby, f),
		Status:   ui.Status{Kind: ui.Open, Word: t("groups.left", "n", f.Group.Left)},
	}
	if fit.DaysToSpare <= 7 {
		row.Sentence += " " + t("fits.close", "n", fit.DaysToSpare)
	}
	if f.Seats {
		return row
	}
	row.Act.Label = t("groups.wait")
	row.Status = ui.Status{Kind: ui.Full, Word: t("groups.full")}
	if f.Group.Left > 0 { // room for one twin is room for none
		row.Status.Word, row.Status.Note = t("groups.left", "n", f.Group.Left), t("fits.few", "n", len(f.Fit.Babies))
	}
	return row
}

func ageBar(r *page.Request, offer *programme.Programme, baby programme.Baby, f enquiry.GroupFit) templ.Component {
	if offer.Expecting() {
		return templ.NopComponent
	}
	t := r.Print.T
	months := func(on civil.Date) float64 { return float64(baby.Start().DaysUntil(on)) / daysAMonth }
	bar := ui.AgeBar{
		Months: axisMonths, From: float64(offer.Window.From), To: float64(offer.Window.To),
		Today: months(r.Today), TodayLabel: t("fits.bar.today"), Unit: t("fits.bar.unit"),
		LastLabel: t("fits.bar.last", "day", f.Fit.CanStartUntil),
		Label:     t("fits.bar.label", "first", ageWords(r, f.Fit.Babies[0].AtFirst), "last", ageWords(r, f.Fit.Babies[0].AtLast), "from", offer.Window.From, "to", offer.Window.To),
	}
	n := max(1, len(offer.Sessions)-1)
	span := months(f.Group.Last) - months(f.Group.First)
	for i := range len(offer.Sessions) {
		bar.Sessions = append(bar.Sessions, months(f.Group.First)+span*float64(i)/float64(n))
	}
	return bar
}
