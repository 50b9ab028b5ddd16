package planning

import (
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// help is what could be done for those whom a plan leaves out, the most families first.
func (p *Pages) help(r *page.Request) (page.Reply, error) {
	id, err := planAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	found, err := p.Proposals.WouldHelp(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("planning.help.back"), Href: planAddress(id)}, Title: ui.Say(t("planning.help")), Below: ui.Say(t("planning.help.lead")),
	}}
	if len(found) == 0 {
		v.Body = append(v.Body, ui.Empty{Text: t("planning.help.none")})
	} else {
		table := ui.DataTable{Caption: t("planning.help"), Columns: []ui.Column{{Head: t("planning.help.what")}, {Head: t("planning.help.more"), End: true}}}
		for _, h := range found {
			table.Rows = append(table.Rows, ui.Cells{ui.Say(helpWords(r, h)), ui.Say(r.Print.Number(float64(h.Families), 0))})
		}
		v.Body = append(v.Body, table, note(t("planning.help.each")))
	}
	v.Body = append(v.Body, ui.Link{Label: t("opening.title"), Href: openingAddress, Tap: true})
	return page.HTML(layoutPage(frame(r, t("planning.help")), v)), nil
}

// helpWords says what could be done: one more group, an interpreter, video for all.
func helpWords(r *page.Request, h proposal.Help) string {
	t := r.Print.T
	switch h.Key {
	case plan.HelpInterpreter:
		return t("planning.help.interpreter", "lang", r.Print.Language(h.Lang))
	case plan.HelpVideo:
		return t("planning.help.video")
	}
	return t("planning.help.group", "time", timeWords(r, h.Time), "mode", t("planning.mode."+string(h.Mode)), "lang", r.Print.Language(h.Lang),
		"week", r.Print.DateIn(r.Today, h.Week))
}

// timeWords is a half-day in words: "Tue mornings".
func timeWords(r *page.Request, h programme.HalfDay) string {
	day, part, _ := strings.Cut(string(h), "-")
	return r.Print.T("wish."+part, "days", r.Print.T("wish.day."+day))
}

// fairPart is how a plan serves families who are easily passed over, and whom it does
// not serve at all.
func fairPart(r *page.Request, v proposal.View) templ.Component {
	if len(v.Shares) == 0 {
		return nil
	}
	t := r.Print.T
	table := ui.DataTable{Caption: t("planning.fair"), NeverFold: true, Columns: []ui.Column{
		{Head: t("planning.fair.who")}, {Head: t("planning.fair.wait"), End: true}, {Head: t("planning.placed"), End: true},
	}}
	var gaps []string
	for _, s := range v.Shares {
		name := shareName(r, s)
		table.Rows = append(table.Rows, ui.Cells{
			ui.Say(name), ui.Say(r.Print.Number(float64(s.Waiting), 0)), ui.Say(r.Print.Number(float64(s.Placed), 0)),
		})
		if s.Gap() {
			gaps = append(gaps, name)
		}
	}
	body := []templ.Component{table}
	if len(gaps) > 0 {
		body = append([]templ.Component{para(t("planning.fair.gap", "who", r.Print.List(gaps)))}, body...)
	}
	return inPart(ui.Part{ID: "fair", Title: t("planning.fair")}, body...)
}

func shareName(r *page.Request, s proposal.Share) string {
	if s.Who == proposal.Wishing {
		return r.Print.T("planning.fair.lang", "lang", r.Print.Language(s.Lang))
	}
	return r.Print.T("planning.fair." + string(s.Who))
}
