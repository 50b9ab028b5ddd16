package safety_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/store"
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

func TestACallAfterALossStandsBeforeEverythingThatIsDue(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		lost := func(n int) (id safety.AlertID) {
			t.Helper()
			err := h.db.Update(t.Context(), func(tx *store.Tx) (err error) {
				id, err = h.OpenIn(tx, access.System(h.Here.Lead.Service, h.Here.Lead.Today), safety.NewAlert{
					Person: h.mother, Kind: safety.Loss, Source: "staff", Due: morning.Add(time.Duration(48+n) * time.Hour), Response: fmt.Sprint("loss ", n),
				})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		harm, infant, abuse := h.opened(t, safety.SelfHarm), h.opened(t, safety.HarmToInfant), h.opened(t, safety.DomesticAbuse)
		call := lost(0)
		urgent := func(name string, most int, want ...safety.AlertID) {
			t.Helper()
			first, open, err := h.Urgent(t.Context(), h.Here.Lead, most)
			var got []safety.AlertID
			for _, a := range first {
				got = append(got, a.ID)
			}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %v of %d, %v; want %v", name, got, open, err, want)
			}
		}
		urgent("what is due first fills the places, and the call stands before it", 3, call, harm, infant)
		urgent("all of them", 6, call, harm, infant, abuse)
		second, third := lost(1), lost(2)
		urgent("many calls push no danger off the page", 4, call, second, harm, infant)
		urgent("all six", 7, call, second, third, harm, infant, abuse)
		urgent("of five", 5, call, second, third, harm, infant)
		urgent("where two have room", 2, call, harm)
	})
}
