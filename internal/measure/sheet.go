package measure

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure/score"
	"holdfast/internal/store"
)

// NewSheet says which form to key in.
type NewSheet struct {
	Instrument string
	Dyad       family.DyadID
	Timepoint  Timepoint // may be empty: not chosen yet
}

// Sheet is the empty form for keying in, for somebody the reader may see.
//
// Faults: NotFound.
func (s *Service) Sheet(ctx context.Context, who access.Actor, in NewSheet) (Sheet, error) {
	if err := who.Require(access.ResponseWrite); err != nil {
		return Sheet{}, err
	}
	who = who.Within(access.ResponseWrite)
	key, ok := s.library.Key(in.Instrument)
	if !ok {
		return Sheet{}, fault.NotFoundf("instrument")
	}
	out := Sheet{ID: NewID(), Key: key, Timepoint: in.Timepoint}
	err := s.db.View(ctx, func(tx *store.Tx) (err error) {
		if out.Dyad, err = s.family.DyadIn(tx, who, in.Dyad); err != nil {
			return err
		}
		out.Items = s.items(key, out.Dyad.Caregiver.Lang, nil, score.Result{})
		out.Twice, err = s.standing(tx, key, out.Dyad, in.Timepoint)
		return err
	})
	if err != nil {
		return Sheet{}, fmt.Errorf("sheet of %s for dyad %s: %w", in.Instrument, in.Dyad, err)
	}
	return out, nil
}

// standing is the complete response of a dyad's slot; zero for none.
func (s *Service) standing(tx *store.Tx, key score.Key, dyad family.Dyad, at Timepoint) (ResponseID, error) {
	place, err := lastPlace(tx, dyad.ID)
	if err != nil || place.IsZero() || at == Extra {
		return ResponseID{}, err
	}
	found, err := entriesFor(tx, key, record{
		instrument: key.ID, person: dyad.Caregiver.ID, dyad: dyad.ID, place: place, timepoint: at,
	})
	if err != nil || len(found) == 0 || !found[0].complete {
		return ResponseID{}, err
	}
	return found[0].id, nil
}

// items lays out a key's items with what was answered and what that scored, and
// with the questions where there is a wording in the language.
func (s *Service) items(key score.Key, lang string, values map[int]int, result score.Result) []Item {
	wording, worded := wordingFor(s.library, key.ID, lang)
	out := make([]Item, len(key.Items))
	for i, k := range key.Items {
		item := Item{
			Number: k.Number, Topic: k.Topic, Boxes: k.Options(), NotApplicable: k.NotApplicable != nil,
			Value: values[k.Number], Explore: slices.Contains(result.Explore, k.Number),
			Risk: slices.ContainsFunc(result.Flags, func(f score.Flag) bool { return f.Item == k.Number }),
		}
		if v, answered := result.Items[k.Number]; answered {
			item.Score = &v
		}
		if question, ok := wording.Item(k.Number); worded && ok {
			item.Text, item.Options = question.Text, question.Options
		}
		out[i] = item
	}
	return out
}
