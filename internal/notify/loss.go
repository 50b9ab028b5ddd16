package notify

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

const keptMessage = "message"

// OnLoss is what this room does when a baby is lost, for app to bind.
func (s *Service) OnLoss() family.Put { return family.Put{Away: s.lossAway, Back: s.lossBack} }

// lossAway holds every waiting message about a baby who was lost: what the gate would
// say when its time comes is written down at once, so that no list shows it as still
// to be sent. Nobody hears that anything was held.
func (s *Service) lossAway(tx *store.Tx, e *family.Ending) error {
	all, err := waitingAbout(tx, e.Service, e.Infant)
	if err != nil {
		return err
	}
	for _, m := range all {
		if !concerns(e, m.Person) {
			continue
		}
		m.state, m.why = Held, WhyLost
		if e.Kind == family.Moved {
			m.why = WhyEnded
		}
		if err := setState(tx, m); err != nil {
			return err
		}
		if err := s.rooms.Families.KeepIn(tx, e.ID, family.Kept{Kind: keptMessage, Thing: m.id.String()}); err != nil {
			return err
		}
		if err := s.decided(tx, m); err != nil {
			return err
		}
	}
	return nil
}

// lossBack lets those messages wait again. The gate asks of each, when its time comes,
// whether it still stands.
func (s *Service) lossBack(tx *store.Tx, e *family.Ending) ([]string, error) {
	kept, err := s.rooms.Families.KeptIn(tx, e.ID, keptMessage)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		var id MessageID
		if err := id.UnmarshalText([]byte(k.Thing)); err != nil {
			return nil, fmt.Errorf("kept message: %w", err)
		}
		m, err := messageByID(tx, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if m.state != Held || m.why != WhyLost && m.why != WhyEnded {
			continue
		}
		m.state, m.why, m.NotBefore = Waiting, "", later(m.NotBefore, tx.Now())
		if err := setState(tx, m); err != nil {
			return nil, err
		}
		if err := s.enqueue(tx, m.id, m.NotBefore); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// concerns reports whether a message to this adult is among what ended: of a death
// all are, of a move those of the caregivers who no longer care for the baby.
func concerns(e *family.Ending, person access.PersonID) bool {
	if e.Kind.IsDeath() {
		return true
	}
	for _, d := range e.Dyads {
		if d.Caregiver.ID == person {
			return true
		}
	}
	return false
}

// SpeakOf lets the waiting messages to a caregiver that were about one baby of a
// place be about the twin who lives and keeps the place. Such a message speaks of the
// group and of no baby; it only has to belong to one.
func (s *Service) SpeakOf(tx *store.Tx, service access.ServiceID, person, from, to access.PersonID) error {
	all, err := waitingAbout(tx, service, from)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Person != person || m.About == "" {
			continue
		}
		if err := setInfant(tx, m.id, to); err != nil {
			return err
		}
	}
	return nil
}
