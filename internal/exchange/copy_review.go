package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// reasonMost is the most characters of a reason.
const reasonMost = 500

// Decide releases a passage, or withholds it with a reason. Until the copy is given
// it can be decided otherwise.
//
// Faults: Forbidden without CopyReview; NotFound; Conflict when the copy was given;
// Invalid on decision, and on reason where something is withheld without one.
func (s *Service) Decide(ctx context.Context, who access.Actor, id CopyID, on PassageID, d Decision, reason string) error {
	if err := who.Require(access.CopyReview); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case d != Release && d != Withhold:
		return fault.Check(fault.At("decision", "copy.decision.missing"))
	case d == Withhold && reason == "":
		return fault.Check(fault.At("reason", "copy.reason.missing"))
	case utf8.RuneCountInString(reason) > reasonMost:
		return fault.Check(fault.At("reason", "copy.reason.long", "limit", reasonMost))
	case d == Release:
		reason = ""
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		c, err := s.copyIn(tx, who, id)
		if err != nil {
			return err
		}
		if c.GivenAt != nil {
			return fault.Refuse("copy.given-already")
		}
		if err := setDecision(tx, id, on, who.Account, d, reason); err != nil {
			return err
		}
		event := who.Did("copy.decided", "person", c.Person.String())
		event.Detail = map[string]string{"passage": on.String(), "decision": string(d)}
		return s.log.Record(tx, event)
	})
	if err != nil {
		return fmt.Errorf("decide about a passage of %s: %w", id, err)
	}
	return nil
}

// Give makes the copy, as the record is now, and puts it where the person can take
// it for two weeks. Everything held has to be decided first.
//
// Faults: Forbidden without CopyReview; NotFound; Conflict while something is held,
// and when it was given; Unavailable when the disk is full.
func (s *Service) Give(ctx context.Context, who access.Actor, id CopyID) error {
	if err := who.Require(access.CopyReview); err != nil {
		return err
	}
	var file []byte
	err := s.db.View(ctx, func(tx *store.Tx) error {
		c, err := s.copyIn(tx, who, id)
		if err != nil {
			return err
		}
		if err := ready(c); err != nil {
			return err
		}
		file, err = s.pack(tx, who, c)
		return err
	})
	if err != nil {
		return fmt.Errorf("make copy %s: %w", id, err)
	}
	stored, _, err := s.rooms.Files.Put(ctx, bytes.NewReader(file))
	if err != nil {
		return fmt.Errorf("store copy %s: %w", id, err)
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		c, err := s.copyIn(tx, who, id)
		if err != nil {
			return err
		}
		if err := ready(c); err != nil {
			return err
		}
		if err := setGiven(tx, id, who.Account, who.Today.AddDays(givenFor), stored); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("copy.given", "person", c.Person.String()))
	})
	if err != nil {
		// Nobody will find the file: another was given meanwhile, or nothing.
		return fmt.Errorf("give copy %s: %w", id, joined(err, s.rooms.Files.Delete(stored)))
	}
	return nil
}

// ready refuses a copy that was given, or in which something is held.
func ready(c Copy) error {
	switch {
	case c.GivenAt != nil:
		return fault.Refuse("copy.given-already")
	case c.Held > 0:
		return fault.Refuse("copy.held", "n", c.Held)
	}
	return nil
}

// joined keeps the first error's kind when tidying up fails too.
func joined(err, also error) error {
	if also == nil {
		return err
	}
	return fmt.Errorf("%w (and %v)", err, also)
}

// File is a copy on its way to the person: their own, or printed by staff for them.
// That it was taken is on record before it is.
//
// Faults: NotFound for somebody else's copy, one that is not given or not there any
// more.
func (s *Service) File(ctx context.Context, who access.Actor, id CopyID) (io.ReadCloser, error) {
	var c Copy
	err := s.db.View(ctx, func(tx *store.Tx) (err error) {
		if who.May(access.CopyReview) {
			c, err = s.copyIn(tx, who, id)
			return err
		}
		if err := who.Require(access.HomeUse); err != nil {
			return err
		}
		c, err = lastCopy(tx, who.Person)
		return err
	})
	if err == nil && (c.ID != id || !c.Given(who.Today)) {
		err = fault.NotFoundf("copy to be taken")
	}
	if err == nil {
		err = s.log.RecordApart(ctx, s.db, who.Did("copy.taken", "person", c.Person.String()))
	}
	if err != nil {
		return nil, fmt.Errorf("take copy %s: %w", id, err)
	}
	return s.rooms.Files.Get(c.file)
}

// SweepJob deletes the files of copies whose two weeks are over.
const SweepJob = "exchange.sweep"

// Sweep deletes the files of copies that are not there to be taken any more, and
// says how many.
func (s *Service) Sweep(ctx context.Context) (n int, err error) {
	var old []Copy
	err = s.db.View(ctx, func(tx *store.Tx) error {
		old, err = overdueFiles(tx, tx.Now())
		return err
	})
	for _, c := range old {
		if err != nil {
			break
		}
		if err = s.rooms.Files.Delete(c.file); err != nil {
			break
		}
		err = s.db.Update(ctx, func(tx *store.Tx) error { return forgetFile(tx, c.ID) })
		n++
	}
	if err != nil {
		return n, fmt.Errorf("sweep copies: %w", err)
	}
	return n, nil
}
