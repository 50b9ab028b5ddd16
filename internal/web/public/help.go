package public

import (
	"strings"

	"holdfast/internal/companion"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// help is where to turn: what is most urgent first, each card complete in itself.
func (p *Pages) help(r *page.Request) (page.Reply, error) {
	f := r.Exiting(narrow(r, r.Print.T("help.title")))
	return page.HTML(helpPage(f, p.newHelp(r))).Public(), nil
}

type helpView struct {
	Title, Lead string
	Cards       []helpCard
	Stale, Note string
	Tracks      ui.Link
}

type helpCard struct {
	ui.CareCard
	Text  string
	About string // who answers, when, at what cost
	Also  []helpOther
}

// helpOther is a further number of the same need.
type helpOther struct {
	Link  ui.Link
	About string
}

func (p *Pages) newHelp(r *page.Request) helpView {
	t := r.Print.T
	v := helpView{
		Title: t("help.title"), Lead: t("help.lead"), Note: t("help.note"),
		Tracks: ui.Link{Label: t("help.tracks"), Href: page.TracksPage, Tap: true},
	}
	for _, c := range []struct {
		need  companion.Need
		level ui.CareLevel
	}{{companion.Danger, ui.Emergency}, {companion.Distress, ui.Urgent}, {companion.Home, ui.Urgent}, {companion.Week, ui.NonUrgent}} {
		lines := p.helplines.For(c.need)
		if len(lines) == 0 {
			continue
		}
		title := "help." + string(c.need)
		card := helpCard{
			CareCard: ui.CareCard{Level: c.level, Title: t(title), Call: &ui.Call{Label: helplineLabel(r, lines[0]), Href: lines[0].Href()}},
			Text:     t(title + ".text"), About: helplineAbout(r, lines[0]),
		}
		for _, l := range lines[1:] {
			card.Also = append(card.Also, helpOther{ui.Link{Label: helplineLabel(r, l), Href: l.Href(), Tap: true}, helplineAbout(r, l)})
		}
		for _, l := range lines {
			if l.Stale(r.Today) {
				v.Stale = t("help.stale")
			}
		}
		v.Cards = append(v.Cards, card)
	}
	if r.Service.Phone != "" {
		v.Cards = append(v.Cards, helpCard{
			CareCard: ui.CareCard{Title: t("help.service"), Call: &ui.Call{
				Label: t("helpline.ring", "number", reach.Number(r.Service.Phone)), Href: reach.Tel(r.Service.Phone),
			}},
			Text: t("help.service.text", "name", r.Service.Name),
		})
	}
	return v
}

func helplineLabel(r *page.Request, l companion.Helpline) string {
	if l.Dial == "" {
		return r.Print.T("helpline.text", "word", l.Text, "number", reach.Number(l.Number))
	}
	return r.Print.T("helpline.ring", "number", reach.Number(l.Number))
}

func helplineAbout(r *page.Request, l companion.Helpline) string {
	t := r.Print.T
	return strings.Join([]string{t("helpline." + l.Key), t("helpline.hours." + l.Hours), t("helpline.cost." + l.Cost)}, " ")
}
