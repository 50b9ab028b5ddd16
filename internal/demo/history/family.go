package history

import (
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/demo/people"
)

// telling is a family while its history is written.
type telling struct {
	*Family
	*chapter
	part  part
	group *Group
	feel  []feel // by adult
	drawn bool   // chance said who they are
}

// days between the steps of an enquiry, before the offer was answered.
type steps struct{ started, sent, decided, offered, answered time.Time }

// newFamily registers the next family of the chapter: one of the play while there
// are any, then anybody.
func (c *chapter) newFamily(most int, babies func(p part, n int) []Infant, s steps) *telling {
	var p part
	if len(c.parts) > 0 {
		p, c.parts = c.parts[0], c.parts[1:]
	}
	drawn := len(p.home.Adults) == 0
	if drawn {
		if len(p.acts) > 0 {
			most = len(p.acts)
		}
		p.home = c.household(most)
	}
	coordinator := c.region.coordinator.ID
	f := &Family{ID: c.mint.id(), Team: c.Team, Ref: c.mint.ref(), At: s.decided, By: coordinator}
	t := &telling{Family: f, chapter: c, part: p, drawn: drawn}
	for i, a := range p.home.Adults {
		f.Adults = append(f.Adults, c.newAdult(a, p.actOf(i)))
		t.feel = append(t.feel, newFeel(c.rand, p.actOf(i).distress).on(p.actOf(i).course))
	}
	f.Infants = babies(p, len(p.home.Babies))
	for i := range f.Infants {
		baby := &f.Infants[i]
		baby.ID = c.mint.id()
		if !baby.Born.IsZero() || c.rand.IntN(3) == 0 {
			baby.Name, baby.Called = p.home.Babies[i], people.Given(p.home.Babies[i])
		}
	}
	for a := range f.Adults {
		for i := range f.Infants {
			f.Dyads = append(f.Dyads, Dyad{ID: c.mint.id(), Adult: a, Infant: i})
		}
	}
	f.Place = t.newPlace(s)
	f.Enquiry = t.accepted(s)
	t.message(0, "enquiry-received", "enquiry:"+string(f.Enquiry.ID), s.decided, map[string]string{"ref": f.Enquiry.Ref})
	return t
}

func (c *chapter) newAdult(a people.Adult, play act) Adult {
	out := Adult{
		ID: c.mint.id(), Name: a.Name, Called: a.Called, Lang: a.Lang, Interpreter: a.Interpreter,
		Relation: string(a.Relation), Email: a.Email, Phone: a.Phone, Safe: play.safe, Refused: play.refused,
	}
	if out.Safe == nil {
		out.Safe = c.safeContact()
	}
	if out.Refused == nil && c.rand.IntN(25) == 0 {
		out.Refused = []string{"measures"}
	}
	return out
}

// safeContact is what somebody said about being reached. Most can be written to at
// any time; some only at some hours, some only rung, and a few not at all.
func (c *chapter) safeContact() []Safe {
	text, call, email := Safe{Channel: "text", Safe: true}, Safe{Channel: "call", Safe: true, Voicemail: true}, Safe{Channel: "email", Safe: true}
	switch n := c.rand.IntN(100); {
	case n < 62:
	case n < 74:
		email.From, email.Until, call.From, call.Until = "09:00", "15:00", "09:00", "15:00"
		call.Voicemail = false
	case n < 84:
		text.Safe, text.Shared, call.Voicemail, call.Shared = false, true, false, true
	case n < 92:
		email.Safe, email.Shared = false, true
		call.From, call.Until = "10:00", "14:00"
	case n < 97:
		email.Safe, text.Safe = false, false
		call.From, call.Until, call.Voicemail = "12:00", "13:30", false
	default:
		text.Safe, call.Safe, email.Safe = false, false, false
	}
	return []Safe{text, call, email}
}

func (a Adult) reach(channel string) Safe {
	for _, s := range a.Safe {
		if s.Channel == channel {
			return s
		}
	}
	return Safe{}
}

// bornFor makes the babies of a family that is of the right age for a first
// session: twins on one day, some before their time.
func (c *chapter) bornFor(first civil.Date) func(p part, n int) []Infant {
	if c.Programme.Expecting() {
		return c.expectedFor(first)
	}
	return func(p part, n int) []Infant {
		age := 36 + c.rand.IntN(135)
		if p.age > 0 {
			age = p.age
		}
		var one Infant
		one.Born = first.AddDays(-age)
		early := p.early
		if early == 0 && c.rand.IntN(12) == 0 {
			early = 22 + c.rand.IntN(30)
		}
		if early > 0 {
			one.Due = one.Born.AddDays(early)
		}
		if one.Born.After(c.world.Today) {
			one = Infant{Due: one.Born}
		}
		if p.due > 0 {
			one = Infant{Due: c.world.Today.AddDays(p.due)}
		}
		out := make([]Infant, n)
		for i := range out {
			out[i] = one
		}
		return out
	}
}

// stepsTo works back from the moment at which an offer is answered, in office
// hours where staff did something.
func (c *chapter) stepsTo(answered time.Time) steps {
	day := civil.Of(answered.In(c.world.zone))
	office := func(d civil.Date) time.Time { return c.world.at(workday(d), 9+c.rand.IntN(7), c.rand.IntN(60)) }
	offered := day.AddDays(-1 - c.rand.IntN(2))
	decided := workday(offered).AddDays(-1 - c.rand.IntN(9))
	sent := workday(decided).AddDays(-1 - c.rand.IntN(4))
	s := steps{answered: answered, offered: office(offered), decided: office(decided)}
	s.sent = c.world.at(sent, c.rand.IntN(24), c.rand.IntN(60))
	s.started = s.sent.Add(-time.Duration(5+c.rand.IntN(20)) * time.Minute)
	return s
}
