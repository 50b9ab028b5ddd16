package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// NewPlace is a family's wish to take part.
type NewPlace struct {
	Programme Key
	Family    family.ID
	AskedBy   family.PersonID
	Dyads     []family.Dyad // who would come: all of them, or none
	Group     GroupID       // asked for this one; zero for any
	Wishes    Wishes
}

// WaitIn puts a family on the waiting list of a programme. It joins the caller's
// transaction, because it always comes out of something else. A family that
// already waits or has a place in the programme is not put there twice: the place
// it has is returned.
//
// Faults: Forbidden without FamilyWrite; NotFound for a programme without a file;
// Invalid when no baby has a date.
func (s *Service) WaitIn(tx *store.Tx, who access.Actor, in NewPlace) (PlaceID, error) {
	if err := who.Require(access.FamilyWrite); err != nil {
		return PlaceID{}, err
	}
	p, err := s.catalogue.Programme(in.Programme)
	if err != nil {
		return PlaceID{}, err
	}
	if id, err := presentPlace(tx, in.Family, in.Programme); err == nil || !fault.Is(err, fault.NotFound) {
		return id, err
	}
	var babies []Baby
	var dyads []family.DyadID
	for _, d := range in.Dyads {
		if !d.Ended.IsZero() || !d.Infant.Lost.IsZero() {
			continue
		}
		babies = append(babies, Baby{Born: d.Infant.Born, Due: d.Infant.Due})
		dyads = append(dyads, d.ID)
	}
	w := FamilyWindow(p, babies)
	if w.To.IsZero() {
		return PlaceID{}, fault.Check(fault.At("born", "family.date.missing"))
	}
	place := Place{
		ID: fresh(PlaceID{}), Programme: in.Programme, Family: in.Family, Group: in.Group, Dyads: p.Takes(len(dyads)),
		AskedBy: in.AskedBy, Wishes: in.Wishes.known(), StartFrom: w.From, StartBy: w.To, AskedAt: tx.Now(),
	}
	if err := insertPlace(tx, who.Service, place, dyads); err != nil {
		return PlaceID{}, err
	}
	return place.ID, s.record(tx, who, "place.asked", "place", place.ID.String(), nil)
}

// presentPlace finds a family's place in a programme that has not come to an end.
func presentPlace(tx *store.Tx, f family.ID, programme Key) (id PlaceID, err error) {
	err = tx.QueryRow(`
SELECT id FROM place WHERE family_id = $1 AND programme = $2 AND state IN ('waiting', 'offered', 'accepted') ORDER BY asked_at, id`,
		f, string(programme)).Scan(&id)
	return id, err
}

// PutBack puts a family whose offer was declined or lapsed, or who left, back on
// the waiting list with the day it first asked. Who had begun keeps the place they
// left, with what they came to, and waits with another.
//
// Faults: NotFound; Conflict when the place is in another state, or the family
// waits or has a place already.
func (s *Service) PutBack(ctx context.Context, who access.Actor, id PlaceID) error {
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := placeByID(tx, who, id)
		if err != nil {
			return err
		}
		if p.State == Waiting {
			return nil
		}
		if !slices.Contains([]PlaceState{Declined, Lapsed, Withdrawn}, p.State) || len(p.Infants) == 0 {
			return fault.Refuse("programme.place.changed")
		}
		began, err := cameTo(tx, id)
		if err != nil {
			return err
		}
		if began {
			return s.waitAgain(tx, who, p)
		}
		if _, err := presentPlace(tx, p.Family, p.Programme); err == nil {
			return fault.Refuse("programme.place.changed")
		} else if !fault.Is(err, fault.NotFound) {
			return err
		}
		p.backToWaiting()
		if err := setPlace(tx, p.Place); err != nil {
			return err
		}
		return s.record(tx, who, "place.put-back", "place", id.String(), nil)
	})
	if err != nil {
		return fmt.Errorf("put back place %s: %w", id, err)
	}
	return nil
}

// waitAgain puts the family of a place that has come to its end on the waiting
// list with another. A family that waits already stays where it is.
func (s *Service) waitAgain(tx *store.Tx, who access.Actor, p PlaceRow) error {
	if _, err := presentPlace(tx, p.Family, p.Programme); !fault.Is(err, fault.NotFound) {
		return err
	}
	dyads, err := dyadsOf(tx, p.ID)
	if err != nil {
		return err
	}
	again := p.Place
	program, err := s.catalogue.Programme(p.Programme)
	if err != nil {
		return err
	}
	again.ID, again.Dyads = fresh(PlaceID{}), program.Takes(len(dyads))
	again.backToWaiting()
	if err := insertPlace(tx, who.Service, again, dyads); err != nil {
		return err
	}
	return s.record(tx, who, "place.put-back", "place", again.ID.String(), map[string]string{"was": p.ID.String()})
}

// backToWaiting makes the place a wish again, for any group.
func (p *Place) backToWaiting() {
	p.State, p.Group = Waiting, GroupID{}
	p.OfferedAt, p.ExpiresAt, p.AnsweredAt, p.EndedWhy = nil, nil, nil, ""
}
