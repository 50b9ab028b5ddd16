package desk

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// groupForm is what a group is made of, as it is typed; the dates stay out of it
// where they are not to be changed.
type groupForm struct {
	offer    *programme.Programme
	sites    []identity.Site
	leaders  []identity.Colleague
	dated    bool // the first day is asked for
	leading  int  // how many are asked for
	holidays []identity.Holiday
}

func (p *Pages) groupForm(r *page.Request, offer *programme.Programme) (f groupForm, err error) {
	f = groupForm{offer: offer, leading: max(offer.Facilitators, 2)}
	if f.sites, err = p.accounts.Sites(r.Context(), r.Who.Service); err != nil {
		return f, err
	}
	if f.leaders, err = p.accounts.Colleagues(r.Context(), r.Who, access.RegisterWrite); err != nil {
		return f, err
	}
	f.holidays, err = p.accounts.Holidays(r.Context(), r.Who.Service, r.Today)
	return f, err
}

// typedGroup is what was typed, as far as it could be read.
func typedGroup(in *form.Values, dated bool) programme.NewGroup {
	g := programme.NewGroup{
		Mode: programme.Mode(in.One("mode", string(programme.InPerson), string(programme.Video))),
		Room: in.Text("room", programme.RoomLimit), VideoLink: in.Text("video_link", 500), Lang: in.Text("lang", 35),
	}
	if dated {
		g.First = in.OptionalDate("first")
	}
	g.Capacity, _ = in.Int("capacity")
	g.Starts, _ = in.Clock("starts")
	g.Ends, _ = in.Clock("ends")
	if site := in.Text("site", 36); site != "" {
		if err := g.Site.UnmarshalText([]byte(site)); err != nil {
			in.Problem("site", "form.not-offered")
		}
	}
	for i := range leaderFields {
		var id access.AccountID
		if text := in.Text(leaderField(i), 36); text != "" {
			if err := id.UnmarshalText([]byte(text)); err != nil {
				in.Problem("leaders", "form.not-offered")
				continue
			}
			g.Leaders = append(g.Leaders, id)
		}
	}
	return g
}

// leaderFields is how many people a form can name as leading a group.
const leaderFields = 3

func leaderField(i int) string { return "leader-" + strconv.Itoa(i+1) }

// fields are the controls of the form, in the order one thinks of a group.
func (f groupForm) fields(r *page.Request, in *form.Shown) []templ.Component {
	t := r.Print.T
	var out []templ.Component
	if f.dated {
		out = append(out, in.Date("first", t("group.first")))
	}
	starts, ends := in.Field("starts", t("group.starts")), in.Field("ends", t("group.ends"))
	starts.Kind, ends.Kind, starts.Width, ends.Width = ui.TimeField, ui.TimeField, 6, 6
	mode := in.Choices(ui.Radios, "mode", t("group.mode"),
		ui.Choice{Value: string(programme.InPerson), Label: t("programme.mode.in-person"), More: f.meeting(r, in)},
		ui.Choice{Value: string(programme.Video), Label: t("programme.mode.video"), More: f.calling(r, in)})
	mode.Look = ui.Plain
	capacity := in.Field("capacity", t("group.capacity.label"))
	capacity.Kind, capacity.Width, capacity.Hint = ui.DigitsField, 4, t("group.capacity.hint")
	return append(out, inRow(starts, ends), mode, f.leaderSelects(r, in), capacity, f.language(r, in))
}

func (f groupForm) meeting(r *page.Request, in *form.Shown) templ.Component {
	t := r.Print.T
	options := []ui.Option{{Label: t("group.site.choose")}}
	for _, s := range f.sites {
		options = append(options, ui.Option{Value: s.ID.String(), Label: s.Name})
	}
	room := in.Field("room", t("group.room.label"))
	room.Max = programme.RoomLimit
	site := in.Select("site", t("group.site"), options...)
	site.Width, room.Width = 30, 30
	return stack(site, room)
}

func (f groupForm) calling(r *page.Request, in *form.Shown) templ.Component {
	link := in.Field("video_link", r.Print.T("group.link"))
	link.Hint = r.Print.T("group.link.hint")
	return link
}

// leaderSelects asks who leads it: as many as the programme wants, and one more.
func (f groupForm) leaderSelects(r *page.Request, in *form.Shown) templ.Component {
	t := r.Print.T
	options := []ui.Option{{Label: t("group.leader.nobody")}}
	for _, c := range f.leaders {
		options = append(options, ui.Option{Value: c.ID.String(), Label: c.Name})
	}
	var out []templ.Component
	for i := range leaderFields {
		label := t("group.leader", "n", i+1)
		if i >= f.leading {
			label = t("group.leader.more")
		}
		s := in.Select(leaderField(i), label, options...)
		s.Width = 30
		if i == 0 {
			s.ID, s.Error = "leaders", in.Error("leaders")
		}
		out = append(out, s)
	}
	return stack(out...)
}

// language asks which language is spoken there.
func (f groupForm) language(r *page.Request, in *form.Shown) templ.Component {
	var options []ui.Option
	tags := slices.Clone(groupLanguages)
	if now := in.Value("lang"); now != "" && !slices.Contains(tags, now) {
		tags = append(tags, now)
	}
	for _, tag := range tags {
		options = append(options, ui.Option{Value: tag, Label: r.Print.Language(tag)})
	}
	s := in.Select("lang", r.Print.T("group.lang"), options...)
	s.Width = 20
	return s
}

// groupLanguages are the languages offered for a group: those that families of
// these services most often speak. A group made in another keeps it.
var groupLanguages = []string{"en", "ar", "bn", "cy", "fa", "fr", "pl", "pt", "ro", "so", "es", "ti", "uk", "ur"}

// datesAside is where the sessions would fall, with the holidays that are left out
// named.
func (f groupForm) datesAside(r *page.Request, first civil.Date) []templ.Component {
	t := r.Print.T
	out := []templ.Component{heading(t("group.dates"))}
	if first.IsZero() {
		return append(out, note(t("group.dates.none")))
	}
	days := make([]civil.Date, len(f.holidays))
	for i, h := range f.holidays {
		days[i] = h.Day
	}
	line := ui.Timeline{}
	laid := programme.SessionDays(first, len(f.offer.Sessions), days, nil)
	for i, day := range laid {
		line.Events = append(line.Events, ui.Event{
			When: nearDay(r, day), Datetime: day.String(), State: ui.Next,
			What: ui.Say(t("session.head.short", "number", i+1, "title", f.offer.Plan(i+1).Title)),
		})
	}
	out = append(out, line)
	var skipped []string
	for _, h := range f.holidays {
		if h.Day.Weekday() == first.Weekday() && !h.Day.Before(first) && !h.Day.After(laid[len(laid)-1]) {
			skipped = append(skipped, t("group.skipped", "day", r.Print.Date(h.Day), "name", h.Name))
		}
	}
	if len(skipped) > 0 {
		out = append(out, listed(skipped))
	}
	return out
}

// newGroup asks for a group, filled in as the programme suggests.
func (p *Pages) newGroup(r *page.Request) (page.Reply, error) {
	offer, err := p.programmeAsked(r)
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New("mode", string(programme.InPerson), "capacity", strconv.Itoa(offer.Capacity), "lang", r.Service.Lang, "programme", string(offer.Key),
		"starts", "10:00", "ends", afterMinutes(offer.Minutes))
	return p.askGroup(r, offer, in, nil)
}

// afterMinutes is when a session that begins at ten ends.
func afterMinutes(minutes int) string { return later(civil.Clock{Hour: 10}, minutes).String() }

// askGroup shows the form for a new group, and where its sessions would fall.
func (p *Pages) askGroup(r *page.Request, offer *programme.Programme, in *form.Values, problem error) (page.Reply, error) {
	t := r.Print.T
	f, err := p.groupForm(r, offer)
	if err != nil {
		return page.Reply{}, err
	}
	f.dated = true
	first := in.OptionalDate("first")
	shown := in.Show(r.Print, problem)
	v := layout{
		Summary: shown.Summary(), Label: t("group.dates"), Aside: f.datesAside(r, first),
		Head: ui.PageHead{Above: &ui.Link{Label: t("nav.groups"), Href: groupsAddress}, Title: ui.Say(t("group.new.head", "programme", offer.Name))},
		Body: []templ.Component{sheet(groupsAddress+"/new", shown.Hidden("programme", string(offer.Key)), f.fields(r, shown),
			ui.Button{Label: t("group.open"), Busy: t("session.busy")}, ui.Button{Kind: ui.Outline, Label: t("group.see-dates"), Name: "look", Value: "1"})},
	}
	frame := r.DeskFrame(t("group.new"), page.Groups)
	frame.Failed = shown.Failed()
	if shown.Failed() {
		return page.Invalid(layoutPage(frame, v)), nil
	}
	return page.HTML(layoutPage(frame, v)), nil
}

// createGroup opens it, or shows first where its sessions would fall.
func (p *Pages) createGroup(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	offer, err := p.catalogue.Programme(programme.Key(in.Text("programme", 60)))
	if err != nil {
		return page.Reply{}, err
	}
	g := typedGroup(in, true)
	g.Programme, g.Submission = offer.Key, programme.Submission(in.Submission())
	err = in.Check()
	if in.Ticked("look") {
		return p.askGroup(r, offer, in, err)
	}
	var id programme.GroupID
	if err == nil {
		id, err = p.programmes.CreateGroup(r.Context(), r.Who, g)
	}
	if form.Shows(err) {
		return p.askGroup(r, offer, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(groupAddress(id)).Tell("told.group-opened", id.String()), nil
}

// editGroup changes where, when in the day and with whom; the dates move by
// cancelling a session or postponing.
func (p *Pages) editGroup(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	known := []string{
		"mode", string(g.Mode), "room", g.Room, "video_link", g.VideoLink, "lang", g.Lang, "capacity", strconv.Itoa(g.Capacity),
		"starts", g.Starts.String(), "ends", g.Ends.String(), "site", g.Site.String(),
	}
	for i, l := range g.Leaders[:min(len(g.Leaders), leaderFields)] {
		known = append(known, leaderField(i), l.Account.String())
	}
	return p.askChange(r, g.Group, form.New(known...), nil)
}

func (p *Pages) askChange(r *page.Request, g programme.Group, in *form.Values, problem error) (page.Reply, error) {
	t := r.Print.T
	f, err := p.groupForm(r, g.Programme)
	if err != nil {
		return page.Reply{}, err
	}
	shown := in.Show(r.Print, problem)
	at := groupAddress(g.ID)
	v := layout{
		Summary: shown.Summary(),
		Head:    ui.PageHead{Above: &ui.Link{Label: groupName(r.Print, g), Href: at}, Title: ui.Say(t("group.edit.head")), Below: ui.Say(t("group.edit.lead"))},
		Body: []templ.Component{sheet(at+"/edit", shown.Hidden(), f.fields(r, shown),
			ui.Button{Label: t("form.save"), Busy: t("session.busy")}, ui.Link{Label: t("form.leave"), Href: at, Tap: true})},
	}
	frame := r.DeskFrame(t("group.edit"), page.Groups)
	frame.Width, frame.Failed = ui.WidthOne, shown.Failed()
	if shown.Failed() {
		return page.Invalid(layoutPage(frame, v)), nil
	}
	return page.HTML(layoutPage(frame, v)), nil
}

func (p *Pages) changeGroup(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	typed := typedGroup(in, false)
	if err = in.Check(); err == nil {
		err = p.programmes.UpdateGroup(r.Context(), r.Who, programme.GroupChange{
			Group: g.ID, Mode: typed.Mode, Site: typed.Site, Room: typed.Room, VideoLink: typed.VideoLink, Lang: typed.Lang,
			Capacity: typed.Capacity, Starts: typed.Starts, Ends: typed.Ends, Leaders: typed.Leaders,
		})
	}
	if form.Shows(err) {
		return p.askChange(r, g.Group, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(groupAddress(g.ID)).Tell("told.group-changed", g.ID.String()), nil
}
