package planfile_test

import (
	"fmt"
	"slices"
)

// openedGroups checks what was opened and by whom, and makes the opened groups known to the rest.
func (c *checker) openedGroups() {
	if c.in.Kind != "open" {
		if len(c.plan.Opened) > 0 {
			c.say("candidate", "it opens groups that were not asked for")
		}
		return
	}
	o := c.in.Opening
	for i := range c.plan.Opened {
		g := &c.plan.Opened[i]
		place := g.Site
		if g.Mode == "virtual" {
			place = "virtual"
		}
		site := slices.ContainsFunc(c.in.Sites, func(s struct {
			ID    string
			Rooms int
		}) bool {
			return s.ID == g.Site
		})
		if c.groups[g.ID] != nil || g.ID != fmt.Sprintf("%s/%s/%s/%s/%s", g.Starts, g.Programme, g.Language, g.Slot, place) ||
			!slices.Contains(o.Starts, g.Starts) || !slices.Contains(o.Programmes, g.Programme) || !slices.Contains(o.Languages, g.Language) ||
			!slices.Contains(o.Slots, g.Slot) || !slices.Contains(o.Modes, g.Mode) || (g.Mode == "in-person") != site || (g.Mode == "virtual") != (g.Site == "") ||
			g.Places != o.Places || g.Minimum != o.Minimum || g.Starts.days(c.t) < c.in.Today.days(c.t)+c.in.Notice_days {
			c.say("candidate", "%s", g.ID)
		}
		c.groups[g.ID] = g
		c.leaders(g)
	}
	c.oneAtATime()
	c.rooms()
	for _, g := range c.plan.Opened {
		taken := 0
		for _, x := range c.plan.Placements {
			if x.Group == g.ID && c.families[x.Family] != nil {
				taken += c.families[x.Family].Size
			}
		}
		if taken < o.Minimum {
			c.say("minimum", "%s has %d", g.ID, taken)
		}
	}
}

func (c *checker) facilitator(id string) *jFacilitator {
	for i := range c.in.Facilitators {
		if c.in.Facilitators[i].ID == id {
			return &c.in.Facilitators[i]
		}
	}
	return nil
}

func (c *checker) leaders(g *jGroup) {
	o := c.in.Opening
	if len(g.Facilitators) != o.Leaders || !slices.IsSorted(g.Facilitators) || len(slices.Compact(slices.Clone(g.Facilitators))) != o.Leaders {
		c.say("leaders", "%s has %v", g.ID, g.Facilitators)
	}
	speaks := false
	start := g.Starts.days(c.t)
	for _, id := range g.Facilitators {
		a := c.facilitator(id)
		if a == nil {
			c.say("leaders", "%s does not exist", id)
			continue
		}
		speaks = speaks || slices.Contains(a.Languages, g.Language)
		for rule, fine := range map[string]bool{
			"trained": slices.Contains(a.Programmes, g.Programme), "leader-slot": slices.Contains(a.Slots, g.Slot),
			"leader-mode": slices.Contains(a.Modes, g.Mode), "leader-site": g.Mode == "virtual" || slices.Contains(a.Sites, g.Site),
			"free-from": a.Free_from == "" || a.Free_from.days(c.t) <= start,
		} {
			if !fine {
				c.say(rule, "%s in %s", id, g.ID)
			}
		}
		missed := 0
		for k := range o.Length_weeks {
			away := false
			for _, w := range a.Away {
				d := start + 7*k
				away = away || w.From.days(c.t) <= d && d <= w.To.days(c.t)
			}
			if away {
				missed++
			}
			if away && k == 0 {
				c.say("away", "%s on the first session of %s", id, g.ID)
			}
		}
		if missed > o.May_miss {
			c.say("away", "%s misses %d of %s", id, missed, g.ID)
		}
		for _, other := range g.Facilitators {
			if slices.Contains(a.Not_with, other) {
				c.say("not-with", "%s and %s", id, other)
			}
		}
	}
	if !speaks {
		c.say("speaks", "%s", g.ID)
	}
}

func (c *checker) oneAtATime() {
	o := c.in.Opening
	stretch := 7 * (o.Length_weeks + o.Gap_weeks)
	for i, a := range c.plan.Opened {
		for _, b := range c.plan.Opened[i+1:] {
			apart := a.Starts.days(c.t) - b.Starts.days(c.t)
			if max(apart, -apart) >= stretch {
				continue
			}
			for _, id := range a.Facilitators {
				if slices.Contains(b.Facilitators, id) {
					c.say("one-at-a-time", "%s", id)
				}
			}
		}
	}
}

func (c *checker) rooms() {
	length := 7 * c.in.Opening.Length_weeks
	for _, s := range c.in.Sites {
		if s.Rooms == 0 {
			continue
		}
		for _, g := range c.plan.Opened {
			if g.Site != s.ID {
				continue
			}
			for d := g.Starts.days(c.t); d < g.Starts.days(c.t)+length; d++ {
				here := 0
				for _, other := range c.groups {
					if other.Site == s.ID && other.Slot == g.Slot && other.Starts.days(c.t) <= d && d < other.Starts.days(c.t)+length {
						here++
					}
				}
				if here > s.Rooms {
					c.say("rooms", "%s at %s", g.Slot, s.ID)
					break
				}
			}
		}
	}
}
