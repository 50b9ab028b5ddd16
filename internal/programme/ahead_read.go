package programme

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

// struckDays is for how long a line shows the day it had before a change of dates.
const struckDays = 42

// Ahead is a family's whole schedule, by day: contacts of every kind, what is asked
// and when, until when who waits can start. A caregiver reads their own; staff
// what the reader may see of a family. Nothing in it is about a baby who was lost.
//
// Faults: Forbidden for who may read neither.
func (s *Service) Ahead(ctx context.Context, who access.Actor, id family.ID) (out []Line, err error) {
	if err := mayLookAhead(who); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		l, err := s.lifeIn(tx, who, id)
		if err != nil {
			return err
		}
		out = l.lines(nil)
		l.struck(out)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("schedule of family %s: %w", id, err)
	}
	return out, nil
}

// PreviewBirth is what telling a birth would change in the schedule that the reader
// sees, and changes nothing. It is worked out as the schedule itself is.
//
// Faults: NotFound; Invalid as family.RecordBirth.
func (s *Service) PreviewBirth(ctx context.Context, who access.Actor, baby family.Person, in family.NewBirth) (out []Change, err error) {
	if err := in.Check(baby.Due, who.Today); err != nil {
		return nil, err
	}
	return s.PreviewDates(ctx, who, baby, measure.Dates{Due: baby.Due, Born: in.Day})
}

// PreviewDates is what other dates of a baby would change, for whoever has read the
// baby through the filter.
func (s *Service) PreviewDates(ctx context.Context, who access.Actor, baby family.Person, in measure.Dates) (out []Change, err error) {
	if err := mayLookAhead(who); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		l, err := s.lifeIn(tx, who, baby.Family)
		if err != nil {
			return err
		}
		out = changes(l.lines(nil), l.lines(Assumed{baby.ID: in}))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("preview of infant %s: %w", baby.ID, err)
	}
	return out, nil
}

// mayLookAhead asks for what it takes to read a schedule: to be a caregiver, who
// reads their own, or to read who has which place.
func mayLookAhead(who access.Actor) error {
	if who.May(access.HomeUse) {
		return nil
	}
	return who.Require(access.PlaceRead)
}

// lifeIn reads everything that a family's schedule is worked out from, as far as
// the reader may see it.
func (s *Service) lifeIn(tx *store.Tx, who access.Actor, id family.ID) (l life, err error) {
	rows, err := s.lifePlaces(tx, who, id)
	if err != nil {
		return l, err
	}
	if l, err = s.lifeOf(tx, who, rows); err != nil {
		return l, err
	}
	if s.measures == nil || !who.May(access.HomeUse) && !who.May(access.ResponseRead) {
		return l, nil
	}
	if !who.May(access.HomeUse) {
		who = who.Within(access.ResponseRead)
	}
	l.seated, err = s.measures.SeatedIn(tx, who, id)
	return l, err
}

// lifeOf is what the contacts of places are worked out from: whose they are, when
// their groups meet, what waits and what was agreed.
func (s *Service) lifeOf(tx *store.Tx, who access.Actor, rows []PlaceRow) (l life, err error) {
	l.today = who.Today
	team, err := s.accounts.ServiceIn(tx, who.Service)
	if err != nil {
		return l, err
	}
	groups := map[GroupID]*lifePlace{}
	for _, row := range rows {
		p := lifePlace{PlaceRow: row}
		if p.programme, err = s.catalogue.Programme(row.Programme); err != nil {
			continue // a programme whose file is gone has no course any more
		}
		if row.AnsweredAt != nil {
			p.accepted = civil.Of(row.AnsweredAt.In(team.Zone))
		}
		if known := groups[row.Group]; known != nil {
			p.group, p.sessions = known.group, known.sessions
		} else if !row.Group.IsZero() {
			if err := s.meets(tx, who, &p); err != nil {
				return l, err
			}
			groups[row.Group] = &p
		}
		l.places = append(l.places, p)
	}
	return l, hang(tx, who, &l)
}

func (s *Service) lifePlaces(tx *store.Tx, who access.Actor, id family.ID) ([]PlaceRow, error) {
	const order = ` ORDER BY pl.asked_at, pl.id`
	const states = `pl.state IN ('accepted', 'completed', 'waiting', 'offered')`
	if who.May(access.HomeUse) && !who.Person.IsZero() {
		return placesOfAll(tx, who, states+` AND pl.service_id = $1`, []any{who.Service}, order)
	}
	return places(tx, who, states+` AND pl.family_id = $1`, []any{id}, order)
}

// meets reads where and when the group of a place meets. While it is postponed the
// days that are stored are not the days it will meet.
func (s *Service) meets(tx *store.Tx, who access.Actor, p *lifePlace) error {
	g, err := s.groupByID(tx, who.Service, who.Today, p.Group)
	if err != nil {
		return err
	}
	p.group = &g
	if g.State != StateOpen {
		return nil
	}
	p.sessions, err = sessionsOf(tx, g)
	return err
}

// hang reads what the days of places hang on: who is with whom, what waits, who comes
// all the same, what was agreed, and what the babies' dates were before.
func hang(tx *store.Tx, who access.Actor, l *life) error {
	ids, at := make([]any, len(l.places)), map[PlaceID]*lifePlace{}
	for i := range l.places {
		ids[i], at[l.places[i].ID] = l.places[i].ID, &l.places[i]
	}
	pairs, err := pairsOf(tx, who, ids)
	if err != nil {
		return err
	}
	var dyads []family.DyadID
	var infants []family.PersonID
	for _, pr := range pairs {
		at[pr.place].pairs = append(at[pr.place].pairs, pr)
		dyads, infants = append(dyads, pr.dyad), append(infants, pr.infant.ID)
	}
	if l.pauses, err = family.PausesIn(tx, dyads...); err != nil {
		return err
	}
	if l.before, err = family.PreviousIn(tx, tx.Now().AddDate(0, 0, -struckDays), infants...); err != nil {
		return err
	}
	visits, err := visitsOf(tx, ids)
	if err != nil {
		return err
	}
	for id, all := range visits {
		at[id].visits = all
	}
	return comersIn(tx, ids, at)
}

// leftOut is why sessions of a place are left out of its reader's course, by number:
// the baby came before what was meant for before the birth, or is in hospital.
func (s *Service) leftOut(tx *store.Tx, who access.Actor, row PlaceRow, g Group, sessions []Session) (map[int]course.Reason, error) {
	p := lifePlace{PlaceRow: row, programme: g.Programme, group: &g, sessions: sessions}
	l := life{today: who.Today}
	var err error
	if p.pairs, err = pairsOf(tx, who, []any{row.ID}); err != nil {
		return nil, err
	}
	dyads := make([]family.DyadID, len(p.pairs))
	for i, pr := range p.pairs {
		dyads[i] = pr.dyad
	}
	if l.pauses, err = family.PausesIn(tx, dyads...); err != nil {
		return nil, err
	}
	if err := comersIn(tx, []any{row.ID}, map[PlaceID]*lifePlace{row.ID: &p}); err != nil {
		return nil, err
	}
	out := map[int]course.Reason{}
	for _, line := range l.contactLines(p, nil) {
		if line.Session != nil {
			out[line.Session.Number] = line.Undone()
		}
	}
	return out, nil
}

func comersIn(tx *store.Tx, ids []any, at map[PlaceID]*lifePlace) error {
	if len(ids) == 0 {
		return nil
	}
	rows, err := tx.Query(`SELECT place_id, person_id FROM all_the_same WHERE place_id IN (`+store.List(1, len(ids))+`)`, ids...)
	type comes struct {
		place  PlaceID
		person family.PersonID
	}
	all, err := store.Collect(rows, err, func(r *store.Rows) (c comes, err error) { return c, r.Scan(&c.place, &c.person) })
	if err != nil {
		return fmt.Errorf("who comes all the same: %w", err)
	}
	for _, c := range all {
		at[c.place].allTheSame = append(at[c.place].allTheSame, c.person)
	}
	return nil
}

// Comes says whether a family whose baby came early comes to what was meant for
// before the birth.
type Comes bool

// What a caregiver can choose.
const (
	AllTheSame  Comes = true
	NotThatPart Comes = false
)

// SetComes is a caregiver choosing for themselves whether they come to the part of
// their group that was meant for before the birth. Both can be chosen again.
//
// Faults: NotFound for a place that is not theirs.
func (s *Service) SetComes(ctx context.Context, who access.Actor, id PlaceID, comes Comes) error {
	if err := who.Require(access.HomeUse); err != nil {
		return err
	}
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		p, err := placeByID(tx, who, id)
		if err != nil {
			return err
		}
		if p.State != Accepted {
			return fault.Refuse("programme.place.changed")
		}
		if err := setComes(tx, who, id, comes); err != nil {
			return err
		}
		return s.record(tx, who, "place.comes", "place", id.String(), nil)
	})
	if err != nil {
		return fmt.Errorf("choose for place %s: %w", id, err)
	}
	return nil
}

func setComes(tx *store.Tx, who access.Actor, id PlaceID, comes Comes) error {
	statement, args := `DELETE FROM all_the_same WHERE place_id = $1 AND person_id = $2`, []any{id, who.Person}
	if comes {
		statement = `INSERT INTO all_the_same (place_id, person_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
		args = append(args, tx.Now())
	}
	if _, err := tx.Exec(statement, args...); err != nil {
		return fmt.Errorf("set who comes to place %s: %w", id, err)
	}
	return nil
}
