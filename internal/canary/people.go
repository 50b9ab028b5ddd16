package canary

import (
	"slices"

	"holdfast/internal/family"
)

// The two services of the population, by the slug in their public addresses.
const (
	here  = "harbour"
	there = "hill"
)

// The groups. Nobody of the families waits for spring but whoever was offered it.
const (
	tuesday  = "tuesday"  // in a room, led by Ruth and Tom; Lena led it until January
	thursday = "thursday" // by video, led by Amina and Joel
	last     = "last"     // a year ago, led by Lena and Joel
	spring   = "spring"   // still to come
	uphill   = "uphill"   // of the other service
)

// Home is one constellation: who belongs together, and what became of them.
type Home struct {
	Key     string
	Service string
	Group   string // the group they take part in; empty while they wait
	Offered string // the group they were offered and have not answered
	Left    bool   // gave the place up more than four weeks ago
	Adults  []Adult
	Babies  []Baby
}

// Adult is a caregiver. Parted is somebody who cares for the babies of the home no
// longer, as a parent whose child lives with foster carers; Shut is one from whom a
// restriction keeps everything about them; Outside is one who does not take part, and
// of whom those who lead the group know nothing. Asks is whom they asked to take part,
// who lets them know it unless the answer still waits for staff; Shows is to whom they
// show something they wrote.
type Adult struct {
	Name                  string // within the home
	Relation              family.Relation
	Parted, Shut, Outside bool
	Asks, Shows           string
	Waits                 bool
}

// cares reports whether they may know of the babies of the home today.
func (a Adult) cares() bool { return !a.Parted && !a.Shut }

// Baby is an infant of a home.
type Baby struct {
	Name string
	Lost bool
}

// living reports whether a baby of the home lives.
func (h Home) living() bool {
	return slices.ContainsFunc(h.Babies, func(b Baby) bool { return !b.Lost })
}

// knows reports whether they know that another of their home takes part: they asked
// them, or are shown something by them.
func (h Home) knows(me, other string) bool {
	return h.living() && slices.ContainsFunc(h.Adults, func(a Adult) bool { return a.Name == me && a.Asks == other && !a.Waits && a.cares() }) ||
		h.shows(other, me)
}

// shows reports whether somebody of the home reads what another shows them.
func (h Home) shows(from, to string) bool {
	return h.living() && slices.ContainsFunc(h.Adults, func(a Adult) bool { return a.Name == from && a.Shows == to && a.cares() }) &&
		slices.ContainsFunc(h.Adults, func(a Adult) bool { return a.Name == to && a.cares() })
}

func carer(name string, r family.Relation) Adult { return Adult{Name: name, Relation: r} }

// showing is a carer who asked another and shows them something.
func showing(name string, r family.Relation, to string) Adult {
	return Adult{Name: name, Relation: r, Asks: to, Shows: to}
}

// constellations are all the ways in which people belong together that a rule of
// privacy has ever got wrong.
func constellations() []Home {
	one := []Baby{{Name: "baby"}}
	couple := []Adult{carer("mother", family.Mother), carer("father", family.Father)}
	together := func() []Adult {
		return []Adult{showing("mother", family.Mother, "father"), carer("father", family.Father)}
	}
	return []Home{
		{Key: "couple", Service: here, Group: tuesday, Adults: together(), Babies: one},
		{Key: "separated", Service: here, Group: tuesday, Adults: couple, Babies: one},
		{Key: "blocked", Service: here, Group: thursday, Babies: one, Adults: []Adult{
			showing("mother", family.Mother, "father"), {Name: "father", Relation: family.Father, Shut: true, Shows: "mother"},
		}},
		{Key: "grandparents", Service: here, Group: tuesday, Babies: one, Adults: []Adult{
			{Name: "mother", Relation: family.Mother, Asks: "grandmother", Waits: true}, carer("grandmother", family.Grandparent),
		}},
		{Key: "foster", Service: here, Group: thursday, Babies: one, Adults: []Adult{
			showing("foster-carer", family.Foster, "mother"), {Name: "mother", Relation: family.Mother, Parted: true},
		}},
		{Key: "twins", Service: here, Group: thursday, Adults: couple, Babies: []Baby{{Name: "first"}, {Name: "second"}}},
		{Key: "mothers", Service: here, Group: tuesday, Babies: one, Adults: []Adult{
			showing("mother", family.Mother, "mama"), {Name: "mama", Relation: family.Mother, Shows: "mother"},
		}},
		{Key: "loss", Service: here, Group: thursday, Adults: together(), Babies: []Baby{{Name: "baby", Lost: true}}},
		{Key: "twin-lost", Service: here, Group: tuesday, Adults: couple[:1], Babies: []Baby{{Name: "living"}, {Name: "lost", Lost: true}}},
		{Key: "beside", Service: here, Group: tuesday, Babies: one, Adults: []Adult{
			carer("mother", family.Mother), {Name: "father", Relation: family.Father, Outside: true},
		}},
		{Key: "refuge", Service: here, Group: tuesday, Adults: couple[:1], Babies: one},
		{Key: "waiting", Service: here, Adults: couple, Babies: one},
		{Key: "offered", Service: here, Offered: spring, Adults: couple[:1], Babies: one},
		{Key: "left", Service: here, Group: tuesday, Left: true, Adults: couple[:1], Babies: one},
		{Key: "last-year", Service: here, Group: last, Adults: couple[:1], Babies: one},
		{Key: "hill", Service: there, Group: uphill, Adults: couple, Babies: one},
		{Key: "hill-waiting", Service: there, Adults: couple[:1], Babies: one},
	}
}

// Worker is a member of staff; Leads and Led are the groups they lead, and led
// until some weeks ago.
type Worker struct {
	Name    string // what everybody calls them
	Service string
	Roles   []string
	Leads   []string
	Led     []string
}

func staff() []Worker {
	return []Worker{
		{Name: "Ruth", Service: here, Roles: []string{"practitioner"}, Leads: []string{tuesday}},
		{Name: "Tom", Service: here, Roles: []string{"practitioner"}, Leads: []string{tuesday, spring}},
		{Name: "Amina", Service: here, Roles: []string{"practitioner"}, Leads: []string{thursday}},
		{Name: "Joel", Service: here, Roles: []string{"practitioner", "coordinator"}, Leads: []string{thursday, spring}, Led: []string{last}},
		{Name: "Lena", Service: here, Roles: []string{"practitioner"}, Led: []string{tuesday, last}},
		{Name: "Noor", Service: here, Roles: []string{"practitioner"}},
		{Name: "Mei", Service: here, Roles: []string{"coordinator"}},
		{Name: "Dana", Service: here, Roles: []string{"lead"}},
		{Name: "Per", Service: here, Roles: []string{"administrator"}},
		{Name: "Hanna", Service: there, Roles: []string{"practitioner"}, Leads: []string{uphill}},
		{Name: "Ivo", Service: there, Roles: []string{"practitioner", "coordinator"}, Leads: []string{uphill}},
		{Name: "Greta", Service: there, Roles: []string{"lead"}},
		{Name: "Alva", Service: there, Roles: []string{"administrator"}},
	}
}
