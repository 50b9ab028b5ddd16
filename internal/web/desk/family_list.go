package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

const familiesAddress = "/desk/families"

// searchLimit is the most characters of what is searched for.
const searchLimit = 100

// listFamilies finds caregivers by name or reference, in the order of their names.
func (p *Pages) listFamilies(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	in := form.Query(r.Request)
	q := family.Query{Text: in.Text("q", searchLimit)}
	if err := p.familyCursor(r, &q); err != nil {
		return page.Reply{}, err
	}
	found, err := p.Families.Search(r.Context(), r.Who, q)
	if err != nil {
		return page.Reply{}, err
	}
	v := layout.Page{Head: ui.PageHead{Title: ui.Say(t("nav.families")), Below: ui.Say(t("family.list.lead"))}}
	field := in.Show(r.Print, in.Check()).Field("q", t("family.search"))
	field.ID, field.Kind, field.Dir = "q", ui.SearchField, "auto"
	filters := ui.Filters{Action: familiesAddress, Label: t("family.search.label"), Apply: t("family.search.apply")}
	if q.Text != "" {
		filters.Clear = &ui.Link{Label: t("family.search.clear"), Href: familiesAddress}
	}
	v.Body = append(v.Body, layout.Filters(filters, field))
	switch {
	case len(found.People) > 0:
		v.Body = append(v.Body, familyTable(r, found.People))
	case q.Text != "":
		v.Body = append(v.Body, ui.Empty{Text: t("family.search.none")})
	default:
		v.Body = append(v.Body, ui.Empty{Text: t("family.list.none")})
	}
	next := ""
	if found.More {
		next = found.Next.ID.String()
	}
	v.Body = append(v.Body, r.Pager(next))
	return page.HTML(layout.Show(r.DeskFrame(t("nav.families"), page.Families), v)), nil
}

// familyCursor finds the place after which a page begins. Addresses are kept in
// histories, so it names a person by number and the name is looked up.
func (p *Pages) familyCursor(r *page.Request, q *family.Query) error {
	var after access.PersonID
	if err := page.After(r, &after); err != nil || after.IsZero() {
		return err
	}
	person, err := p.Families.Person(r.Context(), r.Who, after)
	if fault.Is(err, fault.NotFound) {
		return nil // no longer theirs to see: the list begins anew
	}
	if err != nil {
		return err
	}
	q.After = family.Cursor{Key: family.NameKey(person.Name), ID: after}
	return nil
}

func familyTable(r *page.Request, all []family.Found) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("family.list.caption"), Columns: []ui.Column{
		{Head: t("family.column.name")}, {Head: t("family.column.babies")}, {Head: t("family.column.ref"), End: true},
	}}
	for _, f := range all {
		table.Rows = append(table.Rows, ui.Cells{
			layout.LinkedName(naming.Person(f.Person), address.Family(f.Person.Family)),
			ui.Say(naming.BabiesWithAges(r.Print, f.With, r.Today, r.Print.AgeWords)), ui.Say(f.Ref),
		})
	}
	return table
}
