package home

import (
	"holdfast/internal/safety"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// safePage asks whether what was said about safe contact still holds.
const safePage = "/home/safe"

// Answers to whether it is still safe.
const (
	stillSafe   = "yes"
	safeChanged = "change"
	safeLater   = "later"
)

// addSafe puts the question on top of the page when it is time to ask. Why it is
// time is not said: a carer who joined is nobody's news.
func (p *Pages) addSafe(r *page.Request, v *homeView) error {
	why, err := p.Safety.AskAgain(r.Context(), r.Who)
	if err != nil || why == safety.NotAgain {
		return err
	}
	banner := ui.Banner{Text: r.Print.T("safe.again.banner"), Link: &ui.Link{Label: r.Print.T("safe.again.answer"), Href: safePage}}
	if why == safety.NeverAsked {
		banner.Text, banner.Link.Href = r.Print.T("safe.again.first"), reachPage
	}
	v.News = append(v.News, banner)
	return nil
}

type safeView struct {
	Back        ui.Back
	Title, Lead string
	Facts       ui.SummaryList
	Action      string
	Yes         ui.Button
	Change      ui.Button
	Later       ui.Button
	LaterNote   string
	Readers     string
}

func (p *Pages) safe(r *page.Request) (page.Reply, error) {
	details, ways, err := p.ownWays(r)
	if err != nil {
		return page.Reply{}, err
	}
	if len(ways) == 0 {
		return page.SeeOther(reachPage), nil
	}
	t := r.Print.T
	v := safeView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("safe.again.title"), Lead: t("safe.again.lead"), Action: safePage,
		Yes:       ui.Button{Label: t("safe.again.yes"), Name: "answer", Value: stillSafe},
		Change:    ui.Button{Label: t("safe.again.change"), Name: "answer", Value: safeChanged, Kind: ui.Outline},
		Later:     ui.Button{Label: t("safe.again.later"), Name: "answer", Value: safeLater, Kind: ui.Quiet},
		LaterNote: t("safe.again.later.note"), Readers: t("reach.readers"),
	}
	for _, d := range details {
		way, asked := contactBy(ways, d.Channel)
		answer := t("reach.not-asked")
		switch {
		case asked && way.Safe:
			answer = reach.Words(r.Print, way)
		case asked:
			answer = t("reach.unsafe")
		}
		v.Facts.Facts = append(v.Facts.Facts, ui.Fact{
			Label: t("safe.way." + string(d.Channel)), Answer: ui.Join(ui.Say(d.Value), ui.Say(". "+answer)),
		})
	}
	return page.HTML(safePageView(narrow(r, t("home.page-title")), v)), nil
}

func (p *Pages) postSafe(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	switch in.One("answer", stillSafe, safeChanged, safeLater) {
	case stillSafe:
		if err := p.Safety.StillSafe(r.Context(), r.Who); err != nil {
			return page.Reply{}, err
		}
		return page.SeeOther(page.HomePage).Tell("told.safe-still", ""), nil
	case safeLater:
		if err := p.Safety.NotNow(r.Context(), r.Who); err != nil {
			return page.Reply{}, err
		}
		return page.SeeOther(page.HomePage).Tell("told.safe-later", ""), nil
	case safeChanged:
		return page.SeeOther(reachPage), nil
	}
	return page.SeeOther(safePage), nil
}
