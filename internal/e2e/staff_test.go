package e2e_test

import (
	"holdfast/internal/enquiry"
	"holdfast/internal/programme"
)

// accepts lets the coordinator accept every enquiry that waits, by the services
// alone.
func (h *house) accepts(s *team) {
	h.t.Helper()
	mei, rooms := h.actor(s.staff["Mei Tan"]), h.app.Rooms
	page, err := rooms.Enquiries.List(h.t.Context(), mei, enquiry.Filter{State: enquiry.Sent})
	h.must(err)
	for _, e := range page.Enquiries {
		_, err := rooms.Enquiries.Accept(h.t.Context(), mei, e.ID)
		h.must(err)
	}
}

// offers lets the coordinator offer the group to every family that waits.
func (h *house) offers(s *team, group programme.GroupID) {
	h.t.Helper()
	mei, rooms := h.actor(s.staff["Mei Tan"]), h.app.Rooms
	page, err := rooms.Programmes.Waiting(h.t.Context(), mei, programme.WaitingFilter{Programme: programme.BabyLove})
	h.must(err)
	for _, row := range page.Rows {
		h.must(rooms.Programmes.Offer(h.t.Context(), mei, programme.Offer{Place: row.ID, Group: group}))
	}
}
