package desk

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/enquiry"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// daysAMonth is the mean length of a month, for drawing an age on an axis;
// axisMonths how far that axis reaches: the window and a group that runs.
const (
	daysAMonth = 30.4375
	axisMonths = 8
)

// fitsOf is which groups fit the babies of an enquiry: those that do with their
// bar, the others folded with the reason.
func (p *Pages) fitsOf(r *page.Request, e enquiry.Enquiry) ([]templ.Component, error) {
	t := r.Print.T
	offer, err := p.Catalogue.Programme(e.Programme)
	if err != nil {
		return nil, err
	}
	fits, err := p.Enquiries.Fits(r.Context(), e)
	if err != nil {
		return nil, err
	}
	babies := e.Answers.Babies()
	body := []templ.Component{layout.Says(startWords(r, programme.FamilyWindow(offer, babies)))}
	var rows, others []templ.Component
	var why []string
	for _, f := range fits {
		if !f.Fit.OK {
			why = append(why, notFitting(r, f.Group, f.Fit))
			continue
		}
		rows = append(rows, fitRow(r, f, babies, e.Group, e.Answers.Wishes().Misses(f.Group)))
	}
	if len(rows) == 0 {
		body = append(body, ui.Empty{Text: t("enquiry.fits.none"), Act: &ui.Link{Label: t("today.sessions.groups"), Href: address.Groups}})
	} else {
		body = append(body, ageKey(r, offer), list(rows))
	}
	if len(why) > 0 {
		others = append(others, layout.Folded(t("enquiry.fits.others", "n", len(why)), layout.Listed(why)))
	}
	return []templ.Component{layout.Part(ui.Part{ID: "fits", Title: t("enquiry.fits")}, append(body, others...)...)}, nil
}

// startWords says until when a group may begin for these babies.
func startWords(r *page.Request, w civil.Window) string {
	switch {
	case w.To.IsZero():
		return r.Print.T("programme.fit.no-date")
	case w.To.Before(r.Today):
		return r.Print.T("start.over", "day", r.NearDay(w.To))
	case w.From.After(r.Today):
		return r.Print.T("start.from", "from", r.NearDay(w.From), "until", r.NearDay(w.To))
	}
	return r.Print.T("start.until", "day", r.NearDay(w.To), "n", r.Today.DaysUntil(w.To))
}

// fitRow is one group that fits: both ages in words, drawn, and what of the
// family's wishes it does not meet.
func fitRow(r *page.Request, f enquiry.GroupFit, babies []programme.Baby, asked programme.GroupID, misses []programme.Wish) templ.Component {
	t := r.Print.T
	row := fitView{
		Title: ui.Link{Label: groupStarting(r, f.Group), Href: address.Group(f.Group.ID)},
		Ages:  fitAges(r, f.Fit), Bar: ageBar(r, babies, f.Group, f.Fit), Status: groupStatus(r, f.Group),
	}
	if f.Group.ID == asked {
		row.Notes = append(row.Notes, t("enquiry.asked-for-this"))
	}
	for _, w := range misses {
		row.Notes = append(row.Notes, t("programme.wish."+string(w)))
	}
	if f.Fit.DaysToSpare <= 7 {
		row.Notes = append(row.Notes, t("fit.close", "n", f.Fit.DaysToSpare))
	}
	if foreseen(f.Fit) {
		row.Notes = append(row.Notes, t("fit.expected"))
	}
	return row.view()
}

// fitAges is how old the baby is at the first session and at the last; of several,
// the one who fits least.
func fitAges(r *page.Request, f programme.FamilyFit) string {
	if len(f.Babies) == 0 {
		return ""
	}
	b := f.Babies[0]
	words := r.Print.T("fit.ages", "first", atFirst(r, b), "last", fitAge(r, b.AtLast))
	if b.IsCorrected {
		words += " " + r.Print.T("session.corrected", "age", fitAge(r, b.Corrected))
	}
	return words
}

// fitAgesShort is the same in a row of a list: "25 weeks to 7 months".
func fitAgesShort(r *page.Request, f programme.FamilyFit) string {
	if len(f.Babies) == 0 {
		return ""
	}
	return r.Print.T("fit.ages.short", "first", atFirst(r, f.Babies[0]), "last", fitAge(r, f.Babies[0].AtLast))
}

// atFirst is how far a family is at the first session: weeks of pregnancy where the
// group is for those who expect their baby.
func atFirst(r *page.Request, f programme.Fit) string {
	if f.Weeks {
		return r.Print.PregnantWords(f.Pregnant)
	}
	return fitAge(r, f.AtFirst)
}

func fitAge(r *page.Request, a civil.Age) string {
	if a.BeforeBirth() {
		return r.Print.T("age.unborn")
	}
	return r.Print.AgeWords(a)
}

// notFitting is why a group does not fit, in a line.
func notFitting(r *page.Request, g programme.Group, f programme.FamilyFit) string {
	age := ""
	if len(f.Babies) > 0 {
		age = atFirst(r, f.Babies[0])
	}
	return r.Print.T("fit.not."+strings.TrimPrefix(f.Why, "programme.fit."), "group", groupStarting(r, g), "age", age)
}

// ageKey names the marks of the bars on a page, once; nothing where none is drawn.
func ageKey(r *page.Request, offer *programme.Programme) templ.Component {
	if offer.Expecting() {
		return templ.NopComponent
	}
	t := r.Print.T
	return ui.AgeKey{
		Today: t("fits.key.today", "n", 1), Sessions: t("fits.key.sessions"),
		CanStart: t("fits.key.can", "n", 1, "from", offer.Window.From, "to", offer.Window.To),
	}
}

// ageBar draws the baby's age against a group: of several babies the one whose
// time ends first. An age says nothing about a group for those who expect theirs.
func ageBar(r *page.Request, babies []programme.Baby, g programme.Group, fit programme.FamilyFit) templ.Component {
	if g.Programme.Expecting() {
		return templ.NopComponent
	}
	t, offer := r.Print.T, g.Programme
	var start civil.Date
	for _, b := range babies {
		if start.IsZero() || b.Start().Before(start) {
			start = b.Start()
		}
	}
	months := func(on civil.Date) float64 { return float64(start.DaysUntil(on)) / daysAMonth }
	bar := ui.AgeBar{
		Small: true, Months: axisMonths, From: float64(offer.Window.From), To: float64(offer.Window.To),
		Today: months(r.Today), Label: t("fit.bar", "ages", fitAges(r, fit), "from", offer.Window.From, "to", offer.Window.To),
	}
	if last := max(1, len(offer.Sessions)-1); !g.First.IsZero() {
		first, span := months(g.First), months(g.Last)-months(g.First)
		for i := range offer.Sessions {
			bar.Sessions = append(bar.Sessions, first+span*float64(i)/float64(last))
		}
	}
	return bar
}

// groupStarting names a group by its weekday and its first day.
func groupStarting(r *page.Request, g programme.Group) string {
	return r.Print.T("fits.group."+string(g.Mode), "weekday", r.Print.Weekdays(g.First.Weekday()), "first", r.NearDay(g.First))
}

// groupStatus is what a group is today, with the places left where that matters.
func groupStatus(r *page.Request, g programme.Group) ui.Status {
	t := r.Print.T
	s := ui.Status{Word: t("programme.status." + string(g.Status))}
	switch g.Status {
	case programme.Open:
		s.Kind, s.Word = ui.Open, t("groups.left", "n", g.Left)
	case programme.Full:
		s.Kind = ui.Full
	case programme.Running:
		s.Kind = ui.Running
	case programme.Finished:
		s.Kind = ui.Ended
	case programme.Postponed:
		s.Kind = ui.Postponed
	case programme.Cancelled:
		s.Kind = ui.Cancelled
	}
	return s
}
