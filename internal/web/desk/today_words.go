package desk

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// pathID reads an identifier out of the address. What is no identifier is not
// there, like what nobody may see.
func pathID[K any](r *page.Request, name string, id *ident.ID[K]) (err error) {
	*id, err = ident.Parse[K](r.PathValue(name))
	return err
}

// groupName tells a group from its neighbours in a line: "Baby Love, Tuesdays".
func groupName(p i18n.Printer, g programme.Group) string {
	name := g.Ref
	if g.Programme != nil {
		name = g.Programme.Name
	}
	return p.T("group.name."+string(g.Mode), "programme", name, "weekdays", p.Weekdays(g.First.Weekday()))
}

// groupWhere is the room, the site or the video room, in a few words.
func groupWhere(p i18n.Printer, g programme.Group) string {
	if g.Mode == programme.Video {
		return p.T("group.where.video")
	}
	parts := slices.DeleteFunc([]string{g.Room, g.SiteName}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// personName is an adult's whole name, or what to call them where that is all
// there is.
func personName(p family.Person) ui.Name {
	if p.Name != "" {
		return ui.Name{Text: p.Name}
	}
	return ui.Name{Text: p.Called}
}

// nameLink is a name that leads somewhere.
func nameLink(name, href string) templ.Component { return linkedName(ui.Name{Text: name}, href) }

// aged says how old somebody is in one of the printer's ways.
type aged func(civil.Age) string

// babiesWithAges names the babies who live, each with the age on a day: "Elin,
// 14 w 2 d", "Alfie and Edie, 18 w 4 d". A baby who was lost is not named; one
// who is not born yet is told by the due date.
func babiesWithAges(p i18n.Printer, infants []family.Person, on civil.Date, say aged) string {
	type together struct {
		names []string
		age   string
	}
	var all []together
	for _, infant := range infants {
		if !infant.Lost.IsZero() {
			continue
		}
		age := babyAge(p, infant, on, say)
		i := slices.IndexFunc(all, func(t together) bool { return t.age == age })
		if i < 0 {
			i = len(all)
			all = append(all, together{age: age})
		}
		all[i].names = append(all[i].names, babyName(p, infant))
	}
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = t.age
		if names := p.List(t.names); names != "" {
			words[i] = p.T("baby.with-age", "names", names, "age", t.age)
		}
	}
	return strings.Join(words, "; ")
}

func babyAge(p i18n.Printer, infant family.Person, on civil.Date, say aged) string {
	switch {
	case infant.Born.IsZero() && infant.Due.IsZero():
		return ""
	case infant.Born.IsZero():
		return p.T("baby.due.weeks", "day", infant.Due, "pregnant", p.PregnantWords(civil.GestationAt(infant.Due, on)))
	}
	return say(civil.AgeAt(infant.Born, on))
}

// babyName is what a baby is called, or that it has no name yet.
func babyName(p i18n.Printer, infant family.Person) string {
	switch {
	case infant.Called != "":
		return infant.Called
	case infant.Name != "":
		return infant.Name
	}
	return p.T("baby.unnamed")
}

// called lists babies by what they are called; many have no name yet when their
// parent asks for a place.
func called(p i18n.Printer, names []string) string {
	out := slices.Clone(names)
	for i, name := range out {
		if name == "" {
			out[i] = p.T("baby.unnamed")
		}
	}
	return p.List(out)
}

// babyNames are the babies who live, by name.
func babyNames(p i18n.Printer, infants []family.Person) string {
	var names []string
	for _, infant := range infants {
		if infant.Lost.IsZero() {
			names = append(names, babyName(p, infant))
		}
	}
	return p.List(names)
}

// with puts "with Elin" behind somebody, and nothing where there is no baby to
// name.
func with(p i18n.Printer, babies string) string {
	if babies == "" {
		return ""
	}
	return p.T("baby.with", "babies", babies)
}
