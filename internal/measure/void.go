package measure

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Void takes back a response that should not be there: the wrong baby, the wrong
// form. It is kept with the reason and counts for nothing; the measure is due
// again while its days last. An alert that it opened stays open: that somebody
// looked is for the alert's owner to say.
//
// Faults: NotFound; Invalid on why; Conflict when it is void already.
func (s *Service) Void(ctx context.Context, who access.Actor, id ResponseID, why string) error {
	if err := who.Require(access.ResponseWrite); err != nil {
		return err
	}
	who = who.Within(access.ResponseWrite)
	why = strings.TrimSpace(why)
	if why == "" {
		return fault.Check(fault.At("why", "measure.void.why.missing"))
	}
	if utf8.RuneCountInString(why) > WhyLimit {
		return fault.Check(fault.At("why", "measure.void.why.long", "limit", WhyLimit))
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		r, _, err := staffRecord(tx, who, id)
		if err != nil {
			return err
		}
		if r.state == Voided {
			return fault.Refuse("measure.refuse.void")
		}
		return s.void(tx, who, id, why)
	})
	if err != nil {
		return fmt.Errorf("void response %s: %w", id, err)
	}
	return nil
}

// void marks a response void; no reason means that another entry took its place.
func (s *Service) void(tx *store.Tx, who access.Actor, id ResponseID, why string) error {
	if err := voidRecord(tx, id, why); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("response.voided", "response", id.String()))
}

// staffRecord reads a response as staff may: a draft is the caregiver's own until
// they send it.
func staffRecord(tx *store.Tx, who access.Actor, id ResponseID) (record, map[int]int, error) {
	r, values, err := recordByID(tx, who, id)
	if err == nil && r.state == Begun {
		err = notThere(id)
	}
	return r, values, err
}
