package canary

import (
	"slices"
	"strings"

	"holdfast/internal/access"
)

// Owner is whose a fact or a thing is: a person of the population ("couple/mother"),
// a group ("group/tuesday"), a member of staff ("staff/Ruth"), an enquirer
// ("enquirer/new"), or everybody of a home ("couple").
type Owner string

// Viewer is somebody who goes through the house.
type Viewer struct {
	Name    string
	Owner   Owner // who they are themselves; empty for a visitor
	Service string
	Roles   []string // empty for a visitor
	Leads   []string // groups
	Account access.AccountID
}

func (v Viewer) is(role string) bool { return slices.Contains(v.Roles, role) }

// stands says in words of the policy how a viewer stands to an owner. It is worked
// out from the population alone.
func (t *Town) stands(v Viewer, o Owner) []Standing {
	if v.Owner != "" && v.Owner == o {
		return []Standing{Self}
	}
	kind, rest, _ := strings.Cut(string(o), "/")
	switch kind {
	case "group":
		return t.standsToGroup(v, rest)
	case "staff", "enquirer":
		return roleStandings(v, t.serviceOf[o])
	}
	home, found := t.homes[kind]
	if !found {
		return nil
	}
	if v.is("caregiver") {
		return t.standsToHome(v, home, rest)
	}
	out := roleStandings(v, home.Service)
	outside := slices.ContainsFunc(home.Adults, func(a Adult) bool { return a.Name == rest && a.Outside })
	if v.is("practitioner") && !outside && home.Group != "" && !home.Left && slices.Contains(v.Leads, home.Group) {
		out = append(out, Practitioner)
	}
	return out
}

// standsToHome is how a caregiver stands to somebody of a home. To another adult
// nobody stands in any way but for what is shown; to everybody together, as to the place they have, those
// who take part with a baby that is theirs.
func (t *Town) standsToHome(v Viewer, home Home, person string) []Standing {
	mine, me, _ := strings.Cut(string(v.Owner), "/")
	if mine != home.Key {
		return nil
	}
	if slices.ContainsFunc(home.Adults, func(a Adult) bool { return a.Name == person }) {
		return standsToAdult(home, me, person)
	}
	infant := slices.ContainsFunc(home.Babies, func(b Baby) bool { return b.Name == person })
	cares := slices.ContainsFunc(home.Adults, func(a Adult) bool { return a.Name == me && a.cares() })
	parted := slices.ContainsFunc(home.Adults, func(a Adult) bool { return a.Name == me && a.Parted })
	switch {
	case infant && cares:
		return []Standing{Carer}
	case infant && parted:
		return []Standing{Parted}
	case person == "" && cares && !slices.ContainsFunc(home.Adults, func(a Adult) bool { return a.Name == me && a.Outside }):
		return []Standing{Member}
	}
	return nil
}

// standsToAdult is how one carer stands to another: in no way, but for what one lets
// the other know or shows them.
func standsToAdult(home Home, me, other string) (out []Standing) {
	if home.knows(me, other) {
		out = append(out, Known)
	}
	if home.shows(other, me) {
		out = append(out, Shown)
	}
	return out
}

func (t *Town) standsToGroup(v Viewer, group string) []Standing {
	if v.is("caregiver") {
		key, me, _ := strings.Cut(string(v.Owner), "/")
		home := t.homes[key]
		cares := slices.ContainsFunc(home.Adults, func(a Adult) bool { return a.Name == me && a.cares() })
		if home.Group == group && !home.Left && home.living() && cares {
			return []Standing{Member}
		}
		return nil
	}
	out := roleStandings(v, t.serviceOf[Owner("group/"+group)])
	if slices.Contains(v.Leads, group) {
		out = append(out, Practitioner)
	}
	return out
}

// roleStandings are those that follow from working for a service alone.
func roleStandings(v Viewer, service string) []Standing {
	if v.Service != service || v.is("caregiver") || len(v.Roles) == 0 {
		return nil
	}
	out := []Standing{AnyStaff}
	for _, s := range []Standing{Coordinator, Lead, Administrator} {
		if v.is(string(s)) {
			out = append(out, s)
		}
	}
	return out
}
