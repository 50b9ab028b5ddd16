package consent

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Has reports whether a person agrees, as far as they last said. It is for rooms
// that act on it, and asks nobody's rights.
func (s *Service) Has(tx *store.Tx, person access.PersonID, p Purpose) (bool, error) {
	given, err := s.Agreeing(tx, []access.PersonID{person}, p)
	return given[person], err
}

// Agreeing is who of several people agrees, as far as each last said. It asks
// nobody's rights, like Has.
func (s *Service) Agreeing(tx *store.Tx, people []access.PersonID, p Purpose) (map[access.PersonID]bool, error) {
	given, err := lastAnswers(tx, people, p)
	if err != nil {
		return nil, fmt.Errorf("consent of %d people to %s: %w", len(people), p, err)
	}
	return given, nil
}

// History reads every answer of one adult, newest first, as far as the reader may
// see that adult, and of those about an infant as far as they may see the infant.
//
// Faults: NotFound.
func (s *Service) History(ctx context.Context, who access.Actor, person access.PersonID) (all []Answer, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		all, err = s.HistoryIn(tx, who, person)
		return err
	})
	return all, err
}

// HistoryIn is History within a transaction.
func (s *Service) HistoryIn(tx *store.Tx, who access.Actor, person access.PersonID) ([]Answer, error) {
	return seenHistory(tx, who, person)
}

// Current reads the answer that holds for each purpose, of those about the person
// themselves; a purpose nobody asked about is not in it.
//
// Faults: NotFound.
func (s *Service) Current(ctx context.Context, who access.Actor, person access.PersonID) (map[Purpose]Answer, error) {
	all, err := s.History(ctx, who, person)
	return current(all), err
}

// Line is one purpose, and what this person answered.
type Line struct {
	Purpose  Purpose
	About    access.PersonID // zero for oneself
	Called   string          // what to call the infant
	Answered bool
	Answer   Answer
	// Open says that another holder of responsibility answered differently. Only
	// staff are told.
	Open bool
}

// Sheet reads every purpose this person can answer for, themselves first and then
// each infant they hold parental responsibility for.
//
// Faults: NotFound.
func (s *Service) Sheet(ctx context.Context, who access.Actor, person access.PersonID) (out []Line, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out = nil
		all, err := seenHistory(tx, who, person)
		if err != nil {
			return err
		}
		said := latest(all)
		for _, p := range Purposes() {
			a, ok := said[slot{purpose: p}]
			out = append(out, Line{Purpose: p, Answered: ok, Answer: a})
		}
		infants, err := infantsOf(tx, who, person)
		if err != nil {
			return err
		}
		for _, i := range infants {
			lines, err := s.infantLines(tx, who, person, i, said)
			if err != nil {
				return err
			}
			out = append(out, lines...)
		}
		return nil
	})
	return out, err
}

func (s *Service) infantLines(tx *store.Tx, who access.Actor, person access.PersonID, i infant, said map[slot]Answer) (out []Line, err error) {
	ok, err := s.holds(tx, person, i.id, who.Today)
	if err != nil || !ok {
		return nil, err
	}
	for _, p := range Purposes() {
		if !p.ForInfant() {
			continue
		}
		a, answered := said[slot{p, i.id}]
		line := Line{Purpose: p, About: i.id, Called: i.called, Answered: answered, Answer: a}
		if who.IsStaff() {
			state, err := s.InfantStateIn(tx, i.id, p, who.Today)
			if err != nil {
				return nil, err
			}
			line.Open = state == Open
		}
		out = append(out, line)
	}
	return out, nil
}

// Foresee is what a no would set in motion now, for the page that asks once more.
//
// Faults: as for SayIn.
func (s *Service) Foresee(ctx context.Context, who access.Actor, in Said) (out []Consequence, err error) {
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := s.mayAnswer(tx, who, in); err != nil {
			return err
		}
		out, err = s.foresee(tx, who, in.Person, slot{in.Purpose, in.About})
		return err
	})
	return out, err
}

// seenHistory is the history of a person whom the reader may see.
func seenHistory(tx *store.Tx, who access.Actor, person access.PersonID) ([]Answer, error) {
	if _, err := who.Adult(tx, person); err != nil {
		return nil, fmt.Errorf("consent of %s: %w", person, err)
	}
	all, err := historyOf(tx, person)
	if err != nil {
		return nil, err
	}
	seen := map[access.PersonID]bool{}
	var out []Answer
	for _, a := range all {
		if !a.About.IsZero() {
			ok, asked := seen[a.About]
			if !asked {
				err := sees(tx, who, a.About)
				if err != nil && !fault.Is(err, fault.NotFound) {
					return nil, err
				}
				ok = err == nil
				seen[a.About] = ok
			}
			if !ok {
				continue
			}
		}
		out = append(out, a)
	}
	return out, nil
}
