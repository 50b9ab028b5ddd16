package home

import (
	"holdfast/internal/exchange"
	"holdfast/internal/fault"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// copyPage is where a caregiver asks for a copy of their record, and takes it.
const copyPage = "/home/copy"

type copyView struct {
	Back        ui.Back
	Title, Lead string
	Told        string
	Points      []string
	State       string
	Action      string
	Ask         *ui.Button
	Take        *ui.Button
	Safer       string
}

// copy says what a copy holds, and where the one they asked for stands.
func (p *Pages) copy(r *page.Request) (page.Reply, error) {
	c, err := p.Copies.Mine(r.Context(), r.Who)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return page.Reply{}, err
	}
	asked := err == nil
	t := r.Print.T
	v := copyView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("copy.home.title"), Lead: t("copy.home.lead"), Action: copyPage,
		Points: []string{t("copy.home.in"), t("copy.home.not-in"), t("copy.home.safe")}, Safer: t("copy.home.back"),
	}
	if told := r.Told(); told.Key != "" {
		v.Told = t(told.Key)
	}
	switch {
	case asked && c.Given(r.Today):
		v.State = t("copy.home.given", "day", r.Print.DateLong(c.Until))
		v.Take = &ui.Button{Label: t("copy.home.take"), Href: copyPage + "/" + c.ID.String()}
	case asked && c.GivenAt == nil:
		v.State = t("copy.home.asked", "day", r.Print.DateLong(r.Print.DayOf(c.AskedAt)), "due", r.Print.DateLong(c.Due(r.Print.Location())))
	default:
		v.Ask = &ui.Button{Label: t("copy.home.ask")}
	}
	return page.HTML(copyPageView(narrow(r, t("home.page-title")), v)), nil
}

func (p *Pages) askCopy(r *page.Request) (page.Reply, error) {
	if _, err := p.Copies.Ask(r.Context(), r.Who, r.Who.Person); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(copyPage).Tell("told.copy-asked", ""), nil
}

// takeCopy hands the file over. Its name says nothing.
func (p *Pages) takeCopy(r *page.Request) (page.Reply, error) {
	id, err := parseCopy(r.PathValue("copy"))
	if err != nil {
		return page.Reply{}, err
	}
	file, err := p.Copies.File(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	return page.File(exchange.FileName, "application/zip", file), nil
}

// parseCopy reads an identifier out of the address. What is none is not there.
func parseCopy(s string) (id exchange.CopyID, err error) {
	if err := id.UnmarshalText([]byte(s)); err != nil {
		return id, fault.NotFoundf("copy of the address")
	}
	return id, nil
}
