package programme

import (
	"context"
	"fmt"
	"slices"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

// opensBefore is how long before a session its video link is given: late enough
// that an empty room is not waited in, early enough to find the headphones.
const opensBefore = 10 * time.Minute

// homeDays is for how long a finished group still stands on its caregivers' home.
const homeDays = 90

// Home is a caregiver's own groups: what happens next, what later, and what they
// wait for. The video link
// is in it only from ten minutes before a session until its end, by the server's
// clock.
func (s *Service) Home(ctx context.Context, who access.Actor) (out HomeView, err error) {
	if err := who.Require(access.HomeUse); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		own, err := placesOfAll(tx, who, `pl.service_id = $1 AND pl.state IN ('accepted', 'completed', 'waiting', 'offered')`, []any{who.Service},
			` ORDER BY pl.answered_at DESC, pl.id`)
		if err != nil {
			return err
		}
		for _, p := range own {
			if len(p.Infants) == 0 {
				continue // for a baby who was lost: nothing is said of it
			}
			if p.State == Waiting || p.State == Offered {
				wait, err := s.homeWait(tx, who, p)
				if err != nil {
					return err
				}
				out.Waits = append(out.Waits, wait)
				continue
			}
			g, keep, err := s.homeGroup(tx, who, p)
			if err != nil {
				return err
			}
			if keep {
				out.Groups = append(out.Groups, g)
			}
		}
		return nil
	})
	if err != nil {
		return HomeView{}, fmt.Errorf("home: %w", err)
	}
	return out, nil
}

// homeWait is what a caregiver is told of a place they wait for. An offer is told
// to the one it was sent to.
func (s *Service) homeWait(tx *store.Tx, who access.Actor, p PlaceRow) (out HomeWait, err error) {
	out = HomeWait{Place: p.ID, StartBy: p.StartBy, Infants: p.living()}
	if p.State == Offered && p.AskedBy == who.Person && p.ExpiresAt.After(tx.Now()) {
		out.Expires = *p.ExpiresAt
	}
	if out.Programme, err = s.catalogue.Programme(p.Programme); err != nil {
		return out, err
	}
	out.Stopped, err = stoppedFor(tx, who, p.Family)
	return out, err
}

func (s *Service) homeGroup(tx *store.Tx, who access.Actor, p PlaceRow) (out HomeGroup, keep bool, err error) {
	g, err := s.groupByID(tx, who.Service, who.Today, p.Group)
	if err != nil {
		return out, false, err
	}
	if g.Status == Finished && g.Last.AddDays(homeDays).Before(who.Today) {
		return out, false, nil
	}
	link := g.VideoLink
	g.public()
	out = HomeGroup{Place: p.ID, Group: g, Infants: p.living()}
	sessions, err := sessionsOf(tx, g)
	if err != nil {
		return out, false, err
	}
	if g.State != StateOpen {
		out.Past = g.next - 1
		return out, true, nil
	}
	team, err := s.accounts.ServiceIn(tx, who.Service)
	if err != nil {
		return out, false, err
	}
	told, err := toldBy(tx, g.ID, who.Person)
	if err != nil {
		return out, false, err
	}
	left, err := s.leftOut(tx, who, p, g, sessions)
	if err != nil {
		return out, false, err
	}
	for _, n := range sessions {
		h := homeSession(n, g, link, team.Zone, tx.Now())
		h.Cant, h.Reason = told[n.ID].mark == Cant, told[n.ID].reason
		h.MayTell = h.MayTell && (h.Cant || told[n.ID].mark == Unmarked)
		switch {
		case !tx.Now().Before(h.Ends) || n.ClosedAt != nil:
			out.Past++
			if m := told[n.ID].mark; left[n.Number] == course.Held && m != Cant && m != Absent {
				out.Had = n.Number
			}
		case left[n.Number] != course.Held: // nobody expects them there
			out.Rests = out.Rests || left[n.Number] == course.Pause
		case out.Next == nil:
			out.Next = &h
		default:
			out.Later = append(out.Later, h)
		}
	}
	return out, true, nil
}

// homeSession is a session as its caregivers see it at now.
func homeSession(n Session, g Group, link string, zone *time.Location, now time.Time) HomeSession {
	h := HomeSession{
		Session: n, Public: g.Programme.Plan(n.Number).Public, Begins: n.Begins(zone), Ends: n.Finishes(zone),
	}
	h.OpensAt = h.Begins.Add(-opensBefore)
	over := !now.Before(h.Ends) || n.ClosedAt != nil
	h.MayTell = !over
	if !over && !now.Before(h.OpensAt) {
		h.Link = link
	}
	return h
}

// CantCome is a caregiver saying that they cannot come to a session of theirs,
// with a reason or without.
//
// Faults: NotFound for a session that is not theirs; Invalid on reason; Conflict
// when it is over, or marked otherwise.
func (s *Service) CantCome(ctx context.Context, who access.Actor, id SessionID, why Reason) error {
	if !why.known() {
		return fault.Check(fault.At("reason", "programme.reason.unknown"))
	}
	return s.tellRegister(ctx, who, id, func(tx *store.Tx, n Session, g Group, place PlaceID) error {
		return s.markIn(tx, who, n, g, place, Marking{Session: id, Person: who.Person, Mark: Cant, Reason: why})
	})
}

// CanCome takes CantCome back.
//
// Faults: as CantCome.
func (s *Service) CanCome(ctx context.Context, who access.Actor, id SessionID) error {
	return s.tellRegister(ctx, who, id, func(tx *store.Tx, n Session, g Group, place PlaceID) error {
		if err := removeMarking(tx, id, who.Person); err != nil {
			return err
		}
		return s.marked(tx, who, "register.undone", n, g, marking{session: id, person: who.Person, was: Cant})
	})
}

// tellRegister lets a caregiver change their own line of a register that is still
// to come and that nobody has marked otherwise.
func (s *Service) tellRegister(ctx context.Context, who access.Actor, id SessionID, change func(*store.Tx, Session, Group, PlaceID) error) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		n, g, err := s.sessionByID(tx, who.Service, who.Today, id)
		if err != nil {
			return err
		}
		pairs, err := expected(tx, who, n)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.caregiver.ID == who.Person })
		if i < 0 {
			return notFound("own session", id)
		}
		team, err := s.accounts.ServiceIn(tx, who.Service)
		if err != nil {
			return err
		}
		if g.State != StateOpen || n.ClosedAt != nil || !tx.Now().Before(n.Finishes(team.Zone)) {
			return fault.Refuse("programme.session.over")
		}
		told, err := toldBy(tx, g.ID, who.Person)
		if err != nil {
			return err
		}
		if m := told[id].mark; m != Unmarked && m != Cant {
			return fault.Refuse("programme.session.over")
		}
		return change(tx, n, g, pairs[i].place)
	})
	if err != nil {
		return fmt.Errorf("tell of session %s: %w", id, err)
	}
	return nil
}

// toldBy reads one person's lines in the registers of a group.
func toldBy(tx *store.Tx, group GroupID, person family.PersonID) (map[SessionID]marking, error) {
	rows, err := tx.Query(markingSelect+`JOIN group_session s ON s.id = a.session_id WHERE s.group_id = $1 AND a.person_id = $2`, group, person)
	all, err := store.Collect(rows, err, scanMarking)
	if err != nil {
		return nil, fmt.Errorf("own register of group %s: %w", group, err)
	}
	out := make(map[SessionID]marking, len(all))
	for _, m := range all {
		out[m.session] = m
	}
	return out, nil
}
