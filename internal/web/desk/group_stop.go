package desk

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// postpone asks why a group stands still and when there will be a new date; it
// says first who hears of it.
func (p *Pages) postpone(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	return page.HTML(p.postponing(r, g, form.New().Show(r.Print, nil))), nil
}

func (p *Pages) postponing(r *page.Request, g programme.GroupDetail, in *form.Shown) templ.Component {
	t := r.Print.T
	why := in.Field("why", t("postpone.why"))
	why.Hint, why.Max = t("postpone.why.hint"), programme.WhyLimit
	back := in.Date("back_by", t("postpone.back-by"))
	at := groupAddress(g.ID)
	f := r.DeskFrame(t("postpone.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return confirmPage(f, ui.Confirm{
		Back: ui.Back{Label: groupName(r.Print, g.Group), Href: at}, Summary: in.Summary(),
		Title: t("postpone.head", "group", groupName(r.Print, g.Group)), Lead: t("postpone.lead"),
		Consequences: []ui.Consequence{
			{Label: t("confirm.hears"), Text: hears(r, holding(g))},
			{Label: t("cancel.stays"), Text: ui.Say(t("postpone.stays"))},
			{Label: t("confirm.back"), Text: ui.Say(t("postpone.undo"))},
		},
		Action: at + "/postpone", Hidden: in.Hidden(), Act: ui.Button{Label: t("postpone.act"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("postpone.keep"), Href: at},
	}, why, back)
}

func (p *Pages) postPostpone(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	why, back := in.Text("why", programme.WhyLimit), in.OptionalDate("back_by")
	if err = in.Check(); err == nil {
		err = p.programmes.Postpone(r.Context(), r.Who, g.ID, why, back)
	}
	if form.Shows(err) {
		return page.Invalid(p.postponing(r, g, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(groupAddress(g.ID)).Tell("told.group-postponed", g.ID.String()), nil
}

// resume asks for the new first day, and shows what moves before it is done.
func (p *Pages) resume(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if g.State != programme.StatePostponed {
		return page.SeeOther(groupAddress(g.ID)), nil
	}
	return page.HTML(p.resuming(r, g, form.New().Show(r.Print, nil), nil)), nil
}

// resuming is the form; with a preview it says what moves, who hears of it and for
// whom it will be too late.
func (p *Pages) resuming(r *page.Request, g programme.GroupDetail, in *form.Shown, preview *programme.Preview) templ.Component {
	t := r.Print.T
	at := groupAddress(g.ID)
	first := in.Date("first", t("resume.first"))
	f := r.DeskFrame(t("resume.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	c := ui.Confirm{
		Back: ui.Back{Label: groupName(r.Print, g.Group), Href: at}, Summary: in.Summary(),
		Title: t("resume.head", "group", groupName(r.Print, g.Group)), Lead: t("resume.lead"),
		Action: at + "/resume", Hidden: in.Hidden(), Act: ui.Button{Label: t("resume.look"), Name: "look", Value: "1"},
		Keep: ui.Link{Label: t("form.leave"), Href: at},
	}
	if preview == nil {
		return confirmPage(f, c, first)
	}
	c.Consequences = moveConsequences(r, *preview)
	c.Hidden = in.Hidden("first-day", in.Value("first-day"), "first-month", in.Value("first-month"), "first-year", in.Value("first-year"))
	c.Act = ui.Button{Label: t("resume.act"), Busy: t("session.busy")}
	c.Keep = ui.Link{Label: t("resume.other-day"), Href: at + "/resume"}
	return confirmPage(f, c)
}

// moveConsequences is what resuming moves.
func moveConsequences(r *page.Request, preview programme.Preview) []ui.Consequence {
	t := r.Print.T
	var moves []string
	for _, m := range preview.Moves {
		moves = append(moves, t("cancel.move", "number", m.Number, "from", nearDay(r, m.From), "to", nearDay(r, m.To)))
	}
	out := []ui.Consequence{
		{Label: t("cancel.moves"), Text: listed(moves)},
		{Label: t("confirm.hears"), Text: ui.Say(t("confirm.hears.families", "n", preview.Families))},
		{Label: t("cancel.stays"), Text: ui.Say(t("cancel.stays.text"))},
	}
	if len(preview.Outgrown) == 0 {
		return out
	}
	var names []string
	for _, row := range preview.Outgrown {
		names = append(names, familyNames(r, row.Caregivers))
	}
	return append(out, ui.Consequence{Label: t("cancel.outgrown"), Text: ui.Say(t("resume.outgrown", "who", names))})
}

func (p *Pages) postResume(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	at := page.SeeOther(groupAddress(g.ID)).Tell("told.group-resumed", g.ID.String())
	first := in.Date("first")
	if g.State == programme.StateOpen && in.Check() == nil && resumedOn(g, first) {
		return at, nil // the same form once more
	}
	if err = in.Check(); err == nil && in.Ticked("look") {
		preview, failed := p.programmes.PreviewMove(r.Context(), r.Who, programme.Move{Group: g.ID, First: first})
		if failed == nil {
			return page.HTML(p.resuming(r, g, in.Show(r.Print, nil), &preview)), nil
		}
		err = failed
	} else if err == nil {
		err = p.programmes.Resume(r.Context(), r.Who, g.ID, first)
	}
	if form.Shows(err) {
		return page.Invalid(p.resuming(r, g, in.Show(r.Print, err), nil)), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return at, nil
}

// resumedOn reports whether a session of the group was moved onto that day, as
// resuming it there did.
func resumedOn(g programme.GroupDetail, first civil.Date) bool {
	for _, s := range g.Sessions {
		if s.Day == first && s.ClosedAt == nil {
			return true
		}
	}
	return false
}

// cancelGroup says what goes and where its families go, before a group is ended.
func (p *Pages) cancelGroup(r *page.Request) (page.Reply, error) {
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if g.State == programme.StateCancelled {
		return page.SeeOther(groupAddress(g.ID)), nil
	}
	return page.HTML(p.cancelling(r, g, form.New().Show(r.Print, nil))), nil
}

func (p *Pages) cancelling(r *page.Request, g programme.GroupDetail, in *form.Shown) templ.Component {
	t := r.Print.T
	at := groupAddress(g.ID)
	why := in.Field("why", t("cancel.why"))
	why.Hint, why.Max = t("cancel.why.hint"), programme.WhyLimit
	f := r.DeskFrame(t("cancel-group.title"), page.Groups)
	f.Width, f.Failed = ui.WidthOne, in.Failed()
	return confirmPage(f, ui.Confirm{
		Back: ui.Back{Label: groupName(r.Print, g.Group), Href: at}, Summary: in.Summary(),
		Title: t("cancel-group.head", "group", groupName(r.Print, g.Group)), Lead: t("cancel-group.lead"),
		Consequences: []ui.Consequence{
			{Label: t("confirm.goes"), Text: ui.Say(t("cancel-group.goes", "dates", groupDates(r, g.Group)))},
			{Label: t("confirm.hears"), Text: hears(r, holding(g))},
			{Label: t("cancel.stays"), Text: ui.Say(t("cancel-group.stays"))},
			{Label: t("confirm.back"), Text: ui.Say(t("cancel-group.undo"))},
		},
		Action: at + "/cancel", Hidden: in.Hidden(), Act: ui.Button{Kind: ui.Danger, Label: t("cancel-group.act"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("cancel-group.keep"), Href: at},
	}, why)
}

func (p *Pages) postCancelGroup(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	g, err := p.groupAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	at := page.SeeOther(groupAddress(g.ID)).Tell("told.group-cancelled", g.ID.String())
	if g.State == programme.StateCancelled {
		return at, nil // the same form once more
	}
	why := in.Text("why", programme.WhyLimit)
	if err = in.Check(); err == nil {
		err = p.programmes.CancelGroup(r.Context(), r.Who, g.ID, why)
	}
	if form.Shows(err) {
		return page.Invalid(p.cancelling(r, g, in.Show(r.Print, err))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return at, nil
}

// holding is the families that have a place or an offer: they hear of it.
func holding(g programme.GroupDetail) []programme.PlaceRow {
	var out []programme.PlaceRow
	for _, place := range g.Places {
		if place.State == programme.Offered || place.State == programme.Accepted {
			out = append(out, place)
		}
	}
	return out
}

// hears names who is told.
func hears(r *page.Request, families []programme.PlaceRow) templ.Component {
	words := ui.Say(r.Print.T("confirm.hears.families", "n", len(families)))
	if len(families) == 0 {
		return words
	}
	var names []string
	for _, f := range families {
		names = append(names, familyNames(r, f.Caregivers))
	}
	return lines(words, ui.Second(strings.Join(names, "; ")))
}
