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

// Carry writes down anew, after a restore, that somebody does not agree. What they
// may have agreed to again since then is asked of them again. It reports false when
// the copy does not know the person.
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
	if err := insertAnswer(tx, said.Person, Answer{Purpose: said.Purpose, About: said.About}); err != nil {
		return false, err
	}
	event := access.System(service, civil.Date{}).Did("consent.carried-over", "person", said.Person.String())
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
