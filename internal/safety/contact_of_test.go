package safety_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/safety"
)

func TestWaysOfSeveralPeopleAreThoseOfWhomOneMaySee(t *testing.T) {
	eachEngine(t, func(t *testing.T, h house) {
		for _, person := range []access.PersonID{h.mother, h.father} {
			way := safety.SafeContact{Channel: family.Call, Safe: true, From: civil.Clock{Hour: 12}, Until: civil.Clock{Hour: 14}}
			if err := h.SetContact(t.Context(), h.Here.Coordinator, person, []safety.SafeContact{way}); err != nil {
				t.Fatal(err)
			}
		}
		both := []access.PersonID{h.mother, h.father}
		for _, tt := range []struct {
			name string
			who  access.Actor
			n    int
		}{{"the lead", h.Here.Lead, 2}, {"who works with the mother", h.Here.Practitioner, 1}, {"the mother", h.own, 1}, {"another service", h.There.Lead, 0}} {
			all, err := h.ContactsOf(t.Context(), tt.who, both)
			if err != nil || len(all) != tt.n {
				t.Errorf("%s sees %d, %v", tt.name, len(all), err)
			}
			if ways := all[h.mother]; tt.n > 0 && (len(ways) != 1 || ways[0].From.Hour != 12) {
				t.Errorf("%s: %+v", tt.name, ways)
			}
		}
		if all, err := h.ContactsOf(t.Context(), h.Here.Lead, nil); err != nil || len(all) != 0 {
			t.Errorf("nobody: %v, %v", all, err)
		}
	})
}
