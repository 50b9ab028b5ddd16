package history

import (
	"time"

	"holdfast/internal/civil"
)

// waitingList tells families who wait for any group, of every age: some not born,
// some who can start for weeks, one who will be too old within days and one who is
// already.
func waitingList(c *chapter, r recipe) {
	daysLeft := []int{4, 11, 19, 26, -6}
	for i := range r.waiting {
		if c.full() {
			break
		}
		left := 30 + c.rand.IntN(130)
		if i < len(daysLeft) {
			left = daysLeft[i]
		}
		if i == 6 {
			c.wait(nil, func(part, int) []Infant { return []Infant{{Due: c.world.Today.AddDays(35)}} })
			continue
		}
		c.wait(nil, c.bornToStartBy(c.world.Today.AddDays(left)))
	}
	for range r.asking {
		c.ask(nil)
	}
	if len(c.Families) > 0 {
		c.turnedDown()
		c.notSent()
	}
}

// bornToStartBy makes babies for whom a group has to begin by a day.
func (c *chapter) bornToStartBy(last civil.Date) func(p part, n int) []Infant {
	return func(p part, n int) []Infant {
		one := Infant{Born: last.AddMonths(-c.world.src.Programme.Window.To)}
		if one.Born.After(c.world.Today) {
			one = Infant{Due: one.Born}
		}
		if p.age > 0 {
			one = Infant{Born: c.world.Today.AddDays(-p.age)}
		}
		out := make([]Infant, n)
		for i := range out {
			out[i] = one
		}
		return out
	}
}

// wait puts a family on the waiting list, for one group or for any.
func (c *chapter) wait(g *Group, babies func(part, int) []Infant) {
	if babies == nil {
		babies = c.bornFor(g.First)
	}
	s := c.stepsTo(c.world.at(c.world.Today.AddDays(-2-c.rand.IntN(25)), 12, 0))
	t := c.newFamily(4, babies, s)
	t.Place.Group, t.Enquiry.Group = g, g
	if g != nil {
		t.suit(g)
	}
	if t.part.keeps {
		t.Adults[0].Account, t.Adults[0].AccountAt = t.accountOf(0), s.decided
	}
	t.done()
}

// ask is somebody who has just sent an enquiry, which nobody has decided.
func (c *chapter) ask(g *Group) {
	sent := c.world.src.Now.Add(-time.Duration(40+c.rand.IntN(60*50)) * time.Minute)
	s := steps{started: sent.Add(-11 * time.Minute), sent: sent}
	e := c.stranger(g, s)
	e.State = "new"
	c.Enquiries = append(c.Enquiries, e)
}

// turnedDown is an enquiry that was declined, with another way to help.
func (c *chapter) turnedDown() {
	sent := c.world.at(c.world.Today.AddDays(-9), 21, 14)
	e := c.stranger(nil, steps{started: sent.Add(-8 * time.Minute), sent: sent})
	e.State, e.DecidedAt, e.DecidedBy = "declined", c.world.at(workday(c.world.Today.AddDays(-7)), 10, 22), c.region.coordinator.ID
	e.Decision = "The baby will be older than six months before the next group begins. We told them about the play mornings at Fairmead and gave them the number of the health visitor."
	c.Enquiries = append(c.Enquiries, e)
}

// notSent is an enquiry that was begun and left lying.
func (c *chapter) notSent() {
	e := c.stranger(nil, steps{started: c.world.src.Now.Add(-90 * time.Minute)})
	e.State, e.Answers = "draft", e.Answers[:min(3, len(e.Answers))]
	c.Enquiries = append(c.Enquiries, e)
}
