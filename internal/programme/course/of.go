package course

import "holdfast/internal/civil"

// Of works out every contact of a programme for one family, in the order of the
// programme's file. It never leaves one out: what is not held says why.
func Of(planned []Planned, a Anchors) []Contact {
	if len(a.Sessions) == 0 && !a.GroupStart.IsZero() {
		a.Sessions = Days(planned, a.GroupStart, nil)
	}
	out := make([]Contact, len(planned))
	for i, p := range planned {
		out[i] = one(p, a)
	}
	return out
}

func one(p Planned, a Anchors) Contact {
	c := Contact{Key: p.Key, Kind: p.Kind, Phase: p.Phase, Number: p.Number, Title: p.Title}
	if p.Kind == Session {
		return a.judged(group(c, p, a))
	}
	from := a.Day(p.Anchor, p.Session)
	if from.IsZero() {
		return c
	}
	c.Foreseen = p.Anchor == AtBirth && a.Born.IsZero()
	plain := from.AddDays(p.OffsetDays)
	on := a.waited(p, from, plain)
	if on.IsZero() {
		c.Waits, c.Was = true, plain
		return c
	}
	if on != plain {
		c.Was = plain
	}
	c.place(on, p.WindowDays)
	return a.judged(c)
}

// group places a session on the day its group meets: one family's life does not move
// it.
func group(c Contact, p Planned, a Anchors) Contact {
	if p.Number >= 1 && p.Number <= len(a.Sessions) {
		c.place(a.Sessions[p.Number-1], 1)
	}
	return c
}

func (c *Contact) place(on civil.Date, days int) {
	c.On, c.Window = on, civil.Window{From: on, To: on.AddDays(max(days, 1) - 1)}
}

// judged says whether a contact with a day is part of the course.
func (a Anchors) judged(c Contact) Contact {
	switch {
	case c.On.IsZero():
	case c.Window.To.Before(a.Accepted):
		c.Undone = Joined
		return c
	case c.On.Before(a.Accepted):
		c.On, c.Window.From = a.Accepted, a.Accepted
	}
	switch {
	case c.On.IsZero():
	case c.Phase == Before && !a.AllTheSame && !a.Born.IsZero() && !c.On.Before(a.Born):
		c.Undone = Birth
	case c.Kind == Session && c.Phase == After && a.paused(c.On):
		c.Undone = Pause
	case c.Phase == Before && !a.AllTheSame && !a.Born.IsZero() && !c.Window.To.Before(a.Born):
		// What can be held for some days is held on those before the birth.
		c.Window.To = a.Born.AddDays(-1)
	}
	c.Early = c.Undone == Held && c.Phase == After && c.On.Before(a.birth())
	return c
}

// birth is the day of the birth as far as it is known: foreseen until it has been.
func (a Anchors) birth() civil.Date {
	if a.Born.IsZero() {
		return a.Due
	}
	return a.Born
}

// Day is the day of an anchor; zero while it has none. A birth that has not been is
// foreseen on the due date.
func (a Anchors) Day(at Anchor, session int) civil.Date {
	switch at {
	case AtDue:
		return a.Due
	case AtBirth:
		if a.Born.IsZero() {
			return a.Due
		}
		if a.Corrected {
			return civil.CorrectedBirth(a.Born, a.Due)
		}
		return a.Born
	case AtStart:
		if len(a.Sessions) > 0 {
			return a.Sessions[0]
		}
		return a.GroupStart
	case AtLast:
		session = len(a.Sessions)
	case AtAccepted:
		return a.Accepted
	}
	if session < 1 || session > len(a.Sessions) {
		return civil.Date{}
	}
	return a.Sessions[session-1]
}
