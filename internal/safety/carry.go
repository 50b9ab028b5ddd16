package safety

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// unsafeWay is a way that is not safe, as it must not be forgotten.
type unsafeWay struct {
	Person  access.PersonID `json:"person"`
	Channel family.Channel  `json:"channel"`
}

// Carry makes a way unsafe again after a restore, unless the copy knows something
// that was said later. It reports false when the copy does not know the person.
func (s *Service) Carry(tx *store.Tx, p pledge.Pledge) (bool, error) {
	var said unsafeWay
	if err := p.Read(&said); err != nil {
		return false, err
	}
	var service access.ServiceID
	err := tx.QueryRow(`SELECT p.service_id FROM person p WHERE p.id = $1`, said.Person).Scan(&service)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("person %s: %w", said.Person, err)
	}
	later, err := saidAfter(tx, said, p.At)
	if err != nil || later {
		return false, err
	}
	if err := upsertContact(tx, said.Person, SafeContact{Channel: said.Channel, AskedAt: p.At}); err != nil {
		return false, err
	}
	return true, s.log.Record(tx, access.System(service, civil.Date{}).Did("safe-contact.carried-over", "person", said.Person.String()))
}

func saidAfter(tx *store.Tx, said unsafeWay, at time.Time) (bool, error) {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM safe_contact WHERE person_id = $1 AND channel = $2 AND asked_at > $3`,
		said.Person, string(said.Channel), at).Scan(&n)
	return n > 0, err
}
