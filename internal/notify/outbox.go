package notify

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// PageSize is how many messages one page of the outbox holds.
const PageSize = 50

// Filter narrows the outbox.
type Filter struct {
	State State // empty for all
}

// Entry is one message as staff see it: to whom, what about, which way, what
// became of it and why. The words are keys of the catalogue.
type Entry struct {
	ID        MessageID
	To        string // what to call them
	Person    access.PersonID
	Text      string // message.<Text>.about says in words what it is
	State     State
	Why       string // key; empty when there is nothing to explain
	Channel   string // email, text, call; empty before the gate has chosen
	MadeAt    time.Time
	NotBefore time.Time // while it waits
	DecidedAt *time.Time
	SaidBy    string
}

// MayTryAgain reports whether there is any use in asking the gate once more.
func (e Entry) MayTryAgain() bool { return e.State == Failed || e.State == Held }

// Outbox is a page of messages, newest first.
type Outbox struct {
	Entries []Entry
	Next    MessageID // where the next page begins
	More    bool
}

// Outbox reads the messages of the actor's service after a message of the page
// before; zero for the first page.
//
// Faults: Forbidden without OutboxRead.
func (s *Service) Outbox(ctx context.Context, who access.Actor, f Filter, after MessageID) (page Outbox, err error) {
	if err := who.Require(access.OutboxRead); err != nil {
		return page, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err := entries(tx, who, f, after)
		if err != nil {
			return fmt.Errorf("outbox: %w", err)
		}
		page = Outbox{Entries: all}
		if len(all) > PageSize {
			page = Outbox{Entries: all[:PageSize], Next: all[PageSize-1].ID, More: true}
		}
		return nil
	})
	return page, err
}

// Letter is one message in full. Its link is blanked, except in a demonstration.
type Letter struct {
	Entry
	Address string
	Subject string
	Body    string
}

// Letter reads one message in full, in the words it was sent in or would be. The
// reading is on record before it is shown.
//
// Faults: Forbidden without OutboxRead; NotFound.
func (s *Service) Letter(ctx context.Context, who access.Actor, id MessageID) (l Letter, err error) {
	if err := who.Require(access.OutboxRead); err != nil {
		return l, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		l.Entry, err = entryByID(tx, who, id)
		if err != nil {
			return fmt.Errorf("message %s: %w", id, err)
		}
		m, err := messageByID(tx, id)
		if err != nil {
			return err
		}
		l.Address, l.Subject, l.Body = m.address, m.subject, m.body
		if m.body != "" {
			return nil
		}
		return s.draft(tx, m, &l)
	})
	if err != nil {
		return Letter{}, err
	}
	if err := s.log.RecordApart(ctx, s.db, who.Did("message.seen", "message", id.String())); err != nil {
		return Letter{}, fmt.Errorf("message %s: %w", id, err)
	}
	return l, nil
}

// draft writes what a message that was not sent would say.
func (s *Service) draft(tx *store.Tx, m row, l *Letter) error {
	team, err := s.rooms.Accounts.ServiceIn(tx, m.Service)
	if err != nil {
		return err
	}
	f, to, err := s.factsOf(tx, m, team)
	if err != nil {
		return err
	}
	p := s.rooms.Texts.Printer(to.lang, team.Zone)
	w, err := s.write(p, to.called, f.signature(family.Email, team), m.Text, m.Args)
	if err != nil {
		return err
	}
	l.Subject, l.Body = w.subject, s.blank(p, w.body, m.Args)
	return nil
}

// Again takes a message that failed or was held to the gate once more: the mailbox
// is no longer full, the safe hours were asked.
//
// Faults: Forbidden without OutboxRead; NotFound; Conflict when it was sent, said or
// waits already.
func (s *Service) Again(ctx context.Context, who access.Actor, id MessageID) error {
	if err := who.Require(access.OutboxRead); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		e, err := entryByID(tx, who, id)
		if err != nil {
			return err
		}
		if !e.MayTryAgain() {
			return fault.Refuse("message.again.no")
		}
		m, err := messageByID(tx, id)
		if err != nil {
			return err
		}
		m.state, m.why, m.tries, m.NotBefore = Waiting, "", 0, tx.Now()
		if err := setState(tx, m); err != nil {
			return err
		}
		if err := s.enqueue(tx, id, tx.Now()); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("message.retried", "message", id.String()))
	})
	if err != nil {
		return fmt.Errorf("try message %s again: %w", id, err)
	}
	return nil
}
