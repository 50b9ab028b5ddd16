package safety

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/pledge"
	"holdfast/internal/store"
)

// promisedExclusion is that somebody is left out of couples' groups, or is no longer,
// as it must not be forgotten: a copy from before would offer them one.
type promisedExclusion struct {
	Person access.PersonID  `json:"person"`
	By     access.AccountID `json:"by"`
}

func promiseExclusion(tx *store.Tx, kind pledge.Kind, person access.PersonID, by access.AccountID) error {
	return pledge.Make(tx, kind, "exclusion:"+person.String(), promisedExclusion{person, by})
}

// CarryExclusion leaves somebody out of couples' groups again after a restore. It
// reports false when the copy does not know them, or leaves them out.
func (s *Service) CarryExclusion(tx *store.Tx, p pledge.Pledge) (bool, error) {
	said, system, known, err := s.excluded(tx, p)
	if err != nil || !known {
		return false, err
	}
	if already, err := isExcluded(tx, said.Person); err != nil || already {
		return false, err
	}
	if err := insertExclusion(tx, system.Service, system.Account, said.Person); err != nil {
		return false, err
	}
	return true, s.log.Record(tx, system.Did("exclusion.set", "person", said.Person.String()))
}

// CarryExclusionEnd ends it anew where the copy still leaves them out.
func (s *Service) CarryExclusionEnd(tx *store.Tx, p pledge.Pledge) (bool, error) {
	said, system, known, err := s.excluded(tx, p)
	if err != nil || !known {
		return false, err
	}
	if still, err := isExcluded(tx, said.Person); err != nil || !still {
		return false, err
	}
	if err := endExclusion(tx, system.Account, said.Person); err != nil {
		return false, err
	}
	return true, s.log.Record(tx, system.Did("exclusion.ended", "person", said.Person.String()))
}

// excluded reads who it is about, unless the copy does not know them, and who acts: the
// program, in the name of whoever decided or, when the copy does not know that account,
// of somebody who may.
func (s *Service) excluded(tx *store.Tx, p pledge.Pledge) (said promisedExclusion, system access.Actor, known bool, err error) {
	if err := p.Read(&said); err != nil {
		return said, system, false, err
	}
	var service access.ServiceID
	err = tx.QueryRow(`SELECT p.service_id FROM person p WHERE p.id = $1`, said.Person).Scan(&service)
	if fault.Is(err, fault.NotFound) {
		return said, system, false, nil
	}
	if err != nil {
		return said, system, false, fmt.Errorf("person %s: %w", said.Person, err)
	}
	system = access.System(service, civil.Of(tx.Now()))
	system.Account = said.By
	if _, err := s.accounts.ActorIn(tx, said.By); err == nil || !fault.Is(err, fault.NotFound) {
		return said, system, err == nil, err
	}
	able, err := s.accounts.ColleaguesIn(tx, system, access.RestrictedWrite)
	if err != nil {
		return said, system, false, err
	}
	if len(able) == 0 {
		return said, system, false, fmt.Errorf("nobody in service %s may leave somebody out of couples' groups", service)
	}
	system.Account = able[0].ID
	return said, system, true, nil
}
