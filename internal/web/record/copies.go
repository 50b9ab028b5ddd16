package record

import (
	"github.com/a-h/templ"

	"holdfast/internal/exchange"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// copiesAddress is the list of copies that people asked for.
const copiesAddress = "/desk/copies"

func copyAddress(id exchange.CopyID) string { return copiesAddress + "/" + id.String() }

// copies lists who waits for a copy of their record.
func (p *Pages) copies(r *page.Request) (page.Reply, error) {
	all, err := p.Copies.Waiting(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Head: ui.PageHead{Title: ui.Say(t("copy.desk.head")), Below: ui.Say(t("copy.desk.lead"))}}
	var facts ui.SummaryList
	for _, c := range all {
		words := t("copy.desk.is-given", "day", r.Print.DateYear(c.Until))
		if c.GivenAt == nil {
			words = t("copy.desk.due", "day", r.Print.DateYear(c.Due(r.Print.Location()))) + ". " + t("copy.desk.held", "n", c.Held)
		}
		facts.Facts = append(facts.Facts, ui.Fact{
			Label: c.Name, Answer: lines(words, askedWords(r, c)),
			Change: &ui.Link{Label: t("copy.desk.open"), Hidden: c.Name, Href: copyAddress(c.ID)},
		})
	}
	if len(all) == 0 {
		v.Body = append(v.Body, note(t("copy.desk.none")))
	} else {
		v.Body = append(v.Body, facts)
	}
	return page.HTML(layoutPage(frame(r, "copy.desk.title", nil), v)), nil
}

func askedWords(r *page.Request, c exchange.Copy) string {
	day := r.Print.DateYear(r.Print.DayOf(c.AskedAt))
	if c.ByName == "" {
		return r.Print.T("copy.desk.asked", "day", day)
	}
	return r.Print.T("copy.desk.asked-by", "day", day, "name", ui.Isolate(c.ByName))
}

// copy is one copy with the passages that are held.
func (p *Pages) copy(r *page.Request) (page.Reply, error) {
	return p.showCopy(r, form.New().Show(r.Print, nil), "")
}

// showCopy shows it again with what to put right at one passage.
func (p *Pages) showCopy(r *page.Request, in *form.Shown, at string) (page.Reply, error) {
	var id exchange.CopyID
	if err := page.PathID(r, "copy", &id); err != nil {
		return page.Reply{}, err
	}
	c, err := p.Copies.Copy(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout{Summary: in.Summary(), Head: ui.PageHead{
		Above: &ui.Link{Label: t("copy.desk.title"), Href: copiesAddress},
		Title: ui.Say(t("copy.one.head", "name", ui.Isolate(c.Name))), Below: ui.Say(t("copy.one.lead")),
	}}
	if told := r.Told(); told.About == id.String() {
		v.Told = t(told.Key)
	}
	v.Body = append(v.Body, note(t("copy.one.apart")))
	for _, g := range c.Passages {
		shown := form.New("decision", string(g.Decision), "reason", g.Reason).Show(r.Print, nil)
		if g.ID.String() == at {
			shown = in
		}
		v.Body = append(v.Body, passagePart(r, c, g, shown))
	}
	switch {
	case c.Given(r.Today):
		v.Body = append(v.Body, para(t("copy.desk.is-given", "day", r.Print.DateYear(c.Until))),
			ui.Button{Kind: ui.Outline, Label: t("copy.take"), Href: copyAddress(id) + "/file"})
	case c.GivenAt == nil && c.Held == 0:
		v.Body = append(v.Body, sheet(copyAddress(id)+"/give", nil, []templ.Component{note(t("copy.give.note"))}, ui.Button{Label: t("copy.give"), Busy: t("session.busy")}))
	case c.GivenAt == nil:
		v.Body = append(v.Body, para(t("copy.desk.held", "n", c.Held)))
	}
	return reply(frame(r, "copy.desk.title", in), v), nil
}

func passagePart(r *page.Request, c exchange.Copy, g exchange.Passage, in *form.Shown) templ.Component {
	t := r.Print.T
	title := t("copy.from."+string(g.Source)) + ", " + r.Print.AtIn(r.Now, g.At)
	body := []templ.Component{note(t("copy.held." + string(g.Held))), para(g.Words(r.Print))}
	switch {
	case g.Decision == exchange.Release:
		body = append(body, para(t("copy.decided.release")))
	case g.Decision == exchange.Withhold:
		body = append(body, para(t("copy.decided.withhold", "reason", g.Reason)))
	}
	if c.GivenAt != nil {
		return part(title, body...)
	}
	decision := in.Choices(ui.Radios, "decision", t("copy.decision"),
		ui.Choice{Value: string(exchange.Release), Label: t("copy.decision.release")},
		ui.Choice{Value: string(exchange.Withhold), Label: t("copy.decision.withhold")})
	decision.Look = ui.SideBySide
	reason := in.Field("reason", t("copy.reason"))
	reason.Hint = t("copy.reason.hint")
	return part(title, append(body, sheet(copyAddress(c.ID), map[string]string{"passage": g.ID.String()},
		[]templ.Component{decision, reason}, ui.Button{Kind: ui.Outline, Label: t("copy.decide")}))...)
}

// decide releases one passage or keeps it out.
func (p *Pages) decide(r *page.Request) (page.Reply, error) {
	var id exchange.CopyID
	if err := page.PathID(r, "copy", &id); err != nil {
		return page.Reply{}, err
	}
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	var on exchange.PassageID
	if err := on.UnmarshalText([]byte(in.Text("passage", 40))); err != nil {
		return p.showCopy(r, form.New().Show(r.Print, nil), "")
	}
	decision := exchange.Decision(in.One("decision", string(exchange.Release), string(exchange.Withhold)))
	reason := in.Lines("reason", 1000)
	if err = in.Check(); err == nil {
		err = p.Copies.Decide(r.Context(), r.Who, id, on, decision, reason)
	}
	if form.Shows(err) {
		return p.showCopy(r, in.Show(r.Print, err), on.String())
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(copyAddress(id)).Tell("told.copy-decided", id.String()), nil
}

// give makes the copy and puts it where the person can take it.
func (p *Pages) give(r *page.Request) (page.Reply, error) {
	var id exchange.CopyID
	if err := page.PathID(r, "copy", &id); err != nil {
		return page.Reply{}, err
	}
	if err := p.Copies.Give(r.Context(), r.Who, id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(copyAddress(id)).Tell("told.copy-given", id.String()), nil
}

// copyFile hands the file to staff who print it for the person.
func (p *Pages) copyFile(r *page.Request) (page.Reply, error) {
	var id exchange.CopyID
	if err := page.PathID(r, "copy", &id); err != nil {
		return page.Reply{}, err
	}
	file, err := p.Copies.File(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	return page.File(exchange.FileName, "application/zip", file), nil
}

// postCopy writes down that somebody asked for a copy.
func (p *Pages) postCopy(r *page.Request) (page.Reply, error) {
	person, err := p.personAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	if _, err := p.Copies.Ask(r.Context(), r.Who, person.ID); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(personAddress(person.ID, "agreed")).Tell("told.copy-written", person.ID.String()), nil
}
