package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/identity"
	"holdfast/internal/measure"
	"holdfast/internal/notify"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// Service is the use cases of this room.
type Service struct {
	db        *store.DB
	log       *audit.Log
	accounts  *identity.Accounts
	consents  *consent.Service
	families  *family.Service
	safety    *safety.Service
	messages  *notify.Service
	measures  *measure.Service
	catalogue *Catalogue
}

// Rooms are the rooms below that the use cases need.
type Rooms struct {
	Accounts  *identity.Accounts
	Consents  *consent.Service
	Families  *family.Service
	Safety    *safety.Service
	Messages  *notify.Service
	Measures  *measure.Service // what is asked of families; nil in a house without questionnaires
	Catalogue *Catalogue
}

// New makes the room's use cases.
func New(db *store.DB, log *audit.Log, rooms Rooms) *Service {
	return &Service{
		db: db, log: log,
		accounts: rooms.Accounts, consents: rooms.Consents, families: rooms.Families, safety: rooms.Safety, messages: rooms.Messages,
		measures: rooms.Measures, catalogue: rooms.Catalogue,
	}
}

// Catalogue is the programmes of this deployment.
func (s *Service) Catalogue() *Catalogue { return s.catalogue }

// record writes an act on a thing of this room into the audit.
func (s *Service) record(tx *store.Tx, who access.Actor, action, kind, id string, detail map[string]string) error {
	e := who.Did(action, kind, id)
	e.Detail = detail
	if err := s.log.Record(tx, e); err != nil {
		return fmt.Errorf("record %s of %s: %w", action, id, err)
	}
	return nil
}

// holidaysFrom is the days from a day on that the service does not meet.
func (s *Service) holidaysFrom(tx *store.Tx, service access.ServiceID, from civil.Date) ([]civil.Date, error) {
	holidays, err := s.accounts.HolidaysIn(tx, service, from)
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", err)
	}
	days := make([]civil.Date, len(holidays))
	for i, h := range holidays {
		days[i] = h.Day
	}
	return days, nil
}

// program is the program itself acting for a service at this moment: when an
// offer's link is used, or a job runs.
func (s *Service) program(tx *store.Tx, id access.ServiceID) (access.Actor, identity.Service, error) {
	team, err := s.accounts.ServiceIn(tx, id)
	if err != nil {
		return access.Actor{}, team, err
	}
	return access.System(id, team.Today(tx.Now())), team, nil
}

// notFound is said of what is not there and of what this reader may not see.
func notFound(kind string, id fmt.Stringer) error { return fault.NotFoundf("%s %s", kind, id) }
