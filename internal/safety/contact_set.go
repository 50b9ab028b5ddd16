package safety

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// SetContactIn records what an adult said about ways to reach them. Ways that are
// not in the list stay as they were. It is the person's own act, or that of staff
// who may change their record.
//
// Faults: NotFound for somebody the actor may not see; Forbidden; Invalid on
// channel or hours.
func (s *Service) SetContactIn(tx *store.Tx, who access.Actor, person access.PersonID, ways []SafeContact) error {
	var problems []fault.Problem
	for _, w := range ways {
		problems = append(problems, w.check()...)
	}
	if err := fault.Check(problems...); err != nil {
		return err
	}
	if _, err := who.Adult(tx, person); err != nil {
		return fmt.Errorf("safe contact of %s: %w", person, err)
	}
	own := who.Person == person && who.Has(access.Caregiver)
	if !own {
		if err := who.RequireWriting(); err != nil {
			return err
		}
	}
	before, err := contactsOf(tx, person)
	if err != nil {
		return err
	}
	for _, w := range ways {
		w.AskedAt, w.AskedBy = tx.Now(), access.AccountID{}
		if !own {
			w.AskedBy = who.Account
		}
		if err := upsertContact(tx, person, w); err != nil {
			return err
		}
		if err := promise(tx, person, before, w); err != nil {
			return err
		}
	}
	return s.log.Record(tx, who.Did("safe-contact.set", "person", person.String()))
}

// SetContact is SetContactIn in a transaction of its own.
func (s *Service) SetContact(ctx context.Context, who access.Actor, person access.PersonID, ways []SafeContact) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.SetContactIn(tx, who, person, ways) })
}

// SetReach keeps an adult's addresses and numbers and what they said about each, in
// one transaction: a number that is not safe is never stored as if it were.
//
// Faults: as for SetContactIn and family's SetDetailsIn.
func (s *Service) SetReach(ctx context.Context, who access.Actor, families *family.Service, person access.PersonID, details []family.NewDetail, ways []SafeContact) error {
	return s.db.Update(ctx, func(tx *store.Tx) error {
		if err := s.SetContactIn(tx, who, person, ways); err != nil {
			return err
		}
		return families.SetDetailsIn(tx, who, person, details)
	})
}

// Contacts reads what an adult said about ways to reach them, as far as the reader
// may see that adult. A way nobody asked about is not in the list.
//
// Faults: NotFound.
func (s *Service) Contacts(ctx context.Context, who access.Actor, person access.PersonID) (all []SafeContact, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := who.Adult(tx, person); err != nil {
			return fmt.Errorf("safe contact of %s: %w", person, err)
		}
		all, err = contactsOf(tx, person)
		return err
	})
	return all, err
}

// ContactsOf reads what several adults said, by adult. Whom the reader may not see
// is not among them.
func (s *Service) ContactsOf(ctx context.Context, who access.Actor, people []access.PersonID) (all map[access.PersonID][]SafeContact, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = contactsOfAll(tx, people, who.Adults("p.id", "p.service_id", 1))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("safe contact of %d people: %w", len(people), err)
	}
	return all, nil
}

// ContactsIn reads the same without asking who reads: for the outbound gate, which
// shows it to nobody.
func (s *Service) ContactsIn(tx *store.Tx, people []access.PersonID) (map[access.PersonID][]SafeContact, error) {
	return contactsOfAll(tx, people, access.Filter{SQL: "1 = 1"})
}

// ReachBy is ReachAt for one channel of all that a person said.
func ReachBy(all []SafeContact, channel family.Channel, at time.Time, zone *time.Location) Reach {
	for _, c := range all {
		if c.Channel == channel {
			return c.ReachAt(at, zone)
		}
	}
	return Reach{Why: WhyNotAsked}
}
