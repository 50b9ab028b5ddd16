package planning

import (
	"cmp"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const weighingAddress = "/desk/plans/weighing"

// weighing is what plans weigh, who chose it, and what each choice would have done in the
// service's own last two years.
func (p *Pages) weighing(r *page.Request) (page.Reply, error) {
	return p.showWeighing(r, form.New().Show(r.Print, nil))
}

func (p *Pages) showWeighing(r *page.Request, in *form.Shown) (page.Reply, error) {
	t := r.Print.T
	made, err := p.Proposals.Choices(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("planning.title"), Href: plansAddress}, Title: ui.Say(t("weighing.title")), Below: ui.Say(t("weighing.lead")),
	}}
	if told := r.Told(); told.Key == "told.weighing-chosen" {
		v.Told = t(told.Key)
	}
	v.Body = append(v.Body, holding(r, made))
	if r.Who.May(access.PlanChoose) {
		v.Body = append(v.Body, chooseForm(r, made, in))
	} else {
		v.Body = append(v.Body, note(t("weighing.who")))
	}
	past, err := p.weighedPart(r)
	if err != nil {
		return page.Reply{}, err
	}
	v.Body = append(v.Body, past, earlierChoices(r, made))
	f := frame(r, t("weighing.title"))
	if f.Failed = in.Failed(); f.Failed {
		return page.Invalid(layoutPage(f, v)), nil
	}
	return page.HTML(layoutPage(f, v)), nil
}

// holding is the choice that holds now, in a sentence.
func holding(r *page.Request, made []proposal.Choice) templ.Component {
	if len(made) == 0 {
		return lines(says(r.Print.T("weighing.now.count")), note(r.Print.T("weighing.nobody")))
	}
	return lines(says(r.Print.T("weighing.now."+string(made[0].Weighting))), note(choiceWords(r, made[0])))
}

// choiceWords says who chose a weighting and when, or that nobody has.
func choiceWords(r *page.Request, c proposal.Choice) string {
	if c.ID.IsZero() {
		return r.Print.T("weighing.nobody")
	}
	return r.Print.T("weighing.chosen", "at", r.Print.AtIn(r.Now, c.At), "name", ui.Isolate(c.By))
}

func chooseForm(r *page.Request, made []proposal.Choice, in *form.Shown) templ.Component {
	t := r.Print.T
	var choices []ui.Choice
	for _, w := range proposal.Weightings() {
		choices = append(choices, ui.Choice{Value: string(w), Label: t("weighing.choice." + string(w)), Note: t("weighing.choice." + string(w) + ".note")})
	}
	ask := in.Choices(ui.Radios, "weighting", t("weighing.ask"), choices...)
	if len(made) > 0 && len(ask.Chosen) == 0 {
		ask.Chosen = []string{string(made[0].Weighting)}
	}
	return sheet(weighingAddress, in.Hidden(), []templ.Component{ask}, ui.Button{Label: t("weighing.act"), Busy: t("planning.busy")})
}

// weighedPart is what each choice would have done, of the programme that the address
// names or the first there is.
func (p *Pages) weighedPart(r *page.Request) (templ.Component, error) {
	used, err := p.Programmes.Used(r.Context(), r.Who)
	if err != nil || len(used) == 0 {
		return nil, err
	}
	key := used[0].Key
	if asked := r.URL.Query().Get("programme"); asked != "" {
		key = programme.Key(asked)
	}
	got, err := p.Proposals.Weigh(r.Context(), r.Who, key)
	if err != nil {
		return nil, err
	}
	t, n := r.Print.T, func(v float64, decimals int) templ.Component { return ui.Say(r.Print.Number(v, decimals)) }
	body := []templ.Component{programmeTabs(r, used, key)}
	head := ui.Part{ID: "past", Title: t("weighing.past", "programme", got.Offer.Name)}
	if got.Draws == 0 {
		return inPart(head, append(body, para(t("weighing.too-little", "families", got.Families, "groups", got.Groups)))...), nil
	}
	table := ui.DataTable{Caption: t("weighing.past", "programme", got.Offer.Name), Columns: []ui.Column{
		{Head: t("planning.order")}, {Head: t("weighing.served"), End: true}, {Head: t("weighing.aged-out"), End: true},
		{Head: t("weighing.need-served", "n", got.High), End: true}, {Head: t("weighing.wait"), End: true},
	}}
	for _, o := range got.Orders {
		table.Rows = append(table.Rows, ui.Cells{
			ui.Say(t("weighing.order." + cmp.Or(string(o.Weighting), "first-come"))), n(o.Served, 0),
			lines(n(o.AgedOut, 0), ui.Second(t("weighing.between", "low", o.Low, "high", o.High))), n(o.NeedServed, 0), n(o.Wait, 1),
		})
	}
	body = append(body, para(t("weighing.families", "n", got.Families, "groups", got.Groups)), table)
	switch {
	case got.High == 0:
		body = append(body, ui.Banner{Text: t("weighing.no-need")})
	case got.Same():
		body = append(body, para(t("weighing.same")))
	}
	rate := "weighing.how.usual"
	if got.Own {
		rate = "weighing.how.own"
	}
	return inPart(head, append(body, note(t("weighing.how", "draws", got.Draws)+" "+t(rate, "share", r.Print.Number(100*got.Decline, 0))))...), nil
}

// programmeTabs lead to the same of another programme.
func programmeTabs(r *page.Request, used []*programme.Programme, at programme.Key) templ.Component {
	if len(used) < 2 {
		return nil
	}
	tabs := ui.Tabs{Label: r.Print.T("opening.programme")}
	for _, offer := range used {
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Label: offer.Name, Href: weighingAddress + "?programme=" + string(offer.Key), Current: offer.Key == at})
	}
	return tabs
}

// earlierChoices is what was chosen before, newest first.
func earlierChoices(r *page.Request, made []proposal.Choice) templ.Component {
	if len(made) < 2 {
		return nil
	}
	var words []string
	for _, c := range made[1:] {
		words = append(words, r.Print.T("weighing.choice."+string(c.Weighting))+". "+choiceWords(r, c))
	}
	return inPart(ui.Part{ID: "before", Title: r.Print.T("weighing.before")}, listed(words))
}

// choose stores the choice.
func (p *Pages) choose(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	w, sent := proposal.Weighting(in.Text("weighting", 16)), programme.Submission(in.Submission())
	if err = in.Check(); err == nil {
		err = p.Proposals.Choose(r.Context(), r.Who, w, sent)
	}
	if form.Shows(err) {
		return p.showWeighing(r, in.Show(r.Print, err))
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(weighingAddress).Tell("told.weighing-chosen", ""), nil
}
