// Package naming says on a staff page whom and what is meant: a person, the babies
// and how old they are, a group.
package naming

import (
	"slices"
	"strings"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/programme"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// Group tells a group from its neighbours in a line: "Baby Love, Tuesdays".
func Group(p i18n.Printer, g programme.Group) string {
	name := g.Ref
	if g.Programme != nil {
		name = g.Programme.Name
	}
	return p.T("group.name."+string(g.Mode), "programme", name, "weekdays", p.Weekdays(g.First.Weekday()))
}

// GroupWhere is the room, the site or the video room, in a few words.
func GroupWhere(p i18n.Printer, g programme.Group) string {
	if g.Mode == programme.Video {
		return p.T("group.where.video")
	}
	parts := slices.DeleteFunc([]string{g.Room, g.SiteName}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// Person is an adult's whole name, or what to call them where that is all
// there is.
func Person(p family.Person) ui.Name {
	if p.Name != "" {
		return ui.Name{Text: p.Name}
	}
	return ui.Name{Text: p.Called}
}

// Aged says how old somebody is in one of the printer's ways.
type Aged func(civil.Age) string

// BabiesWithAges names the babies who live, each with the age on a day: "Elin,
// 14 w 2 d", "Alfie and Edie, 18 w 4 d". A baby who was lost is not named; one
// who is not born yet is told by the due date.
func BabiesWithAges(p i18n.Printer, infants []family.Person, on civil.Date, say Aged) string {
	type together struct {
		names []string
		age   string
	}
	var all []together
	for _, infant := range infants {
		if !infant.Lost.IsZero() {
			continue
		}
		age := BabyAge(p, infant, on, say)
		i := slices.IndexFunc(all, func(t together) bool { return t.age == age })
		if i < 0 {
			i = len(all)
			all = append(all, together{age: age})
		}
		all[i].names = append(all[i].names, Baby(p, infant))
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

// BabyAge is how old a baby is on a day, or when it is due; nothing where neither is
// known.
func BabyAge(p i18n.Printer, infant family.Person, on civil.Date, say Aged) string {
	switch {
	case infant.Born.IsZero() && infant.Due.IsZero():
		return ""
	case infant.Born.IsZero() && on.After(infant.Due.AddDays(longest)):
		return p.T("baby.due", "day", infant.Due) // born by then, and nobody has said so yet
	case infant.Born.IsZero():
		return p.T("baby.due.weeks", "day", infant.Due, "pregnant", p.PregnantWords(civil.GestationAt(infant.Due, on)))
	}
	return say(civil.AgeAt(infant.Born, on))
}

// longest is how many days after the due date a pregnancy is still told in weeks: to
// 42 weeks and no days.
const longest = 14

// Baby is what a baby is called, or that it has no name yet.
func Baby(p i18n.Printer, infant family.Person) string {
	switch {
	case infant.Called != "":
		return infant.Called
	case infant.Name != "":
		return infant.Name
	}
	return p.T("baby.unnamed")
}

// BabiesCalled lists babies by what they are called; many have no name yet when their
// parent asks for a place.
func BabiesCalled(p i18n.Printer, names []string) string {
	out := slices.Clone(names)
	for i, name := range out {
		if name == "" {
			out[i] = p.T("baby.unnamed")
		}
	}
	return p.List(out)
}

// Babies are the babies who live, by name.
func Babies(p i18n.Printer, infants []family.Person) string {
	var names []string
	for _, infant := range infants {
		if infant.Lost.IsZero() {
			names = append(names, Baby(p, infant))
		}
	}
	return p.List(names)
}

// With puts "with Elin" behind somebody, and nothing where there is no baby to
// name.
func With(p i18n.Printer, babies string) string {
	if babies == "" {
		return ""
	}
	return p.T("baby.with", "babies", babies)
}

// Caregivers are the caregivers of a place in a sentence or a title.
func Caregivers(r *page.Request, all []family.Person) string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = Person(c).Text
	}
	return r.Print.List(ui.Isolated(names))
}

// Ages is the ages alone, one for babies of one age.
func Ages(r *page.Request, infants []family.Person) string {
	var ages []string
	for _, infant := range infants {
		if !infant.Lost.IsZero() {
			continue
		}
		if age := BabyAge(r.Print, infant, r.Today, r.Print.AgeMonths); len(ages) == 0 || ages[len(ages)-1] != age {
			ages = append(ages, age)
		}
	}
	return strings.Join(ages, ", ")
}
