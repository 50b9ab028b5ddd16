package programme

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/store"
)

// Note is the two lines about one dyad at one session: what went well, first, and
// what to hold in mind.
type Note struct {
	Session SessionID
	Dyad    family.DyadID
	Well    string
	Next    string
}

// WriteNote writes the two lines; writing again replaces them.
//
// Faults: NotFound for a dyad that is not in the session or not to be seen; Invalid
// on well and next.
func (s *Service) WriteNote(ctx context.Context, who access.Actor, in Note) error {
	if err := who.Require(access.RegisterWrite); err != nil {
		return err
	}
	who = who.Within(access.RegisterWrite)
	in.Well, in.Next = strings.TrimSpace(in.Well), strings.TrimSpace(in.Next)
	var problems []fault.Problem
	for _, line := range []struct{ field, text string }{{"well", in.Well}, {"next", in.Next}} {
		if utf8.RuneCountInString(line.text) > NoteLimit {
			problems = append(problems, fault.At(line.field, "programme.note.long", "limit", NoteLimit))
		}
	}
	if err := fault.Check(problems...); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		n, _, err := s.sessionByID(tx, who.Service, who.Today, in.Session)
		if err != nil {
			return err
		}
		pairs, err := expected(tx, who, n)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(pairs, func(p pair) bool { return p.dyad == in.Dyad }) {
			return notFound("dyad in session", in.Dyad)
		}
		if err := putNote(tx, who, in); err != nil {
			return err
		}
		return s.record(tx, who, "register.noted", "dyad", in.Dyad.String(), map[string]string{"session": n.ID.String()})
	})
	if err != nil {
		return fmt.Errorf("note in session %s: %w", in.Session, err)
	}
	return nil
}

// CloseRegister says that a session's register is finished. Once the last session's
// is, those who came often enough have completed the programme.
//
// Faults: NotFound; Conflict when the session is yet to come, the group stopped
// before it, or somebody is not marked yet.
func (s *Service) CloseRegister(ctx context.Context, who access.Actor, id SessionID) error {
	if err := who.Require(access.RegisterWrite); err != nil {
		return err
	}
	who = who.Within(access.RegisterWrite)
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		n, g, err := s.sessionByID(tx, who.Service, who.Today, id)
		if err != nil {
			return err
		}
		open, err := s.unmarked(tx, who, n)
		if err != nil {
			return err
		}
		switch {
		case n.ClosedAt != nil:
			return nil
		case g.State != StateOpen && n.Number >= g.next:
			return fault.Refuse("programme.session.group-stopped")
		case n.Day.After(who.Today):
			return fault.Refuse("programme.mark.early")
		case open > 0:
			return fault.Refuse("programme.register.unmarked", "n", open)
		}
		if err := closeSession(tx, who, id); err != nil {
			return err
		}
		if err := s.complete(tx, who, g); err != nil {
			return err
		}
		return s.record(tx, who, "register.finished", "session", id.String(), nil)
	})
	if err != nil {
		return fmt.Errorf("finish register of session %s: %w", id, err)
	}
	return nil
}

// unmarked counts the gaps in a register, of everybody in it: a leader who sees
// only some of them still finishes it for all. Who may see nobody in it is told
// that it is not there.
func (s *Service) unmarked(tx *store.Tx, who access.Actor, n Session) (open int, err error) {
	everybody, err := s.registerRows(tx, access.System(who.Service, who.Today), n)
	if err != nil || len(everybody) == 0 {
		return 0, err
	}
	seen, err := s.registerRows(tx, who, n)
	if err != nil {
		return 0, err
	}
	if len(seen) == 0 {
		return 0, notFound("people in session", n.ID)
	}
	for _, r := range everybody {
		if r.Mark == Unmarked {
			open++
		}
	}
	return open, nil
}

// complete works out anew, once the last session's register is finished, whose
// caregivers came to enough of the sessions: registers are finished in any order,
// and corrected. A place that two caregivers share is completed when one of them has.
func (s *Service) complete(tx *store.Tx, who access.Actor, g Group) error {
	over, err := finished(tx, g.ID, len(g.Programme.Sessions))
	if err != nil || !over {
		return err
	}
	all, err := marksIn(tx, g.ID, family.PersonID{})
	if err != nil {
		return err
	}
	marks := map[family.PersonID][]Mark{}
	for _, m := range all {
		marks[m.person] = append(marks[m.person], m.mark)
	}
	rows, err := places(tx, access.System(g.Service, who.Today), `pl.group_id = $1 AND pl.state IN ('accepted', 'completed')`, []any{g.ID}, ``)
	if err != nil {
		return err
	}
	for _, p := range rows {
		state, action := Accepted, "place.not-completed"
		if slices.ContainsFunc(p.Caregivers, func(c family.Person) bool { return HasCompleted(g.Programme, marks[c.ID]) }) {
			state, action = Completed, "place.completed"
		}
		if p.State == state {
			continue
		}
		p.State = state
		if err := setPlace(tx, p.Place); err != nil {
			return err
		}
		if err := s.record(tx, who, action, "place", p.ID.String(), nil); err != nil {
			return err
		}
	}
	return nil
}
