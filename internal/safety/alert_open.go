package safety

import (
	"context"
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// NewAlert is a risk that somebody must own. It has no room for a question, an
// answer or a score.
type NewAlert struct {
	Person   access.PersonID
	Dyad     family.DyadID // zero when it is about no one baby
	Kind     Kind
	Source   string // caregiver, paper, staff
	Response string // identifier of the filling-in it came from; empty for none
	Replaces string // identifier of the filling-in that this one takes the place of; empty for none
	Note     string // what staff heard, for Said
	// Owner has it from the start, and answers by Due; zero for an alert that somebody
	// has to take.
	Owner access.AccountID
	Due   time.Time
}

// noteLimit is the most characters of one note: about a page.
const noteLimit = 4000

// OpenIn opens an alert in the transaction that found the risk, so that there is
// no answer without its alert. The same kind for the same filling-in is opened
// once, and a person who asks to talk again while somebody has yet to ring waits
// in the same place.
//
// Faults: NotFound for somebody the actor may not see; Invalid on kind or note.
func (s *Service) OpenIn(tx *store.Tx, who access.Actor, in NewAlert) (AlertID, error) {
	if !in.Kind.known() {
		return AlertID{}, fault.Check(fault.At("kind", "safety.kind"))
	}
	note, err := checkNote(in.Note, noteOptional)
	if err != nil {
		return AlertID{}, err
	}
	service, err := who.Adult(tx, in.Person)
	if err != nil {
		return AlertID{}, fmt.Errorf("open alert about %s: %w", in.Person, err)
	}
	if in.Replaces != "" {
		id, moved, err := moveAlert(tx, in)
		if err != nil || moved {
			return id, err
		}
	}
	if in.Response == "" {
		id, err := sameWish(tx, in)
		if err == nil || !fault.Is(err, fault.NotFound) {
			return id, err
		}
	}
	a := Alert{
		ID: ident.New[alert](), Service: service, Person: in.Person, Dyad: in.Dyad, Kind: in.Kind,
		Source: in.Source, Response: in.Response, OpenedAt: tx.Now(), DueAt: dueToOwn(in.Kind, tx.Now()),
	}
	first, err := insertAlert(tx, a)
	if err != nil {
		return AlertID{}, err
	}
	if !first {
		return alertOf(tx, in)
	}
	if err := insertStep(tx, who, a.ID, Step{Act: Opened, Note: note}); err != nil {
		return AlertID{}, err
	}
	if !in.Owner.IsZero() {
		if err := setOwner(tx, a.ID, in.Owner, in.Due); err != nil {
			return AlertID{}, err
		}
	}
	return a.ID, s.log.Record(tx, who.Did("alert.opened", "alert", a.ID.String()))
}

// Open is OpenIn in a transaction of its own: staff write down what they heard, or
// a caregiver asks to be rung.
func (s *Service) Open(ctx context.Context, who access.Actor, in NewAlert) (id AlertID, err error) {
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		id, err = s.OpenIn(tx, who, in)
		return err
	})
	return id, err
}
