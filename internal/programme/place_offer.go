package programme

import (
	"context"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// Offer is a place in a group offered to a waiting family.
type Offer struct {
	Place      PlaceID
	Group      GroupID
	Expires    time.Time // zero: as long as the service lets offers stand
	Over       Over
	Submission Submission
}

// Over says whether more may be offered than there are places, for the families who will
// say no: by a plan within the room's limit, by hand never.
type Over bool

// The limits of an offer.
const (
	WithinPlaces Over = false
	WithinRoom   Over = true
)

// Offer offers a whole family a place until a moment, and sends whoever enquired a
// link to answer it. The group's seats are kept for it until then.
//
// Faults: NotFound; Invalid on expires; Conflict, with the reason, when the group
// takes nobody any more, a baby does not fit, there are not seats for the whole
// family, or somebody else was quicker.
func (s *Service) Offer(ctx context.Context, who access.Actor, in Offer) error {
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		if _, done, err := offerMade(tx, in.Submission); err != nil || done {
			return err
		}
		g, err := s.groupByID(tx, who.Service, who.Today, in.Group)
		if err != nil {
			return err
		}
		p, err := placeByID(tx, who, in.Place)
		if err != nil {
			return err
		}
		return s.offerIn(tx, who, g, p, in)
	})
	if err != nil {
		return fmt.Errorf("offer place %s in %s: %w", in.Place, in.Group, err)
	}
	return nil
}

// NextOffer is the one click when a place has become free.
type NextOffer struct {
	Group      GroupID
	Submission Submission
}

// NextOffer offers a place to the waiting family with the least time left that
// fits: every baby within the ages, seats for all, no wish against it, and not
// offered this group before. It returns the place that was offered.
//
// Faults: as Offer; Conflict when nobody fits.
func (s *Service) NextOffer(ctx context.Context, who access.Actor, in NextOffer) (id PlaceID, err error) {
	if err := who.Require(access.PlaceFill); err != nil {
		return id, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		made, done, err := offerMade(tx, in.Submission)
		if err != nil || done {
			id = made.place
			return err
		}
		g, err := s.groupByID(tx, who.Service, who.Today, in.Group)
		if err != nil {
			return err
		}
		all, err := s.candidates(tx, who, g, walk{most: 1, batch: candidatePage, only: Candidate.Easy})
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fault.Refuse("programme.offer.nobody")
		}
		id = all[0].ID
		return s.offerIn(tx, who, g, all[0].PlaceRow, Offer{Submission: in.Submission})
	})
	if err != nil {
		return PlaceID{}, fmt.Errorf("next offer in %s: %w", in.Group, err)
	}
	return id, nil
}

func (s *Service) offerIn(tx *store.Tx, who access.Actor, g Group, p PlaceRow, in Offer) error {
	if p.State == Offered && p.Group == g.ID && p.ExpiresAt.After(tx.Now()) {
		return nil // already: a second click offers nothing more
	}
	if err := s.lapseIn(tx, g.ID); err != nil {
		return err
	}
	if p.State == Offered && !p.ExpiresAt.After(tx.Now()) {
		if err := s.lapseOf(tx, &p); err != nil {
			return err
		}
	}
	if err := s.refuseOffer(tx, who, g, p, in.Over); err != nil {
		return err
	}
	expires, err := s.expiry(tx, g, in.Expires)
	if err != nil {
		return err
	}
	now := tx.Now()
	p.State, p.Group, p.OfferedAt, p.ExpiresAt, p.AnsweredAt, p.EndedWhy = Offered, g.ID, &now, &expires, nil, ""
	if err := setPlace(tx, p.Place); err != nil {
		return err
	}
	o := made{id: derived(OfferID{}, "offer", in.Submission), place: p.ID, group: g.ID, expires: expires}
	if err := insertOffer(tx, who, o); err != nil {
		return err
	}
	secret, err := s.accounts.LinkIn(tx, identity.NewLink{Purpose: identity.ForOffer, Thing: o.id.String(), Expires: expires})
	if err != nil {
		return fmt.Errorf("link of offer %s: %w", o.id, err)
	}
	offered := news{text: "place-offer", about: aboutOffer(o.id), args: map[string]string{
		"link": "/o/" + secret, "until": expires.Format(time.RFC3339),
	}}
	if err := s.tellOne(tx, who, p, p.AskedBy, offered); err != nil {
		return err
	}
	return s.record(tx, who, "place.offered", "place", p.ID.String(), map[string]string{"group": g.ID.String(), "offer": o.id.String()})
}

// refuseOffer says why this family cannot be offered this group, if it cannot.
func (s *Service) refuseOffer(tx *store.Tx, who access.Actor, g Group, p PlaceRow, over Over) error {
	if g.State != StateOpen || !g.First.After(who.Today) {
		return fault.Refuse("programme.offer.closed")
	}
	if !slices.Contains([]PlaceState{Waiting, Lapsed, Declined}, p.State) {
		return fault.Refuse("programme.place.changed")
	}
	if p.Programme != g.Programme.Key {
		return fault.Refuse("programme.offer.other")
	}
	if fit := EligibleFamily(g.Programme, p.Babies(), g.First, g.Last); !fit.OK {
		return fault.Refuse(fit.Why)
	}
	if err := refuseApart(tx, who, g, p); err != nil {
		return err
	}
	seats, err := taken(tx, g.ID)
	if err != nil {
		return err
	}
	limit := g.Capacity
	if over == WithinRoom {
		if limit, err = offerLimit(tx, who, g); err != nil {
			return err
		}
	}
	if seats+p.Dyads > limit {
		return fault.Refuse("programme.offer.full", "n", p.Dyads, "left", max(limit-seats, 0))
	}
	return nil
}

// expiry is until when an offer stands: as asked, or as the service does it, and
// never past the beginning of the first session.
func (s *Service) expiry(tx *store.Tx, g Group, asked time.Time) (time.Time, error) {
	team, err := s.accounts.ServiceIn(tx, g.Service)
	if err != nil {
		return time.Time{}, err
	}
	expires := asked
	if asked.IsZero() {
		expires = tx.Now().Add(time.Duration(team.OfferHours) * time.Hour)
	}
	if begins := g.First.In(team.Zone, g.Starts); expires.After(begins) {
		expires = begins
	}
	if !expires.After(tx.Now()) {
		return time.Time{}, fault.Check(fault.At("expires", "programme.offer.expires"))
	}
	return expires.UTC().Truncate(time.Microsecond), nil
}
