package notify

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// told is what the gate has to know of the people some messages are for: read for
// all of them at once, in four queries. Of the baby a message concerns it asks for
// each, as the person would.
type told struct {
	people  map[access.PersonID]personOf
	agree   map[access.PersonID]bool
	ways    map[access.PersonID][]safety.SafeContact
	details map[access.PersonID][]family.Detail
}

// personOf is an adult: what to call them, in which language, and whether they are
// lost or have left.
type personOf struct {
	called string
	lang   string
	lost   bool
	ended  bool
}

// toldOf reads what people told us who some messages are for. An enquirer's message
// brings it along.
func (s *Service) toldOf(tx *store.Tx, messages []row) (t told, err error) {
	var people []access.PersonID
	for _, m := range messages {
		if m.Enquirer == nil {
			people = append(people, m.Person)
		}
	}
	if len(people) == 0 {
		return t, nil
	}
	if t.people, err = peopleOf(tx, people); err != nil {
		return t, fmt.Errorf("recipients: %w", err)
	}
	if t.agree, err = s.rooms.Consents.Agreeing(tx, people, consent.Messages); err != nil {
		return t, err
	}
	if t.ways, err = s.rooms.Safety.ContactsIn(tx, people); err != nil {
		return t, err
	}
	t.details, err = s.rooms.Families.DetailsIn(tx, people)
	return t, err
}
