package home

import (
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

type datesView struct {
	Back   ui.Back
	Title  string
	Groups []datesGroup
	Empty  ui.Empty
}

type datesGroup struct {
	Title string
	Line  ui.Timeline
}

// dates is every session to come, those moved with the day they had before.
func (p *Pages) dates(r *page.Request) (page.Reply, error) {
	mine, err := p.Programmes.Home(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := datesView{Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("dates.title"), Empty: ui.Empty{Text: t("home.empty"), Drawing: ui.DrawNothing}}
	for _, g := range mine.Groups {
		if len(g.Infants) == 0 { // lost: nothing is expected of them
			continue
		}
		group := datesGroup{Title: t("dates.group", "weekday", r.Print.Weekdays(g.Group.First.Weekday()), "hours", r.Print.ClockRangeWords(g.Group.Starts, g.Group.Ends))}
		for i, s := range toCome(g) {
			state := ui.Next
			if i == 0 {
				state = ui.Now
			}
			group.Line.Events = append(group.Line.Events, event(r, s, state))
		}
		if len(group.Line.Events) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	return page.HTML(datesPage(narrow(r, t("home.page-title")), v)), nil
}

func event(r *page.Request, s programme.HomeSession, state ui.EventState) ui.Event {
	t := r.Print.T
	what := eventView{Title: t("dates.session", "n", s.Session.Number, "title", s.Session.Title), About: s.Public}
	switch {
	case s.Cant:
		what.Said = t("home.cant-said")
	case s.MayTell:
		what.Cant = &ui.Link{Label: t("home.cant"), Hidden: t("dates.on", "day", s.Session.Day), Href: cantAddress(s.Session.ID), Tap: true}
	}
	e := ui.Event{When: r.Print.DateLong(s.Session.Day), Datetime: s.Session.Day.String(), State: state, What: what.view()}
	if !s.Session.Was.IsZero() {
		e.Moved, e.Why = r.Print.Date(s.Session.Was), t("dates.moved")
	}
	return e
}

// eventView is one session on the timeline.
type eventView struct {
	Title, About, Said string
	Cant               *ui.Link
}

type cantView struct {
	Question ui.Question
	Reasons  ui.Choices
}

// cant asks why, if they want to say; no reason is an answer.
func (p *Pages) cant(r *page.Request) (page.Reply, error) {
	g, s, err := p.ownSession(r)
	if err != nil {
		return page.Reply{}, err
	}
	if s.Cant || !s.MayTell {
		return page.SeeOther(page.HomePage), nil
	}
	return page.HTML(cantPage(narrow(r, r.Print.T("home.page-title")), newCant(r, g, s, form.New().Show(r.Print, nil)))), nil
}

func newCant(r *page.Request, g programme.HomeGroup, s programme.HomeSession, shown *form.Shown) cantView {
	t := r.Print.T
	var choices []ui.Choice
	for _, reason := range programme.Reasons() {
		choices = append(choices, ui.Choice{Value: string(reason), Label: t("cant.reason." + string(reason))})
	}
	choices = append(choices, ui.Choice{Value: "", Label: t("cant.reason.none"), Last: t("cant.or")})
	v := cantView{
		Question: ui.Question{
			Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Summary: shown.Summary(), Action: cantAddress(s.Session.ID),
			WhyLead: t("ask.why"), Why: t("cant.why"), Submit: ui.Button{Label: t("cant.tell")},
			Saved: t("cant.readers", "names", r.Print.List(leaders(g.Group))),
		},
		Reasons: shown.Choices(ui.Radios, "reason", t("cant.title", "day", r.Print.Day(r.Today, s.Session.Day)), choices...),
	}
	v.Reasons.Heading = true
	return v
}

func (p *Pages) postCant(r *page.Request) (page.Reply, error) {
	g, s, err := p.ownSession(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	err = p.Programmes.CantCome(r.Context(), r.Who, s.Session.ID, programme.Reason(in.Text("reason", 20)))
	if form.Shows(err) {
		f := narrow(r, r.Print.T("home.page-title"))
		f.Failed = true
		return page.Invalid(cantPage(f, newCant(r, g, s, in.Show(r.Print, err)))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage).Tell("told.cant-come", ""), nil
}

func (p *Pages) postCan(r *page.Request) (page.Reply, error) {
	_, s, err := p.ownSession(r)
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.Programmes.CanCome(r.Context(), r.Who, s.Session.ID); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.HomePage).Tell("told.can-come", ""), nil
}

// ownSession finds the session of the address among the caregiver's own.
func (p *Pages) ownSession(r *page.Request) (g programme.HomeGroup, s programme.HomeSession, err error) {
	var id programme.SessionID
	if err := id.UnmarshalText([]byte(r.PathValue("session"))); err != nil {
		return g, s, fault.NotFoundf("session of the address: %w", err)
	}
	mine, err := p.Programmes.Home(r.Context(), r.Who)
	if err != nil {
		return g, s, err
	}
	for _, g := range mine.Groups {
		for _, s := range toCome(g) {
			if s.Session.ID == id {
				return g, s, nil
			}
		}
	}
	return g, s, fault.NotFoundf("session %s among their own", id)
}

// toCome is every session of a group that is still to come, the next one first.
func toCome(g programme.HomeGroup) []programme.HomeSession {
	if g.Next == nil {
		return nil
	}
	return append([]programme.HomeSession{*g.Next}, g.Later...)
}
