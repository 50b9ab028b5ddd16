package alert

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

type alertView struct {
	Head    ui.PageHead
	Summary *ui.ErrorSummary
	Told    *ui.Done
	Now     templ.Component
	Write   *writeView
	Hand    *handView
	Steps   templ.Component
	Aside   string
	Reach   ui.SummaryList
	Reached string // what there is to know before ringing
	Links   []ui.Link
}

// writeView is the one box to write in, and what to do with it: keep it beside
// the open alert, or close the alert with it.
type writeView struct {
	Title  string
	Action string // adds a step
	Hidden map[string]string
	Note   ui.Field
	Close  *ui.Button // only for whom it is to close
	Add    ui.Button
}

type handView struct {
	Label  string
	Action string
	Hidden map[string]string
	To     ui.Select
	Button ui.Button
}

func (p *Pages) newAlert(r *page.Request, a safety.Alert, in *form.Shown) (alertView, error) {
	t := r.Print.T
	known, err := p.Families.DyadsOf(r.Context(), r.Who, dyadsOf(a))
	if err != nil {
		return alertView{}, err
	}
	about, err := p.about(r, a, known)
	if err != nil {
		return alertView{}, err
	}
	v := alertView{
		Head: ui.PageHead{
			Above: &ui.Link{Label: t("today.title"), Href: page.TodayPage},
			Title: ui.Join(ui.Bidi(ui.Name{Text: about.Name}), ui.Say(naming.With(r.Print, about.Babies))),
		},
		Summary: in.Summary(),
		Now:     layout.Part(ui.Part{ID: "now", Title: t("alert.now"), Unseen: true}, ui.Alerts{Alerts: []ui.Alert{alertHere(r, a)}}),
		Steps:   layout.Part(ui.Part{ID: "steps", Title: t("alert.steps")}, alertSteps(r, a)),
		Aside:   t("alert.reach", "name", a.Name),
	}
	if told := r.Told(); told.About == a.ID.String() {
		v.Told = &ui.Done{Text: t(told.Key)}
	}
	facts, spoken, err := reach.Facts(r, p.Families, p.Safety, a.Person)
	if err != nil {
		return alertView{}, err
	}
	v.Reach, v.Reached = ui.SummaryList{Facts: facts}, spoken
	// Whoever opens the alert is about to speak with them, and has to know of what.
	// Which question it was, and the score, stand elsewhere.
	kind := ui.Fact{Label: t("alert.about"), Answer: ui.Say(t("safety.alert." + string(a.Kind)))}
	v.Reach.Facts = append([]ui.Fact{kind}, v.Reach.Facts...)
	if a.Response != "" && r.Who.May(access.ResponseRead) {
		v.Links = append(v.Links, ui.Link{Label: t("alert.response"), Href: "/desk/responses/" + a.Response, Tap: true})
	}
	if err := p.addLoss(r, a, &v); err != nil {
		return alertView{}, err
	}
	if !a.Open() || !r.Who.May(access.AlertOwn) {
		return v, nil
	}
	v.Write = newWrite(r, a, in)
	return v, p.addTakers(r, a, in, &v)
}

// addLoss leads to what was told, for whoever is asked to call after a loss.
func (p *Pages) addLoss(r *page.Request, a safety.Alert, v *alertView) error {
	if a.Kind != safety.Loss || a.Dyad.IsZero() || !r.Who.May(access.LossWrite) {
		return nil
	}
	dyad, err := p.Families.Dyad(r.Context(), r.Who, a.Dyad)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	v.Links = append(v.Links, ui.Link{Label: r.Print.T("loss.desk.told"), Href: address.Happened(dyad.Infant.ID), Tap: true})
	return nil
}

// alertHere is the alert on its own page: its name stands above it already.
func alertHere(r *page.Request, a safety.Alert) ui.Alert {
	t := r.Print.T
	row := ui.Alert{Who: ui.Say(alertWhat(r.Print, a)), Came: alertCame(r, a), Owned: a.Owned()}
	if !a.Open() {
		last := a.Steps[len(a.Steps)-1]
		row.Owned, row.Came = true, t("alert.closed", "name", last.ByName, "at", r.Print.AtIn(r.Now, *a.ClosedAt))
		return row
	}
	row.Clock, row.ClockNote = alertClock(r, a)
	if !a.Owned() && r.Who.May(access.AlertOwn) {
		row.Acts = layout.Act{Action: address.Alert(a.ID) + "/take", Button: ui.Button{Label: t("alert.take"), Hidden: a.Name}}
	}
	return row
}

func alertSteps(r *page.Request, a safety.Alert) templ.Component {
	t := r.Print.T
	var line ui.Timeline
	for i, s := range a.Steps {
		did := t("safety.act."+string(s.Act), "note", s.Note)
		if s.ByName != "" {
			did = t("alert.step", "who", s.ByName, "did", did)
		}
		e := ui.Event{
			When: r.Print.AtIn(r.Now, s.At), Datetime: s.At.UTC().Format("2006-01-02T15:04Z"), What: layout.Noted(did, noteOf(s)),
		}
		if i == len(a.Steps)-1 && a.Open() {
			e.State = ui.Now
		}
		line.Events = append(line.Events, e)
	}
	return line
}

// noteOf is the words somebody wrote; whom an alert was handed to stands in the
// step itself.
func noteOf(s safety.Step) string {
	if s.Act == safety.Handed {
		return ""
	}
	return s.Note
}

func newWrite(r *page.Request, a safety.Alert, in *form.Shown) *writeView {
	t := r.Print.T
	note := in.Field("note", t("alert.note"))
	note.Hint, note.Rows = t("alert.note.hint"), 4
	w := &writeView{
		Title: t("alert.write"), Action: address.Alert(a.ID) + "/note", Hidden: in.Hidden(), Note: note,
		Add: ui.Button{Kind: ui.Outline, Label: t("alert.add"), Free: true},
	}
	if mayClose(r.Who, a) {
		w.Close = &ui.Button{Label: t("alert.close"), Form: address.Alert(a.ID) + "/close", Free: true}
	}
	return w
}

// mayClose repeats the rule that package safety holds, so that no button promises
// what would be refused.
func mayClose(who access.Actor, a safety.Alert) bool {
	return a.Owned() && (a.Owner == who.Account || who.Has(access.Lead))
}

// addTakers offers to hand it over, to colleagues who may see the person.
func (p *Pages) addTakers(r *page.Request, a safety.Alert, in *form.Shown, v *alertView) error {
	if a.Owned() && !mayClose(r.Who, a) {
		return nil
	}
	takers, err := p.Safety.Takers(r.Context(), r.Who, a.ID)
	if err != nil {
		return err
	}
	t := r.Print.T
	options := []ui.Option{{Label: t("alert.hand.choose")}}
	for _, c := range takers {
		if c.ID != a.Owner && c.ID != r.Who.Account {
			options = append(options, ui.Option{Value: c.ID.String(), Label: t("alert.hand.option", "name", c.Name, "roles", r.RoleWords(c.Roles...))})
		}
	}
	if len(options) == 1 {
		return nil
	}
	v.Hand = &handView{
		Label: t("alert.hand.label"), Action: address.Alert(a.ID) + "/hand", Hidden: in.Hidden(),
		To: in.Select("to", t("alert.hand"), options...), Button: ui.Button{Kind: ui.Outline, Label: t("alert.hand.act")},
	}
	return nil
}
