package programme

import (
	"context"
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/store"
)

// Story is what a family did in groups, as far as the reader may see it: the
// newest first in each list.
type Story struct {
	Places []PlaceInGroup
	Visits []Visit
	Notes  []VisitNote
}

// PlaceInGroup is a place with the group it is in, or was asked for; none while
// any group will do.
type PlaceInGroup struct {
	PlaceRow
	In *Group
}

// Visit is what the register says of one caregiver at one session.
type Visit struct {
	Session  Session
	Person   family.PersonID
	Mark     Mark
	WithBaby bool
	Reason   Reason
}

// VisitNote is the two lines that were written about one dyad at one session.
type VisitNote struct {
	Session Session
	Dyad    family.DyadID
	Well    string
	Next    string
	By      string
}

// Place reads one place that the reader may see.
//
// Faults: NotFound.
func (s *Service) Place(ctx context.Context, who access.Actor, id PlaceID) (out PlaceInGroup, err error) {
	if err := who.Require(access.PlaceRead); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		row, err := placeByID(tx, who, id)
		if err != nil {
			return err
		}
		found, err := s.inGroups(tx, who, []PlaceRow{row})
		if err != nil {
			return err
		}
		out = found[0]
		return nil
	})
	return out, err
}

// Story reads a family's places, which sessions its caregivers came to and what
// was written there. Marks are for whoever may read registers, notes for whoever
// writes them: who fills groups need not read what was said in one.
func (s *Service) Story(ctx context.Context, who access.Actor, id family.ID) (out Story, err error) {
	if err := who.Require(access.FamilyRead); err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if who.May(access.PlaceRead) {
			rows, err := places(tx, who.Within(access.PlaceRead), `pl.family_id = $1`, []any{id}, ` ORDER BY pl.asked_at DESC, pl.id DESC`)
			if err != nil {
				return err
			}
			if out.Places, err = s.inGroups(tx, who, rows); err != nil {
				return err
			}
		}
		if who.May(access.RegisterRead) {
			if out.Visits, err = s.visitsOf(tx, who.Within(access.RegisterRead), id); err != nil {
				return err
			}
		}
		if who.May(access.RegisterWrite) {
			out.Notes, err = s.visitNotesOf(tx, who.Within(access.RegisterWrite), id)
		}
		return err
	})
	if err != nil {
		return Story{}, fmt.Errorf("story of family %s: %w", id, err)
	}
	return out, nil
}

// inGroups sets the group of every place that has one.
func (s *Service) inGroups(tx *store.Tx, who access.Actor, rows []PlaceRow) ([]PlaceInGroup, error) {
	known := map[GroupID]*Group{}
	out := make([]PlaceInGroup, 0, len(rows))
	for _, row := range rows {
		in := PlaceInGroup{PlaceRow: row}
		if !row.Group.IsZero() {
			if known[row.Group] == nil {
				g, err := s.groupByID(tx, who.Service, who.Today, row.Group)
				if err != nil {
					return nil, err
				}
				known[row.Group] = &g
			}
			in.In = known[row.Group]
		}
		out = append(out, in)
	}
	return out, nil
}
