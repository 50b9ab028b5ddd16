package questionnaire

import (
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// list is what is due to be keyed in: paper first, ratings with it, and what
// may still come in on somebody's phone.
func (p *Pages) list(r *page.Request) (page.Reply, error) {
	in := form.Query(r.Request)
	var q measure.StaffQuery
	if err := q.Group.UnmarshalText([]byte(in.Text("group", 36))); err != nil {
		q.Group = measure.GroupID{}
	}
	if err := q.After.UnmarshalText([]byte(in.Text("after", 36))); err != nil {
		q.After = measure.PlaceID{}
	}
	found, err := p.Measures.DueForStaff(r.Context(), r.Who, q)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{Above: &ui.Link{Label: t("today.title"), Href: page.TodayPage}, Title: ui.Say(t("keyin.due")), Below: ui.Say(t("keyin.due.below"))}}
	var keyed, onPhone ui.Rows
	for _, task := range found.Tasks {
		if task.Way == measure.OnPhone {
			onPhone.Rows = append(onPhone.Rows, taskRow(r, task))
			continue
		}
		keyed.Rows = append(keyed.Rows, taskRow(r, task))
	}
	part := ui.Part{ID: "due", Title: t("keyin.paper"), Count: r.Counted(len(keyed.Rows))}
	if len(keyed.Rows) == 0 {
		v.Body = append(v.Body, layout.Part(part, ui.Empty{Text: t("keyin.none")}))
	} else {
		v.Body = append(v.Body, layout.Part(part, keyed))
	}
	if len(onPhone.Rows) > 0 {
		v.Body = append(v.Body, layout.Part(ui.Part{ID: "phone", Title: t("keyin.phone"), Count: r.Counted(len(onPhone.Rows))}, onPhone))
	}
	if !found.Next.IsZero() {
		v.Body = append(v.Body, ui.Pager{Label: t("keyin.more"), Later: &ui.Link{Label: t("keyin.later"), Href: address.KeyIn + "?group=" + q.Group.String() + "&after=" + found.Next.String()}})
	}
	return page.HTML(layout.Show(r.DeskFrame(t("keyin.due"), page.Today), v)), nil
}

func taskRow(r *page.Request, task measure.Task) ui.Row {
	t := r.Print.T
	when, late := r.WhenDue(task.Due.To)
	to := address.Sheet(task.Dyad, task.Instrument, task.Timepoint)
	who := t("session.pair", "caregiver", task.Called, "baby", naming.BabiesCalled(r.Print, task.Infants))
	rated := ""
	if task.Way == measure.Rating {
		rated = t("measure.way." + string(task.Way))
	}
	return ui.Row{
		When: when, Datetime: task.Due.To.String(), Late: late,
		What:  ui.Join(ui.Link{Label: t("keyin.task", "form", task.Name, "who", who), Href: to}),
		Whose: ui.Beside(t("measure.timepoint."+string(task.Timepoint)), rated, t("keyin.group", "ref", task.GroupRef)),
		Act:   ui.Link{Label: t("due.key-in.act"), Hidden: t("keyin.task", "form", task.Name, "who", who), Href: to},
	}
}

// chooseSheet asks which questionnaire is to be keyed in for one dyad.
func (p *Pages) chooseSheet(r *page.Request) (page.Reply, error) {
	var id family.DyadID
	if err := page.PathID(r, "dyad", &id); err != nil {
		return page.Reply{}, err
	}
	dyad, err := p.Families.Dyad(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	var papers, ratings ui.TileLinks
	for _, key := range p.Library.Keys() {
		link := ui.TileLink{Label: t("keyin.choose.form", "form", key.Short, "name", key.Name), Note: key.About.In(r.Print.Lang()), Href: address.Sheet(dyad.ID, key.ID, "")}
		if key.Respondent == score.Coder {
			ratings.Links = append(ratings.Links, link)
			continue
		}
		papers.Links = append(papers.Links, link)
	}
	pair := t("session.pair", "caregiver", naming.Person(dyad.Caregiver).Text, "baby", naming.Baby(r.Print, dyad.Infant))
	v := layout.Page{Head: ui.PageHead{
		Above: &ui.Link{Label: pair, Href: address.Family(dyad.Family)}, Title: ui.Say(t("keyin.choose")),
	}}
	for _, some := range []struct {
		id, title string
		tiles     ui.TileLinks
	}{{"paper", t("keyin.choose.paper"), papers}, {"rating", t("keyin.choose.rating"), ratings}} {
		if len(some.tiles.Links) > 0 {
			v.Body = append(v.Body, layout.Part(ui.Part{ID: some.id, Title: some.title}, layout.Stack(some.tiles)))
		}
	}
	f := r.DeskFrame(t("keyin.choose"), page.Families)
	f.Width = ui.WidthOne
	return page.HTML(layout.Show(f, v)), nil
}
