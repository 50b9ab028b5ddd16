package desk

import (
	"strings"

	"holdfast/internal/notify"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// messagesToSay are what no message may say safely, so that somebody rings: the
// first of them, because each is asked about anew before it is shown.
func (p *Pages) messagesToSay(r *page.Request, most int) ([]todo, error) {
	errands, err := p.Notify.ByHandFirst(r.Context(), r.Who, most)
	if err != nil {
		return nil, err
	}
	var out []todo
	for _, e := range errands {
		out = append(out, sayTodo(r, e))
	}
	return out, nil
}

func sayTodo(r *page.Request, e notify.Errand) todo {
	t := r.Print.T
	return todo{
		day: r.Print.DayOf(e.MadeAt),
		what: ui.Join(ui.Link{Label: t("due.say", "name", e.To), Href: address.Letter(e.ID)},
			ui.Say(t("due.say.what", "what", t("message."+e.Text+".about")))),
		whose: ui.Beside(e.Number, errandHours(r, e)),
		act:   layout.Act{Action: "/desk/messages/" + e.ID.String() + "/said", Button: ui.Button{Kind: ui.Outline, Label: t("due.say.act"), Hidden: e.To}},
	}
}

func errandHours(r *page.Request, e notify.Errand) string {
	var words []string
	if !e.AnyTime() {
		words = append(words, r.Print.ClockRange(e.From, e.Until))
	}
	if !e.Voicemail {
		words = append(words, r.Print.T("ring.no-voicemail"))
	}
	if e.Shared {
		words = append(words, r.Print.T("ring.shared"))
	}
	return strings.Join(words, ", ")
}
