package history

import (
	"slices"
	"strings"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/programme"
)

// States of a place, as package programme calls them.
const (
	waiting   = string(programme.Waiting)
	offered   = string(programme.Offered)
	accepted  = string(programme.Accepted)
	declined  = string(programme.Declined)
	lapsed    = string(programme.Lapsed)
	withdrawn = string(programme.Withdrawn)
	completed = string(programme.Completed)
)

// newPlace puts the family on the waiting list.
func (t *telling) newPlace(s steps) Place {
	babies := make([]programme.Baby, len(t.Infants))
	for i, b := range t.Infants {
		babies[i] = programme.Baby{Born: b.Born, Due: b.Due}
		if !b.ToldAt.IsZero() {
			babies[i].Born = civil.Date{}
		}
	}
	w := programme.FamilyWindow(t.Programme, babies)
	return Place{
		ID: t.mint.id(), State: waiting, StartFrom: w.From, StartBy: w.To, Lang: languageOf(t.part.home.Adults[0]), Times: t.times(), Modes: t.modes(),
		AskedAt: s.decided, ChangedAt: s.decided,
	}
}

// times are the parts of the week somebody can come; empty for any.
func (t *telling) times() string {
	if t.rand.IntN(2) == 0 {
		return ""
	}
	all := programme.HalfDays()
	var out []string
	for _, h := range all {
		weekend := strings.HasPrefix(string(h), "sat") || strings.HasPrefix(string(h), "sun")
		if !weekend && t.rand.IntN(3) > 0 {
			out = append(out, string(h))
		}
	}
	return strings.Join(out, " ")
}

func (t *telling) modes() string {
	return []string{"", "", "", inPerson, inPerson, byVideo}[t.rand.IntN(6)]
}

// suit makes the family's wishes meet the group it came to.
func (t *telling) suit(g *Group) {
	p := &t.Place
	if p.Modes != "" {
		p.Modes = g.Mode
	}
	at := string(programme.HalfDayOf(g.First.Weekday(), g.Starts))
	if p.Times != "" && !slices.Contains(strings.Fields(p.Times), at) {
		p.Times = ordered(strings.Fields(p.Times), at)
	}
}

func ordered(times []string, more string) string {
	var out []string
	for _, h := range programme.HalfDays() {
		if string(h) == more || slices.Contains(times, string(h)) {
			out = append(out, string(h))
		}
	}
	return strings.Join(out, " ")
}

// offer offers the place in a group, at the moment the steps say.
func (t *telling) offer(g *Group, s steps) {
	t.group = g
	if t.rand.IntN(2) == 0 {
		t.Enquiry.Group = g
	}
	t.suit(g)
	p := &t.Place
	hours := time.Duration(t.region.team.OfferHours) * time.Hour
	p.Group, p.State, p.OfferedAt, p.ExpiresAt, p.ChangedAt = g, offered, s.offered, s.offered.Add(hours), s.offered
	p.Offers = append(p.Offers, Offer{ID: t.mint.id(), Group: g, At: s.offered, By: t.region.coordinator.ID, Expires: p.ExpiresAt})
	t.message(0, "place-offer", "offer:"+string(p.Offers[len(p.Offers)-1].ID), s.offered, map[string]string{"link": "/o/"})
}

// answer ends the open offer.
func (t *telling) answer(state string, at time.Time) {
	p := &t.Place
	o := &p.Offers[len(p.Offers)-1]
	o.Outcome, o.EndedAt = state, at
	p.State, p.ChangedAt = state, at
	if state != lapsed {
		p.AnsweredAt = at
	}
	if state == accepted {
		t.openAccounts(at)
	}
}

// openAccounts gives every adult of an accepted place their account.
func (t *telling) openAccounts(at time.Time) {
	for i := range t.Adults {
		a := &t.Adults[i]
		a.Account, a.AccountAt = t.accountOf(i), at
		if i > 0 {
			t.message(i, "place-welcome", "", at, map[string]string{"link": "/in/"})
			continue
		}
		t.message(i, "place-accepted", "", at, map[string]string{"day": t.group.First.String(), "clock": t.group.Starts.String()})
	}
}

func (t *telling) accountOf(adult int) ID {
	if !t.drawn && t.part.acts != nil || t.part.keeps {
		return AccountOf(t.region.team.Slug, t.Adults[adult].Name)
	}
	return t.mint.id()
}

// leave ends a place that was accepted, on a day when the group had begun.
func (t *telling) leave(day civil.Date) {
	p := &t.Place
	p.State, p.Why, p.ChangedAt = withdrawn, pick(t.rand, withdrawnWhy), t.world.at(day, 15, t.rand.IntN(60))
}
