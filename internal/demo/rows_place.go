package demo

import (
	"holdfast/internal/civil"
	"holdfast/internal/demo/history"
	"holdfast/internal/identity"
	"holdfast/internal/programme"
)

// How long leaders see people, as package programme keeps it: after the last
// session, and after somebody left.
const (
	sightAfterLast  = 90
	sightAfterLeave = 28
)

func (in *rows) addPlace(f *history.Family) {
	p := f.Place
	var group history.ID
	if p.Group != nil {
		group = p.Group.ID
	}
	in.add(in.place, string(p.ID), string(f.Team), string(in.programme.Key), string(f.ID), id(group), p.State, in.programme.Takes(len(f.Dyads)), p.Lang, string(f.Adults[0].ID),
		p.StartFrom, p.StartBy, p.Times, p.Modes, p.AskedAt, when(p.OfferedAt), when(p.ExpiresAt), when(p.AnsweredAt), p.Why, p.ChangedAt)
	for _, d := range f.Dyads {
		in.add(in.placeDyad, string(p.ID), string(d.ID))
	}
	in.addNeed(f)
	for _, o := range p.Offers {
		in.addOffer(p, o)
	}
	if !p.AnsweredAt.IsZero() && p.State != string(programme.Declined) {
		in.addSight(f)
	}
	for _, m := range p.Marks {
		in.add(in.mark, string(m.Session), string(f.Adults[m.Adult].ID), string(p.ID), m.Mark, m.WithBaby, m.Reason, string(m.By), m.At,
			false, false, "", false, "")
	}
	for _, r := range p.Rings {
		in.add(in.ring, string(group), string(f.Adults[r.Adult].ID), string(f.Team), r.Misses, r.MissedOn, r.Since)
	}
	for _, v := range p.Visits {
		in.add(in.visit, string(p.ID), v.Contact, string(programme.VisitHeld), v.Day, v.Clock.String(), string(v.By), v.At)
		for _, a := range f.Adults {
			in.add(in.visitWith, string(p.ID), v.Contact, string(a.ID))
		}
	}
	for _, n := range p.Notes {
		in.add(in.note, string(n.Session), string(f.Dyads[n.Dyad].ID), n.Well, n.Next, string(n.By), n.At)
	}
}

// In the play, whoever fills groups writes down of every sixth family that it needs a
// place more than most, and of every second of those that nobody needs it more.
const (
	everyNeed    = 6
	everyHighest = 2 * everyNeed
)

// addNeed writes down how much a family needs its place, of some.
func (in *rows) addNeed(f *history.Family) {
	switch in.families++; {
	case in.families%everyHighest == 0:
		in.add(in.need, string(f.Place.ID), string(f.Team), string(programme.Highest), f.Place.AskedAt, string(f.By))
	case in.families%everyNeed == 0:
		in.add(in.need, string(f.Place.ID), string(f.Team), string(programme.High), f.Place.AskedAt, string(f.By))
	}
}

// addOffer writes an offer and its link. Only the link of the play's open offer can
// be opened: of every other the secret is nowhere, as it should be.
func (in *rows) addOffer(p history.Place, o history.Offer) {
	in.add(in.offer, string(o.ID), string(p.ID), string(o.Group.ID), o.At, string(o.By), o.Expires, o.Outcome, when(o.EndedAt))
	secret := "lost " + string(o.ID)
	if p.Secret != "" {
		secret = p.Secret
	}
	var used any
	if o.Outcome == string(programme.Accepted) || o.Outcome == string(programme.Declined) {
		used = o.EndedAt
	}
	in.add(in.link, identity.HashSecret(secret), string(identity.ForOffer), nil, string(o.ID), o.At, o.Expires, used)
}

// addSight lets the leaders of the group see the people of an accepted place, for as
// long as they may.
func (in *rows) addSight(f *history.Family) {
	p := f.Place
	from, until := civil.Of(p.AnsweredAt), p.Group.Last.AddDays(sightAfterLast)
	if p.State == string(programme.Withdrawn) {
		until = civil.Of(p.ChangedAt).AddDays(sightAfterLeave)
	}
	for _, l := range p.Group.Leaders {
		last := until
		if !l.Until.IsZero() && l.Until.Before(last) {
			last = l.Until
		}
		reason := "facilitates:" + string(p.Group.ID)
		for _, a := range f.Adults {
			in.add(in.sight, string(l.Staff), string(a.ID), reason, from, last)
		}
		for _, b := range f.Infants {
			in.add(in.sight, string(l.Staff), string(b.ID), reason, from, last)
		}
	}
}

func (in *rows) addEnquiry(e history.Enquiry, family history.ID) {
	var group history.ID
	if e.Group != nil {
		group = e.Group.ID
	}
	in.add(in.enquiry, string(e.ID), string(e.Team), string(in.programme.Key), id(group), e.Ref, identity.HashSecret("lost "+string(e.ID)), e.State, e.StartedAt,
		when(e.SentAt), when(e.DecidedAt), id(e.DecidedBy), e.Decision, id(family))
	for _, a := range e.Answers {
		in.add(in.answer, string(e.ID), a.Question, a.Value)
	}
}
