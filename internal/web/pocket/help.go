package pocket

import (
	"strings"

	"holdfast/internal/companion"
	"holdfast/internal/web/ui"
)

type helpView struct {
	Title, Lead string
	Cards       []helpCard
	None, Stale string
	More        ui.Link
	Exit        *ui.Link
}

type helpCard struct {
	ui.CareCard
	ID    string
	Text  string
	About string
	Also  []alsoView
}

type alsoView struct {
	Link  ui.Link
	About string
}

// help is where to turn, the most urgent first, each card complete in itself. Where
// no number is known the card still says whom to ask.
func (l *leaf) help() helpView {
	v := helpView{
		Title: l.w("help.title"), Lead: l.w("help.lead"),
		More: ui.Link{Label: l.w("help.more"), Href: fileOf("talk-to-somebody"), Tap: true}, Exit: l.exitFirst(),
	}
	for _, n := range []struct {
		need  companion.Need
		level ui.CareLevel
		page  string
	}{
		{companion.Danger, ui.Emergency, ""}, {companion.Distress, ui.Urgent, ""}, {companion.Home, ui.Urgent, hidden},
		{companion.Week, ui.NonUrgent, "talk-to-somebody"}, {companion.Money, ui.NonUrgent, "money"},
	} {
		key := "help." + string(n.need)
		card := helpCard{CareCard: ui.CareCard{Level: n.level, Title: l.w(key)}, ID: string(n.need), Text: l.w(key + ".text")}
		lines := l.Helplines.For(n.need)
		if len(lines) > 0 {
			card.Call, card.About = &ui.Call{Label: l.ring(lines[0]), Href: lines[0].Href()}, l.about(lines[0])
			for _, line := range lines[1:] {
				card.Also = append(card.Also, alsoView{ui.Link{Label: l.ring(line), Href: line.Href(), Tap: true}, l.about(line)})
			}
		} else if n.page != "" {
			page, _ := l.book.Page(n.page)
			card.Link = &ui.Link{Label: page.Title, Href: fileOf(n.page)}
		} else {
			card.About = l.w("help.none")
		}
		for _, line := range lines {
			if line.Stale(l.Today) {
				v.Stale = l.w("help.stale")
			}
		}
		if n.need == companion.Week && l.Ring != "" {
			v.Cards = append(v.Cards, l.ringCard())
		}
		v.Cards = append(v.Cards, card)
	}
	if l.Phone != "" {
		v.Cards = append(v.Cards, helpCard{
			CareCard: ui.CareCard{Title: l.w("help.service", "{name}", l.Name), Call: &ui.Call{
				Label: l.w("line.ring", "{number}", l.number(l.Phone)), Href: "tel:" + strings.ReplaceAll(l.Phone, " ", ""),
			}},
			ID: "service", Text: l.w("help.service.text"),
		})
	}
	return v
}

// ringCard leads whoever takes part in something to their own page, where they ask to
// be rung by somebody they know. It is a plain link to another room: the companion
// neither knows nor asks who reads it.
func (l *leaf) ringCard() helpCard {
	return helpCard{
		CareCard: ui.CareCard{Level: ui.NonUrgent, Title: l.w("help.ring"), Link: &ui.Link{Label: l.w("help.ring.link"), Href: l.Ring}},
		ID:       "ring", Text: l.w("help.ring.text"),
	}
}

// about says when a number answers, at what cost, in which language, and when it was
// last checked.
func (l *leaf) about(line companion.Helpline) string {
	said := []string{l.w("line." + line.Hours), l.w("line." + line.Cost)}
	if l.book.Lang != "en" {
		said = append(said, l.w("line.english"))
	}
	if line.Confirmed {
		said = append(said, l.w("help.checked", "{date}", l.date(line.Checked)))
	}
	return strings.Join(said, " ")
}
