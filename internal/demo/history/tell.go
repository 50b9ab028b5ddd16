package history

import (
	"strings"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// fill puts the names into a sentence about an adult and their first baby.
func (t *telling) fill(text string, adult int) string {
	return strings.NewReplacer("{carer}", t.Adults[adult].Called, "{baby}", t.babyCalled(0)).Replace(text)
}

// done adds the family to the chapter.
func (t *telling) done() { t.Families = append(t.Families, *t.Family) }

// full reports whether the chapter has all the families it may have.
func (c *chapter) full() bool { return len(c.Families) >= c.most }

// running tells a group that meets now, and everybody in it.
func running(c *chapter, r recipe) {
	g := c.newGroup(r)
	c.closeRegisters(g, r)
	c.Groups = append(c.Groups, g)
	seats := g.Capacity - c.rand.IntN(2)
	for seats > 0 && !c.full() {
		t := c.member(g, seats)
		seats -= t.Programme.Takes(len(t.Dyads))
		t.attend(g, civil.Date{})
		t.visited(g)
		t.fillIn(g, civil.Date{})
		t.done()
	}
	c.cannotComeToday(g)
}

// past tells a group that has ended.
func past(c *chapter, r recipe) {
	g := c.newGroup(r)
	c.closeRegisters(g, r)
	c.Groups = append(c.Groups, g)
	seats := g.Capacity - c.rand.IntN(3)
	if r.taken > 0 {
		seats = r.taken
	}
	for seats > 0 && !c.full() {
		t := c.member(g, seats)
		seats -= t.Programme.Takes(len(t.Dyads))
		var left civil.Date
		if len(t.part.acts) == 0 && c.rand.IntN(11) == 0 {
			left = g.Sessions[1+c.rand.IntN(5)].Day
		}
		t.attend(g, left)
		if !left.IsZero() {
			t.leave(left.AddDays(2))
		}
		t.fillIn(g, left)
		t.done()
	}
}

// member is a family with an accepted place in a group, however far the group is.
func (c *chapter) member(g *Group, seats int) *telling {
	s := c.stepsTo(c.answeredBefore(g))
	t := c.newFamily(seats, c.bornFor(g.First), s)
	t.offer(g, s)
	t.answer(accepted, s.answered)
	return t
}

// answeredBefore is when an offer of the group was answered: some days before it
// begins, and not in the future.
func (c *chapter) answeredBefore(g *Group) time.Time {
	day := g.First.AddDays(-4 - c.rand.IntN(18))
	if latest := c.world.Today.AddDays(-1 - c.rand.IntN(6)); day.After(latest) {
		day = latest
	}
	return c.world.at(day, 7+c.rand.IntN(16), c.rand.IntN(60))
}

// toCome tells a group that begins soon: places taken, offers open, offers that
// came to nothing, people who wait for it and people who have just asked.
func toCome(c *chapter, r recipe) {
	g := c.newGroup(r)
	c.Groups = append(c.Groups, g)
	for seats := r.taken; seats > 0 && !c.full(); {
		t := c.member(g, seats)
		seats -= t.Programme.Takes(len(t.Dyads))
		t.fillIn(g, civil.Date{})
		t.done()
	}
	c.parts = r.open
	for range r.offers {
		if !c.full() {
			c.offeredNow(g)
		}
	}
	for i := range r.ended {
		if !c.full() {
			c.offerEnded(g, []string{lapsed, declined}[i%2])
		}
	}
	for range r.waiting {
		if !c.full() {
			c.wait(g, nil)
		}
	}
	for range r.asking {
		c.ask(g)
	}
}

// postponed tells a group that was to begin and does not.
func postponed(c *chapter, r recipe) {
	toCome(c, r)
	g := c.Groups[0]
	said := c.world.at(workday(c.world.Today.AddDays(-1)), 14, 35)
	g.State, g.Why, g.BackBy, g.ChangedAt = string(programme.StatePostponed), r.why, nextWorkday(c.world.Today.AddDays(12)), said
	for i := range c.Families {
		t := &telling{Family: &c.Families[i], chapter: c, group: g}
		for a := range t.Adults {
			t.message(a, "group-postponed", "group:"+string(g.ID)+"@postponed", said, map[string]string{"by": g.BackBy.String()})
		}
	}
}

// offeredNow is a family whose offer is open until the day after tomorrow.
func (c *chapter) offeredNow(g *Group) {
	s := c.stepsTo(c.world.src.Now.Add(24 * time.Hour))
	s.offered = c.world.src.Now.Add(-time.Duration(16+c.rand.IntN(9)) * time.Hour).Truncate(time.Minute)
	t := c.newFamily(2, c.bornFor(g.First), s)
	t.Place.Secret = t.part.secret
	t.offer(g, s)
	if t.part.keeps {
		t.Adults[0].Account, t.Adults[0].AccountAt = t.accountOf(0), s.offered
	}
	t.done()
}

// offerEnded is a family whose offer came to nothing.
func (c *chapter) offerEnded(g *Group, how string) {
	s := c.stepsTo(c.world.at(c.world.Today.AddDays(-5-c.rand.IntN(5)), 20, 5))
	t := c.newFamily(2, c.bornFor(g.First), s)
	t.offer(g, s)
	at := s.answered
	if how == lapsed {
		at = t.Place.ExpiresAt.Add(3 * time.Minute)
	}
	t.answer(how, at)
	t.done()
}

// cannotComeToday lets one family say so this morning, when the group meets today.
func (c *chapter) cannotComeToday(g *Group) {
	for _, s := range g.Sessions {
		if s.Day != c.world.Today || len(c.Families) < 3 {
			continue
		}
		t := telling{Family: &c.Families[len(c.Families)-1], chapter: c}
		at := c.world.at(s.Day, 6, 40)
		if at.After(c.world.src.Now) {
			at = c.world.src.Now
		}
		t.Place.Marks = append(t.Place.Marks, Mark{Session: s.ID, Mark: string(programme.Cant), Reason: "baby-ill", By: t.Adults[0].Account, At: at})
	}
}
