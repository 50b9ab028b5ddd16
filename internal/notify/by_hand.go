package notify

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// byHandMost is how many calls one list holds, oldest first: more than a team makes
// in a day. What is said leaves the list and makes room.
const byHandMost = 100

// Errand is something that has to be said by voice, because no other way is safe.
type Errand struct {
	Entry
	Number    string
	From      civil.Clock // the safe hours; equal to Until for any time
	Until     civil.Clock
	Now       bool // whether this minute is safe
	Voicemail bool // a message may be left
	Shared    bool // somebody else may answer
}

// ByHand lists what staff have to say by voice, the longest waiting first. The gate
// is asked again for each: what no longer stands is not said either, and nobody is
// rung who since asked not to be.
//
// Faults: Forbidden without OutboxRead.
func (s *Service) ByHand(ctx context.Context, who access.Actor) (out []Errand, err error) {
	return s.ByHandFirst(ctx, who, byHandMost)
}

// ByHandFirst is the first few of ByHand: the gate is asked for no more than these.
func (s *Service) ByHandFirst(ctx context.Context, who access.Actor, most int) (out []Errand, err error) {
	if err := who.Require(access.OutboxRead); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out = nil
		team, err := s.rooms.Accounts.ServiceIn(tx, who.Service)
		if err != nil {
			return err
		}
		var after MessageID
		for {
			found, err := toSay(tx, who, after, most)
			if err != nil {
				return fmt.Errorf("messages to say: %w", err)
			}
			messages := make([]row, len(found))
			for i, l := range found {
				messages[i] = l.row
			}
			told, err := s.toldOf(tx, messages)
			if err != nil {
				return err
			}
			for _, l := range found {
				errand, ok, err := s.errand(tx, l, team, told)
				if err != nil {
					return err
				}
				if !ok {
					continue
				}
				if out = append(out, errand); len(out) == most {
					return nil
				}
			}
			if len(found) < most {
				return nil
			}
			after = found[len(found)-1].entry.ID
		}
	})
	return out, err
}

// errand says how to ring, or that there is nothing to ring about any more.
func (s *Service) errand(tx *store.Tx, l listed, team identity.Service, told told) (Errand, bool, error) {
	f, _, err := s.factsAmong(tx, l.row, team, told)
	if err != nil {
		return Errand{}, false, err
	}
	d := decide(f)
	if d.why != WhyByHand && d.why != WhyShared || d.channel == "" {
		return Errand{}, false, nil
	}
	e, way := l.entry, f.way(d.channel)
	e.Channel = string(d.channel)
	return Errand{
		Entry: e, Number: f.addresses[d.channel], From: way.From, Until: way.Until,
		Now: way.ReachAt(tx.Now(), team.Zone).OK, Voicemail: way.Voicemail && d.channel == family.Call, Shared: way.Shared,
	}, true, nil
}

// AnyTime reports whether the hours do not matter.
func (e Errand) AnyTime() bool { return safety.SafeContact{From: e.From, Until: e.Until}.AnyTime() }

// MarkSaid records that the actor told the person by voice.
//
// Faults: Forbidden without OutboxRead; NotFound; Conflict when it was sent or waits
// to be. Somebody who said it twice is told nothing.
func (s *Service) MarkSaid(ctx context.Context, who access.Actor, id MessageID) error {
	if err := who.Require(access.OutboxRead); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		e, err := entryByID(tx, who, id)
		if err != nil {
			return err
		}
		if e.State == Said {
			return nil
		}
		if e.State != Held && e.State != Failed {
			return fault.Refuse("message.said.no")
		}
		m, err := messageByID(tx, id)
		if err != nil {
			return err
		}
		m.state, m.why = Said, ""
		if !s.settings.KeepLinks {
			m.Args = withoutLink(m.Args)
		}
		if err := setSaid(tx, m, who.Account); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("message.said", "message", id.String()))
	})
	if err != nil {
		return fmt.Errorf("mark message %s as said: %w", id, err)
	}
	return nil
}
