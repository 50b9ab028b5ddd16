package family

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// RegisterIn makes a family of the registration's people, with a dyad for every
// caregiver and infant, and opens an episode of support. It joins the caller's
// transaction because a record always comes out of something else: an enquiry
// accepted, an import.
//
// Faults: Forbidden without FamilyWrite; Invalid as Registration.Check says.
func (s *Service) RegisterIn(tx *store.Tx, who access.Actor, in Registration) (Record, error) {
	if err := who.Require(access.FamilyWrite); err != nil {
		return Record{}, err
	}
	if err := in.Check(who.Today); err != nil {
		return Record{}, err
	}

	record := Record{ID: ident.New[family](), Ref: ident.Reference()}
	if err := insertFamily(tx, who.Service, record.ID, record.Ref); err != nil {
		return Record{}, err
	}
	for _, c := range in.Caregivers {
		p := Person{
			ID: access.NewPersonID(), Family: record.ID, Service: who.Service, Kind: Adult,
			Name: clean(c.Name), Called: clean(c.Called), Lang: c.Lang, Interpreter: c.Interpreter,
		}
		if p.Called == "" {
			p.Called = p.Name
		}
		if err := insertPerson(tx, p); err != nil {
			return Record{}, err
		}
		for _, d := range c.Details {
			if err := insertDetail(tx, p.ID, d); err != nil {
				return Record{}, err
			}
		}
		record.People = append(record.People, p)
	}
	for _, n := range in.Infants {
		p := Person{
			ID: access.NewPersonID(), Family: record.ID, Service: who.Service, Kind: Infant,
			Name: clean(n.Name), Called: clean(n.Called), Born: n.Born, Due: n.Due,
		}
		if p.Called == "" {
			p.Called = p.Name
		}
		if err := insertPerson(tx, p); err != nil {
			return Record{}, err
		}
		record.People = append(record.People, p)
	}
	for i, adult := range record.Adults() {
		for _, infant := range record.Infants() {
			d := Dyad{
				ID: ident.New[dyad](), Family: record.ID, Caregiver: adult, Infant: infant,
				Relation: in.Caregivers[i].Relation, Since: who.Today,
			}
			if err := insertDyad(tx, who.Service, d); err != nil {
				return Record{}, err
			}
			record.Dyads = append(record.Dyads, d)
		}
	}
	if err := insertEpisode(tx, who.Service, record.ID, who.Today); err != nil {
		return Record{}, err
	}
	if err := s.log.Record(tx, who.Did("family.registered", "family", record.ID.String())); err != nil {
		return Record{}, fmt.Errorf("register family %s: %w", record.ID, err)
	}
	return record, nil
}
