package measure

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// Form reads the caregiver's own questionnaire: its wording and, until it is sent,
// the answers so far. Afterwards it shows only that it was sent, because the
// phone may be in other hands by then.
//
// Faults: NotFound, also for what another parent of the same baby filled in.
func (s *Service) Form(ctx context.Context, who access.Actor, id ResponseID) (Form, error) {
	if err := who.Require(access.HomeUse); err != nil {
		return Form{}, err
	}
	var form Form
	err := s.db.View(ctx, func(tx *store.Tx) error {
		r, values, err := ownRecord(tx, who, id)
		if err != nil {
			return err
		}
		key, err := s.key(r.instrument)
		if err != nil {
			return err
		}
		wording, ok := wordingFor(s.library, r.instrument, r.lang)
		if !ok {
			return fault.NotFoundf("wording of %s in %s", r.instrument, r.lang)
		}
		form = Form{ID: id, State: r.state, Wording: wording, Timepoint: r.timepoint, Values: values, Sent: r.takenOn}
		if r.state == Complete {
			form.Values = nil
		}
		if form.PutAway, err = putAway(tx, key, r); err != nil {
			return err
		}
		if key.Per != score.PerPerson && !form.PutAway {
			if form.Infant, err = infantOf(tx, who, r); err != nil {
				return err
			}
		}
		form.Readers, err = readersOf(tx, r.place, who.Today)
		return err
	})
	if err != nil {
		return Form{}, fmt.Errorf("form %s: %w", id, err)
	}
	return form, nil
}
