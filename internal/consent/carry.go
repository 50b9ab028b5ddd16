package consent

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// refusal is a no as it must not be forgotten.
type refusal struct {
	Person  access.PersonID `json:"person"`
	About   access.PersonID `json:"about"`
	Purpose Purpose         `json:"purpose"`
}

func (r refusal) about() string {
	return fmt.Sprintf("consent:%s/%s/%s", r.Person, r.About, r.Purpose)
}

// promise keeps a no from being forgotten, and a yes that came after a no from being
// taken for one.
func promise(tx *store.Tx, r refusal, given bool, before map[slot]Answer) error {
	if !given {
		return pledge.Make(tx, pledge.Consent, r.about(), r)
	}
	if last, ok := before[slot{r.Purpose, r.About}]; ok && !last.Given {
		return pledge.Make(tx, pledge.ConsentAgain, r.about(), r)
	}
	return nil
}

// Carry writes down anew, after a restore, that somebody does not agree, and carries
// out what that sets in motion. It reports false when the copy does not know the
// person, or knows the no.
func (s *Service) Carry(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var said refusal
	if err := p.Read(&said); err != nil {
		return false, err
	}
	people := []access.PersonID{said.Person}
	if !said.About.IsZero() {
		people = append(people, said.About)
	}
	var service access.ServiceID
	for _, id := range people {
		all, err := servicesOf(tx, id)
		if err != nil {
			return false, err
		}
		if len(all) == 0 {
			return false, nil
		}
		service = all[0]
	}
	history, err := historyOf(tx, said.Person)
	if err != nil {
		return false, err
	}
	at := slot{said.Purpose, said.About}
	if last, ok := latest(history)[at]; ok && !last.Given {
		return false, nil
	}
	if err := insertAnswer(tx, said.Person, Answer{Purpose: said.Purpose, About: said.About, Said: civil.Of(p.At)}); err != nil {
		return false, err
	}
	system := access.System(service, civil.Of(tx.Now()))
	if err := s.carry(tx, system, said.Person, at); err != nil {
		return false, err
	}
	event := system.Did("consent.carried-over", "person", said.Person.String())
	event.Detail = map[string]string{"purpose": string(said.Purpose)}
	return true, s.log.Record(tx, event)
}

func servicesOf(tx *store.Tx, id access.PersonID) ([]access.ServiceID, error) {
	rows, err := tx.Query(`SELECT p.service_id FROM person p WHERE p.id = $1`, id)
	all, err := store.Collect(rows, err, store.Column[access.ServiceID])
	if err != nil {
		return nil, fmt.Errorf("person %s: %w", id, err)
	}
	return all, nil
}
