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

// CouldCome is the caregivers of a place's babies who have no part in it: somebody
// who joined the family after it asked. None while the place is not accepted: the page
// of its offer would tell whoever asked for it that somebody had joined.
//
// Faults: Forbidden without PlaceFill; NotFound.
func (s *Service) CouldCome(ctx context.Context, who access.Actor, id PlaceID) (out []family.Person, err error) {
	if err := who.Require(access.PlaceFill); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		p, err := placeByID(tx, who, id)
		if err != nil || p.State != Accepted {
			return err
		}
		missing, err := missingPairs(tx, who, id)
		for _, m := range missing {
			out = addPerson(out, m.caregiver)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("who could come along to place %s: %w", id, err)
	}
	return out, nil
}

// ComeAlong gives a caregiver of a place's babies a part in it, with the seats that
// takes. They get a way in to a page of their own and hear when they are expected, and
// the group's leaders see them. Nobody else hears of it. Somebody who has a part
// already keeps it.
//
// Faults: Forbidden without PlaceFill; NotFound; Conflict when the place is not an
// accepted one, the group is full, or the caregiver is not to be in it with somebody.
func (s *Service) ComeAlong(ctx context.Context, who access.Actor, id PlaceID, caregiver family.PersonID) error {
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := placeByID(tx, who, id)
		if err != nil {
			return err
		}
		if _, err := who.Adult(tx, caregiver); err != nil {
			return err
		}
		if p.State != Accepted {
			return fault.Refuse("programme.place.changed")
		}
		missing, err := missingPairs(tx, who, id)
		if err != nil {
			return err
		}
		missing = slices.DeleteFunc(missing, func(m pair) bool { return m.caregiver.ID != caregiver })
		if len(missing) == 0 {
			if slices.ContainsFunc(p.Caregivers, func(c family.Person) bool { return c.ID == caregiver }) {
				return nil // a second click
			}
			return notFound("caregiver of place", id)
		}
		for _, m := range missing {
			if err := insertPlaceDyad(tx, id, m.dyad); err != nil {
				return err
			}
		}
		return s.comeAlong(tx, who, id, caregiver)
	})
	if err != nil {
		return fmt.Errorf("%s comes along to place %s: %w", caregiver, id, err)
	}
	return nil
}

// comeAlong checks a place that somebody was added to as if it were offered now,
// and lets them in.
func (s *Service) comeAlong(tx *store.Tx, who access.Actor, id PlaceID, caregiver family.PersonID) error {
	if err := s.setSeats(tx, id); err != nil {
		return err
	}
	p, err := placeByID(tx, access.System(who.Service, who.Today), id)
	if err != nil {
		return err
	}
	if err := s.record(tx, who, "place.joined", "place", id.String(), map[string]string{"person": caregiver.String()}); err != nil {
		return err
	}
	g, err := s.groupByID(tx, who.Service, who.Today, p.Group)
	if err != nil {
		return err
	}
	if err := refuseApart(tx, who, g, p); err != nil {
		return err
	}
	seats, err := taken(tx, g.ID)
	if err != nil {
		return err
	}
	if seats > g.Capacity {
		return fault.Refuse("programme.along.full")
	}
	return s.expect(tx, who, g, p, caregiver)
}

// expect lets the leaders see somebody who comes along to a group that was accepted,
// and tells them from when on they are expected.
func (s *Service) expect(tx *store.Tx, who access.Actor, g Group, p PlaceRow, caregiver family.PersonID) error {
	if err := showPlaces(tx, g, who.Today); err != nil {
		return err
	}
	at := slices.IndexFunc(p.Caregivers, func(c family.Person) bool { return c.ID == caregiver })
	if at < 0 {
		return notFound("caregiver of place", p.ID)
	}
	next, ok, err := nextSession(tx, g, who.Today)
	if err != nil || !ok {
		return err
	}
	secret, err := s.accounts.SignInLinkIn(tx, who, caregiver, p.Caregivers[at].Called)
	if err != nil {
		return err
	}
	args := dayArgs(next.Day, g)
	args["link"] = "/in/" + secret
	return s.tellOne(tx, who, p, caregiver, news{text: "place-joined", about: aboutPlace(p), args: args})
}

// setSeats writes again what a place takes of its group's capacity.
func (s *Service) setSeats(tx *store.Tx, id PlaceID) error {
	key, dyads, err := placeTakes(tx, id)
	if err != nil {
		return err
	}
	p, err := s.catalogue.Programme(key)
	if err != nil {
		return err
	}
	return setDyads(tx, id, p.Takes(dyads))
}
