package family

import (
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// lossPledge is a loss as it must not be forgotten.
type lossPledge struct {
	ID      LossID           `json:"id"`
	Service access.ServiceID `json:"service"`
	Infant  PersonID         `json:"infant"`
	Kind    LossKind         `json:"kind"`
	Day     civil.Date       `json:"day"`
	At      time.Time        `json:"at"`
	By      access.AccountID `json:"by"`
	Ring    PersonID         `json:"ring"`
	Carers  []PersonID       `json:"carers"` // whose dyads ended
}

func aboutLoss(id LossID) string { return "loss:" + id.String() }

func pledgeOf(e *Ending) lossPledge {
	p := lossPledge{ID: e.ID, Service: e.Service, Infant: e.Infant, Kind: e.Kind, Day: e.Day, At: e.At, By: e.By, Ring: e.Ring}
	for _, d := range e.Dyads {
		p.Carers = append(p.Carers, d.Caregiver.ID)
	}
	return p
}

// CarryLoss puts away anew, after a restore, what a loss had put away: everything
// happens as when it was told, and somebody is asked to call. It reports false when
// the copy does not know the baby, or knows the loss.
func (s *Service) CarryLoss(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var told lossPledge
	if err := p.Read(&told); err != nil {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	if _, err := lossByID(tx, system, told.ID); !fault.Is(err, fault.NotFound) {
		return false, err
	}
	baby, err := personByID(tx, system, told.Infant)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	dyads, err := lastingDyads(tx, baby.ID)
	if err != nil {
		return false, err
	}
	if told.Kind == Moved {
		dyads = slices.DeleteFunc(dyads, func(d Dyad) bool { return !slices.Contains(told.Carers, d.Caregiver.ID) })
	}
	e := &Ending{Dyads: dyads, Loss: Loss{ID: told.ID, Service: baby.Service, Infant: baby.ID, Kind: told.Kind, Day: told.Day, At: told.At}}
	if e.By, err = accountOrNone(tx, told.By); err != nil {
		return false, err
	}
	e.Ring = whomToRing(system, dyads, told.Ring)
	return true, s.end(tx, system, e)
}

// CarryReversal takes back anew a loss that was taken back.
func (s *Service) CarryReversal(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var told lossPledge
	if err := p.Read(&told); err != nil {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	l, err := lossByID(tx, system, told.ID)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil || !l.Stands() {
		return false, err
	}
	return true, s.takeBack(tx, system, &l)
}

// accountOrNone is an account if the copy knows it.
func accountOrNone(tx *store.Tx, id access.AccountID) (access.AccountID, error) {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM account WHERE id = $1`, id).Scan(&n)
	if err != nil || n == 0 {
		return access.AccountID{}, err
	}
	return id, nil
}

func aboutRestriction(id RestrictionID) string { return "restriction:" + id.String() }

// restrictionPledge is a restriction, or its end, as it must not be forgotten. Its evidence is
// words, and stays in the database: after a restore it says where it came from.
type restrictionPledge struct {
	ID      RestrictionID    `json:"id"`
	Service access.ServiceID `json:"service"`
	Adult   PersonID         `json:"adult"`
	About   PersonID         `json:"about"`
	From    civil.Date       `json:"from"`
	Until   civil.Date       `json:"until"`
	Why     RestrictionWhy   `json:"why"`
	By      access.AccountID `json:"by"`
}

// CarryRestriction makes a restriction hold again after a restore. It reports false
// when the copy does not know one of the two, or knows the restriction.
func (s *Service) CarryRestriction(tx *store.Tx, p pledge.Pledge, evidence string) (bool, error) {
	var told restrictionPledge
	if err := p.Read(&told); err != nil {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	for _, id := range []PersonID{told.Adult, told.About} {
		if _, err := personByID(tx, system, id); fault.Is(err, fault.NotFound) {
			return false, nil
		} else if err != nil {
			return false, err
		}
	}
	var err error
	if system.Account, err = somebody(tx, told.Service, told.By); err != nil {
		return false, err
	}
	fresh, err := insertRestriction(tx, system, told.Service, NewRestriction{
		ID: told.ID, Adult: told.Adult, About: told.About, From: told.From, Until: told.Until, Why: told.Why, Evidence: evidence,
	})
	if err != nil || !fresh {
		return false, err
	}
	for _, do := range s.onRestrict {
		if err := do(tx, system, told.Adult, told.About); err != nil {
			return false, err
		}
	}
	return true, s.log.Record(tx, system.Did("restriction.made", "restriction", told.ID.String()))
}

// CarryRestrictionEnd ends anew a restriction that was ended. It reports false when
// the copy does not know it, or knows that it ended.
func (s *Service) CarryRestrictionEnd(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var told restrictionPledge
	if err := p.Read(&told); err != nil {
		return false, err
	}
	system := access.System(told.Service, civil.Of(tx.Now()))
	found, err := restrictionsWhere(tx, system, `r.id = $1`, told.ID)
	if err != nil || len(found) == 0 || found[0].EndedAt != nil {
		return false, err
	}
	if system.Account, err = somebody(tx, told.Service, told.By); err != nil {
		return false, err
	}
	if err := endRestriction(tx, system, told.ID); err != nil {
		return false, err
	}
	return true, s.log.Record(tx, system.Did("restriction.ended", "restriction", told.ID.String()))
}

// somebody is the account that made a restriction or, when the copy does not know it,
// the service's first member of staff: it has to be somebody's.
func somebody(tx *store.Tx, service access.ServiceID, id access.AccountID) (access.AccountID, error) {
	known, err := accountOrNone(tx, id)
	if err != nil || !known.IsZero() {
		return known, err
	}
	err = tx.QueryRow(`SELECT a.id FROM account a WHERE a.service_id = $1 AND a.person_id IS NULL ORDER BY a.created_at, a.id LIMIT 1`, service).Scan(&known)
	if err != nil {
		return known, fmt.Errorf("staff of service %s: %w", service, err)
	}
	return known, nil
}
