package home

import (
	"context"
	"slices"
	"strings"
	"time"

	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/programme"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

type homeView struct {
	Title      string
	Told       string
	News       []ui.Banner
	Next       *nextView
	Parts      []homePart
	DueTitle   string
	Due        []ui.Todo
	Try        *tryView
	Empty      *ui.Empty
	Dates      *ui.Link
	AsideTitle string
	Help       ui.TileLinks
	ReachTitle string
	Reach      string
	ReachLink  ui.Link
	Agreed     ui.Link
	With       *ui.Link // of those who have a baby to care for
}

// homePart is a heading with something kind to say under it.
type homePart struct {
	Title string
	Lines []string
	Link  *ui.Link
}

// nextView is what happens next, and what can be done about it now.
type nextView struct {
	ui.NextSheet
	Acts  []ui.Button
	Can   *canView
	First *homePart
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
	dyads, err := p.ownDyads(r)
	if err != nil {
		return page.Reply{}, err
	}
	babies := babiesOf(dyads)
	pauses, err := p.Families.OwnPauses(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := homeView{
		Title: t("home.greeting", "name", r.Who.Name), DueTitle: t("home.due"),
		AsideTitle: t("home.help"), Help: helpTiles(r), ReachTitle: t("home.reach"), Reach: reach,
		ReachLink: ui.Link{Label: t("home.reach.change"), Href: reachPage, Tap: true},
		Agreed:    ui.Link{Label: t("agreed.link"), Href: agreedPage, Tap: true},
	}
	if len(babies) > 0 {
		v.With = &ui.Link{Label: t("with.link"), Href: withPage, Tap: true}
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	if err := p.addCare(r, &v); err != nil {
		return page.Reply{}, err
	}
	v.Parts = append(v.Parts, pauseParts(r, pauses, babies)...)
	if mayTell(babies, r.Today) {
		v.Parts = append(v.Parts, birthPart(r, babies)...)
	}
	if err := p.addSafe(r, &v); err != nil {
		return page.Reply{}, err
	}
	v.addGroups(r, mine.Groups)
	for _, w := range mine.Waits {
		v.addWait(r, w)
	}
	if err := p.homeSeen(r, &v); err != nil {
		return page.Reply{}, err
	}
	if v.Next == nil && len(v.Parts) == 0 && len(v.News) == 0 {
		v.Empty = &ui.Empty{Text: t("home.empty"), Drawing: ui.DrawStill}
	}
	if v.Try, err = p.toTry(r, mine.Groups, dyads, pauses); err != nil {
		return page.Reply{}, err
	}
	for _, task := range due {
		v.Due = append(v.Due, p.todo(r, task))
	}
	return page.HTML(homePage(r.HomeFrame(t("home.page-title")), v)), nil
}

// careDays is for how long after a loss the home page says that somebody is there.
const careDays = 42

// addCare says, after a loss, that somebody is there, and no more than that: who did
// not tell of it is not told of it here.
func (p *Pages) addCare(r *page.Request, v *homeView) error {
	lost, err := p.lostLately(r)
	if err != nil || len(lost) == 0 {
		return err
	}
	t := r.Print.T
	part := homePart{Title: t("home.with-you"), Lines: []string{t("home.with-you.text")}, Link: &ui.Link{Label: t("loss.home.read"), Href: afterPage, Tap: true}}
	if l := lost[0].Loss; l.CallerName != "" && l.CallBy != nil && r.Now.Before(*l.CallBy) {
		part.Lines = []string{t("loss.home.call", "name", l.CallerName), t("home.with-you.text")}
	}
	v.Parts = append(v.Parts, part)
	return nil
}

// lostLately is what a caregiver lost, while their page says that somebody is there.
func (p *Pages) lostLately(r *page.Request) ([]family.Lost, error) {
	lost, err := p.Families.Remembered(r.Context(), r.Who)
	if err != nil || len(lost) == 0 || r.Print.DayOf(lost[0].Loss.At).AddDays(careDays).Before(r.Today) {
		return nil, err
	}
	return lost, nil
}

// addGroups shows the earliest session to come, and of every group its news.
func (v *homeView) addGroups(r *page.Request, groups []programme.HomeGroup) {
	t := r.Print.T
	for _, g := range soonest(groups) {
		v.addNews(r, g)
		if g.Next == nil {
			continue
		}
		v.Dates = &ui.Link{Label: t("home.dates"), Href: "/home/dates", Tap: true}
		if v.Next == nil {
			next := newNext(r, g, *g.Next)
			v.Next = &next
		}
	}
}

// soonest is the groups in the order in which they meet next.
func soonest(groups []programme.HomeGroup) []programme.HomeGroup {
	out := slices.Clone(groups)
	slices.SortStableFunc(out, func(a, b programme.HomeGroup) int { return begins(a).Compare(begins(b)) })
	return out
}

// begins is when a group meets next; those that do not meet come last.
func begins(g programme.HomeGroup) time.Time {
	if g.Next == nil {
		return time.Unix(1<<40, 0)
	}
	return g.Next.Begins
}

// addNews says what has changed for this caregiver: a group that waits or has
// ended, or the first session that is on another day than it was.
func (v *homeView) addNews(r *page.Request, g programme.HomeGroup) {
	t := r.Print.T
	switch {
	case g.Group.Status == programme.Postponed && g.Group.BackBy.IsZero():
		v.News = append(v.News, ui.Banner{Text: t("home.postponed", "why", g.Group.Why)})
		return
	case g.Group.Status == programme.Postponed:
		v.News = append(v.News, ui.Banner{Text: t("home.postponed-by", "why", g.Group.Why, "day", g.Group.BackBy)})
		return
	case g.Group.Status == programme.Cancelled:
		v.News = append(v.News, ui.Banner{Text: t("home.cancelled", "why", g.Group.Why)})
		return
	case g.Next == nil && g.Rests:
		v.Parts = append(v.Parts, homePart{
			Title: t("home.rests"), Lines: []string{t("home.rests.text", "n", len(g.Infants))},
			Link: &ui.Link{Label: t("home.dates"), Href: "/home/dates", Tap: true},
		})
		return
	case g.Next == nil:
		v.Parts = append(v.Parts, homePart{
			Title: t("home.over"), Lines: []string{t("home.over.text", "n", len(g.Infants)), t("home.over.else")},
			Link: &ui.Link{Label: t("home.ring-me"), Href: RingPage, Tap: true},
		})
		return
	}
	for _, s := range toCome(g) {
		if !s.Session.Was.IsZero() {
			v.News = append(v.News, ui.Banner{
				Text: t("home.moved", "was", s.Session.Was, "day", s.Session.Day),
				Link: &ui.Link{Label: t("home.dates"), Href: "/home/dates"},
			})
			return
		}
	}
}

// addWait says what a caregiver waits for, and how long they can.
func (v *homeView) addWait(r *page.Request, w programme.HomeWait) {
	t := r.Print.T
	if w.Stopped != "" {
		v.News = append(v.News, ui.Banner{Text: t("home.cancelled", "why", w.Stopped)})
	}
	part := homePart{Title: t("home.waiting"), Lines: []string{t("home.waiting.text", "n", len(w.Infants), "until", r.Print.DateIn(r.Today, w.StartBy)), t("home.waiting.next")}}
	switch {
	case !w.Expires.IsZero():
		part.Title, part.Lines = t("home.offered"), []string{t("home.offered.text", "at", r.Print.At(w.Expires)), t("home.offered.lost")}
	case w.StartBy.Before(r.Today):
		part.Lines = []string{t("home.waiting.over", "n", len(w.Infants))}
	}
	v.Parts = append(v.Parts, part)
}

// lookAgain is from how long before a call opens the page offers to look again: it
// does not change by itself under somebody's thumb.
const lookAgain = time.Hour

func newNext(r *page.Request, g programme.HomeGroup, s programme.HomeSession) nextView {
	t := r.Print.T
	n := nextView{NextSheet: ui.NextSheet{
		When:     t("home.when", "day", capital(r.Print.Day(r.Today, s.Session.Day)), "clock", r.Print.ClockWords(s.Session.Starts)),
		Datetime: s.Begins.Format("2006-01-02T15:04Z07:00"), Title: s.Session.Title,
		Text: t("home.session."+string(g.Group.Mode), "n", s.Session.Number, "count", len(g.Group.Programme.Sessions),
			"names", r.Print.List(leaders(g.Group)), "ends", r.Print.ClockWords(s.Session.Ends), "where", whereWords(g.Group)),
	}}
	if g.Past == 0 {
		n.First = &homePart{Title: t("home.first"), Lines: firstLines(r, g.Group)}
	}
	switch {
	case s.Link != "":
		n.Acts = append(n.Acts, ui.Button{Label: t("home.open-call"), Icon: ui.IconVideo, Href: s.Link})
		n.Note = t("home.call-open")
	case g.Group.Mode == programme.Video:
		n.Note = t("home.call-later", "day", r.Print.Day(r.Today, r.Print.DayOf(s.OpensAt)), "clock", r.Print.ClockOf(s.OpensAt))
		if s.OpensAt.Sub(r.Now) <= lookAgain {
			n.Acts = append(n.Acts, ui.Button{Label: t("home.look-again"), Kind: ui.Outline, Href: page.HomePage})
		}
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

// firstLines are what one wants to know before going somewhere for the first time.
func firstLines(r *page.Request, g programme.Group) []string {
	t := r.Print.T
	out := []string{t("home.first.bring." + string(g.Mode))}
	if g.Access != "" {
		out = append(out, t("home.first.access", "access", strings.TrimSuffix(g.Access, ".")))
	}
	return append(out, t("home.first.late."+string(g.Mode)))
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

// todo is a questionnaire that is due: how long it takes, who reads it, and which
// baby it is about where there are several.
func (p *Pages) todo(r *page.Request, task measure.Task) ui.Todo {
	t := r.Print.T
	out := ui.Todo{
		Title: task.Title, Href: beginAddress(task),
		Text:    t("home.todo", "n", task.Items, "minutes", task.Minutes, "until", task.Due.To),
		Readers: t("home.readers", "names", r.Print.List(task.Readers)),
	}
	if !task.Draft.IsZero() && task.Answered > 0 {
		out.Href = itemsAddress(task.Draft)
		out.Text = t("home.todo-begun", "done", task.Answered, "n", task.Items, "until", task.Due.To)
	}
	if about := p.about(r, task); about != "" {
		out.Text = about + " " + out.Text
	}
	return out
}

// about says which baby a questionnaire is about; nothing where it is about the
// caregiver.
func (p *Pages) about(r *page.Request, task measure.Task) string {
	key, ok := p.Measures.Library().Key(task.Instrument)
	if !ok || key.Per == score.PerPerson {
		return ""
	}
	return r.Print.T("home.todo-about", "names", r.Print.List(task.Infants))
}

// helpTiles are who answers: the team in working hours, others at any hour.
func helpTiles(r *page.Request) ui.TileLinks {
	t := r.Print.T
	out := []ui.TileLink{{Label: t("home.ring-me"), Note: t("home.ring-me.note"), Href: RingPage}}
	if r.Service.Phone != "" {
		out = append(out, ui.TileLink{
			Label: t("helpline.ring", "number", reach.Number(r.Service.Phone)), Note: t("home.team-phone"), Href: reach.Tel(r.Service.Phone),
		})
	}
	return ui.TileLinks{Links: append(out, ui.TileLink{Label: t("home.help-now"), Note: t("home.help-now.note"), Href: page.HelpPage})}
}

// reachWords says back how they may be reached, in one or two sentences.
func (p *Pages) reachWords(ctx context.Context, r *page.Request) (string, error) {
	ways, err := p.Safety.Contacts(ctx, r.Who, r.Who.Person)
	if err != nil {
		return "", err
	}
	t := r.Print.T
	var hours []string // in the order first met, each with the ways that are safe then
	by := map[string][]string{}
	for _, c := range family.Channels() {
		w, asked := contactBy(ways, c)
		if !asked || !w.Safe {
			continue
		}
		when := ""
		if !w.AnyTime() {
			when = r.Print.ClockRange(w.From, w.Until)
		}
		if by[when] == nil {
			hours = append(hours, when)
		}
		by[when] = append(by[when], t("home.reach."+string(c)))
	}
	switch {
	case len(ways) == 0:
		return t("home.reach.none"), nil
	case len(hours) == 0:
		return t("home.reach.stopped"), nil
	}
	var out []string
	for _, when := range hours {
		if when == "" {
			out = append(out, t("home.reach.any", "ways", r.Print.Either(by[when])))
			continue
		}
		out = append(out, t("home.reach.between", "ways", r.Print.Either(by[when]), "hours", when))
	}
	return strings.Join(append(out, t("home.reach.neutral")), " "), nil
}
