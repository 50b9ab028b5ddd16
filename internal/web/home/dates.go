package home

import (
	"slices"

	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/course"
	"holdfast/internal/web/ahead"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// datesAddress is a caregiver's whole schedule.
const datesAddress = "/home/dates"

type datesView struct {
	Back   ui.Back
	Title  string
	Told   string
	Groups []datesGroup
	Empty  ui.Empty
	Parts  []homePart
	Undo   []canView
	Else   ui.Link
}

type datesGroup struct {
	Title string
	Line  ui.Timeline
	Comes *comesView
}

// dates is everything to come for a caregiver: contacts of every kind and what is
// asked, those moved with the day they had before; and what can be said of a baby.
func (p *Pages) dates(r *page.Request) (page.Reply, error) {
	mine, err := p.Programmes.Home(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	lines, err := p.Programmes.Ahead(r.Context(), r.Who, family.ID{})
	if err != nil {
		return page.Reply{}, err
	}
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := datesView{Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("dates.title"), Empty: ui.Empty{Text: t("home.empty"), Drawing: ui.DrawNothing},
		Else: ui.Link{Label: t("loss.way"), Href: happenedPage, Tap: true}}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	pauses, err := p.Families.OwnPauses(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	v.Parts = pauseParts(r, pauses, babies)
	v.addLines(r, mine.Groups, lines)
	if err := p.addBabies(r, &v, babies); err != nil {
		return page.Reply{}, err
	}
	return page.HTML(datesPage(narrow(r, t("home.page-title")), v)), nil
}

// addLines sets the lines that are still to come under the place they belong to.
func (v *datesView) addLines(r *page.Request, groups []programme.HomeGroup, lines []programme.Line) {
	reader := ahead.Reader{Print: r.Print, Today: r.Today}
	byPlace := map[programme.PlaceID]int{}
	first := true
	for _, l := range lines {
		if l.Fact || !reader.Shown(l) || l.Kind == programme.LineFit || l.Kind == programme.LineStart || l.Undone() == course.Joined {
			continue
		}
		at, known := byPlace[l.Place]
		if !known {
			at = len(v.Groups)
			byPlace[l.Place] = at
			v.Groups = append(v.Groups, datesGroup{Title: groupTitle(r, groups, l)})
		}
		e := event(r, reader, groups, l)
		if first && l.Undone() == course.Held {
			e.State, first = ui.Now, false
		}
		g := &v.Groups[at]
		g.Line.Events = append(g.Line.Events, e)
		if l.Contact.Phase == course.Before && l.Comes {
			g.Comes = newComes(r, l, true)
		} else if l.Undone() == course.Birth {
			g.Comes = newComes(r, l, false)
		}
	}
}

func groupTitle(r *page.Request, groups []programme.HomeGroup, l programme.Line) string {
	i := slices.IndexFunc(groups, func(g programme.HomeGroup) bool { return g.Place == l.Place })
	if i < 0 {
		return l.Programme.Name
	}
	g := groups[i].Group
	return r.Print.T("dates.group", "weekday", r.Print.Weekdays(g.First.Weekday()), "hours", r.Print.ClockRangeWords(g.Starts, g.Ends))
}

// event is a line on the caregiver's timeline, with what they can say about it.
func event(r *page.Request, reader ahead.Reader, groups []programme.HomeGroup, l programme.Line) ui.Event {
	t := r.Print.T
	e := reader.Event(l)
	if e.State == ui.Now {
		e.State = ui.Next
	}
	what := eventView{Title: reader.Title(l), Said: reader.Note(l)}
	if contact, ok := l.Programme.Contact(l.Contact.Key); ok {
		what.About = contact.Public
	}
	if s, ok := homeSession(groups, l); ok && l.Undone() == course.Held {
		e.When = r.Print.DateLong(s.Session.Day)
		switch {
		case s.Cant:
			what.Said = t("home.cant-said")
		case s.MayTell:
			what.Cant = &ui.Link{Label: t("home.cant"), Hidden: t("dates.on", "day", s.Session.Day), Href: cantAddress(s.Session.ID), Tap: true}
		}
	}
	e.What = what.view()
	return e
}

func homeSession(groups []programme.HomeGroup, l programme.Line) (programme.HomeSession, bool) {
	if l.Session == nil {
		return programme.HomeSession{}, false
	}
	for _, g := range groups {
		for _, s := range toCome(g) {
			if s.Session.ID == l.Session.ID {
				return s, true
			}
		}
	}
	return programme.HomeSession{}, false
}

// addBabies is what can be said of each baby: that a birth was a slip, that one is
// in hospital.
func (p *Pages) addBabies(r *page.Request, v *datesView, babies []family.Person) error {
	t := r.Print.T
	if mayTell(babies, r.Today) {
		v.Parts = append(v.Parts, birthPart(r, babies)...)
	}
	for _, b := range babies {
		f, ok, err := p.ownFact(r, b)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		said := t("birth.undo.text.none", "day", r.Print.DateIn(r.Today, f.Born))
		if b.Called != "" {
			said = t("birth.undo.text", "name", b.Called, "day", r.Print.DateIn(r.Today, f.Born))
		}
		v.Undo = append(v.Undo, canView{Action: birthPage + "/" + f.ID.String() + "/undo", Button: ui.Button{Label: t("birth.undo"), Kind: ui.Quiet}, Said: said})
	}
	if slices.ContainsFunc(babies, func(b family.Person) bool { return !b.Born.IsZero() }) {
		v.Parts = append(v.Parts, homePart{Link: &ui.Link{Label: t("pause.tell"), Href: pausePage, Tap: true}})
	}
	return nil
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
