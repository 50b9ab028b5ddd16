package proposal

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// Accept says which places of a proposal to offer: all, or some.
type Accept struct {
	Proposal   ID
	Places     []programme.PlaceID
	Submission programme.Submission
}

// Accepted is what came of it.
type Accepted struct {
	Offered int
	Refused int // could not be offered any more; the proposal's page says why
}

// Accept offers the chosen places, each in a transaction of its own: that one family's
// place has gone meanwhile must not keep the others waiting. Sent twice, it offers once.
// A family that the proposal gives no place is passed over.
//
// Faults: Forbidden without PlaceFill; NotFound.
func (s *Service) Accept(ctx context.Context, who access.Actor, in Accept) (out Accepted, err error) {
	if err := may(who); err != nil {
		return out, err
	}
	var p Proposal
	err = s.db.View(ctx, func(tx *store.Tx) error {
		p, err = proposalByID(tx, who, in.Proposal)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("accept proposal %s: %w", in.Proposal, err)
	}
	to := map[programme.PlaceID]programme.GroupID{}
	for _, l := range p.Lines {
		if l.Placed() {
			to[l.Place] = l.Group
		}
	}
	for _, place := range in.Places {
		group, planned := to[place]
		if !planned {
			continue
		}
		offered, err := s.offer(ctx, who, p.ID, made{place: place, group: group}, in.Submission)
		switch {
		case err != nil:
			return out, fmt.Errorf("accept proposal %s: %w", p.ID, err)
		case offered:
			out.Offered++
		default:
			out.Refused++
		}
	}
	return out, nil
}

// offer offers one place, or writes down why it could not be.
func (s *Service) offer(ctx context.Context, who access.Actor, id ID, m made, sent programme.Submission) (bool, error) {
	offer := programme.Offer{Place: m.place, Group: m.group, Over: programme.WithinRoom}
	if sent != "" {
		offer.Submission = sent + programme.Submission(" "+m.place.String())
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		if err := s.programmes.OfferIn(tx, who, offer); err != nil {
			return err
		}
		return insertMade(tx, who, id, m)
	})
	if err == nil {
		return true, nil
	}
	if m.refused = refusal(err); m.refused == "" {
		return false, err
	}
	return false, s.db.Update(ctx, func(tx *store.Tx) error { return insertMade(tx, who, id, m) })
}

// refusal is the key of why a place cannot be offered; empty when err is none of the
// rules' refusals.
func refusal(err error) string {
	if fault.Is(err, fault.NotFound) {
		return "programme.place.changed"
	}
	if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
		return ""
	}
	for _, p := range fault.ProblemsOf(err) {
		return p.Key
	}
	return ""
}
