package programme_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

func TestAStoryIsOnlyOfThoseWhomTheReaderMaySee(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben, ruth := h.began()
		first := h.session(group, 1).ID
		h.mark(ruth, first, amina.carer(0), programme.Present)
		h.mark(ruth, first, amina.carer(1), programme.Absent)
		h.must(h.WriteNote(t.Context(), ruth, programme.Note{Session: first, Dyad: amina.record.Dyads[0].ID, Well: "Waited for her to look back"}))

		story, err := h.Story(t.Context(), ruth, amina.record.ID)
		h.must(err)
		if len(story.Places) != 1 || story.Places[0].In == nil || story.Places[0].In.ID != group || len(story.Visits) != 2 || len(story.Notes) != 1 {
			t.Fatalf("%d places, %d visits, %d notes", len(story.Places), len(story.Visits), len(story.Notes))
		}
		if v := story.Visits[0]; v.Session.Number != 1 || v.Session.Title == "" || v.Session.Day != tuesdays {
			t.Errorf("the session is %+v", v.Session)
		}

		coordinator := h.Here.Coordinator
		coordinator.Today = ruth.Today
		story, err = h.Story(t.Context(), coordinator, amina.record.ID)
		h.must(err)
		if len(story.Visits) != 2 || len(story.Notes) != 0 {
			t.Errorf("who fills groups is given %d visits and %d notes", len(story.Visits), len(story.Notes))
		}

		// She may see one of the parents, and reads nothing of the other.
		half := h.Here.Colleague
		half.Today = ruth.Today
		for _, person := range []access.PersonID{amina.carer(0), amina.baby()} {
			h.update(func(tx *store.Tx) error {
				return access.Grant(tx, access.Sight{Account: half.Account, Person: person, Reason: "test", From: ruth.Today})
			})
		}
		story, err = h.Story(t.Context(), half, amina.record.ID)
		h.must(err)
		if len(story.Visits) != 1 || story.Visits[0].Person != amina.carer(0) || len(story.Places) != 1 || len(story.Places[0].Caregivers) != 1 {
			t.Errorf("%+v", story)
		}

		for name, who := range map[string]access.Actor{"a stranger's family": half, "another service": h.There.Coordinator} {
			who.Today = ruth.Today
			story, err := h.Story(t.Context(), who, ben.record.ID)
			h.must(err)
			if len(story.Places)+len(story.Visits)+len(story.Notes) != 0 {
				t.Errorf("%s is told of: %+v", name, story)
			}
			_, err = h.Place(t.Context(), who, ben.place)
			h.refuses(err, fault.NotFound, "")
		}
		_, err = h.Story(t.Context(), h.Here.Administrator, ben.record.ID)
		h.refuses(err, fault.Forbidden, "")
		place, err := h.Place(t.Context(), coordinator, ben.place)
		h.must(err)
		if place.State != programme.Accepted || place.In.ID != group {
			t.Errorf("%+v", place.Place)
		}
	})
}
