package record

import (
	"cmp"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/address"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// showTold is what was told, who is asked to call, and what stopped.
func (p *Pages) showTold(r *page.Request, baby family.Person, l family.Loss) (page.Reply, error) {
	call, err := p.callWords(r, l)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	told := t("loss.desk.fact.by.at", "name", l.ByName, "at", r.Print.AtIn(r.Now, l.At))
	if l.By.IsZero() {
		told = t("loss.desk.fact.by.program", "at", r.Print.AtIn(r.Now, l.At))
	}
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("baby-dates.back"), Href: address.Family(baby.Family)},
		Title: ui.Say(t("loss.desk.head.done", "baby", ui.Isolate(babyName(r, baby)))),
	}}
	if n := r.Told(); n.About == baby.ID.String() {
		v.Told = t(n.Key)
	}
	facts := ui.SummaryList{Facts: []ui.Fact{
		{Label: t("loss.desk.fact.kind"), Answer: ui.Say(t("loss.desk.kind." + string(l.Kind)))},
		{Label: t("loss.desk.fact.day"), Answer: ui.Say(r.Print.DateYear(l.Day))},
		{Label: t("loss.desk.fact.by"), Answer: ui.Say(told)},
	}}
	if call != "" {
		facts.Facts = append(facts.Facts, ui.Fact{Label: t("loss.desk.fact.call"), Answer: ui.Say(call)})
	}
	v.Body = []templ.Component{facts, part(t("loss.desk.stopped"), para(t("loss.desk.stopped.text")))}
	back := []templ.Component{para(t("loss.desk.back.text"))}
	if r.Who.May(access.LossReverse) {
		back = append(back, ui.Link{Label: t("loss.desk.back.act"), Href: address.Happened(baby.ID) + "/back", Tap: true})
	}
	v.Body = append(v.Body, part(t("loss.desk.back"), back...))
	return reply(frame(r, "loss.desk.title", nil), v), nil
}

// callWords say who calls whom; nothing about somebody whom the reader may not see.
func (p *Pages) callWords(r *page.Request, l family.Loss) (string, error) {
	if l.Ring.IsZero() || l.CallBy == nil {
		return "", nil
	}
	ring, err := p.Families.Person(r.Context(), r.Who, l.Ring)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	name := ui.Isolate(cmp.Or(ring.Name, ring.Called))
	if l.CallerName == "" {
		return r.Print.T("loss.desk.fact.call.none", "name", name), nil
	}
	last := r.Print.DayOf(l.CallBy.AddDate(0, 0, -1))
	return r.Print.T("loss.desk.fact.call.who", "caller", l.CallerName, "name", name, "day", r.Print.DateIn(r.Today, last)), nil
}

// askBack says what taking back does, before a lead does it.
func (p *Pages) askBack(r *page.Request) (page.Reply, error) {
	baby, losses, err := p.babyAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	l, told := standing(losses)
	if !told {
		return page.SeeOther(address.Happened(baby.ID)), nil
	}
	t := r.Print.T
	return page.HTML(confirmPage(frame(r, "loss.desk.title", nil), ui.Confirm{
		Title: t("loss.back.head", "baby", babyName(r, baby)),
		Consequences: []ui.Consequence{
			{Label: t("confirm.goes"), Text: ui.Say(t("loss.back.goes"))},
			{Label: t("confirm.hears"), Text: ui.Say(t("loss.back.hears"))},
			{Label: t("confirm.back"), Text: ui.Say(t("loss.back.cannot"))},
		},
		Action: address.Happened(baby.ID) + "/back", Hidden: map[string]string{"loss": l.ID.String()},
		Act:  ui.Button{Label: t("loss.desk.back.act"), Busy: t("session.busy")},
		Keep: ui.Link{Label: t("loss.back.keep"), Href: address.Happened(baby.ID)},
	})), nil
}

// postBack takes back the loss that the form was shown for, and no other that was
// told since.
func (p *Pages) postBack(r *page.Request) (page.Reply, error) {
	baby, losses, err := p.babyAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	for _, l := range losses {
		if l.ID.String() != r.PostFormValue("loss") {
			continue
		}
		if _, err := p.Families.ReverseLoss(r.Context(), r.Who, l.ID); err != nil {
			return page.Reply{}, err
		}
		return page.SeeOther(address.Happened(baby.ID)).Tell("told.loss-back", baby.ID.String()), nil
	}
	return page.SeeOther(address.Happened(baby.ID)), nil // taken back already
}

// notBack is what taking a loss back could not put back.
func notBack(r *page.Request, l family.Loss) templ.Component {
	var lines []templ.Component
	for _, key := range l.NotBack {
		lines = append(lines, para(r.Print.T(key)))
	}
	return part(r.Print.T("loss.desk.not-back"), lines...)
}
