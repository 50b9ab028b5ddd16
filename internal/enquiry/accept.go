package enquiry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/consent"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
	"holdfast/internal/safety"
	"holdfast/internal/store"
)

// Wording is the text that was agreed to on the page that asks: its key changes
// when its meaning does.
const Wording = "enquiry.agree.v1"

// DecisionLimit is the most characters of what was suggested instead.
const DecisionLimit = 1000

// Accept makes a family of an enquiry: the record, how they may be contacted
// safely, what they agreed to, and their place on the waiting list. Accepting
// twice returns the same family.
//
// Faults: Forbidden; NotFound; Conflict when it was declined meanwhile; Invalid
// when an answer does not hold any more, such as a due date long past.
func (s *Service) Accept(ctx context.Context, who access.Actor, id ID) (f family.ID, err error) {
	if err := who.Require(access.EnquiryDecide); err != nil {
		return f, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		e, err := byID(tx, who, id)
		if err != nil {
			return err
		}
		switch e.State {
		case Accepted:
			f = e.Family
			return nil
		case Declined:
			return fault.Refuse("enquiry.declined-already", "who", e.DecidedBy)
		}
		record, err := s.Families.RegisterIn(tx, who, e.Answers.Registration())
		if err != nil {
			return err
		}
		f = record.ID
		if err := s.settle(tx, who, e, record); err != nil {
			return err
		}
		if err := markDecided(tx, id, Accepted, who.Account, "", f); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("enquiry.accepted", "enquiry", id.String()))
	})
	if err != nil {
		return family.ID{}, fmt.Errorf("accept enquiry %s: %w", id, err)
	}
	return f, nil
}

// settle writes down what the enquiry said beside who the people are.
func (s *Service) settle(tx *store.Tx, who access.Actor, e Enquiry, record family.Record) error {
	carer := record.Adults()[0].ID
	var ways []safety.SafeContact
	for _, c := range e.Answers.Ways() {
		ways = append(ways, e.Answers.SafeContact(c))
	}
	if err := s.Safety.SetContactIn(tx, who, carer, ways); err != nil {
		return err
	}
	for _, p := range []consent.Purpose{consent.Messages, consent.TakingPart} {
		if err := s.Consent.GiveIn(tx, who, carer, p, Wording); err != nil {
			return err
		}
	}
	_, err := s.Programmes.WaitIn(tx, who, programme.NewPlace{
		Programme: e.Programme, Family: record.ID, AskedBy: carer, Dyads: record.Dyads, Group: e.Group, Wishes: e.Answers.Wishes(),
	})
	return err
}

// Decline ends an enquiry with what was suggested instead. The person is told, in
// the ways they said are safe, that there is an answer, and reads it on the page
// where they asked; no message carries it.
//
// Faults: Forbidden; NotFound; Conflict when it was accepted meanwhile; Invalid on
// decision.
func (s *Service) Decline(ctx context.Context, who access.Actor, id ID, decision string) error {
	if err := who.Require(access.EnquiryDecide); err != nil {
		return err
	}
	decision = strings.TrimSpace(decision)
	switch n := utf8.RuneCountInString(decision); {
	case n == 0:
		return fault.Check(fault.At("decision", "enquiry.decision.missing"))
	case n > DecisionLimit:
		return fault.Check(fault.At("decision", "enquiry.decision.long", "limit", DecisionLimit))
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		e, err := byID(tx, who, id)
		if err != nil {
			return err
		}
		switch e.State {
		case Declined:
			return nil
		case Accepted:
			return fault.Refuse("enquiry.accepted-already", "who", e.DecidedBy)
		}
		if err := markDecided(tx, id, Declined, who.Account, decision, family.ID{}); err != nil {
			return err
		}
		if err := s.tell(tx, who, e, "enquiry-declined", aboutDeclined); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("enquiry.declined", "enquiry", id.String()))
	})
	if err != nil {
		return fmt.Errorf("decline enquiry %s: %w", id, err)
	}
	return nil
}

// Reopen takes a decline back: a mistake, or the parent rang.
//
// Faults: Forbidden; NotFound; Conflict when it was accepted.
func (s *Service) Reopen(ctx context.Context, who access.Actor, id ID) error {
	if err := who.Require(access.EnquiryDecide); err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *store.Tx) error {
		e, err := byID(tx, who, id)
		if err != nil {
			return err
		}
		switch e.State {
		case Sent:
			return nil
		case Accepted:
			return fault.Refuse("enquiry.accepted-already", "who", e.DecidedBy)
		}
		if err := markReopened(tx, id); err != nil {
			return err
		}
		return s.log.Record(tx, who.Did("enquiry.reopened", "enquiry", id.String()))
	})
}

// What a message about an enquiry is about, while it waits to be sent.
const (
	aboutReceived = "enquiry"
	aboutDeclined = "enquiry-declined"
)

// tell queues a message to somebody of whom there is no record yet, by the ways
// they said are safe.
func (s *Service) tell(tx *store.Tx, who access.Actor, e Enquiry, text, about string) error {
	to := notify.Enquirer{Called: e.Answers[FieldCalled], Lang: e.Answers[FieldLang], Addresses: map[family.Channel]string{}}
	if to.Called == "" {
		to.Called = e.Answers[FieldName]
	}
	for _, c := range e.Answers.Ways() {
		to.Ways = append(to.Ways, e.Answers.SafeContact(c))
		to.Addresses[c] = e.Answers.Value(c)
	}
	args := map[string]string{}
	if text == "enquiry-received" {
		args["ref"] = e.Ref
	}
	_, err := s.Notify.QueueIn(tx, who, notify.Message{
		Service: e.Service, Enquirer: &to, Text: text, Args: args, About: about + ":" + e.ID.String(),
	})
	if err != nil {
		return fmt.Errorf("tell the enquirer of %s: %w", e.ID, err)
	}
	return nil
}

// Standing says whether what a message is about still holds when it is sent.
func (s *Service) Standing() map[string]func(tx *store.Tx, id string) (bool, error) {
	is := func(wanted ...State) func(*store.Tx, string) (bool, error) {
		return func(tx *store.Tx, id string) (bool, error) {
			state, err := stateOf(tx, id)
			if fault.Is(err, fault.NotFound) {
				return false, nil
			}
			return slices.Contains(wanted, state), err
		}
	}
	return map[string]func(*store.Tx, string) (bool, error){
		aboutReceived:   is(Sent, Accepted),
		aboutDeclined:   is(Declined),
		aboutInvitation: canBeAnswered,
	}
}
