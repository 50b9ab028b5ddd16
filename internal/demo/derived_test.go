package demo_test

import (
	"fmt"
	"math"
	"testing"

	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// TestScoresAreWhatTheKeysMake scores every answer anew.
func TestScoresAreWhatTheKeysMake(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		type filled struct {
			id         measure.ResponseID
			instrument string
			answers    map[int]score.Answer
			scales     map[string]float64
		}
		var all []*filled
		h.ok(h.DB.View(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Query(`SELECT id, instrument FROM response WHERE state = 'complete'`)
			all, err = store.Collect(rows, err, func(r *store.Rows) (*filled, error) {
				f := &filled{answers: map[int]score.Answer{}, scales: map[string]float64{}}
				return f, r.Scan(&f.id, &f.instrument)
			})
			if err != nil {
				return err
			}
			for _, f := range all {
				rows, err := tx.Query(`SELECT item, value FROM response_item WHERE response_id = $1`, f.id)
				if _, err := store.Collect(rows, err, func(r *store.Rows) (none struct{}, err error) {
					var item, value int
					err = r.Scan(&item, &value)
					f.answers[item] = score.Option(value)
					return none, err
				}); err != nil {
					return err
				}
				rows, err = tx.Query(`SELECT scale, value FROM response_scale WHERE response_id = $1`, f.id)
				if _, err := store.Collect(rows, err, func(r *store.Rows) (none struct{}, err error) {
					var scale string
					var value float64
					err = r.Scan(&scale, &value)
					f.scales[scale] = value
					return none, err
				}); err != nil {
					return err
				}
			}
			return nil
		}))
		if len(all) < 300 {
			t.Errorf("%d questionnaires are filled in", len(all))
		}
		for _, f := range all {
			key, _ := h.Library.Key(f.instrument)
			result, err := score.Score(key, f.answers)
			h.ok(err)
			for _, s := range key.Scales() {
				want, got := result.Value(s.ID), f.scales[s.ID]
				if want != nil && math.Abs(*want-got) > 1e-12 || want == nil && got != 0 {
					t.Errorf("%s %s: %s is %v, stored %v", f.instrument, f.id, s.ID, want, got)
				}
			}
		}
	})
}

// TestDatesAreWhatTheRoomsDerive lets package programme write its derived columns
// anew, and finds nothing changed.
func TestDatesAreWhatTheRoomsDerive(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		mei := h.as("mei")
		read := func() string {
			page, err := h.Programmes.Waiting(t.Context(), mei, programme.WaitingFilter{Programme: programme.BabyLove})
			h.ok(err)
			out := ""
			for _, r := range page.Rows {
				out += fmt.Sprintln(r.ID, r.StartFrom, r.StartBy, r.Dyads)
			}
			return out
		}
		before := read()
		page, err := h.Programmes.Waiting(t.Context(), mei, programme.WaitingFilter{Programme: programme.BabyLove})
		h.ok(err)
		for _, r := range page.Rows {
			for _, baby := range r.Infants {
				h.ok(h.Programmes.InfantDated(t.Context(), family.InfantDated{Service: mei.Service, Infant: baby.ID}))
			}
		}
		if after := read(); after != before || before == "" {
			t.Errorf("before:\n%safter:\n%s", before, after)
		}
	})
}
