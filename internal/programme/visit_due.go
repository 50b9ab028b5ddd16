package programme

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme/course"
	"holdfast/internal/store"
)

const (
	// visitAhead is how many days before its window opens a contact is due to be
	// planned: people have to be asked.
	visitAhead = 14
	// visitBehind is for how many days after a group's last session one that nobody
	// wrote anything about is still asked after.
	visitBehind = 60
)

// Due is the day until which something has to be done about the contact, and whether
// that time has come.
func (v VisitSheet) Due(today civil.Date) (by civil.Date, due bool) {
	switch {
	case v.Visit != nil && v.Visit.State == VisitPlanned:
		return v.Visit.Day, !v.Visit.Day.After(today.AddDays(visitAhead))
	case v.Visit != nil, v.Waits, v.Days.From.IsZero():
		return civil.Date{}, false
	}
	return v.Days.To, !v.Days.From.After(today.AddDays(visitAhead))
}

// VisitsDue is the visits, calls and film reviews that the reader has to plan, to
// hold or to write down: those with the families of groups they lead, by day. It
// reads the places of those groups alone, however large the service is.
func (s *Service) VisitsDue(ctx context.Context, who access.Actor) (out []VisitSheet, err error) {
	if err := who.Require(access.RegisterWrite); err != nil {
		return nil, err
	}
	who = who.Within(access.RegisterWrite)
	args := []any{who.Service, who.Account, who.Today, who.Today.AddDays(-visitBehind)}
	for _, p := range s.catalogue.All() {
		if slices.ContainsFunc(p.Course(), func(c course.Planned) bool { return c.Kind != course.Session }) {
			args = append(args, string(p.Key))
		}
	}
	if len(args) == 4 {
		return nil, nil
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		rows, err := placesOfAll(tx, who, `pl.service_id = $1 AND pl.state IN ('accepted', 'completed') AND pl.group_id IN (
 SELECT g.id FROM facilitator l JOIN programme_group g ON g.id = l.group_id
 WHERE l.account_id = $2 AND l.from_on <= $3 AND (l.until_on IS NULL OR l.until_on >= $3) AND g.last_on >= $4 AND g.programme IN (`+store.List(5, len(args)-4)+`))`,
			args, ` ORDER BY pl.id`)
		if err != nil {
			return err
		}
		l, err := s.lifeOf(tx, who, rows)
		if err != nil {
			return err
		}
		out = nil
		for _, p := range l.places {
			for _, sheet := range l.visitSheets(p) {
				if _, due := sheet.Due(who.Today); due {
					out = append(out, sheet)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("visits that are due: %w", err)
	}
	slices.SortStableFunc(out, func(a, b VisitSheet) int {
		one, _ := a.Due(who.Today)
		other, _ := b.Due(who.Today)
		return one.Compare(other)
	})
	return out, nil
}
