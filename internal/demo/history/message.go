package history

import (
	"slices"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/notify"
)

// message is something that was to be sent to an adult, and what became of it.
func (t *telling) message(adult int, text, about string, at time.Time, args map[string]string) {
	if at.Before(t.world.src.Now.AddDate(-1, 0, 0)) {
		return // who writes about last year keeps no letters
	}
	m := Message{ID: t.mint.idAt(at), Adult: adult, Text: text, About: about, Args: args, MadeAt: at, NotBefore: at}
	t.send(&m, t.Adults[adult])
	t.say(&m)
	t.Messages = append(t.Messages, m)
}

// send decides as the outbound gate does: by mail where that is safe, at an hour
// that is; otherwise it is held, and says why.
func (t *telling) send(m *Message, to Adult) {
	m.State, m.At = "held", m.MadeAt.Add(2*time.Second)
	email := to.reach("email")
	switch {
	case slices.Contains(to.Refused, "messages"):
		m.Why = notify.WhyConsent
	case email.Safe && to.Email != "":
		m.State, m.Channel = "sent", "email"
		if email.From != "" {
			m.NotBefore = t.safeHour(m.MadeAt, email)
			m.At = m.NotBefore.Add(2 * time.Second)
		}
		if m.At.After(t.world.src.Now) {
			m.State, m.Why, m.At = "waiting", notify.WhyHours, time.Time{}
		}
	case to.reach("call").Safe:
		m.Channel, m.Why = "call", notify.WhyByHand
	case to.reach("text").Safe:
		m.Channel, m.Why = "text", notify.WhyByHand
	default:
		m.Why = notify.WhyUnsafe
	}
}

// toldWithin is how soon somebody rings whom a message could not reach, a weekend
// between; what is older was said.
const toldWithin = 75 * time.Hour

// say lets staff say what could not be sent, except what is quite new.
func (t *telling) say(m *Message) {
	if m.Why != notify.WhyByHand || t.world.src.Now.Sub(m.MadeAt) < toldWithin {
		return
	}
	m.State, m.Why, m.SaidBy = string(notify.Said), "", t.region.coordinator.ID
	m.At = m.MadeAt.Add(time.Duration(60+t.rand.IntN(600)) * time.Minute)
}

// safeHour is the first moment from at on that lies in the safe hours.
func (t *telling) safeHour(at time.Time, way Safe) time.Time {
	from, errFrom := civil.ParseClock(way.From)
	until, errUntil := civil.ParseClock(way.Until)
	if errFrom != nil || errUntil != nil {
		return at
	}
	day := civil.Of(at.In(t.world.zone))
	for {
		begins, ends := day.In(t.world.zone, from), day.In(t.world.zone, until)
		if at.Before(begins) {
			return begins.UTC()
		}
		if at.Before(ends) {
			return at
		}
		day = day.AddDays(1)
	}
}
