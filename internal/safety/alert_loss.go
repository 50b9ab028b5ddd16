package safety

import (
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/store"
)

// lossSight is how long whoever is asked to call sees the people of a loss: half a
// year, since grief is not over with the first call.
const lossSight = 183

// AskToCall makes one member of staff the owner of the call after a loss: the first
// of those named who still works here and may own alerts or, when there is none, a
// lead. It writes into the loss who that is and until when, so that the page of the
// one who is called can say so. Nobody is written to.
func (s *Service) AskToCall(tx *store.Tx, e *family.Ending, first []access.AccountID) error {
	if e.Ring.IsZero() {
		return nil
	}
	team, err := s.accounts.ServiceIn(tx, e.Service)
	if err != nil {
		return err
	}
	system := access.System(e.Service, team.Today(tx.Now()))
	if e.Caller, e.CallerName, err = s.callerOf(tx, system, first); err != nil {
		return err
	}
	by, err := s.callBy(tx, team)
	if err != nil {
		return err
	}
	e.CallBy = &by
	if err := showLoss(tx, e, system.Today); err != nil {
		return err
	}
	source, err := s.toldBy(tx, e.By)
	if err != nil {
		return err
	}
	_, err = s.OpenIn(tx, system, NewAlert{Person: e.Ring, Dyad: dyadOf(e), Kind: Loss, Source: source, Owner: e.Caller, Due: by})
	return err
}

// dyadOf is the dyad of whoever is called: what was told is found through it.
func dyadOf(e *family.Ending) family.DyadID {
	for _, d := range e.Dyads {
		if d.Caregiver.ID == e.Ring {
			return d.ID
		}
	}
	return family.DyadID{}
}

// toldBy is the source of the alert: a caregiver, or staff.
func (s *Service) toldBy(tx *store.Tx, id access.AccountID) (string, error) {
	who, err := s.accounts.ActorIn(tx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	if who.Has(access.Caregiver) {
		return "caregiver", nil
	}
	return "staff", nil
}

// callerOf is who is asked to call.
func (s *Service) callerOf(tx *store.Tx, system access.Actor, first []access.AccountID) (access.AccountID, string, error) {
	able, err := s.accounts.ColleaguesIn(tx, system, access.AlertOwn)
	if err != nil {
		return access.AccountID{}, "", err
	}
	for _, id := range first {
		i := slices.IndexFunc(able, func(c identity.Colleague) bool { return c.ID == id })
		if i >= 0 {
			return id, able[i].Name, nil
		}
	}
	for _, c := range able {
		if slices.Contains(c.Roles, access.Lead) {
			return c.ID, c.Name, nil
		}
	}
	return access.AccountID{}, "", nil
}

// callBy is the end of the next day on which the team works: not a Saturday, a
// Sunday or one of its holidays.
func (s *Service) callBy(tx *store.Tx, team identity.Service) (time.Time, error) {
	today := team.Today(tx.Now())
	holidays, err := s.accounts.HolidaysIn(tx, team.ID, today)
	if err != nil {
		return time.Time{}, fmt.Errorf("holidays: %w", err)
	}
	day := nextWorkday(today, holidays)
	return day.AddDays(1).In(team.Zone, civil.Clock{}), nil
}

func nextWorkday(today civil.Date, holidays []identity.Holiday) civil.Date {
	day := today.AddDays(1)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday ||
		slices.ContainsFunc(holidays, func(h identity.Holiday) bool { return h.Day == day }) {
		day = day.AddDays(1)
	}
	return day
}

// showLoss lets whoever calls see the baby and its caregivers.
func showLoss(tx *store.Tx, e *family.Ending, today civil.Date) error {
	if e.Caller.IsZero() {
		return nil
	}
	people := []access.PersonID{e.Infant}
	for _, d := range e.Dyads {
		people = append(people, d.Caregiver.ID)
	}
	for _, p := range people {
		err := access.Grant(tx, access.Sight{
			Account: e.Caller, Person: p, Reason: "loss:" + e.ID.String(), From: today, Until: today.AddDays(lossSight),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// CallOff closes the call after a loss that was told of the wrong baby, and ends the
// sight that came with it.
func (s *Service) CallOff(tx *store.Tx, e *family.Ending) error {
	team, err := s.accounts.ServiceIn(tx, e.Service)
	if err != nil {
		return err
	}
	system := access.System(e.Service, team.Today(tx.Now()))
	if err := access.End(tx, "loss:"+e.ID.String(), access.PersonID{}, system.Today.AddDays(-1)); err != nil {
		return err
	}
	open, err := alertsWhere(tx, system, `al.person_id = $1 AND al.kind = 'loss' AND al.closed_at IS NULL AND al.opened_at >= $2
 AND (al.dyad_id IS NULL OR EXISTS (SELECT 1 FROM dyad d WHERE d.id = al.dyad_id AND d.infant_id = $3))`, []any{e.Ring, e.At, e.Infant}, ``)
	if err != nil {
		return err
	}
	for _, a := range open {
		if err := insertStep(tx, system, a.ID, Step{Act: Closed}); err != nil {
			return err
		}
		if err := closeAlert(tx, a.ID); err != nil {
			return err
		}
	}
	return nil
}
