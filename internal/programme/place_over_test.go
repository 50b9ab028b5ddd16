package programme_test

import (
	"testing"

	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

func TestOfferLimit(t *testing.T) {
	tests := map[string]struct {
		capacity, holds, accepted int
		rate                      float64
		want                      int
	}{
		"four of five say yes, so ten fill eight":         {8, 12, 0, 0.8, 10},
		"never over what the room holds":                  {8, 9, 0, 0.5, 9},
		"who has accepted is sure":                        {8, 12, 4, 0.8, 9},
		"a group that is full by yeses is full":           {8, 12, 8, 0.5, 8},
		"nobody knows what the room holds":                {8, 0, 0, 0.5, 8},
		"the room holds no more than the group":           {8, 8, 0, 0.5, 8},
		"too few answers to tell":                         {8, 12, 0, 0, 8},
		"everybody says yes":                              {8, 12, 0, 1, 8},
		"more have accepted than it has, within the room": {8, 12, 9, 0.8, 9},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := max(tt.accepted, programme.OfferLimit(tt.capacity, tt.holds, tt.accepted, tt.rate)); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
}

// answered writes so many offers of the past that were answered one way.
func (h *house) answered(w waiting, group programme.GroupID, outcome programme.PlaceState, n int) {
	h.t.Helper()
	h.update(func(tx *store.Tx) error {
		for range n {
			if _, err := tx.Exec(`INSERT INTO place_offer (id, place_id, group_id, offered_at, expires_at, outcome, ended_at) VALUES ($1, $2, $3, $4, $4, $5, $4)`,
				ident.New[struct{}]().String(), w.place, group, tx.Now(), string(outcome)); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestMoreIsOfferedThanThereIsWithinTheRoom(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(g *programme.NewGroup) { g.Capacity = 2 })
		one, two, three, four := h.wait(fits("One")), h.wait(fits("Two")), h.wait(fits("Three")), h.wait(fits("Four"))
		old := h.group(nil)
		h.answered(one, old, programme.Accepted, 12)
		h.answered(one, old, programme.Declined, 12)
		offer := func(w waiting, over programme.Over) error {
			var err error
			h.update(func(tx *store.Tx) error {
				err = h.OfferIn(tx, h.Here.Coordinator, programme.Offer{Place: w.place, Group: group, Over: over})
				return nil
			})
			return err
		}
		h.must(offer(one, programme.WithinRoom))
		h.must(offer(two, programme.WithinRoom))
		h.refuses(offer(three, programme.WithinRoom), fault.Conflict, "programme.offer.full") // nobody knows what the room holds
		h.update(func(tx *store.Tx) error {
			_, err := tx.Exec(`INSERT INTO site_room (site_id, service_id, rooms, holds, at, by_account) VALUES ($1, $2, 1, 3, $3, $4)`,
				h.site, h.Here.Coordinator.Service, tx.Now(), h.Here.Coordinator.Account)
			return err
		})
		h.refuses(offer(three, programme.WithinPlaces), fault.Conflict, "programme.offer.full") // by hand
		h.must(offer(three, programme.WithinRoom))
		h.refuses(offer(four, programme.WithinRoom), fault.Conflict, "programme.offer.full") // half would fill it, and the room holds three
		for _, w := range []waiting{one, two, three} {
			if out, err := h.AcceptOffer(t.Context(), h.secret(w.carer(0))); err != nil || out.State != programme.OfferAccepted {
				t.Errorf("accepting: %v %v", out.State, err)
			}
		}
		if g := h.detail(group); g.Taken != 3 || g.Left != 0 {
			t.Errorf("%d taken, %d left", g.Taken, g.Left)
		}
	})
}
