package measure

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// Response reads one response of somebody the reader may see: what was ticked,
// what it scores, what that means, and how it moved since the first time and
// since the time before. That it was read is recorded before it is shown.
//
// Faults: NotFound, also for a caregiver's draft.
func (s *Service) Response(ctx context.Context, who access.Actor, id ResponseID) (View, error) {
	if err := who.Require(access.ResponseRead); err != nil {
		return View{}, err
	}
	who = who.Within(access.ResponseRead)
	var view View
	err := s.db.View(ctx, func(tx *store.Tx) (err error) {
		view, err = s.view(tx, who, id)
		return err
	})
	if err != nil {
		return View{}, fmt.Errorf("response %s: %w", id, err)
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("response.read", "response", id.String())); err != nil {
		return View{}, fmt.Errorf("response %s: %w", id, err)
	}
	return view, nil
}

func (s *Service) view(tx *store.Tx, who access.Actor, id ResponseID) (View, error) {
	r, values, err := staffRecord(tx, who, id)
	if err != nil {
		return View{}, err
	}
	key, err := s.key(r.instrument)
	if err != nil {
		return View{}, err
	}
	result, err := score.Score(key, options(values))
	if err != nil {
		return View{}, fmt.Errorf("score stored answers: %w", err)
	}
	view := View{
		ID: id, Key: key, State: r.state, Source: r.source, Timepoint: r.timepoint, TakenOn: r.takenOn, Coder: r.coder,
		VoidWhy: r.voidWhy, Missing: result.Missing, Risk: len(result.Flags) > 0,
	}
	if view.Dyad, err = s.family.DyadIn(tx, who, r.dyad); err != nil {
		return View{}, err
	}
	view.Items = s.items(key, view.Dyad.Caregiver.Lang, values, result)
	if view.EnteredBy, err = accountName(tx, r.enteredBy); err != nil {
		return View{}, err
	}
	marks, err := marksOf(tx, who, view.Dyad)
	if err != nil {
		return View{}, err
	}
	view.Scales = scaleViews(key, id, result, s.tracks(marks, view.Dyad))
	return view, nil
}

// scaleViews is every scale of one response, with its change up to that day.
func scaleViews(key score.Key, id ResponseID, result score.Result, tracks []Track) []ScaleView {
	var out []ScaleView
	for _, scale := range key.Scales() {
		view := ScaleView{Scale: scale, Value: result.Value(scale.ID)}
		for _, t := range tracks {
			if t.Key.ID != key.ID || t.Scale.ID != scale.ID {
				continue
			}
			upTo := t.until(id)
			if len(upTo.Points) == 0 {
				continue
			}
			value := upTo.Points[len(upTo.Points)-1].Value
			view.Value, view.First, view.Previous = &value, upTo.First, upTo.Previous
		}
		if view.Value != nil {
			if band, ok := scale.BandOf(*view.Value); ok {
				view.Band = &band
			}
		}
		out = append(out, view)
	}
	return out
}
