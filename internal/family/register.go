package family

import (
	"cmp"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
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
		p := c.person()
		p.Family, p.Service = record.ID, who.Service
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
		p := n.person()
		p.Family, p.Service = record.ID, who.Service
		if err := insertPerson(tx, p); err != nil {
			return Record{}, err
		}
		first := Fact{ID: ident.New[fact](), Infant: p.ID, Kind: Registered, Due: p.Due, Born: p.Born, By: who.Account}
		if err := insertFact(tx, who.Service, first); err != nil {
			return Record{}, err
		}
		record.People = append(record.People, p)
	}
	record.Dyads = dyadsOf(record, in.Caregivers, who.Today)
	for _, d := range record.Dyads {
		if err := insertDyad(tx, who.Service, d); err != nil {
			return Record{}, err
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

func (c NewCaregiver) person() Person {
	return Person{
		ID: access.NewPersonID(), Kind: Adult, Name: clean(c.Name), Called: cmp.Or(clean(c.Called), clean(c.Name)),
		Lang: c.Lang, Interpreter: c.Interpreter,
	}
}

func (n NewInfant) person() Person {
	return Person{
		ID: access.NewPersonID(), Kind: Infant, Name: clean(n.Name), Called: cmp.Or(clean(n.Called), clean(n.Name)), Born: n.Born, Due: n.Due,
	}
}

// dyadsOf is every adult of a record with every infant.
func dyadsOf(r Record, adults []NewCaregiver, since civil.Date) []Dyad {
	var out []Dyad
	for i, adult := range r.Adults() {
		for _, infant := range r.Infants() {
			out = append(out, Dyad{
				ID: ident.New[dyad](), Family: r.ID, Caregiver: adult, Infant: infant, Relation: adults[i].Relation, Since: since,
			})
		}
	}
	return out
}
