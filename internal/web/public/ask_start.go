package public

import (
	"holdfast/internal/enquiry"
	"holdfast/internal/programme"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// askStart says what will be asked and how to leave, before the first question.
func (p *Pages) askStart(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	offer, err := p.offered(r)
	if err != nil {
		return page.Reply{}, err
	}
	v := askStartView{
		Title: t("ask.start.title"), Lead: t("ask.start.lead"),
		Points: []string{t("ask.start.one"), t("ask.start.kept"), t("ask.start.who"), t("ask.start.stop")},
		Action: askAddress(r.Service.Slug) + programmeQuery(offer),
		Begin:  ui.Button{Label: t("ask.start.begin")},
		Exit:   ui.Link{Label: t("ask.start.exit"), Href: page.ExitPage + "?next=" + askAddress(r.Service.Slug), Tap: true},
	}
	// A group that is not public any more is forgotten: the enquiry matters more.
	if id := groupOf(r.URL.Query().Get("group")); !id.IsZero() {
		if g, err := p.programmes.PublicGroup(r.Context(), r.Service.ID, id); err == nil && g.State != programme.StateCancelled {
			v.Title, v.Group, v.Chosen = t("ask.start.title-group"), id.String(), chosenWords(r, g)
		}
	}
	if e, _, err := p.draft(r); err == nil && e.State == enquiry.Draft && len(e.Answers) > 0 {
		v.GoOn = &ui.Button{Label: t("ask.start.go-on"), Href: nextAddress(r, e.Answers)}
		v.Begin.Kind, v.Begin.Label = ui.Outline, t("ask.start.anew")
	}
	return page.HTML(askStartPage(discreet(r, t("ask.page-title")), v)), nil
}

type askStartView struct {
	Title, Lead   string
	Chosen        string
	Points        []string
	Action, Group string
	Begin         ui.Button
	GoOn          *ui.Button
	Exit          ui.Link
}

// chosenWords say which group is asked for, and that it is full when it is.
func chosenWords(r *page.Request, g programme.Group) string {
	t := r.Print.T
	switch g.Status {
	case programme.Full:
		return t("ask.chosen.full", "group", groupName(r, g))
	case programme.Postponed:
		return t("ask.chosen.postponed")
	}
	return t("ask.chosen", "group", groupName(r, g))
}
