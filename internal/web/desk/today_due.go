package desk

import (
	"cmp"
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/measure"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/reach"
	"holdfast/internal/web/ui"
)

// todo is one thing due, with the day it is due on.
type todo struct {
	day   civil.Date
	what  templ.Component
	whose string
	act   templ.Component
	ring  access.PersonID // whose safe hours to add; read only for what is shown
}

func (t todo) row(r *page.Request) ui.Row {
	when, late := r.WhenDue(t.day)
	return ui.Row{When: when, Datetime: t.day.String(), Late: late, What: t.what, Whose: t.whose, Act: t.act}
}

// addDue lists what is due, the latest first, as much as fits.
func (p *Pages) addDue(r *page.Request, v *layout.Page) error {
	if !r.Who.May(access.RegisterWrite) && !r.Who.May(access.OutboxRead) {
		return nil
	}
	if r.Who.May(access.ResponseWrite) {
		v.Acts = append(v.Acts, ui.Button{Kind: ui.Outline, Label: r.Print.T("today.key-in"), Href: address.KeyIn})
	}
	all, err := p.todos(r, dueToday+1)
	if err != nil {
		return err
	}
	part := ui.Part{ID: "due", Title: r.Print.T("today.due"), Count: r.Counted(len(all))}
	if len(all) == 0 {
		v.Body = append(v.Body, layout.Part(part, ui.Empty{Text: r.Print.T("today.due.none")}))
		return nil
	}
	if len(all) > dueToday {
		part.Count = r.Print.T("today.first", "n", dueToday)
		part.More = &ui.Link{Label: r.Print.T("today.due.all"), Href: address.Due}
		all = all[:dueToday]
	}
	rows, err := p.dueRows(r, all)
	if err != nil {
		return err
	}
	v.Body = append(v.Body, layout.Part(part, rows))
	return nil
}

// due is all that is mine.
func (p *Pages) due(r *page.Request) (page.Reply, error) {
	all, err := p.todos(r, dueMost)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{Above: &ui.Link{Label: t("today.title"), Href: page.TodayPage}, Title: ui.Say(t("today.due.all"))}}
	part := ui.Part{ID: "due", Title: t("today.due"), Count: r.Counted(len(all))}
	if len(all) == 0 {
		v.Body = []templ.Component{layout.Part(part, ui.Empty{Text: t("today.due.none")})}
	} else {
		rows, err := p.dueRows(r, all)
		if err != nil {
			return page.Reply{}, err
		}
		v.Body = []templ.Component{layout.Part(part, rows)}
	}
	return page.HTML(layout.Show(r.DeskFrame(t("today.due.all"), page.Today), v)), nil
}

func (p *Pages) dueRows(r *page.Request, all []todo) (rows ui.Rows, err error) {
	var ring []access.PersonID
	for _, t := range all {
		if !t.ring.IsZero() {
			ring = append(ring, t.ring)
		}
	}
	ways, err := p.Safety.ContactsOf(r.Context(), r.Who, ring)
	if err != nil {
		return rows, err
	}
	for _, t := range all {
		if !t.ring.IsZero() {
			t.whose = ui.Beside(reach.Ring(r.Print, ways[t.ring]), t.whose)
		}
		rows.Rows = append(rows.Rows, t.row(r))
	}
	return rows, nil
}

// dueMost is how many messages to say stand on the page of all that is due.
const dueMost = 100

// todos gathers what is due to this reader from the rooms that know it, by day.
// Each room gives out what the reader may do and see, and bounds it; most bounds
// what is dear to ask for.
func (p *Pages) todos(r *page.Request, most int) ([]todo, error) {
	var all []todo
	for _, of := range []struct {
		may   access.Permission
		todos func(*page.Request) ([]todo, error)
	}{
		{access.RegisterWrite, p.unfinishedRegisters},
		{access.RegisterWrite, p.visitsToMake},
		{access.RegisterWrite, func(r *page.Request) ([]todo, error) { return p.peopleToRing(r, most) }},
		{access.ResponseWrite, p.formsToKeyIn},
		{access.OutboxRead, func(r *page.Request) ([]todo, error) { return p.messagesToSay(r, most) }},
	} {
		if !r.Who.May(of.may) {
			continue
		}
		some, err := of.todos(r)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b todo) int { return a.day.Compare(b.day) })
	return all, nil
}

// unfinishedRegisters are registers of days gone by that nobody finished.
func (p *Pages) unfinishedRegisters(r *page.Request) ([]todo, error) {
	sessions, err := p.Programmes.Unfinished(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	var out []todo
	for _, s := range sessions {
		name := naming.Group(r.Print, s.Group)
		out = append(out, todo{
			day: s.Session.Day,
			what: ui.Join(ui.Link{Label: r.Print.T("due.register"), Href: address.Session(s.Session.ID)},
				ui.Say(r.Print.T("due.register.of", "group", name, "number", s.Session.Number, "day", s.Session.Day))),
			whose: r.Print.T("today.session.marked", "n", s.Marked, "all", s.Places),
			act:   ui.Link{Label: r.Print.T("due.register.act"), Hidden: name, Href: address.Session(s.Session.ID)},
		})
	}
	return out, nil
}

// visitsToMake are visits, calls and film reviews to plan, to make or to write down.
func (p *Pages) visitsToMake(r *page.Request) ([]todo, error) {
	visits, err := p.Programmes.VisitsDue(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	t := r.Print.T
	var out []todo
	for _, v := range visits {
		day, _ := v.Due(r.Today)
		var names []string
		for _, c := range v.With() {
			names = append(names, ui.Isolate(c.Called))
		}
		key, with := "due.visit.plan", r.Print.List(names)
		if v.Visit != nil {
			key = "due.visit.made"
		}
		sheet := address.Visit(v.Place.ID, v.Contact.Key)
		out = append(out, todo{
			day:  day,
			what: ui.Join(ui.Link{Label: t("ahead."+string(v.Contact.Kind), "title", v.Contact.Title), Href: sheet}, ui.Say(t("due.visit.with", "names", with))),
			act:  ui.Link{Label: t(key), Hidden: with, Href: sheet},
		})
	}
	return out, nil
}

// peopleToRing missed two sessions running and were not reached since.
func (p *Pages) peopleToRing(r *page.Request, most int) ([]todo, error) {
	rings, err := p.Programmes.ToRingFirst(r.Context(), r.Who, most)
	if err != nil {
		return nil, err
	}
	var out []todo
	for _, ring := range rings {
		out = append(out, ringTodo(r, ring))
	}
	return out, nil
}

func ringTodo(r *page.Request, ring programme.Ring) todo {
	name := cmp.Or(ring.Person.Called, ring.Person.Name)
	tried := ""
	if ring.TriedAt != nil {
		tried = r.Print.T("due.ring.tried", "at", r.Print.AtIn(r.Now, *ring.TriedAt))
	}
	to := address.Call(ring.Person.ID, page.TodayPage)
	return todo{
		day: ring.Since,
		what: ui.Join(ui.Link{Label: r.Print.T("due.ring", "name", name), Href: to},
			ui.Say(r.Print.T("due.ring.missed", "n", ring.Misses))),
		ring:  ring.Person.ID,
		whose: tried,
		act:   ui.Link{Label: r.Print.T("due.ring.act"), Hidden: ui.Isolate(name), Href: to},
	}
}

// formsToKeyIn are paper questionnaires and ratings that are due now, one line for
// each group and way.
func (p *Pages) formsToKeyIn(r *page.Request) ([]todo, error) {
	found, err := p.Measures.DueForStaff(r.Context(), r.Who, measure.StaffQuery{})
	if err != nil {
		return nil, err
	}
	return keyInTodos(r, found.Tasks), nil
}

// keyInTodos bundles tasks: eight questionnaires of one group are one errand.
func keyInTodos(r *page.Request, tasks []measure.Task) []todo {
	type errand struct {
		group measure.GroupID
		way   measure.Way
	}
	at := map[errand]int{}
	var bundles [][]measure.Task
	for _, t := range tasks {
		if t.Way == measure.OnPhone {
			continue
		}
		e := errand{t.Group, t.Way}
		i, there := at[e]
		if !there {
			i = len(bundles)
			at[e], bundles = i, append(bundles, nil)
		}
		bundles[i] = append(bundles[i], t)
	}
	var out []todo
	for _, b := range bundles {
		out = append(out, keyInTodo(r, b))
	}
	return out
}

func keyInTodo(r *page.Request, b []measure.Task) todo {
	var forms, people []string
	day := b[0].Due.To
	for _, t := range b {
		if t.Due.To.Before(day) {
			day = t.Due.To
		}
		if !slices.Contains(forms, t.Name) {
			forms = append(forms, t.Name)
		}
		if !slices.Contains(people, t.Called) {
			people = append(people, t.Called)
		}
	}
	to := address.KeyIn + "?group=" + b[0].Group.String()
	if len(b) == 1 {
		to = address.Sheet(b[0].Dyad, b[0].Instrument, b[0].Timepoint)
	}
	return todo{
		day: day,
		what: ui.Join(ui.Link{Label: r.Print.T("due.key-in."+string(b[0].Way), "n", len(b)), Href: to},
			ui.Say(r.Print.T("due.key-in.which", "forms", forms))),
		whose: someOf(r, people),
		act:   ui.Link{Label: r.Print.T("due.key-in.act"), Hidden: r.Print.List(forms), Href: to},
	}
}

// someOf names two people and counts the rest.
func someOf(r *page.Request, people []string) string {
	const named = 2
	if len(people) <= named+1 {
		return r.Print.List(people)
	}
	return r.Print.T("due.and-more", "names", ui.Isolate(people[0])+", "+ui.Isolate(people[1]), "n", len(people)-named)
}
