package history

import (
	"slices"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// playMarks are the marks that a part is written in.
var playMarks = map[byte]programme.Mark{'p': programme.Present, 't': programme.Part, 'c': programme.Cant, 'a': programme.Absent}

// attend marks every adult at the sessions held so far, writes the notes of those
// who came, and finds who has to be rung. Someone who left is not expected after
// the day they did.
func (t *telling) attend(g *Group, left civil.Date) {
	for a := range t.Adults {
		var marks []programme.Mark
		regular := 0.55 + 0.45*t.rand.Float64()
		if a > 0 {
			regular -= 0.15
		}
		for n, s := range g.Sessions {
			if !s.Day.Before(t.world.Today) || !left.IsZero() && s.Day.After(left) {
				break
			}
			mark := t.chanceMark(regular)
			if play := t.part.actOf(a).marks; n < len(play) {
				mark = playMarks[play[n]]
			}
			marks = append(marks, mark)
			t.mark(a, g, s, mark)
		}
		if left.IsZero() && g.Last.After(t.world.Today) {
			t.ringFor(a, g, marks)
		}
		if left.IsZero() && g.Last.Before(t.world.Today) && programme.HasCompleted(t.Programme, marks) {
			t.Place.State, t.Place.ChangedAt = completed, g.Sessions[len(g.Sessions)-1].ClosedAt
		}
	}
}

func (t *telling) chanceMark(regular float64) programme.Mark {
	switch x := t.rand.Float64(); {
	case x < regular*0.94:
		return programme.Present
	case x < regular:
		return programme.Part
	case x < regular+(1-regular)*0.62:
		return programme.Cant
	}
	return programme.Absent
}

func (t *telling) mark(adult int, g *Group, s Session, mark programme.Mark) {
	if mark == programme.Unmarked {
		return
	}
	by := g.Leaders[0].Staff
	at := t.world.at(s.Day, g.Starts.Hour, g.Starts.Minute).Add(time.Duration(12+t.rand.IntN(15)) * time.Minute)
	m := Mark{Session: s.ID, Adult: adult, Mark: string(mark), WithBaby: mark.Came() && t.born(s.Day) && t.rand.IntN(30) > 0, By: by, At: at}
	if mark == programme.Cant {
		m.Reason = string(pick(t.rand, append(programme.Reasons(), "baby-ill", "ill", "")))
		// Whoever cannot come says so before, most of them by themselves.
		if told := at.Add(-time.Duration(2+t.rand.IntN(16)) * time.Hour); t.Adults[adult].Account != "" && told.After(t.Place.AnsweredAt) {
			m.By, m.At = t.Adults[adult].Account, told
		}
	}
	t.Place.Marks = append(t.Place.Marks, m)
	if !mark.Came() || t.rand.IntN(4) == 0 {
		return
	}
	for d, dyad := range t.Dyads {
		if dyad.Adult != adult {
			continue
		}
		well, next := note(t.rand, t.wells(s), t.Adults[adult].Called, t.babyCalled(dyad.Infant))
		written := t.world.at(s.Day, g.Ends.Hour, g.Ends.Minute).Add(time.Duration(5+t.rand.IntN(14)) * time.Minute)
		t.Place.Notes = append(t.Place.Notes, Note{Session: s.ID, Dyad: d, Well: well, Next: next, By: g.Leaders[t.rand.IntN(2)%len(g.Leaders)].Staff, At: written})
	}
}

// born reports whether a baby of the family was there on a day.
func (t *telling) born(day civil.Date) bool {
	return slices.ContainsFunc(t.Infants, func(b Infant) bool { return !b.Born.IsZero() && !b.Born.After(day) })
}

// wells is what can have gone well at a session.
func (t *telling) wells(s Session) []string {
	switch {
	case !t.born(s.Day):
		return wellExpecting
	case t.Programme.Expecting() || t.rand.IntN(3) == 0:
		return wellAnyWeek
	}
	return wellByWeek[s.Number-1]
}

func (t *telling) babyCalled(infant int) string {
	if called := t.Infants[infant].Called; called != "" {
		return called
	}
	return "the baby"
}

// ringFor notes two misses in a row, and for some the call that found nobody.
func (t *telling) ringFor(adult int, g *Group, marks []programme.Mark) {
	misses := programme.Misses(marks)
	if misses < 2 {
		return
	}
	last := g.Sessions[len(marks)-1]
	since := t.Place.Marks[len(t.Place.Marks)-1].At
	t.Place.Rings = append(t.Place.Rings, Ring{Adult: adult, Misses: misses, MissedOn: last.Day, Since: since})
	if tried := since.Add(5 * time.Hour); t.part.actOf(adult).tried && tried.Before(t.world.src.Now) {
		t.call(adult, tried, g.Leaders[1].Staff, false)
	}
}

func (t *telling) call(adult int, at time.Time, by ID, reached bool) {
	notes := callsMissed
	if reached {
		notes = callsReached
	}
	a := &t.Adults[adult]
	a.Contacts = append(a.Contacts, Contact{ID: t.mint.id(), At: at, By: by, Reached: reached, Note: t.fill(pick(t.rand, notes), adult)})
}
