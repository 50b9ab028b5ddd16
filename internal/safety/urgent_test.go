package safety_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
)

func TestTheFirstAlertsAreThoseDueFirst(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		later := h.opened(t, safety.WantsToTalk)
		now := h.opened(t, safety.SelfHarm)
		for _, tt := range []struct {
			name string
			who  access.Actor
			most int
			want []safety.AlertID
			open int
			kind fault.Kind
		}{
			{"the one due first, of two", h.Here.Lead, 1, []safety.AlertID{now}, 2, fault.Internal},
			{"both", h.Here.Lead, 2, []safety.AlertID{now, later}, 2, fault.Internal},
			{"a practitioner who may see her", h.Here.Practitioner, 1, []safety.AlertID{now}, 2, fault.Internal},
			{"one whose sight ended is told of none", h.Here.Colleague, 1, nil, 0, fault.Internal},
			{"another service's lead neither", h.There.Lead, 1, nil, 0, fault.Internal},
			{"a coordinator", h.Here.Coordinator, 1, nil, 0, fault.Forbidden},
			{"the person herself", h.own, 1, nil, 0, fault.Forbidden},
		} {
			first, open, err := h.Urgent(t.Context(), tt.who, tt.most)
			if fault.KindOf(err) != tt.kind || open != tt.open || len(first) != len(tt.want) {
				t.Errorf("%s: %d of %d, %v", tt.name, len(first), open, err)
				continue
			}
			for i, a := range first {
				if a.ID != tt.want[i] || len(a.Steps) != 1 {
					t.Errorf("%s: place %d is %+v", tt.name, i, a)
				}
			}
		}
	})
}
