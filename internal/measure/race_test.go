package measure

import (
	"sync"
	"testing"

	"holdfast/internal/fault"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// together runs an act so many times at once and gives back how each ended.
func together(n int, act func(i int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = act(i) })
	}
	wg.Wait()
	return errs
}

func TestOfManyFormsForOneTimepointOneIsEntered(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		forms := make([]KeyIn, 8)
		for i := range forms {
			forms[i] = h.paper(t, Before, 1)
		}
		entered := 0
		for _, err := range together(len(forms), func(i int) error {
			_, err := h.svc.KeyIn(t.Context(), h.Here.Practitioner, forms[i])
			return err
		}) {
			switch {
			case err == nil:
				entered++
			case !fault.Is(err, fault.Conflict):
				t.Error(err)
			}
		}
		tracks, err := h.svc.History(t.Context(), h.Here.Practitioner, h.dyad(t, h.mother, 0))
		if err != nil || entered != 1 || len(tracks[0].Points) != 1 || h.alertCount(t) != 1 {
			t.Errorf("%d entered, %+v, %d alerts, %v", entered, tracks, h.alertCount(t), err)
		}
	})
}

func TestSendingFromManyTabsAtOnceIsSendingOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id := h.begin(t, h.mother, "epds")
		h.answerAll(t, h.mother, id, 10, 1)
		told := make([]Submitted, 8)
		for _, err := range together(len(told), func(i int) (err error) {
			told[i], err = h.svc.Submit(t.Context(), h.mother, id)
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for _, each := range told {
			if each != told[0] || !each.Risk {
				t.Errorf("told %+v and %+v", told[0], each)
			}
		}
		tracks, err := h.svc.History(t.Context(), h.Here.Practitioner, h.dyad(t, h.mother, 0))
		if err != nil || len(tracks[0].Points) != 1 || h.alertCount(t) != 1 {
			t.Errorf("%+v, %d alerts, %v", tracks, h.alertCount(t), err)
		}
	})
}

func TestBeginningOnTwoPhonesAtOnceIsOneDraft(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		task := h.task(t, h.mother, "epds")
		ids := make([]ResponseID, 8)
		for _, err := range together(len(ids), func(i int) (err error) {
			ids[i], err = h.svc.Draft(t.Context(), h.mother, Start{task.Instrument, task.Dyad, task.Timepoint})
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("two drafts: %s and %s", ids[0], id)
			}
		}
	})
}
