package plan

import "slices"

// fixed looks at accepted and offered places: they may break no rule but notice.
func (i *inspector) fixed() {
	at := map[string]string{}
	taken := map[string]int{}
	members := map[string][]*Family{}
	for _, x := range i.in.Fixed {
		f, g := i.families[x.Family], i.groups[x.Group]
		if f == nil {
			i.add(CodeUnknown, "fixed", x.Group, "family", x.Family)
		}
		if g == nil {
			i.add(CodeUnknown, "fixed", x.Family, "group", x.Group)
		}
		if _, twice := at[x.Family]; twice && f != nil {
			i.add(CodeFixedTwice, "family", x.Family)
			continue
		}
		at[x.Family] = x.Group
		if f == nil || g == nil {
			continue
		}
		for _, rule := range brokenBy(f, g) {
			i.add(CodeFixedRule, "family", f.ID, "group", g.ID, "rule", string(rule))
		}
		taken[g.ID] += max(0, f.Size)
		members[g.ID] = append(members[g.ID], f)
	}
	for id, n := range taken {
		if n > i.groups[id].Places {
			i.add(CodeFixedPlaces, "group", id)
		}
	}
	for id, families := range members {
		for n, f := range families {
			for _, other := range families[n+1:] {
				if slices.Contains(f.ApartFrom, other.ID) || slices.Contains(other.ApartFrom, f.ID) {
					i.add(CodeFixedRule, "family", min(f.ID, other.ID), "group", id, "rule", string(ReasonApart))
				}
			}
		}
	}
}

// brokenBy are all rules that a family in a group breaks, notice aside.
func brokenBy(f *Family, g *Group) (rules []Reason) {
	add := func(broken bool, rule Reason) {
		if broken {
			rules = append(rules, rule)
		}
	}
	add(f.Programme != g.Programme, ReasonProgramme)
	add(g.Starts.Before(f.Opens) || g.Starts.After(f.Closes), ReasonWindow)
	add(!slices.Contains(f.Languages, g.Language), ReasonLanguage)
	add(!slices.Contains(f.Modes, g.Mode), ReasonMode)
	add(g.Mode == InPerson && !slices.Contains(f.Sites, g.Site), ReasonSite)
	add(!slices.Contains(f.Slots, g.Slot), ReasonSlot)
	add(slices.Contains(f.Declined, g.ID), ReasonDeclined)
	return rules
}
