package planning

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// spoken are the languages offered for somebody who leads: those of the form of a group.
var spoken = []string{"en", "ar", "bn", "cy", "fa", "fr", "pl", "pt", "ro", "so", "es", "ti", "uk", "ur"}

func (p *Pages) askLeader(r *page.Request, l proposal.Leader, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	all, err := p.Proposals.Leaders(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	var languages, times, others []ui.Choice
	for _, o := range all {
		if o.Account != l.Account {
			others = append(others, ui.Choice{Value: o.Account.String(), Label: ui.Isolate(o.Name)})
		}
	}
	for _, tag := range spoken {
		languages = append(languages, ui.Choice{Value: tag, Label: r.Print.Language(tag)})
	}
	for _, h := range programme.HalfDays() {
		times = append(times, ui.Choice{Value: string(h), Label: timeWords(r, h)})
	}
	boxes := func(name, legend, hint string, choices []ui.Choice) ui.Choices {
		c := in.Choices(ui.Checkboxes, name, legend, choices...)
		c.Look, c.Hint = ui.SideBySide, hint
		return c
	}
	modes := []ui.Choice{
		{Value: string(programme.InPerson), Label: t("programme.mode.in-person")}, {Value: string(programme.Video), Label: t("programme.mode.video")},
	}
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("opening.title"), Href: openingAddress}, Title: ui.Say(t("opening.leader.head", "name", ui.Isolate(l.Name))), Below: ui.Say(t("opening.leader.lead")),
	}}
	v.Body = []templ.Component{sheet(leaderAddress(l.Account), in.Hidden(), []templ.Component{
		boxes("languages", t("opening.languages"), "", languages),
		boxes("times", t("opening.times"), t("opening.times.hint"), times),
		boxes("modes", t("opening.modes"), "", modes),
		boxes("not_with", t("opening.not-with"), t("opening.not-with.hint"), others),
		in.Date("away", t("opening.away.from")), in.Date("back", t("opening.away.until")),
	}, ui.Button{Label: t("opening.save"), Busy: t("planning.busy")})}
	f := frame(r, t("opening.title"))
	f.Failed = in.Failed()
	if f.Failed {
		return page.Invalid(layoutPage(f, v)), nil
	}
	return page.HTML(layoutPage(f, v)), nil
}

// setLeader writes it down.
func (p *Pages) setLeader(r *page.Request) (page.Reply, error) {
	l, err := p.leaderAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	l.Langs, l.Times, l.Modes, l.Away = in.Many("languages", spoken...), nil, nil, civil.Window{From: in.OptionalDate("away"), To: in.OptionalDate("back")}
	var halves []string
	for _, h := range programme.HalfDays() {
		halves = append(halves, string(h))
	}
	for _, h := range in.Many("times", halves...) {
		l.Times = append(l.Times, programme.HalfDay(h))
	}
	for _, m := range in.Many("modes", string(programme.InPerson), string(programme.Video)) {
		l.Modes = append(l.Modes, programme.Mode(m))
	}
	if err := p.notWith(r, in, &l); err != nil {
		return page.Reply{}, err
	}
	if err = in.Check(); err == nil {
		err = p.Proposals.SetLeader(r.Context(), r.Who, l)
	}
	if form.Shows(err) {
		return p.askLeader(r, l, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(openingAddress).Tell("told.leader-set", l.Account.String()), nil
}

// notWith reads who is not to lead with somebody.
func (p *Pages) notWith(r *page.Request, in *form.Values, l *proposal.Leader) error {
	all, err := p.Proposals.Leaders(r.Context(), r.Who)
	if err != nil {
		return err
	}
	var colleagues []string
	for _, o := range all {
		colleagues = append(colleagues, o.Account.String())
	}
	l.NotWith = nil
	for _, text := range in.Many("not_with", colleagues...) {
		var id access.AccountID
		if err := parse(text, &id); err != nil {
			return err
		}
		l.NotWith = append(l.NotWith, id)
	}
	return nil
}

func languageNames(r *page.Request, tags []string) string {
	names := make([]string, len(tags))
	for i, tag := range tags {
		names[i] = r.Print.Language(tag)
	}
	return r.Print.List(names)
}

// timesWords are half-days by part of the day: "Mon and Tue mornings, Wed afternoons".
func timesWords(r *page.Request, all []programme.HalfDay) string {
	days := map[string][]string{}
	for _, h := range all {
		day, part, _ := strings.Cut(string(h), "-")
		days[part] = append(days[part], r.Print.T("wish.day."+day))
	}
	var words []string
	for _, part := range []string{"am", "pm", "eve"} {
		if len(days[part]) > 0 {
			words = append(words, r.Print.T("wish."+part, "days", days[part]))
		}
	}
	return ui.Beside(words...)
}

func awayWords(r *page.Request, l proposal.Leader) string {
	if l.Away.From.IsZero() || l.Away.To.Before(r.Today) {
		return ""
	}
	return r.Print.T("opening.away.days", "from", r.Print.DateIn(r.Today, l.Away.From), "until", r.Print.DateIn(r.Today, l.Away.To))
}
