package history

import (
	"slices"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
	contacts "holdfast/internal/programme/course"
)

// Words that the tables hold, from the packages whose they are.
const (
	inPerson = string(programme.InPerson)
	byVideo  = string(programme.Video)
)

// newGroup lays a group's dates so that the session that the recipe names falls on
// the day it names.
func (c *chapter) newGroup(r recipe) *Group {
	w := c.world
	g := &Group{
		ID: c.mint.id(), Team: c.region.team.ID, Programme: c.Programme, Ref: c.mint.ref(), Mode: inPerson, Capacity: c.Programme.Capacity,
		State: string(programme.StateOpen), By: c.region.coordinator.ID,
	}
	if r.capacity > 0 {
		g.Capacity = r.capacity
	}
	site := c.region.sites[r.site%len(c.region.sites)]
	g.Site, g.Room = site.ID, pick(c.rand, []string{"Blue room", "Room 2", "The big room", "Garden room"})
	if r.video {
		g.Site, g.Room, g.Mode = "", "", byVideo
		g.VideoLink = "https://meet.example/" + string(g.ID[len(g.ID)-12:])
	}
	g.Starts = w.startsAt(r)
	minutes := g.Starts.Minutes() + c.Programme.Minutes
	g.Ends = civil.Clock{Hour: minutes / 60, Minute: minutes % 60}
	c.layDates(g, r)
	g.At = w.at(workday(g.First.AddDays(-70-c.rand.IntN(20))), 9+c.rand.IntN(6), c.rand.IntN(60))
	if g.At.After(w.src.Now) {
		g.At = w.at(workday(w.Today.AddDays(-30)), 11, 20)
	}
	g.ChangedAt = g.At
	for i, n := range r.leaders {
		s := c.region.leaders[n%len(c.region.leaders)]
		if r.led && i == 0 {
			s = c.region.former
		}
		g.Leaders = append(g.Leaders, Leader{Staff: s.ID, Name: s.Name, From: civil.Of(g.At.In(w.zone)), Until: s.Until})
	}
	for i := range g.DaysOff {
		g.DaysOff[i].By = g.Leaders[0].Staff
		g.ChangedAt = g.DaysOff[i].At
	}
	return g
}

// startsAt is the recipe's hour; without one the quarter of an hour that has just
// begun, in the daytime, so that a session by video can be joined.
func (w *World) startsAt(r recipe) civil.Clock {
	if r.hour > 0 {
		return civil.Clock{Hour: r.hour, Minute: []int{0, 30}[r.hour%2]}
	}
	now := w.src.Now.In(w.zone)
	if now.Hour() < 8 || now.Hour() > 19 {
		return civil.Clock{Hour: 19}
	}
	return civil.Clock{Hour: now.Hour(), Minute: now.Minute() / 15 * 15}
}

// layDates finds the first day that leads to the wanted one, holidays and the week
// in which the group did not meet being left out.
func (c *chapter) layDates(g *Group, r recipe) {
	w := c.world
	n := len(c.Programme.Sessions)
	session, day := r.session, r.day
	if session == 0 {
		session, day = 1, nextWorkday(w.Today.AddDays(r.firstIn))
	}
	day = w.openDay(day)
	var days, before []civil.Date
	for weeks := session - 1; weeks < session+len(c.Programme.Sessions); weeks++ {
		first := day.AddDays(-7 * weeks)
		before = contacts.Days(c.Programme.Course(), first, w.closed)
		days = before
		if r.missed > 0 {
			off := before[r.missed-1]
			days = contacts.Days(c.Programme.Course(), first, append(slices.Clip(w.closed), off))
			g.DaysOff = []DayOff{{Number: r.missed, Day: off, Why: pick(c.rand, daysOff), At: w.at(off, 8, 10)}}
		}
		if days[session-1] == day {
			break
		}
	}
	for i, d := range days {
		s := Session{ID: c.mint.id(), Number: i + 1, Day: d}
		if d != before[i] {
			s.Was = before[i]
		}
		g.Sessions = append(g.Sessions, s)
	}
	g.First, g.Last = days[0], days[n-1]
}

// openDay is the day itself, or the next working day on which the service is open,
// further from today. Today is open whatever the calendar says.
func (w *World) openDay(day civil.Date) civil.Date {
	step := 1
	if day.Before(w.Today) {
		step = -1
	}
	for day != w.Today && (slices.Contains(w.closed, day) || workday(day) != day) {
		day = day.AddDays(step)
	}
	return day
}

// closeRegisters finishes the registers of the sessions before today; the last one
// stays open when the recipe says so.
func (c *chapter) closeRegisters(g *Group, r recipe) {
	last := -1
	for i, s := range g.Sessions {
		if s.Day.Before(c.world.Today) {
			last = i
		}
	}
	for i := 0; i <= last; i++ {
		if i == last && r.openBook {
			continue
		}
		s := &g.Sessions[i]
		s.ClosedAt = c.world.at(s.Day, g.Ends.Hour, g.Ends.Minute).Add(time.Duration(20+c.rand.IntN(70)) * time.Minute)
		s.ClosedBy = g.Leaders[0].Staff
		// A session whose minutes run past the moment the world is made is finished
		// when it is made.
		if s.ClosedAt.After(c.world.src.Now) {
			s.ClosedAt = c.world.src.Now
		}
	}
}
