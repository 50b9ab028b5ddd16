package family

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// Joining is an adult who begins to care for babies that have a record already.
type Joining struct {
	Family  ID           // where somebody new belongs
	Person  PersonID     // of somebody with a record; zero for somebody new
	New     NewCaregiver // of somebody new
	Infants []PersonID
	As      Relation
}

// JoinIn makes the dyads of an adult with babies, and the adult's record where
// there is none. The caller has asked who may see whom, and records why.
//
// Faults: Conflict when a restriction stands between them.
func (s *Service) JoinIn(tx *store.Tx, who access.Actor, in Joining) (Person, error) {
	system := access.System(who.Service, who.Today)
	p := in.New.person()
	if in.Person.IsZero() {
		p.Family, p.Service = in.Family, who.Service
		if err := insertPerson(tx, p); err != nil {
			return p, err
		}
		for _, d := range in.New.Details {
			if err := insertDetail(tx, p.ID, d); err != nil {
				return p, err
			}
		}
	} else {
		var err error
		if p, err = personByID(tx, system, in.Person); err != nil {
			return p, err
		}
	}
	for _, id := range in.Infants {
		infant, err := personByID(tx, system, id)
		if err != nil {
			return p, err
		}
		apart, err := keptApart(tx, who, p.ID, id)
		if err != nil {
			return p, err
		}
		if apart {
			return p, fault.Refuse("kin.invite.apart")
		}
		d := Dyad{ID: ident.New[dyad](), Family: infant.Family, Caregiver: p, Infant: infant, Relation: in.As, Since: who.Today}
		if err := insertDyadOnce(tx, who.Service, d); err != nil {
			return p, err
		}
	}
	return p, s.log.Record(tx, who.Did("caregiver.joined", "person", p.ID.String()))
}

// keptApart reports whether a restriction keeps an adult from somebody today.
func keptApart(tx *store.Tx, who access.Actor, adult, about PersonID) (bool, error) {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM person p JOIN person o ON o.id = $2 WHERE p.id = $1 AND `+access.Apart("p.id", "o.id", "$3"),
		adult, about, who.Today).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("whether %s is kept from %s: %w", adult, about, err)
	}
	return n > 0, nil
}

// insertDyadOnce makes a dyad, or lets one that ended go on.
func insertDyadOnce(tx *store.Tx, service access.ServiceID, d Dyad) error {
	_, err := tx.Exec(`
INSERT INTO dyad (id, service_id, family_id, caregiver_id, infant_id, relation, since_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (caregiver_id, infant_id) DO UPDATE SET ended_on = NULL, ended_why = ''`,
		d.ID, service, d.Family, d.Caregiver.ID, d.Infant.ID, string(d.Relation), d.Since)
	if err != nil {
		return fmt.Errorf("insert dyad %s: %w", d.ID, err)
	}
	return nil
}
