package programme

import (
	"context"
	"fmt"
	"strings"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// stateAt is what an offer's link shows at now. Past its end it is expired,
// whether or not the job that ends it has run.
func (o made) stateAt(now time.Time) OfferState {
	switch o.outcome {
	case Accepted, Completed:
		return OfferAccepted
	case Declined:
		return OfferDeclined
	case Lapsed:
		return OfferExpired
	case Withdrawn:
		return OfferWithdrawn
	}
	if !now.Before(o.expires) {
		return OfferExpired
	}
	return OfferOpen
}

// Withdraw takes a family off the waiting list, takes an offer back, or ends its
// place in a group, as the family wished or for a reason of the service's. The
// seats are free at once.
//
// Faults: NotFound; Conflict when it has ended already; Invalid on why.
func (s *Service) Withdraw(ctx context.Context, who access.Actor, id PlaceID, why string) error {
	why = strings.TrimSpace(why)
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	if err := checkWhy(why); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := placeByID(tx, who, id)
		if err != nil {
			return err
		}
		switch p.State {
		case Withdrawn:
			return nil // a second click
		case Waiting, Offered, Accepted, Lapsed:
		default:
			return fault.Refuse("programme.place.changed")
		}
		if p.State == Accepted {
			if err := hidePlace(tx, p.Group, p, who.Today); err != nil {
				return err
			}
			if err := clearRing(tx, p.Group, p); err != nil {
				return err
			}
			if err := clearPlans(tx, p.Place, who.Today); err != nil {
				return err
			}
		}
		if err := s.endOffer(tx, p, Withdrawn); err != nil {
			return err
		}
		p.State, p.EndedWhy = Withdrawn, why
		if err := setPlace(tx, p.Place); err != nil {
			return err
		}
		return s.record(tx, who, "place.withdrawn", "place", id.String(), nil)
	})
	if err != nil {
		return fmt.Errorf("withdraw place %s: %w", id, err)
	}
	return nil
}

// endOffer ends the open offer of a place, if it has one. Its link stays, and
// opens the page that says kindly what became of it.
func (s *Service) endOffer(tx *store.Tx, p PlaceRow, outcome PlaceState) error {
	if p.State != Offered {
		return nil
	}
	o, err := openOffer(tx, p.ID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return setOutcome(tx, o.id, outcome)
}

// lapseBatch is how many offers end in one transaction: few enough that nobody
// waits for it.
const lapseBatch = 50

// LapseJob is the schedule's name for Lapse; every few minutes is often enough,
// because an offer that is over is treated so without it.
const LapseJob = "programme.lapse"

// Lapse ends the offers whose time is over, of all services, and returns how many.
// A lapsed place leaves the waiting list and stands in its group's page, so that
// somebody asks the family before it is offered anything again; the family is told.
func (s *Service) Lapse(ctx context.Context) (total int, err error) {
	for {
		n := 0
		err := s.db.Update(ctx, func(tx *store.Tx) error {
			over, err := expiredOffers(tx, GroupID{}, lapseBatch)
			if err != nil {
				return err
			}
			n = len(over)
			return s.lapse(tx, over)
		})
		if err != nil {
			return total, fmt.Errorf("lapse offers: %w", err)
		}
		if total += n; n < lapseBatch {
			return total, nil
		}
	}
}

// lapseIn ends the offers of one group that are over, so that its seats are free.
func (s *Service) lapseIn(tx *store.Tx, group GroupID) error {
	over, err := expiredOffers(tx, group, MostDyads)
	if err != nil {
		return err
	}
	return s.lapse(tx, over)
}

// lapseOf ends a place's own offer that is over, in whichever group, so that it can
// be offered another.
func (s *Service) lapseOf(tx *store.Tx, p *PlaceRow) error {
	p.State = Lapsed
	o, err := openOffer(tx, p.ID)
	if fault.Is(err, fault.NotFound) {
		return nil // with those of its group, just now
	}
	if err != nil {
		return err
	}
	return s.lapse(tx, []made{o})
}

func (s *Service) lapse(tx *store.Tx, over []made) error {
	for _, o := range over {
		program, _, err := s.program(tx, o.service)
		if err != nil {
			return err
		}
		p, err := placeByID(tx, program, o.place)
		if err != nil {
			return err
		}
		p.State = Lapsed
		if err := setPlace(tx, p.Place); err != nil {
			return err
		}
		if err := setOutcome(tx, o.id, Lapsed); err != nil {
			return err
		}
		if err := s.tellOne(tx, program, p, p.AskedBy, news{text: "offer-lapsed", about: aboutPlace(p)}); err != nil {
			return err
		}
		if err := s.record(tx, program, "place.lapsed", "place", p.ID.String(), map[string]string{"offer": o.id.String()}); err != nil {
			return err
		}
	}
	return nil
}
