package programme

import (
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// What of a place could not be put back as it was, as keys of the catalogue.
const (
	NotBackChanged = "loss.not-back.changed" // somebody did something else with it since
	NotBackSeat    = "loss.not-back.seat"    // the seat was given away
	NotBackOffer   = "loss.not-back.offer"   // the time to answer the offer is over
	NotBackGroup   = "loss.not-back.group"   // the group was cancelled or is over
)

// lossBack puts back what a loss that was told of the wrong baby put away in this
// room: places with their seats and start windows, offers, calls to make and "can't
// come". Where a seat was given away, the offer is over or the group no longer meets,
// the family waits again with the day it first asked. Nobody is written to.
func (s *Service) lossBack(tx *store.Tx, e *family.Ending) (notBack []string, err error) {
	who, _, err := s.program(tx, e.Service)
	if err != nil {
		return nil, err
	}
	if err := s.safety.CallOff(tx, e); err != nil {
		return nil, err
	}
	kept, err := s.families.KeptIn(tx, e.ID, keptPlace)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		why, err := s.placeBack(tx, who, k)
		if err != nil {
			return nil, fmt.Errorf("put back place %s: %w", k.Thing, err)
		}
		if why != "" && !slices.Contains(notBack, why) {
			notBack = append(notBack, why)
		}
	}
	return notBack, s.registersBack(tx, e)
}

// placeBack puts one place back, and says why not quite.
func (s *Service) placeBack(tx *store.Tx, who access.Actor, k family.Kept) (why string, err error) {
	var was placeWas
	if err := k.Read(&was); err != nil {
		return "", err
	}
	var id PlaceID
	if err := id.UnmarshalText([]byte(k.Thing)); err != nil {
		return "", err
	}
	p, err := placeByID(tx, who, id)
	if err != nil {
		return "", err
	}
	if was.Left && (p.State != Withdrawn || p.EndedWhy != EndedByLoss) || !was.Left && p.State != was.State {
		return NotBackChanged, nil
	}
	if why, err = s.backInGroup(tx, who, was, p); err != nil {
		return "", err
	}
	if why == NotBackSeat && !was.Left {
		return why, nil // the family keeps the seats it has
	}
	if err := s.windowBack(tx, p, was); err != nil {
		return "", err
	}
	p.Group, p.State, p.EndedWhy = was.Group, was.State, was.EndedWhy
	p.OfferedAt, p.ExpiresAt, p.AnsweredAt = was.OfferedAt, was.ExpiresAt, was.AnsweredAt
	if why != "" && was.Left {
		p.backToWaiting()
	}
	if err := setPlace(tx, p.Place); err != nil {
		return "", err
	}
	if p.State == Offered && was.Offer != "" {
		err = reopenOffer(tx, was.Offer)
	}
	if err == nil {
		err = s.record(tx, who, "place.put-back", "place", id.String(), nil)
	}
	return why, err
}

// windowBack writes a place's start window and seats for the babies it has now: the
// one that is back among them.
func (s *Service) windowBack(tx *store.Tx, p PlaceRow, was placeWas) error {
	program, err := s.catalogue.Programme(p.Programme)
	if err != nil {
		return err
	}
	w := FamilyWindow(program, p.Babies())
	if w.To.IsZero() {
		w.From, w.To = was.StartFrom, was.StartBy
	}
	return setStart(tx, p.ID, w, was.Dyads)
}

// backInGroup says why a place cannot have its seats back; empty when it can, or had
// none.
func (s *Service) backInGroup(tx *store.Tx, who access.Actor, was placeWas, p PlaceRow) (why string, err error) {
	if was.State != Accepted && was.State != Offered {
		return "", nil
	}
	g, err := s.groupByID(tx, who.Service, who.Today, was.Group)
	if err != nil {
		return "", err
	}
	if g.State == StateCancelled || g.Status == Finished {
		return NotBackGroup, nil
	}
	if was.State == Offered && !was.ExpiresAt.After(tx.Now()) {
		return NotBackOffer, nil
	}
	seats, err := taken(tx, g.ID)
	if err != nil {
		return "", err
	}
	if p.State == was.State { // it is counted among those taken
		seats -= p.Dyads
	}
	if seats+was.Dyads > g.Capacity {
		return NotBackSeat, nil
	}
	return "", nil
}

// registersBack puts back whom to ring and who can't come, of those whose place is
// back.
func (s *Service) registersBack(tx *store.Tx, e *family.Ending) error {
	rings, err := s.families.KeptIn(tx, e.ID, keptRing)
	if err != nil {
		return err
	}
	for _, k := range rings {
		var was ringWas
		if err := k.Read(&was); err != nil {
			return err
		}
		if err := ringAgain(tx, was); err != nil {
			return err
		}
	}
	plans, err := s.families.KeptIn(tx, e.ID, keptPlan)
	if err != nil {
		return err
	}
	for _, k := range plans {
		var was planWas
		if err := k.Read(&was); err != nil {
			return err
		}
		back, err := exists(tx, `SELECT COUNT(*) FROM place WHERE id = $1 AND state IN ('accepted', 'completed')`, was.Place)
		if err != nil {
			return err
		}
		if !back {
			continue
		}
		if err := planAgain(tx, was); err != nil {
			return err
		}
	}
	return nil
}
