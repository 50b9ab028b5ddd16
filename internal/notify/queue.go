package notify

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// DeliverJob takes one message to the gate; its payload is a Delivery.
const DeliverJob = "notify.deliver"

// Delivery says which message.
type Delivery struct {
	Message MessageID `json:"message"`
}

// QueueIn stores a message and the job that takes it to the gate, in the
// transaction that gives the reason for it. Who may see the person is the caller's
// to have asked; the gate asks the rest when the time comes.
//
// Faults: NotFound for a person who is not of the service.
func (s *Service) QueueIn(tx *store.Tx, who access.Actor, in Message) (MessageID, error) {
	if err := s.check(in.Text, in.Args); err != nil {
		return MessageID{}, err
	}
	if in.Person.IsZero() == (in.Enquirer == nil) {
		return MessageID{}, fmt.Errorf("message %s is to a person or to an enquirer, and to one of them", in.Text)
	}
	if !in.Person.IsZero() {
		ok, err := belongs(tx, in.Person, in.Service)
		if err != nil {
			return MessageID{}, err
		}
		if !ok {
			return MessageID{}, fault.NotFoundf("person %s", in.Person)
		}
	}
	m := row{Message: in, id: ident.New[message](), state: Waiting}
	m.NotBefore = later(in.NotBefore, tx.Now())
	if err := insertMessage(tx, m); err != nil {
		return MessageID{}, err
	}
	if err := s.enqueue(tx, m.id, m.NotBefore); err != nil {
		return MessageID{}, err
	}
	return m.id, s.log.Record(tx, who.Did("message.queued", "message", m.id.String()))
}

func (s *Service) enqueue(tx *store.Tx, id MessageID, at time.Time) error {
	_, err := s.rooms.Queue.Enqueue(tx, DeliverJob, Delivery{id}, at, id.String())
	return err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
