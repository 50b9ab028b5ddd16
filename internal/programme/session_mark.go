package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Marking is what somebody marks: one caregiver at one session.
type Marking struct {
	Session  SessionID
	Person   family.PersonID
	Mark     Mark
	WithBaby bool
	Reason   Reason // for Cant; may be empty
}

// Mark marks one caregiver in a register. It may be changed as often as needed;
// after the register was finished a change is marked as late.
//
// Faults: NotFound for a session or a person not in it whom the actor may not see;
// Invalid on mark and reason; Conflict when the session is yet to come, for every
// mark but Cant, or the group has stopped.
func (s *Service) Mark(ctx context.Context, who access.Actor, in Marking) error {
	if err := who.Require(access.RegisterWrite); err != nil {
		return err
	}
	who = who.Within(access.RegisterWrite)
	if !slices.Contains(Marks(), in.Mark) {
		return fault.Check(fault.At("mark", "programme.mark.unknown"))
	}
	if in.Mark != Cant {
		in.Reason = ""
	}
	if !in.Reason.known() {
		return fault.Check(fault.At("reason", "programme.reason.unknown"))
	}
	in.WithBaby = in.WithBaby && in.Mark.Came()
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		n, g, place, err := s.markable(tx, who, in.Session, in.Person)
		if err != nil {
			return err
		}
		if in.Mark != Cant && n.Day.After(who.Today) {
			return fault.Refuse("programme.mark.early")
		}
		return s.markIn(tx, who, n, g, place, in)
	})
	if err != nil {
		return fmt.Errorf("mark in session %s: %w", in.Session, err)
	}
	return nil
}

// markable finds the session, and the place by which the person is in it.
func (s *Service) markable(tx *store.Tx, who access.Actor, id SessionID, person family.PersonID) (Session, Group, PlaceID, error) {
	n, g, err := s.sessionByID(tx, who.Service, who.Today, id)
	if err != nil {
		return n, g, PlaceID{}, err
	}
	pairs, err := expected(tx, who, n)
	if err != nil {
		return n, g, PlaceID{}, err
	}
	i := slices.IndexFunc(pairs, func(p pair) bool { return p.caregiver.ID == person })
	if i < 0 {
		return n, g, PlaceID{}, notFound("person in session", person)
	}
	if g.State != StateOpen && n.Number >= g.next {
		return n, g, PlaceID{}, fault.Refuse("programme.session.group-stopped")
	}
	return n, g, pairs[i].place, nil
}

func (s *Service) markIn(tx *store.Tx, who access.Actor, n Session, g Group, place PlaceID, in Marking) error {
	before, err := markingsOf(tx, n.ID)
	if err != nil {
		return err
	}
	was, there := before[in.Person]
	if there && was.mark == in.Mark && was.withBaby == in.WithBaby && was.reason == in.Reason {
		return nil // a second tap changes nothing, and Undo still means the first
	}
	m := marking{
		session: n.ID, person: in.Person, place: place, mark: in.Mark, withBaby: in.WithBaby, reason: in.Reason,
		by: who.Account, late: n.ClosedAt != nil, was: was.mark, wasBaby: was.withBaby, wasReason: was.reason,
	}
	if err := putMarking(tx, m); err != nil {
		return err
	}
	return s.marked(tx, who, "register.marked", n, g, m)
}

// marked follows a change of a register: who is to be rung, and the audit, which
// keeps the mark before, because a change after the register was finished has to
// be accountable.
func (s *Service) marked(tx *store.Tx, who access.Actor, action string, n Session, g Group, m marking) error {
	if err := deriveRing(tx, g, m.person); err != nil {
		return err
	}
	detail := map[string]string{"person": m.person.String(), "mark": string(m.mark), "was": string(m.was)}
	if n.ClosedAt != nil {
		detail["late"] = "true"
		if err := s.complete(tx, who, g); err != nil {
			return err
		}
	}
	return s.record(tx, who, action, "session", n.ID.String(), detail)
}

// UndoMark takes the last mark of a caregiver back: what stood there before is
// there again, once.
//
// Faults: NotFound; Conflict when there is nothing to undo.
func (s *Service) UndoMark(ctx context.Context, who access.Actor, session SessionID, person family.PersonID) error {
	if err := who.Require(access.RegisterWrite); err != nil {
		return err
	}
	who = who.Within(access.RegisterWrite)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		n, g, _, err := s.markable(tx, who, session, person)
		if err != nil {
			return err
		}
		before, err := markingsOf(tx, n.ID)
		if err != nil {
			return err
		}
		m, there := before[person]
		if !there || m.undone {
			return fault.Refuse("programme.mark.nothing-to-undo")
		}
		undone := marking{
			session: n.ID, person: person, place: m.place, mark: m.was, withBaby: m.wasBaby, reason: m.wasReason,
			by: who.Account, late: n.ClosedAt != nil, undone: true, was: m.mark, wasBaby: m.withBaby, wasReason: m.reason,
		}
		if m.was == Unmarked {
			err = removeMarking(tx, n.ID, person)
		} else {
			err = putMarking(tx, undone)
		}
		if err != nil {
			return err
		}
		return s.marked(tx, who, "register.undone", n, g, undone)
	})
	if err != nil {
		return fmt.Errorf("undo mark in session %s: %w", session, err)
	}
	return nil
}
