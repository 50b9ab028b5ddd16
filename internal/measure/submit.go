package measure

import (
	"context"
	"errors"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/measure/score"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// Submit sends the caregiver's own draft: it is scored, and staff may read it from
// now on. Sending it again says the same as the first time. An answer that means
// risk opens an alert in the same transaction, also when the baby it is about was
// lost meanwhile and there is nothing to send any more.
//
// Faults: NotFound; Invalid when nothing was answered; Conflict when the same
// questionnaire came in another way meanwhile.
func (s *Service) Submit(ctx context.Context, who access.Actor, id ResponseID) (Submitted, error) {
	if err := who.Require(access.HomeUse); err != nil {
		return Submitted{}, err
	}
	var out Submitted
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		r, values, err := ownRecord(tx, who, id)
		if err != nil {
			return err
		}
		if len(values) == 0 {
			return fault.Check(fault.At("", "measure.submit.empty"))
		}
		key, err := s.key(r.instrument)
		if err != nil {
			return err
		}
		result, err := score.Score(key, options(values))
		if err != nil {
			return fmt.Errorf("score stored answers: %w", err)
		}
		away, err := putAway(tx, key, r)
		if err != nil {
			return err
		}
		if r.state == Begun && !away {
			if err := s.complete(tx, who, r, key, result); err != nil {
				return err
			}
		}
		out, err = s.raise(tx, who, r, ResponseID{}, result.Flags)
		out.PutAway = away
		return err
	})
	if err != nil {
		return Submitted{}, fmt.Errorf("submit response %s: %w", id, err)
	}
	return out, nil
}

func (s *Service) complete(tx *store.Tx, who access.Actor, r record, key score.Key, result score.Result) error {
	done, err := completeRecord(tx, r, key, who.Today)
	if err != nil {
		return err
	}
	if !done {
		return fault.Refuse("measure.refuse.twice")
	}
	if err := insertScales(tx, r.id, key, result); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did("response.sent", "response", r.id.String()))
}

// raise opens one alert for each kind of risk among the flags, and says which was
// the first: self-harm stands before harm to the infant in a key, and both before
// a wish to talk. An open alert of the response that this one replaces goes on as
// its own.
func (s *Service) raise(tx *store.Tx, who access.Actor, r record, replaces ResponseID, flags []score.Flag) (Submitted, error) {
	var out Submitted
	opened := map[score.Alert]bool{}
	for _, flag := range flags {
		if opened[flag.Alert] {
			continue
		}
		opened[flag.Alert] = true
		id, err := s.safety.OpenIn(tx, who, safety.NewAlert{
			Person: r.person, Dyad: r.dyad, Kind: safety.Kind(flag.Alert), Source: string(r.source), Response: r.id.String(),
			Replaces: replaces.String(),
		})
		if err != nil {
			return Submitted{}, fmt.Errorf("alert of %s: %w", r.id, err)
		}
		if !out.Risk {
			out = Submitted{Risk: true, Kind: safety.Kind(flag.Alert), Alert: id}
		}
	}
	return out, nil
}

// options are stored positions as score takes them.
func options(values map[int]int) map[int]score.Answer {
	given := make(map[int]score.Answer, len(values))
	for item, value := range values {
		if value != 0 {
			given[item] = score.Option(value)
		}
	}
	return given
}

// problems turns refused answers into one problem a field, item.1 and so on.
func problems(err error) []fault.Problem {
	var out []fault.Problem
	var each func(error)
	each = func(err error) {
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			for _, one := range many.Unwrap() {
				each(one)
			}
			return
		}
		if item, ok := errors.AsType[*score.ItemError](err); ok {
			out = append(out, fault.At(Field(item.Item), "measure.answer.item", "item", item.Item))
		}
	}
	each(err)
	return out
}

// Field is the name of the form field in which an item is keyed in.
func Field(item int) string { return fmt.Sprintf("item.%d", item) }
