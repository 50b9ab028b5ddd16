package programme

import (
	"errors"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// What a loss puts away in this room, and how each was.
const (
	keptPlace = "place"
	keptRing  = "ring"
	keptPlan  = "plan"
)

// placeWas is a place before a loss.
type placeWas struct {
	Group      GroupID    `json:"group"`
	State      PlaceState `json:"state"`
	Dyads      int        `json:"dyads"`
	StartFrom  civil.Date `json:"start_from"`
	StartBy    civil.Date `json:"start_by"`
	OfferedAt  *time.Time `json:"offered_at"`
	ExpiresAt  *time.Time `json:"expires_at"`
	AnsweredAt *time.Time `json:"answered_at"`
	EndedWhy   string     `json:"ended_why"`
	Offer      string     `json:"offer"` // the open one
	Left       bool       `json:"left"`  // no baby of it was left: it ended
}

// OnLoss is what this room does when a baby is lost, for app to bind.
func (s *Service) OnLoss() family.Put { return family.Put{Away: s.lossAway, Back: s.lossBack} }

// lossAway ends the places whose last living baby was lost, without a word to
// anybody, and lets the others go on with the babies who live. It asks somebody to
// call: the family's key worker, else who leads its group, else a lead.
func (s *Service) lossAway(tx *store.Tx, e *family.Ending) error {
	who, _, err := s.program(tx, e.Service)
	if err != nil {
		return err
	}
	all, err := placesOfInfant(tx, who, e.Infant)
	if err != nil {
		return err
	}
	first, err := s.callers(tx, e, all)
	if err != nil {
		return err
	}
	if err := s.safety.AskToCall(tx, e, first); err != nil {
		return err
	}
	for _, p := range all {
		if err := s.putAway(tx, who, e, p); err != nil {
			return fmt.Errorf("put away place %s: %w", p.ID, err)
		}
	}
	return nil
}

// callers are those who know the family best, the nearest first.
func (s *Service) callers(tx *store.Tx, e *family.Ending, all []PlaceRow) ([]access.AccountID, error) {
	out, err := s.families.KeyWorkersIn(tx, e.Infant)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.State != Accepted && p.State != Completed {
			continue
		}
		leaders, err := leadersOf(tx, p.Group)
		if err != nil {
			return nil, err
		}
		out = append(out, leaders...)
	}
	return out, nil
}

// putAway takes what ended out of one place.
func (s *Service) putAway(tx *store.Tx, who access.Actor, e *family.Ending, p PlaceRow) error {
	pairs, err := pairsOf(tx, who, []any{p.ID})
	if err != nil {
		return err
	}
	var stay []pair
	for _, pair := range pairs {
		if pair.lasts() && !e.Ends(pair.dyad) {
			stay = append(stay, pair)
		}
	}
	if len(stay) == len(pairs) || p.State == Completed || p.State == Withdrawn {
		return s.forgetAbsent(tx, e, p, pairs, stay)
	}
	if err := s.keepPlace(tx, e, p, len(stay) == 0); err != nil {
		return err
	}
	if err := s.forgetAbsent(tx, e, p, pairs, stay); err != nil {
		return err
	}
	if len(stay) > 0 {
		return s.goOn(tx, e, p, stay)
	}
	if err := s.endOffer(tx, p, Withdrawn); err != nil {
		return err
	}
	if p.State != Accepted {
		p.AnsweredAt = nil // a place that was never theirs
	}
	p.State, p.EndedWhy = Withdrawn, EndedByLoss
	if err := setPlace(tx, p.Place); err != nil {
		return err
	}
	return s.record(tx, who, "place.withdrawn", "place", p.ID.String(), nil)
}

func (s *Service) keepPlace(tx *store.Tx, e *family.Ending, p PlaceRow, left bool) error {
	was := placeWas{
		Group: p.Group, State: p.State, Dyads: p.Dyads, StartFrom: p.StartFrom, StartBy: p.StartBy,
		OfferedAt: p.OfferedAt, ExpiresAt: p.ExpiresAt, AnsweredAt: p.AnsweredAt, EndedWhy: p.EndedWhy, Left: left,
	}
	if p.State == Offered {
		o, err := openOffer(tx, p.ID)
		if err != nil {
			return err
		}
		was.Offer = o.id.String()
	}
	return s.families.KeepIn(tx, e.ID, family.Kept{Kind: keptPlace, Thing: p.ID.String(), Was: was})
}

// goOn lets a place go on with the pairs that stay: the days on which it can start
// and the seats it takes are those of the babies who live, and what waits to be said
// of the group is said for one of them.
func (s *Service) goOn(tx *store.Tx, e *family.Ending, p PlaceRow, stay []pair) error {
	program, err := s.catalogue.Programme(p.Programme)
	if err != nil {
		return err
	}
	var living []family.Person
	for _, pair := range stay {
		living = addPerson(living, pair.infant)
		if err := s.messages.SpeakOf(tx, e.Service, pair.caregiver.ID, e.Infant, pair.infant.ID); err != nil {
			return err
		}
	}
	w := FamilyWindow(program, PlaceRow{Infants: living}.Babies())
	if w.To.IsZero() {
		w = civil.Window{From: p.StartFrom, To: p.StartBy}
	}
	return setStart(tx, p.ID, w, program.Takes(len(stay)))
}

// forgetAbsent takes caregivers who no longer come with a baby off the list of those
// to ring about missed sessions, and what they planned off the registers to come.
func (s *Service) forgetAbsent(tx *store.Tx, e *family.Ending, p PlaceRow, pairs, stay []pair) error {
	var errs []error
	done := map[family.PersonID]bool{}
	for _, pair := range stay {
		done[pair.caregiver.ID] = true
	}
	for _, pair := range pairs {
		if p.Group.IsZero() || done[pair.caregiver.ID] {
			continue
		}
		done[pair.caregiver.ID] = true
		errs = append(errs, s.forgetRing(tx, e, p.Group, pair.caregiver.ID), s.forgetPlans(tx, e, p, pair.caregiver.ID))
	}
	return errors.Join(errs...)
}
