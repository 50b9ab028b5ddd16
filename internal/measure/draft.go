package measure

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// Draft begins a questionnaire that is due to the caregiver who asks, or finds
// the one they began, on this phone or another. Whoever begins has just read who
// will read the answers, and agrees to it by beginning.
//
// Faults: Conflict when it is not due, or not any more.
func (s *Service) Draft(ctx context.Context, who access.Actor, in Start) (ResponseID, error) {
	if err := who.Require(access.HomeUse); err != nil {
		return ResponseID{}, err
	}
	var id ResponseID
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		task, err := s.dueTask(tx, who, in)
		if err != nil {
			return err
		}
		if id = task.Draft; !id.IsZero() {
			return nil
		}
		id, err = s.begin(tx, who, task)
		return err
	})
	if err != nil {
		return ResponseID{}, fmt.Errorf("begin %s for %s: %w", in.Instrument, who.Person, err)
	}
	return id, nil
}

func (s *Service) dueTask(tx *store.Tx, who access.Actor, in Start) (Task, error) {
	due, err := s.tasksWhere(tx, who, "d.caregiver_id = $1", who.Person)
	if err != nil {
		return Task{}, err
	}
	for _, t := range due {
		if t.Instrument == in.Instrument && t.Timepoint == in.Timepoint && t.Dyad == in.Dyad && t.Way == OnPhone {
			return t, nil
		}
	}
	return Task{}, fault.Refuse("measure.refuse.not-due")
}

func (s *Service) begin(tx *store.Tx, who access.Actor, task Task) (ResponseID, error) {
	agreed, err := s.consent.Has(tx, who.Person, consent.Measures)
	if err != nil {
		return ResponseID{}, err
	}
	if !agreed {
		if err := s.consent.GiveIn(tx, who, who.Person, consent.Measures, "measure.readers"); err != nil {
			return ResponseID{}, err
		}
	}
	key, err := s.key(task.Instrument)
	if err != nil {
		return ResponseID{}, err
	}
	r := record{
		id: ident.New[response](), service: who.Service, instrument: key.ID, version: key.Version, lang: task.Lang,
		person: who.Person, dyad: task.Dyad, place: task.Place, timepoint: task.Timepoint, state: Begun, source: ByCaregiver,
	}
	if err := insertRecord(tx, r); err != nil {
		return ResponseID{}, err
	}
	return r.id, s.log.Record(tx, who.Did("response.begun", "response", r.id.String()))
}

// key finds an instrument's key. A stored instrument without one is the program's
// fault: keys are never taken away.
func (s *Service) key(instrument string) (score.Key, error) {
	key, ok := s.library.Key(instrument)
	if !ok {
		return score.Key{}, fmt.Errorf("instrument %q has no key", instrument)
	}
	return key, nil
}

func notThere(id ResponseID) error { return fault.NotFoundf("response %s", id) }
