package measure

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// Limits of what is typed beside answers, in characters.
const (
	CoderLimit = 100
	WhyLimit   = 400
)

// oldestDays is how long ago a paper form may have been filled in: older is more
// likely a slip in the year.
const oldestDays = 2 * 366

// KeyIn stores a paper questionnaire or a coder's rating of somebody the reader
// may see, all items at once; an item left out of Values stays blank. The same
// form sent twice is entered once.
//
// A second entry for the same timepoint is a Conflict, and Keyed.Twice names the
// first, for the page to show both; KeyIn.Replaces settles it. An answer in it that
// means risk opens its alert all the same.
//
// Faults: NotFound; Conflict; Invalid on the fields taken-on, coder, timepoint and
// item.1 and following.
func (s *Service) KeyIn(ctx context.Context, who access.Actor, in KeyIn) (Keyed, error) {
	if err := who.Require(access.ResponseWrite); err != nil {
		return Keyed{}, err
	}
	who = who.Within(access.ResponseWrite)
	key, ok := s.library.Key(in.Instrument)
	if !ok {
		return Keyed{}, fault.NotFoundf("instrument")
	}
	in.Coder = strings.TrimSpace(in.Coder)
	result, err := checkKeyIn(key, in, who.Today)
	if err != nil {
		return Keyed{}, err
	}
	var out Keyed
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		out = Keyed{ID: in.ID}
		r, err := s.newRecord(tx, who, key, in)
		if err != nil {
			return err
		}
		if out.Twice, err = s.storeKeyed(tx, who, key, r, in, result); err != nil {
			return err
		}
		// A risk does not wait until somebody has decided which form counts: until then
		// its alert hangs on the one that stands.
		if !out.Twice.IsZero() {
			r.id = out.Twice
		}
		out.Submitted, err = s.raise(tx, who, r, in.Replaces, result.Flags)
		return err
	})
	if err == nil && !out.Twice.IsZero() {
		out.ID = ResponseID{}
		err = fault.Refuse("measure.refuse.twice")
	}
	if err != nil {
		return out, fmt.Errorf("key in %s for dyad %s: %w", in.Instrument, in.Dyad, err)
	}
	return out, nil
}

// checkKeyIn gathers everything that is wrong with what was typed, and scores it.
func checkKeyIn(key score.Key, in KeyIn, today civil.Date) (score.Result, error) {
	var wrong []fault.Problem
	switch {
	case in.TakenOn.IsZero():
		wrong = append(wrong, fault.At("taken-on", "measure.taken-on.missing"))
	case in.TakenOn.After(today):
		wrong = append(wrong, fault.At("taken-on", "measure.taken-on.future"))
	case in.TakenOn.Before(today.AddDays(-oldestDays)):
		wrong = append(wrong, fault.At("taken-on", "measure.taken-on.old"))
	}
	if key.Respondent == score.Coder && in.Coder == "" {
		wrong = append(wrong, fault.At("coder", "measure.coder.missing"))
	}
	if utf8.RuneCountInString(in.Coder) > CoderLimit {
		wrong = append(wrong, fault.At("coder", "measure.coder.long", "limit", CoderLimit))
	}
	if !slices.Contains(Timepoints(), in.Timepoint) {
		wrong = append(wrong, fault.At("timepoint", "measure.timepoint.missing"))
	}
	result, err := score.Score(key, options(in.Values))
	if err != nil {
		wrong = append(wrong, problems(err)...)
	} else if len(result.Items) == 0 {
		wrong = append(wrong, fault.At(Field(1), "measure.submit.empty"))
	}
	if in.ID.IsZero() {
		return result, fmt.Errorf("key in without an identifier")
	}
	return result, fault.Check(wrong...)
}

// newRecord is what KeyIn stores, hung on the place that the dyad had last.
func (s *Service) newRecord(tx *store.Tx, who access.Actor, key score.Key, in KeyIn) (record, error) {
	dyad, err := s.family.DyadIn(tx, who, in.Dyad)
	if err != nil {
		return record{}, err
	}
	refused, err := s.refuses(tx, dyad)
	if err != nil {
		return record{}, err
	}
	if refused {
		return record{}, fault.Refuse("measure.refuse.consent")
	}
	place, err := lastPlace(tx, in.Dyad)
	if err != nil {
		return record{}, err
	}
	if place.IsZero() && in.Timepoint != Extra {
		return record{}, fault.Check(fault.At("timepoint", "measure.timepoint.no-place"))
	}
	r := record{
		id: in.ID, service: dyad.Caregiver.Service, instrument: key.ID, version: key.Version, person: dyad.Caregiver.ID,
		dyad: dyad.ID, place: place, timepoint: in.Timepoint, state: Complete, source: OnPaper, enteredBy: who.Account,
		takenOn: in.TakenOn,
	}
	if key.Respondent == score.Coder {
		r.source, r.coder = ByCoder, in.Coder
	}
	return r, nil
}

// storeKeyed stores the record unless another stands in its slot, which it then
// returns. A draft on the caregiver's phone gives way to the paper.
func (s *Service) storeKeyed(tx *store.Tx, who access.Actor, key score.Key, r record, in KeyIn, result score.Result) (ResponseID, error) {
	again, err := enteredBefore(tx, who, r)
	if err != nil || again {
		return ResponseID{}, err
	}
	if r.timepoint != Extra {
		standing, err := entriesFor(tx, key, r)
		if err != nil {
			return ResponseID{}, err
		}
		for _, e := range standing {
			if e.complete && e.id != in.Replaces {
				return e.id, nil
			}
			if err := s.void(tx, who, e.id, ""); err != nil {
				return ResponseID{}, err
			}
		}
	}
	if err := insertRecord(tx, r); err != nil {
		return ResponseID{}, err
	}
	if err := insertValues(tx, r.id, in.Values); err != nil {
		return ResponseID{}, err
	}
	if err := insertScales(tx, r.id, key, result); err != nil {
		return ResponseID{}, err
	}
	return ResponseID{}, s.log.Record(tx, who.Did("response.keyed", "response", r.id.String()))
}

// refuses reports whether the caregiver's last word on being measured was no.
func (s *Service) refuses(tx *store.Tx, dyad family.Dyad) (bool, error) {
	seats := []seat{{caregiver: dyad.Caregiver.ID}}
	err := markRefused(tx, seats)
	return seats[0].refused, err
}
