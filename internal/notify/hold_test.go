package notify_test

import (
	"testing"

	"holdfast/internal/family"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

func TestWhatWaitedInACopyIsHeldUntilSomebodySendsIt(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		h.safe(t, h.mother, safety.SafeContact{Channel: family.Email, Safe: true})
		id := h.offer(t, h.mother)
		held := func() (n int) {
			h.update(t, func(tx *store.Tx) (err error) {
				n, err = h.HoldRestored(tx)
				return err
			})
			return n
		}
		if n := held(); n != 1 {
			t.Errorf("%d held", n)
		}
		h.work(t)
		h.want(t, id, notify.Held, notify.WhyRestored)
		if n := held(); n != 0 {
			t.Errorf("%d held once more", n)
		}
		if err := h.Again(t.Context(), h.Here.Lead, id); err != nil {
			t.Fatal(err)
		}
		h.work(t)
		h.want(t, id, notify.Sent, "")
	})
}
