package desk

import (
	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/notify"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const outboxAddress = "/desk/outbox"

// outbox is what left the house and what was held back, newest first, each with
// the reason.
func (p *Pages) outbox(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	var states []string
	for _, s := range notify.States() {
		states = append(states, string(s))
	}
	filter := notify.Filter{State: notify.State(form.Query(r.Request).One("state", states...))}
	var after notify.MessageID
	if err := page.After(r, &after); err != nil {
		return page.Reply{}, err
	}
	found, err := p.Notify.Outbox(r.Context(), r.Who, filter, after)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout.Page{Head: ui.PageHead{Title: ui.Say(t("outbox.title")), Below: ui.Say(t("outbox.lead"))}, Told: outboxTold(r)}
	tabs := ui.Tabs{Label: t("outbox.tabs"), Tabs: []ui.Tab{{Label: t("outbox.all"), Href: outboxAddress, Current: filter.State == ""}}}
	for _, s := range states {
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Label: t("message.state." + s), Href: outboxAddress + "?state=" + s, Current: s == string(filter.State)})
	}
	v.Body = append(v.Body, tabs)
	if len(found.Entries) == 0 {
		v.Body = append(v.Body, ui.Empty{Text: t("outbox.none")})
	} else {
		v.Body = append(v.Body, outboxTable(r, found.Entries))
	}
	next := ""
	if found.More {
		next = found.Next.String()
	}
	v.Body = append(v.Body, r.Pager(next))
	return page.HTML(layout.Show(r.DeskFrame(t("outbox.title"), page.Elsewhere), v)), nil
}

func outboxTold(r *page.Request) templ.Component {
	if n := r.Told(); n.Key == "told.again" {
		return &layout.Told{Text: r.Print.T(n.Key)}
	}
	return nil
}

func outboxTable(r *page.Request, all []notify.Entry) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("outbox.title"), Columns: []ui.Column{
		{Head: t("outbox.what")}, {Head: t("outbox.to")}, {Head: t("outbox.made")}, {Head: t("outbox.way")}, {Head: t("outbox.became")}, {Head: t("enquiry.column.do"), Act: true},
	}}
	for _, e := range all {
		table.Rows = append(table.Rows, ui.Cells{
			ui.Link{Label: t("message." + e.Text + ".about"), Href: address.Letter(e.ID)}, ui.Bidi(ui.Name{Text: e.To}),
			ui.Say(r.Print.AtIn(r.Now, e.MadeAt)), ui.Say(channelWords(r, e.Channel)), becameWords(r, e), againAct(r, e),
		})
	}
	return table
}

func channelWords(r *page.Request, channel string) string {
	if channel == "" {
		return ""
	}
	return r.Print.T("message.channel." + channel)
}

// messageKinds is the glyph of what became of a message.
var messageKinds = map[notify.State]ui.StatusKind{
	notify.Waiting: ui.Waiting, notify.Sent: ui.Completed, notify.Held: ui.Postponed, notify.Failed: ui.Cancelled, notify.Said: ui.Completed,
}

// becameWords is what became of a message, when and why.
func becameWords(r *page.Request, e notify.Entry) templ.Component {
	s := ui.Status{Kind: messageKinds[e.State], Word: r.Print.T("message.state." + string(e.State))}
	switch {
	case e.SaidBy != "":
		s.Note = e.SaidBy
	case e.State == notify.Waiting && e.NotBefore.After(r.Now):
		s.Note = r.Print.T("outbox.not-before", "at", r.Print.AtIn(r.Now, e.NotBefore))
	case e.DecidedAt != nil:
		s.Note = r.Print.AtIn(r.Now, *e.DecidedAt)
	}
	if e.Why == "" {
		return s
	}
	return layout.Lines(s, ui.Second(r.Print.T(e.Why)))
}

func againAct(r *page.Request, e notify.Entry) templ.Component {
	if !e.MayTryAgain() {
		return nil
	}
	return layout.Act{
		Action: address.Letter(e.ID) + "/again", Button: ui.Button{Kind: ui.Quiet, Label: r.Print.T("outbox.again"), Hidden: ui.Isolate(e.To)},
	}
}

// letter is one message in full: where it goes, in which words, and what became of
// it.
func (p *Pages) letter(r *page.Request) (page.Reply, error) {
	var id notify.MessageID
	if err := page.PathID(r, "message", &id); err != nil {
		return page.Reply{}, err
	}
	l, err := p.Notify.Letter(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	to, err := p.letterTo(r, l)
	if err != nil {
		return page.Reply{}, err
	}
	facts := []ui.Fact{{Label: t("outbox.to"), Answer: to}}
	if way := ui.Beside(channelWords(r, l.Channel), l.Address); way != "" {
		facts = append(facts, ui.Fact{Label: t("outbox.way"), Answer: ui.Say(way)})
	}
	facts = append(facts, ui.Fact{Label: t("outbox.made"), Answer: ui.Say(r.Print.AtIn(r.Now, l.MadeAt))},
		ui.Fact{Label: t("outbox.became"), Answer: becameWords(r, l.Entry)})
	v := layout.Page{
		Head: ui.PageHead{Above: &ui.Link{Label: t("outbox.title"), Href: outboxAddress}, Title: ui.Say(t("message." + l.Text + ".about"))},
		Told: outboxTold(r), Body: []templ.Component{ui.SummaryList{Facts: facts}, letterText(l.Subject, l.Body)},
	}
	if again := againAct(r, l.Entry); again != nil {
		v.Acts = []templ.Component{again}
	}
	f := r.DeskFrame(t("outbox.letter"), page.Elsewhere)
	f.Width = ui.WidthOne
	return page.HTML(layout.Show(f, v)), nil
}

// letterTo is whom a message is for, with the way to their record where there is
// one the reader may open.
func (p *Pages) letterTo(r *page.Request, l notify.Letter) (templ.Component, error) {
	name := ui.Bidi(ui.Name{Text: l.To})
	if l.Person.IsZero() || !r.Who.May(access.FamilyRead) {
		return name, nil
	}
	person, err := p.Families.Person(r.Context(), r.Who, l.Person)
	if fault.Is(err, fault.NotFound) {
		return name, nil
	}
	if err != nil {
		return nil, err
	}
	return layout.LinkedName(ui.Name{Text: l.To}, address.Family(person.Family)), nil
}

// tryAgain takes a message that was held or failed to the gate once more.
func (p *Pages) tryAgain(r *page.Request) (page.Reply, error) {
	var id notify.MessageID
	if err := page.PathID(r, "message", &id); err != nil {
		return page.Reply{}, err
	}
	err := p.Notify.Again(r.Context(), r.Who, id)
	if fault.Is(err, fault.Conflict) {
		return page.SeeOther(address.Letter(id)), nil // pressed twice: its page says where it is
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Letter(id)).Tell("told.again", id.String()), nil
}
