package measure

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// Answer stores one answer of the caregiver's own draft at once: value is the
// position of the ticked option, the first being 1, and 0 takes an answer away.
// The same answer sent twice is stored once; another one takes its place, until
// the whole is sent.
//
// An answer that means danger opens its alert here and not only when the whole is
// sent: a questionnaire that is left lying must not hide it. A wish to be rung is
// sent with the rest, and can be taken back until then.
//
// What is answered about a baby who was lost a moment ago is kept, and answers that
// mean danger are heard as ever; Submitted.PutAway says that there is nothing to go
// on with.
//
// Faults: NotFound; Conflict once sent; Invalid on field "answer" when the item
// has no such option.
func (s *Service) Answer(ctx context.Context, who access.Actor, id ResponseID, item, value int) (Submitted, error) {
	if err := who.Require(access.HomeUse); err != nil {
		return Submitted{}, err
	}
	var out Submitted
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		r, _, err := ownRecord(tx, who, id)
		if err != nil {
			return err
		}
		if r.state != Begun {
			return fault.Refuse("measure.refuse.sent")
		}
		key, err := s.key(r.instrument)
		if err != nil {
			return err
		}
		result, err := scoreOne(key, item, value)
		if err != nil {
			return err
		}
		if err := putValue(tx, id, item, value); err != nil {
			return err
		}
		event := who.Did("response.answered", "response", id.String())
		event.Detail = map[string]string{"item": strconv.Itoa(item)}
		if err := s.log.Record(tx, event); err != nil {
			return err
		}
		if out, err = s.raise(tx, who, r, ResponseID{}, slices.DeleteFunc(result.Flags, isWish)); err != nil {
			return err
		}
		out.PutAway, err = putAway(tx, key, r)
		return err
	})
	if err != nil {
		return Submitted{}, fmt.Errorf("answer item %d of response %s: %w", item, id, err)
	}
	return out, nil
}

// scoreOne checks one answer against the key; its flags are those of the item.
func scoreOne(key score.Key, item, value int) (score.Result, error) {
	given := map[int]score.Answer{item: score.Option(value)}
	if _, known := key.Item(item); !known {
		return score.Result{}, fault.NotFoundf("item %d of %s", item, key.ID)
	}
	if value == 0 {
		given = nil
	}
	result, err := score.Score(key, given)
	if err != nil {
		return score.Result{}, fault.Check(fault.At("answer", "measure.answer.option"))
	}
	return result, nil
}

func isWish(f score.Flag) bool { return f.Alert == score.WantsToTalk }

// ownRecord reads a response that the caregiver who asks fills in themselves. A
// rating of them, or what staff keyed in for them, is not there for them.
func ownRecord(tx *store.Tx, who access.Actor, id ResponseID) (record, map[int]int, error) {
	r, values, err := recordByID(tx, who, id)
	if err != nil {
		return record{}, nil, err
	}
	if r.source != ByCaregiver || r.person != who.Person || r.state == Voided {
		return record{}, nil, notThere(id)
	}
	return r, values, nil
}
