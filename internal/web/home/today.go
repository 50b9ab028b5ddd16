package home

import (
	"context"
	"strings"

	"holdfast/internal/companion"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

type homeView struct {
	Title      string
	Told       string
	Next       *nextView
	Moved      []ui.Banner
	Empty      *ui.Empty
	DueTitle   string
	Due        []ui.Todo
	TryTitle   string
	Try        string
	AsideTitle string
	Help       ui.TileLinks
	ReachTitle string
	Reach      string
	Dates      ui.Link
}

// nextView is what happens next, and what can be done about it now.
type nextView struct {
	ui.NextSheet
	Acts  []ui.Button
	Can   *canView
	Group string
}

// canView takes "I can't come" back.
type canView struct {
	Action string
	Button ui.Button
	Said   string
}

// home is what a caregiver sees first: one thing next, what is due, who helps.
func (p *Pages) home(r *page.Request) (page.Reply, error) {
	mine, err := p.Programmes.Home(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	due, err := p.Measures.Due(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	reach, err := p.reachWords(r.Context(), r)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := homeView{
		Title: t("home.greeting", "name", r.Who.Name), DueTitle: t("home.due"), TryTitle: t("home.try"),
		AsideTitle: t("home.help"), Help: p.helpTiles(r), ReachTitle: t("home.reach"), Reach: reach,
		Dates: ui.Link{Label: t("home.dates"), Href: "/home/dates", Tap: true},
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	for _, g := range mine.Groups {
		v.addGroup(r, g)
	}
	if v.Next == nil {
		v.Empty = &ui.Empty{Text: t("home.empty"), Drawing: ui.DrawNothing}
	}
	for _, task := range due {
		if task.Way == measure.OnPhone {
			v.Due = append(v.Due, todo(r, task))
		}
	}
	return page.HTML(homePage(r.HomeFrame(t("home.page-title")), v)), nil
}

// addGroup shows a group's next session when it is the earliest, and news of it.
func (v *homeView) addGroup(r *page.Request, g programme.HomeGroup) {
	t := r.Print.T
	if g.Past > 0 {
		v.Try = g.Group.Programme.Plan(g.Past).Home
	}
	switch {
	case g.Group.Status == programme.Postponed:
		text := t("home.postponed", "why", g.Group.Why)
		if !g.Group.BackBy.IsZero() {
			text = t("home.postponed-by", "why", g.Group.Why, "day", g.Group.BackBy)
		}
		v.Moved = append(v.Moved, ui.Banner{Text: text})
	case g.Group.Status == programme.Cancelled:
		v.Moved = append(v.Moved, ui.Banner{Text: t("home.cancelled", "why", g.Group.Why)})
	case g.Next != nil && v.Next == nil:
		next := newNext(r, g, *g.Next)
		v.Next = &next
		if !g.Next.Session.Was.IsZero() {
			v.Moved = append(v.Moved, ui.Banner{Text: t("home.moved", "was", g.Next.Session.Was, "day", g.Next.Session.Day)})
		}
	}
}

func newNext(r *page.Request, g programme.HomeGroup, s programme.HomeSession) nextView {
	t := r.Print.T
	n := nextView{NextSheet: ui.NextSheet{
		When:     t("home.when", "day", capital(r.Print.Day(r.Today, s.Session.Day)), "clock", r.Print.ClockWords(s.Session.Starts)),
		Datetime: s.Begins.Format("2006-01-02T15:04Z07:00"), Title: s.Session.Title,
		Text: t("home.session."+string(g.Group.Mode), "n", s.Session.Number, "count", len(g.Group.Programme.Sessions),
			"names", r.Print.List(leaders(g.Group)), "ends", r.Print.ClockWords(s.Session.Ends), "where", whereWords(g.Group)),
	}}
	switch {
	case s.Link != "":
		n.Acts = append(n.Acts, ui.Button{Label: t("home.open-call"), Icon: ui.IconVideo, Href: s.Link})
		n.Note = t("home.call-open")
	case g.Group.Mode == programme.Video:
		n.Note = t("home.call-later", "at", r.Print.AtIn(r.Now, s.OpensAt))
	}
	switch {
	case s.Cant:
		n.Can = &canView{Action: cantAddress(s.Session.ID) + "/can", Said: t("home.cant-said"),
			Button: ui.Button{Label: t("home.can"), Kind: ui.Outline}}
	case s.MayTell:
		n.Acts = append(n.Acts, ui.Button{Label: t("home.cant"), Kind: ui.Quiet, Href: cantAddress(s.Session.ID)})
	}
	return n
}

// capital writes the first letter large: "today" begins a line here.
func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

func leaders(g programme.Group) []string {
	var out []string
	for _, l := range g.Leaders {
		first, _, _ := strings.Cut(l.Name, " ")
		out = append(out, first)
	}
	return out
}

func whereWords(g programme.Group) string {
	out := g.SiteName
	for _, part := range []string{g.Address, g.Room} {
		if part != "" {
			out += ", " + part
		}
	}
	return out
}

func cantAddress(id programme.SessionID) string { return "/home/dates/" + id.String() }

// todo is a questionnaire that is due: how long it takes, who reads it.
func todo(r *page.Request, task measure.Task) ui.Todo {
	t := r.Print.T
	out := ui.Todo{
		Title: task.Title, Href: beginAddress(task.Instrument, task.Dyad.String(), string(task.Timepoint)),
		Text:    t("home.todo", "n", task.Items, "minutes", task.Minutes, "until", task.Due.To),
		Readers: t("home.readers", "names", r.Print.List(task.Readers)),
	}
	if !task.Draft.IsZero() && task.Answered > 0 {
		out.Href = "/home/q/" + task.Draft.String()
		out.Text = t("home.todo-begun", "done", task.Answered, "n", task.Items, "until", task.Due.To)
	}
	return out
}

func beginAddress(instrument, dyad, timepoint string) string {
	return "/home/begin/" + instrument + "/" + dyad + "/" + timepoint
}

// helpTiles are who answers: the team in working hours, others at any hour.
func (p *Pages) helpTiles(r *page.Request) ui.TileLinks {
	t := r.Print.T
	out := ui.TileLinks{Links: []ui.TileLink{
		{Label: t("home.ring-me"), Note: t("home.ring-me.note"), Href: "/home/ring"},
	}}
	if r.Service.Phone != "" {
		out.Links = append(out.Links, ui.TileLink{
			Label: t("helpline.ring", "number", r.Service.Phone), Note: t("home.team-phone"), Href: telephone(r.Service.Phone),
		})
	}
	return ui.TileLinks{Links: append(out.Links, ui.TileLink{Label: t("home.help-now"), Note: t("home.help-now.note"), Href: page.HelpPage})}
}

func telephone(number string) string { return "tel:" + strings.ReplaceAll(number, " ", "") }

// reachWords says back how they may be reached, in one or two sentences.
func (p *Pages) reachWords(ctx context.Context, r *page.Request) (string, error) {
	ways, err := p.Safety.Contacts(ctx, r.Who, r.Who.Person)
	if err != nil {
		return "", err
	}
	t := r.Print.T
	var out []string
	for _, w := range ways {
		if w.Safe {
			out = append(out, wayWords(r, w))
		}
	}
	if len(out) == 0 {
		return t("home.reach.none"), nil
	}
	return strings.Join(append(out, t("home.reach.neutral")), " "), nil
}

func wayWords(r *page.Request, w safety.SafeContact) string {
	t := r.Print.T
	way := t("home.reach." + string(w.Channel))
	if w.AnyTime() {
		return t("home.reach.any", "way", way)
	}
	return t("home.reach.between", "way", way, "hours", r.Print.ClockRange(w.From, w.Until))
}

// urgentCard is whom to ring when it cannot wait.
func (p *Pages) urgentCard(r *page.Request, need companion.Need, level ui.CareLevel, title string) ui.CareCard {
	card := ui.CareCard{Level: level, Title: title}
	if line, ok := p.Helplines.First(need); ok {
		card.Call = &ui.Call{Label: r.Print.T("helpline.ring", "number", line.Number), Href: line.Href()}
	}
	return card
}
