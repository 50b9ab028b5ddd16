package exchange

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// Ask asks for a copy of one adult's record: their own act, or that of staff who
// write down that they asked. Asking again while one is waiting or there to be
// taken is asking once.
//
// Faults: NotFound for somebody the actor may not see; Forbidden for staff whose
// role writes nothing.
func (s *Service) Ask(ctx context.Context, who access.Actor, person access.PersonID) (id CopyID, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		service, err := who.Adult(tx, person)
		if err != nil {
			return err
		}
		own := who.Person == person && who.Has(access.Caregiver)
		by := access.AccountID{}
		if !own {
			if err := who.RequireWriting(); err != nil {
				return err
			}
			by = who.Account
		}
		last, err := lastCopy(tx, person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err == nil && (last.GivenAt == nil || last.Given(who.Today)) {
			id = last.ID
			return nil
		}
		id = ident.New[recordCopy]()
		if err := insertCopy(tx, Copy{ID: id, Service: service, Person: person}, by); err != nil {
			return err
		}
		found, err := passagesAbout(tx, access.System(service, who.Today), person)
		if err != nil {
			return err
		}
		for n, p := range found {
			if err := insertPassage(tx, id, n+1, p); err != nil {
				return err
			}
		}
		return s.log.Record(tx, who.Did("copy.asked", "person", person.String()))
	})
	if err != nil {
		return CopyID{}, fmt.Errorf("ask for a copy of %s: %w", person, err)
	}
	return id, nil
}

// Mine is the last copy a caregiver asked for; its passages are not read.
//
// Faults: Forbidden for anybody else; NotFound when they never asked.
func (s *Service) Mine(ctx context.Context, who access.Actor) (c Copy, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return c, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		c, err = lastCopy(tx, who.Person)
		return err
	})
	return c, err
}

// Waiting lists the copies that are asked for and not given, the first asked first,
// and those given in the last two weeks.
//
// Faults: Forbidden without CopyReview.
func (s *Service) Waiting(ctx context.Context, who access.Actor) (all []Copy, err error) {
	if err := who.Require(access.CopyReview); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = copiesWhere(tx, who.Within(access.CopyReview), `(c.given_at IS NULL OR c.until_on >= $1)`, who.Today)
		return err
	})
	return all, err
}

// Copy reads one copy with the passages that are held. The reading is on record
// before it is shown.
//
// Faults: Forbidden without CopyReview; NotFound.
func (s *Service) Copy(ctx context.Context, who access.Actor, id CopyID) (c Copy, err error) {
	if err := who.Require(access.CopyReview); err != nil {
		return c, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		c, err = s.copyIn(tx, who, id)
		return err
	})
	if err == nil {
		err = s.log.RecordApart(ctx, s.db, who.Did("copy.seen", "person", c.Person.String()))
	}
	if err != nil {
		return Copy{}, fmt.Errorf("copy %s: %w", id, err)
	}
	return c, nil
}

func (s *Service) copyIn(tx *store.Tx, who access.Actor, id CopyID) (Copy, error) {
	found, err := copiesWhere(tx, who.Within(access.CopyReview), `c.id = $1`, id)
	if err != nil {
		return Copy{}, err
	}
	if len(found) == 0 {
		return Copy{}, fault.NotFoundf("copy %s", id)
	}
	c := found[0]
	c.Passages, err = passagesOf(tx, id)
	return c, err
}
