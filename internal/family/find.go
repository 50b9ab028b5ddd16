package family

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Find reads as much of a family as the reader may see. Staff whose reading it is
// leave a line in the audit before they are shown anything.
//
// Faults: NotFound when the reader may see nobody of it, as when it is not there.
func (s *Service) Find(ctx context.Context, who access.Actor, id ID) (Record, error) {
	if err := who.Require(access.FamilyRead); err != nil {
		return Record{}, err
	}
	var record Record
	err := s.db.View(ctx, func(tx *store.Tx) (err error) {
		record, err = s.FindIn(tx, who, id)
		return err
	})
	if err != nil {
		return Record{}, err
	}
	// Each adult whose record was read may ask who did.
	events := []audit.Event{who.Did("family.seen", "family", id.String())}
	for _, a := range record.Adults() {
		events = append(events, who.Did("person.seen", "person", a.ID.String()))
	}
	if err := s.log.RecordApart(ctx, s.db, events...); err != nil {
		return Record{}, fmt.Errorf("read family %s: %w", id, err)
	}
	return record, nil
}

// FindIn is Find within a transaction, for use cases that go on to change
// something and record that instead.
func (s *Service) FindIn(tx *store.Tx, who access.Actor, id ID) (Record, error) {
	people, err := peopleOf(tx, who, id)
	if err != nil {
		return Record{}, fmt.Errorf("family %s: %w", id, err)
	}
	if len(people) == 0 {
		return Record{}, fault.NotFoundf("family %s", id)
	}
	record := Record{ID: id, People: people}
	if err := tx.QueryRow(`SELECT ref FROM family WHERE id = $1`, id).Scan(&record.Ref); err != nil {
		return Record{}, fmt.Errorf("family %s: %w", id, err)
	}
	record.Dyads, err = dyadsWhere(tx, who, "d.family_id = $1", id)
	if err != nil {
		return Record{}, fmt.Errorf("dyads of family %s: %w", id, err)
	}
	return record, nil
}

// Person reads one person; NotFound for whom the reader may not see.
func (s *Service) Person(ctx context.Context, who access.Actor, id PersonID) (p Person, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		p, err = personByID(tx, who, id)
		return err
	})
	return p, err
}

// Dyad reads one dyad; NotFound unless the reader may see both of its people.
func (s *Service) Dyad(ctx context.Context, who access.Actor, id DyadID) (d Dyad, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		d, err = s.DyadIn(tx, who, id)
		return err
	})
	return d, err
}

// DyadIn is Dyad within a transaction.
func (s *Service) DyadIn(tx *store.Tx, who access.Actor, id DyadID) (Dyad, error) {
	found, err := dyadsWhere(tx, who, "d.id = $1", id)
	if err != nil {
		return Dyad{}, fmt.Errorf("dyad %s: %w", id, err)
	}
	if len(found) == 0 {
		return Dyad{}, fault.NotFoundf("dyad %s", id)
	}
	return found[0], nil
}

// DyadsOf reads several dyads, by number. Those of whom the reader may not see both
// people are not among them.
func (s *Service) DyadsOf(ctx context.Context, who access.Actor, ids []DyadID) (map[DyadID]Dyad, error) {
	out := make(map[DyadID]Dyad, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	err := s.db.View(ctx, func(tx *store.Tx) error {
		found, err := dyadsWhere(tx, who, "d.id IN ("+store.List(1, len(args))+")", args...)
		for _, d := range found {
			out[d.ID] = d
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%d dyads: %w", len(ids), err)
	}
	return out, nil
}

// Mine reads a caregiver's own dyads that last.
func (s *Service) Mine(ctx context.Context, who access.Actor) (mine []Dyad, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		mine, err = dyadsWhere(tx, who, "d.caregiver_id = $1 AND d.ended_on IS NULL", who.Person)
		return err
	})
	return mine, err
}
