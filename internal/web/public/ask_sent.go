package public

import (
	"holdfast/internal/enquiry"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

type sentView struct {
	Title, Lead   string
	RefLabel, Ref string
	NextTitle     string
	Next          []string
	DecisionTitle string
	Decision      string
	Kept          string
	Help, Anew    ui.Link
	Drawing       ui.DrawingName
}

// askSent says that it arrived, under which reference, and what happens next;
// later, in the same browser, what was decided. The answers themselves are not
// shown again: the phone may be in other hands by now.
func (p *Pages) askSent(r *page.Request, e enquiry.Enquiry) (page.Reply, error) {
	t := r.Print.T
	v := sentView{
		Title: t("sent.title"), Lead: t("sent.lead"), RefLabel: t("sent.ref"), Ref: e.Ref, NextTitle: t("sent.next"),
		Next: []string{t("sent.next.read"), t("sent.next.contact"), t("sent.next.offer")}, Kept: t("sent.kept"),
		Help:    ui.Link{Label: t("public.nav.help"), Href: helpAddress(r), Tap: true},
		Anew:    ui.Link{Label: t("sent.back"), Href: serviceAddress(r.Service.Slug), Tap: true},
		Drawing: ui.DrawSent,
	}
	switch e.State {
	case enquiry.Accepted:
		v.Title, v.Lead, v.Next = t("sent.accepted.title"), t("sent.accepted"), v.Next[1:]
	case enquiry.Declined:
		v.Title, v.Lead, v.Next = t("sent.declined.title"), t("sent.declined"), nil
		v.DecisionTitle, v.Decision = t("sent.declined.instead"), e.Decision
	}
	if r.Service.Phone != "" {
		v.Next = append(v.Next, t("sent.next.phone", "phone", reach.Number(r.Service.Phone)))
	}
	return page.HTML(sentPage(discreet(r, t("ask.page-title")), v)), nil
}
