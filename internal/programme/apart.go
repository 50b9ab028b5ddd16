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

// apart says which groups a place must not be offered, because somebody in them
// and somebody of the place are kept apart. Who, and why, is not for whoever fills
// groups.
type apart struct {
	groups map[PlaceID]map[GroupID]bool
	within map[PlaceID]bool // two people of the place itself
	single map[PlaceID]bool // somebody of the place sits in no room with a partner
}

func (a apart) keeps(p PlaceRow, g Group) bool {
	return a.within[p.ID] || a.groups[p.ID][g.ID] || g.Programme.Couples && a.single[p.ID]
}

// apartFor reads it for a page of places. Most have nobody to be kept from, and
// then it is two queries.
func apartFor(tx *store.Tx, who access.Actor, rows []PlaceRow) (a apart, err error) {
	a = apart{groups: map[PlaceID]map[GroupID]bool{}, within: map[PlaceID]bool{}}
	if a.single, err = excludedOf(tx, rows); err != nil {
		return a, err
	}
	from, err := keptFrom(tx, who.Today, rows)
	if err != nil || len(from) == 0 {
		return a, err
	}
	var others []any
	for _, row := range rows {
		for _, other := range from[row.ID] {
			others = append(others, other)
			a.within[row.ID] = a.within[row.ID] || slices.ContainsFunc(append(row.Caregivers, row.Infants...), func(p family.Person) bool { return p.ID == other })
		}
	}
	sitting, err := groupsOf(tx, others)
	if err != nil {
		return a, err
	}
	for place, kept := range from {
		a.groups[place] = map[GroupID]bool{}
		for _, other := range kept {
			for _, g := range sitting[other] {
				a.groups[place][g] = true
			}
		}
	}
	return a, nil
}

// PartEffect is what a restriction does to one place.
type PartEffect string

// The effects.
const (
	PartLeaves PartEffect = "leaves" // the others of the place keep it
	PartEnds   PartEffect = "ends"   // nobody is left in it
	PartBeside PartEffect = "beside" // the two have places of their own in one group: somebody has to decide
)

// Parting is what a restriction does, or leaves to be done, at one place.
type Parting struct {
	PlaceInGroup
	Effect PartEffect
}

// Partings is what keeping an adult from somebody would do to their places: for
// the page that is read before a restriction is entered.
//
// Faults: Forbidden without RestrictionWrite; NotFound for an adult the reader may
// not see.
func (s *Service) Partings(ctx context.Context, who access.Actor, adult, about family.PersonID) (out []Parting, err error) {
	if err := who.Require(access.RestrictionWrite); err != nil {
		return nil, err
	}
	who = who.Within(access.RestrictionWrite)
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if _, err := who.Adult(tx, adult); err != nil {
			return err
		}
		shared, beside, err := placesOfBoth(tx, access.System(who.Service, who.Today), adult, about)
		if err != nil {
			return err
		}
		for _, row := range shared {
			effect := PartLeaves
			if len(row.Caregivers) == 1 {
				effect = PartEnds
			}
			out = append(out, Parting{PlaceInGroup{PlaceRow: row}, effect})
		}
		for _, row := range beside {
			out = append(out, Parting{PlaceInGroup{PlaceRow: row}, PartBeside})
		}
		for i := range out {
			if out[i].Group.IsZero() {
				continue
			}
			g, err := s.groupByID(tx, who.Service, who.Today, out[i].Group)
			if err != nil {
				return err
			}
			out[i].In = &g
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("partings of %s: %w", adult, err)
	}
	return out, nil
}

// Part takes a restricted adult out of every place that they share with the person
// they may not know of. The others keep the place; what the adult came to stays
// theirs, in a place that has ended. Nobody is told: it is called in the transaction
// that writes the restriction.
func (s *Service) Part(tx *store.Tx, who access.Actor, adult, about family.PersonID) error {
	shared, _, err := placesOfBoth(tx, access.System(who.Service, who.Today), adult, about)
	if err != nil {
		return err
	}
	for _, row := range shared {
		if err := s.partFrom(tx, who, row, adult); err != nil {
			return fmt.Errorf("part %s from place %s: %w", adult, row.ID, err)
		}
	}
	return nil
}

func (s *Service) partFrom(tx *store.Tx, who access.Actor, row PlaceRow, adult family.PersonID) error {
	theirs, rest := row, row
	theirs.Caregivers = slices.DeleteFunc(slices.Clone(row.Caregivers), func(p family.Person) bool { return p.ID != adult })
	rest.Caregivers = slices.DeleteFunc(slices.Clone(row.Caregivers), func(p family.Person) bool { return p.ID == adult })
	if row.State == Accepted {
		// Their own leaving: sight, calls to make, what they said they cannot come to.
		if err := access.End(tx, facilitates(row.Group), adult, who.Today.AddDays(sightAfterLeave)); err != nil {
			return err
		}
		if err := clearRing(tx, row.Group, theirs); err != nil {
			return err
		}
	}
	if len(rest.Caregivers) == 0 {
		return s.endQuietly(tx, who, row)
	}
	if err := s.takeOut(tx, who, row, adult); err != nil {
		return err
	}
	if row.AskedBy == adult {
		if err := setAskedBy(tx, row.ID, rest.Caregivers[0].ID); err != nil {
			return err
		}
		if row.State == Offered { // the link is with somebody who must not open it
			if err := s.endOffer(tx, row, Withdrawn); err != nil {
				return err
			}
			rest.backToWaiting()
			if err := setPlace(tx, rest.Place); err != nil {
				return err
			}
		}
	}
	if err := s.messages.HoldIn(tx, adult); err != nil {
		return err
	}
	return s.record(tx, who, "place.parted", "place", row.ID.String(), nil)
}

// takeOut takes an adult's dyads out of a place: one that was accepted leaves them a
// place of their own that has ended.
func (s *Service) takeOut(tx *store.Tx, who access.Actor, row PlaceRow, adult family.PersonID) error {
	if row.State != Accepted {
		if err := leavePlace(tx, row.ID, adult); err != nil {
			return err
		}
		return s.setSeats(tx, row.ID)
	}
	ended, err := splitPlace(tx, who, row, adult)
	if err != nil {
		return err
	}
	if err := s.setSeats(tx, ended.ID); err != nil {
		return err
	}
	return s.setSeats(tx, row.ID)
}

// endQuietly ends a place nobody is left in, without a word to anybody.
func (s *Service) endQuietly(tx *store.Tx, who access.Actor, row PlaceRow) error {
	if err := clearPlans(tx, row.Place, who.Today.AddDays(-1)); err != nil {
		return err
	}
	if err := s.endOffer(tx, row, Withdrawn); err != nil {
		return err
	}
	row.State, row.EndedWhy = Withdrawn, ""
	if err := setPlace(tx, row.Place); err != nil {
		return err
	}
	if err := s.messages.HoldIn(tx, row.AskedBy); err != nil {
		return err
	}
	return s.record(tx, who, "place.withdrawn", "place", row.ID.String(), nil)
}

// KeepApart marks those of the groups judged for a place that it is not offered,
// because people would meet who are kept apart, or sit as a couple who must not. It
// says no more than that they do not fit.
//
// Faults: Forbidden without PlaceFill.
func (s *Service) KeepApart(ctx context.Context, who access.Actor, row PlaceRow, fits []GroupFit) error {
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	return s.db.View(ctx, func(tx *store.Tx) error {
		a, err := apartFor(tx, who, []PlaceRow{row})
		if err != nil {
			return fmt.Errorf("kept apart from place %s: %w", row.ID, err)
		}
		for i, f := range fits {
			if f.Fit.OK && a.keeps(row, f.Group) {
				fits[i].Fit.OK, fits[i].Fit.Why = false, FitOther
			}
		}
		return nil
	})
}

// refuseApart is the refusal of an offer that would bring people together who are
// kept apart. It says no more than that the group does not fit.
func refuseApart(tx *store.Tx, who access.Actor, g Group, p PlaceRow) error {
	a, err := apartFor(tx, who, []PlaceRow{p})
	if err != nil {
		return err
	}
	if a.keeps(p, g) {
		return fault.Refuse(FitOther)
	}
	return nil
}
