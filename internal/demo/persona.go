package demo

import (
	"holdfast/internal/access"
	"holdfast/internal/demo/history"
	"holdfast/internal/demo/people"
)

// Persona is somebody a visitor can be with one click. Why one would is in the
// catalogue, under demo.person. and the key.
type Persona struct {
	Key     string
	Name    string
	Role    access.Role
	Service string // slug
	Account access.AccountID
	Opens   string // the page to begin on
}

// Personas are the people of the play, those who work there first. They are the
// same in every demonstration, whatever its seed and size.
func Personas() []Persona {
	const desk, home = "/desk", "/home"
	all := []Persona{
		{Key: "ruth", Name: "Ruth Okafor", Role: access.Practitioner, Opens: desk},
		{Key: "amina", Name: "Amina Yusuf", Role: access.Practitioner, Opens: desk},
		{Key: "mei", Name: "Mei Tan", Role: access.Coordinator, Opens: desk},
		{Key: "dana", Name: "Dana Whitlock", Role: access.Lead, Opens: desk},
		{Key: "per", Name: "Per Nilsson", Role: access.Administrator, Opens: desk},
		{Key: "grace", Name: "Grace Adeyemi", Role: access.Lead, Service: history.HillRoad, Opens: desk},
		{Key: "leah", Name: "Leah Brennan", Role: access.Caregiver, Opens: "/o/" + history.OfferSecret},
		{Key: "nadia", Name: "Nadia Rahman", Role: access.Caregiver, Opens: home},
		{Key: "hollie", Name: "Hollie Pratt", Role: access.Caregiver, Opens: home},
		{Key: "marta", Name: "Marta Nowakowska", Role: access.Caregiver, Opens: home},
		{Key: "piotr", Name: "Piotr Nowakowski", Role: access.Caregiver, Opens: home},
		{Key: "efua", Name: "Efua Asante", Role: access.Caregiver, Opens: home},
		{Key: "daniel", Name: "Daniel Asante", Role: access.Caregiver, Opens: home},
		{Key: "sian", Name: "Siân Griffiths", Role: access.Caregiver, Opens: home},
	}
	for i := range all {
		p := &all[i]
		if p.Service == "" {
			p.Service = history.HarbourLane
		}
		// An identifier made from a name is always one.
		_ = p.Account.UnmarshalText([]byte(history.AccountOf(p.Service, p.Name)))
	}
	return all
}

// Called is what to call them.
func (p Persona) Called() string { return people.Given(p.Name) }

// IsStaff reports whether they work for a service.
func (p Persona) IsStaff() bool { return p.Role != access.Caregiver }
