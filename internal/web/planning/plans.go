package planning

import (
	"github.com/a-h/templ"

	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// plans is where a plan is asked for, and where the earlier ones are kept.
func (p *Pages) plans(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	used, err := p.Programmes.Used(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	recent, err := p.Proposals.Recent(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout{Head: ui.PageHead{
		Above: &ui.Link{Label: t("waiting.title"), Href: address.Waiting}, Title: ui.Say(t("planning.title")), Below: ui.Say(t("planning.lead")),
	}}
	hidden := form.New().Show(r.Print, nil).Hidden()
	var buttons []templ.Component
	for i, offer := range used {
		b := ui.Button{Label: t("planning.make", "programme", offer.Name), Busy: t("planning.busy"), Kind: ui.Outline}
		if i == 0 {
			b.Kind = ui.Filled
		}
		buttons = append(buttons, act(plansAddress, with(hidden, "programme", string(offer.Key)), b))
	}
	v.Body = append(v.Body, note(t("planning.nobody-hears")), row(buttons...), row(
		ui.Link{Label: t("opening.title"), Href: openingAddress, Tap: true}, ui.Link{Label: t("weighing.title"), Href: weighingAddress, Tap: true}))
	if len(used) == 0 {
		v.Body = []templ.Component{ui.Empty{Text: t("planning.no-groups"), Act: &ui.Link{Label: t("today.sessions.groups"), Href: address.Groups}}}
	}
	if len(recent) > 0 {
		v.Body = append(v.Body, p.recentTable(r, recent))
	}
	return page.HTML(layoutPage(frame(r, t("planning.title")), v)), nil
}

func (p *Pages) recentTable(r *page.Request, all []proposal.Summary) templ.Component {
	t := r.Print.T
	table := ui.DataTable{Caption: t("planning.recent"), Columns: []ui.Column{
		{Head: t("planning.when")}, {Head: t("planning.what")}, {Head: t("planning.placed"), End: true}, {Head: t("planning.offered"), End: true},
	}}
	for _, s := range all {
		table.Rows = append(table.Rows, ui.Cells{
			lines(ui.Link{Label: r.Print.AtIn(r.Now, s.At), Href: planAddress(s.ID)}, ui.Second(t("planning.by", "name", byName(r, s.By)))),
			lines(ui.Say(p.nameOf(s.Programme)), ui.Second(weightingWords(r, s.Weighting, s.Moved))),
			ui.Say(r.Print.Number(float64(s.Placed), 0)), ui.Say(r.Print.Number(float64(s.Offered), 0)),
		})
	}
	return inPart(ui.Part{ID: "recent", Title: t("planning.recent")}, table)
}

func (p *Pages) nameOf(key programme.Key) string {
	offer, err := p.Programmes.Catalogue().Programme(key)
	if err != nil {
		return string(key)
	}
	return offer.Name
}

// makePlan makes a plan and leads to it.
func (p *Pages) makePlan(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	want := proposal.Make{Programme: programme.Key(in.Text("programme", 64)), Submission: programme.Submission(in.Submission())}
	if err := in.Check(); err != nil {
		return page.Reply{}, err
	}
	id, err := p.Proposals.Make(r.Context(), r.Who, want)
	if err != nil {
		return page.Reply{}, err
	}
	to := planAddress(id)
	if group := in.Text("group", 36); group != "" {
		to += "?group=" + group
	}
	return page.SeeOther(to), nil
}

// with is hidden fields and some more.
func with(hidden map[string]string, pairs ...string) map[string]string {
	out := map[string]string{}
	for name, value := range hidden {
		out[name] = value
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}
