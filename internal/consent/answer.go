package consent

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Said is an answer as it is given on a page or written down.
type Said struct {
	Person  access.PersonID // who answers
	About   access.PersonID // the infant it is about; zero for oneself
	Purpose Purpose
	Given   bool
	Wording string     // what was agreed to; empty for the words of today
	Day     civil.Date // when it was said, for what staff write down; zero for today
	How     How
}

// SayIn keeps an answer and, when it is a no, carries out what that sets in motion.
// It is the person's own act, or that of staff who write down what they said.
//
// Faults: NotFound for somebody the actor may not see; Forbidden for staff whose
// role writes nothing; Invalid on purpose, day or how; on about where the person
// does not hold responsibility for that infant.
func (s *Service) SayIn(tx *store.Tx, who access.Actor, in Said) error {
	own, err := s.mayAnswer(tx, who, in)
	if err != nil {
		return err
	}
	a := Answer{Purpose: in.Purpose, About: in.About, Given: in.Given, Said: in.Day, How: in.How}
	if !own {
		a.By = who.Account
	}
	if a.Given {
		if a.Wording = in.Wording; a.Wording == "" {
			a.Wording = in.Purpose.Wording(!in.About.IsZero())
		}
	}
	return s.keep(tx, who, in.Person, a)
}

// Say is SayIn in a transaction of its own.
func (s *Service) Say(ctx context.Context, who access.Actor, in Said) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.SayIn(tx, who, in) })
}

// mayAnswer asks whether the actor may give this answer, and reports whether it is
// the person's own act.
func (s *Service) mayAnswer(tx *store.Tx, who access.Actor, in Said) (own bool, err error) {
	if err := in.check(who.Today); err != nil {
		return false, err
	}
	if _, err := who.Adult(tx, in.Person); err != nil {
		return false, fmt.Errorf("consent of %s: %w", in.Person, err)
	}
	own = who.Person == in.Person && who.Has(access.Caregiver)
	if !own {
		if err := who.RequireWriting(); err != nil {
			return false, err
		}
	}
	if in.About.IsZero() {
		return own, nil
	}
	if err := sees(tx, who, in.About); err != nil {
		return own, err
	}
	switch ok, err := s.holds(tx, in.Person, in.About, who.Today); {
	case err != nil:
		return own, err
	case !ok && own: // to whom it is not to answer for, there is nothing to answer
		return own, fault.NotFoundf("consent of %s for %s", in.Person, in.About)
	case !ok:
		return own, fault.Check(fault.At("about", "agreed.not-holder"))
	}
	return own, nil
}

func (in Said) check(today civil.Date) error {
	switch {
	case !in.Purpose.known(), !in.About.IsZero() && !in.Purpose.ForInfant():
		return fault.Check(fault.At("purpose", "consent.purpose"))
	case today.Before(in.Day):
		return fault.Check(fault.At("day", "agreed.day-to-come"))
	}
	switch in.How {
	case OnPage, InPerson, ByPhone, OnPaper:
		return nil
	}
	return fault.Check(fault.At("how", "agreed.how-missing"))
}

// keep adds the line, and what follows from a no.
func (s *Service) keep(tx *store.Tx, who access.Actor, person access.PersonID, a Answer) error {
	history, err := historyOf(tx, person)
	if err != nil {
		return err
	}
	before := latest(history)
	// The same answer again is no news: a form sent twice leaves one line.
	at := slot{a.Purpose, a.About}
	if last, ok := before[at]; ok && last.Given == a.Given && last.Wording == a.Wording && last.By == a.By {
		return nil
	}
	if err := insertAnswer(tx, person, a); err != nil {
		return err
	}
	if err := promise(tx, refusal{person, a.About, a.Purpose}, a.Given, before); err != nil {
		return err
	}
	action := "consent.withdrawn"
	if a.Given {
		action = "consent.given"
	}
	event := who.Did(action, "person", person.String())
	event.Detail = map[string]string{"purpose": string(a.Purpose)}
	if !a.About.IsZero() {
		event.Detail["about"] = a.About.String()
	}
	if err := s.log.Record(tx, event); err != nil || a.Given {
		return err
	}
	if err := s.carry(tx, who, person, at); err != nil || !a.About.IsZero() {
		return err
	}
	for _, p := range a.Purpose.follows() {
		if err := s.keep(tx, who, person, Answer{Purpose: p, Said: a.Said, How: a.How, By: a.By}); err != nil {
			return err
		}
	}
	return nil
}

// GiveIn records that a person agreed, in the wording with that key, by an act that
// says so: sending an enquiry, accepting a place.
//
// Faults: as for SayIn.
func (s *Service) GiveIn(tx *store.Tx, who access.Actor, person access.PersonID, p Purpose, wording string) error {
	return s.SayIn(tx, who, Said{Person: person, Purpose: p, Given: true, Wording: wording})
}

// WithdrawIn records that a person does not agree, or no longer, and carries out
// what that sets in motion. What was sent or answered stays a fact.
//
// Faults: as for SayIn.
func (s *Service) WithdrawIn(tx *store.Tx, who access.Actor, person access.PersonID, p Purpose) error {
	return s.SayIn(tx, who, Said{Person: person, Purpose: p})
}

// Give is GiveIn in a transaction of its own.
func (s *Service) Give(ctx context.Context, who access.Actor, person access.PersonID, p Purpose, wording string) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.GiveIn(tx, who, person, p, wording) })
}

// Withdraw is WithdrawIn in a transaction of its own.
func (s *Service) Withdraw(ctx context.Context, who access.Actor, person access.PersonID, p Purpose) error {
	return s.db.Update(ctx, func(tx *store.Tx) error { return s.WithdrawIn(tx, who, person, p) })
}
