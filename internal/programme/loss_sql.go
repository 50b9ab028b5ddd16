package programme

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// placesOfInfant reads every place with a dyad of an infant, whatever became of it.
func placesOfInfant(tx *store.Tx, who access.Actor, infant family.PersonID) ([]PlaceRow, error) {
	return places(tx, who, `pl.id IN (
 SELECT mine.place_id FROM dyad m JOIN place_dyad mine ON mine.dyad_id = m.id WHERE m.infant_id = $1)`, []any{infant}, ` ORDER BY pl.id`)
}

// ringWas is a row of misses before a loss.
type ringWas struct {
	Group  GroupID          `json:"group"`
	Person family.PersonID  `json:"person"`
	Team   access.ServiceID `json:"service"`
	Misses int              `json:"misses"`
	Missed civil.Date       `json:"missed_on"`
	Since  time.Time        `json:"since"`
}

func (s *Service) forgetRing(tx *store.Tx, e *family.Ending, group GroupID, person family.PersonID) error {
	rows, err := tx.Query(`SELECT r.group_id, r.person_id, r.service_id, r.misses, r.missed_on, r.since FROM to_ring r
WHERE r.group_id = $1 AND r.person_id = $2`, group, person)
	all, err := store.Collect(rows, err, func(r *store.Rows) (w ringWas, err error) {
		return w, r.Scan(&w.Group, &w.Person, &w.Team, &w.Misses, &w.Missed, &w.Since)
	})
	if err != nil || len(all) == 0 {
		return err
	}
	thing := group.String() + "@" + person.String()
	if err := s.families.KeepIn(tx, e.ID, family.Kept{Kind: keptRing, Thing: thing, Was: all[0]}); err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM to_ring WHERE group_id = $1 AND person_id = $2`, group, person)
	return err
}

func ringAgain(tx *store.Tx, w ringWas) error {
	_, err := tx.Exec(`INSERT INTO to_ring (group_id, person_id, service_id, misses, missed_on, since) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (group_id, person_id) DO NOTHING`, w.Group, w.Person, w.Team, w.Misses, w.Missed, w.Since)
	return err
}

// planWas is "can't come" in the register of a session to come, before a loss.
type planWas struct {
	Session SessionID        `json:"session"`
	Person  family.PersonID  `json:"person"`
	Place   PlaceID          `json:"place"`
	Reason  Reason           `json:"reason"`
	By      access.AccountID `json:"by"`
	At      time.Time        `json:"at"`
}

func (s *Service) forgetPlans(tx *store.Tx, e *family.Ending, p PlaceRow, person family.PersonID) error {
	today, err := s.todayOf(tx, e.Service)
	if err != nil {
		return err
	}
	rows, err := tx.Query(`
SELECT a.session_id, a.person_id, a.place_id, a.reason, a.by_account, a.at FROM attendance a JOIN group_session n ON n.id = a.session_id
WHERE a.place_id = $1 AND a.person_id = $2 AND a.mark = 'cant' AND n.group_id = $3 AND n.on_day >= $4`, p.ID, person, p.Group, today)
	all, err := store.Collect(rows, err, func(r *store.Rows) (w planWas, err error) {
		return w, r.Scan(&w.Session, &w.Person, &w.Place, &w.Reason, &w.By, &w.At)
	})
	if err != nil {
		return fmt.Errorf("plans of place %s: %w", p.ID, err)
	}
	for _, w := range all {
		kept := family.Kept{Kind: keptPlan, Thing: w.Session.String() + "@" + w.Person.String(), Was: w}
		if err := s.families.KeepIn(tx, e.ID, kept); err != nil {
			return err
		}
		if err := removeMarking(tx, w.Session, w.Person); err != nil {
			return err
		}
	}
	return nil
}

func planAgain(tx *store.Tx, w planWas) error {
	_, err := tx.Exec(`
INSERT INTO attendance (session_id, person_id, place_id, mark, with_baby, reason, by_account, at, late, undone, was_baby)
VALUES ($1, $2, $3, 'cant', $4, $5, $6, $7, $8, $8, $8) ON CONFLICT (session_id, person_id) DO NOTHING`,
		w.Session, w.Person, w.Place, true, string(w.Reason), w.By, w.At, false)
	return err
}

// reopenOffer lets an offer that a loss ended wait for its answer again.
func reopenOffer(tx *store.Tx, id string) error {
	var offer OfferID
	if err := offer.UnmarshalText([]byte(id)); err != nil {
		return fmt.Errorf("kept offer: %w", err)
	}
	_, err := tx.Exec(`UPDATE place_offer SET outcome = '', ended_at = NULL WHERE id = $1 AND outcome = 'withdrawn'`, offer)
	return err
}

// leadersOf reads who leads a group now.
func leadersOf(tx *store.Tx, group GroupID) ([]access.AccountID, error) {
	rows, err := tx.Query(`SELECT f.account_id FROM facilitator f JOIN account a ON a.id = f.account_id
WHERE f.group_id = $1 AND f.until_on IS NULL ORDER BY a.name, a.id`, group)
	return store.Collect(rows, err, store.Column[access.AccountID])
}
