package desk

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
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
	if f.sites, err = p.Accounts.Sites(r.Context(), r.Who.Service); err != nil {
		return f, err
	}
	if f.leaders, err = p.Accounts.Colleagues(r.Context(), r.Who, access.RegisterWrite); err != nil {
		return f, err
	}
	f.holidays, err = p.Accounts.Holidays(r.Context(), r.Who.Service, r.Today)
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
	capacity.Kind, capacity.Width, capacity.Hint = ui.DigitsField, 4, capacityHint(r, f.offer)
	return append(out, layout.InRow(starts, ends), mode, f.leaderSelects(r, in), capacity, f.language(r, in))
}

// capacityHint says what takes one place.
func capacityHint(r *page.Request, offer *programme.Programme) string {
	if offer.Counts == programme.CountsFamilies {
		return r.Print.T("group.capacity.hint.families")
	}
	return r.Print.T("group.capacity.hint")
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
	return layout.Stack(site, room)
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
			s.ID, s.Error, s.Hint = "leaders", in.Error("leaders"), professionsHint(r, f.offer)
		}
		out = append(out, s)
	}
	return layout.Stack(out...)
}

// professionsHint says where those who lead come from; nothing where the programme
// does not mind. Whether it is so, whoever plans the group knows.
func professionsHint(r *page.Request, offer *programme.Programme) string {
	var words []string
	for _, from := range offer.Professions {
		words = append(words, r.Print.T("programme.profession."+string(from)))
	}
	if len(words) == 0 {
		return ""
	}
	return r.Print.T("group.leader.from", "professions", r.Print.List(slices.Compact(words)))
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
