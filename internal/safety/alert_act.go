package safety

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Take makes the actor the owner of an alert that nobody owns, or whose owner has
// left the service. Who owns it already is told so by success.
//
// Faults: Forbidden without AlertOwn; NotFound; Conflict when somebody else owns
// it, or it is closed.
func (s *Service) Take(ctx context.Context, who access.Actor, id AlertID) error {
	return s.act(ctx, who, id, "alert.taken", func(tx *store.Tx, a Alert) (Step, error) {
		switch {
		case a.Owner == who.Account:
			return Step{}, errNothingToDo
		case a.Owned():
			return Step{}, fault.Refuse("safety.alert.owned", "name", a.OwnerName)
		}
		return Step{Act: Took}, s.own(tx, a, who.Account)
	})
}

// Hand makes a colleague the owner: the owner hands it on, or a lead decides. The
// clock runs on, so that handing round buys no time.
//
// Faults: Forbidden without AlertOwn, or for somebody else's alert; NotFound; Conflict
// when it is closed; Invalid on to for a colleague who may not see the person.
func (s *Service) Hand(ctx context.Context, who access.Actor, id AlertID, to access.AccountID) error {
	return s.act(ctx, who, id, "alert.handed", func(tx *store.Tx, a Alert) (Step, error) {
		if a.Owned() && !mayDecide(who, a) {
			return Step{}, fault.Forbiddenf("alert %s is owned by somebody else", id)
		}
		if a.Owned() && a.Owner == to {
			return Step{}, errNothingToDo
		}
		taker, err := s.accounts.ActorIn(tx, to)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return Step{}, err
		}
		able := err == nil && taker.Service == a.Service && taker.May(access.AlertOwn)
		if able {
			if able, err = sees(tx, taker, id); err != nil {
				return Step{}, err
			}
		}
		if !able {
			return Step{}, fault.Check(fault.At("to", "safety.alert.to"))
		}
		return Step{Act: Handed, Note: taker.Name}, s.own(tx, a, to)
	})
}

// Note writes down something that was tried. The alert stays open.
//
// Faults: Forbidden without AlertOwn; NotFound; Conflict when it is closed; Invalid
// on note.
func (s *Service) Note(ctx context.Context, who access.Actor, id AlertID, text string) error {
	note, err := checkNote(text, noteRequired)
	if err != nil {
		return err
	}
	return s.act(ctx, who, id, "alert.noted", func(tx *store.Tx, a Alert) (Step, error) {
		if n := len(a.Steps); n > 0 && a.Steps[n-1].Act == Tried && a.Steps[n-1].By == who.Account && a.Steps[n-1].Note == note {
			return Step{}, errNothingToDo // the form was sent twice
		}
		return Step{Act: Tried, Note: note}, nil
	})
}

// Close ends an alert with what was done about it. Only its owner does so, or a
// lead; an alert that nobody owns is taken first, so that a name stands beside it.
//
// Faults: Forbidden without AlertOwn, or for somebody else's alert; NotFound; Conflict
// when nobody owns it, or it is closed; Invalid on note.
func (s *Service) Close(ctx context.Context, who access.Actor, id AlertID, text string) error {
	note, err := checkNote(text, noteRequired)
	if err != nil {
		return err
	}
	return s.act(ctx, who, id, "alert.closed", func(tx *store.Tx, a Alert) (Step, error) {
		if !a.Owned() {
			return Step{}, fault.Refuse("safety.alert.unowned")
		}
		if !mayDecide(who, a) {
			return Step{}, fault.Forbiddenf("alert %s is owned by somebody else", id)
		}
		return Step{Act: Closed, Note: note}, closeAlert(tx, id)
	})
}

// mayDecide reports whether the actor owns the alert or leads.
func mayDecide(who access.Actor, a Alert) bool {
	return a.Owner == who.Account || who.Has(access.Lead) || who.IsSystem()
}

// own sets the owner. The clock to answer starts with the first owner.
func (s *Service) own(tx *store.Tx, a Alert, owner access.AccountID) error {
	due := a.DueAt
	if !a.Owned() {
		team, err := s.accounts.ServiceIn(tx, a.Service)
		if err != nil {
			return err
		}
		due = dueToAnswer(a.Kind, tx.Now(), team.Zone)
	}
	return setOwner(tx, a.ID, owner, due)
}

// errNothingToDo ends an act that has been done already.
var errNothingToDo = errors.New("done already")

// act does something to an open alert that the actor may see, and writes down the
// step that fn returns. A refusal is recorded although its transaction is undone.
func (s *Service) act(ctx context.Context, who access.Actor, id AlertID, action string, fn func(*store.Tx, Alert) (Step, error)) error {
	err := who.Require(access.AlertOwn)
	if err == nil {
		err = s.db.Update(ctx, func(tx *store.Tx) error { return s.actIn(tx, who, id, action, fn) })
	}
	if errors.Is(err, errNothingToDo) {
		return nil
	}
	if fault.Is(err, fault.Forbidden) || fault.Is(err, fault.NotFound) {
		if err := s.log.RecordApart(ctx, s.db, who.Did(action+".refused", "alert", id.String())); err != nil {
			return fmt.Errorf("record refusal: %w", err)
		}
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", action, id, err)
	}
	return nil
}

func (s *Service) actIn(tx *store.Tx, who access.Actor, id AlertID, action string, fn func(*store.Tx, Alert) (Step, error)) error {
	a, err := alertIn(tx, who, id)
	if err != nil {
		return err
	}
	// Whoever opened a record in need does not answer for it.
	if a.Kind == InNeedOpened && !who.Has(access.Lead) && !who.IsSystem() {
		return fault.Forbiddenf("alert %s is for whoever leads the team", id)
	}
	if !a.Open() {
		return fault.Refuse("safety.alert.closed", "name", a.Steps[len(a.Steps)-1].ByName)
	}
	step, err := fn(tx, a)
	if err != nil {
		return err
	}
	if err := insertStep(tx, who, id, step); err != nil {
		return err
	}
	return s.log.Record(tx, who.Did(action, "alert", id.String()))
}

// wanted says whether a note has to be there.
type wanted int

const (
	noteOptional wanted = iota
	noteRequired
)

func checkNote(text string, w wanted) (string, error) {
	note := strings.TrimSpace(text)
	if note == "" && w == noteRequired {
		return "", fault.Check(fault.At("note", "safety.note.missing"))
	}
	if utf8.RuneCountInString(note) > noteLimit {
		return "", fault.Check(fault.At("note", "safety.note.long", "limit", noteLimit))
	}
	return note, nil
}
