package proposal

import (
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/programme"
	"holdfast/internal/store"
)

// How much of a proposal stands on one page, and how much of what a move changed.
const (
	GroupsPage  = 6
	NonePage    = 20
	changeShown = 5
)

// Ask says which part of a proposal to read.
type Ask struct {
	ID       ID
	Group    programme.GroupID // only this one
	FromPart int               // how many groups come before
	FromNone int               // how many families without a place come before
}

// View is a part of a proposal with its people, as far as the reader may see them.
type View struct {
	Proposal
	Offer   *programme.Programme
	Reach   Reach
	Ahead   []programme.Group // to come, for moving somebody
	Parts   []Part
	None    []Seat // families without a place
	NoneAll int
	Change  *Change // what the last move by hand changed

	PartsBefore, PartsAfter bool // there are more groups
	NoneBefore, NoneAfter   bool
}

// Part is a group and the families a proposal puts into it.
type Part struct {
	Group programme.Group
	Seats []Seat
}

// Seat is a family of a proposal as it stands today.
type Seat struct {
	Line
	programme.PlaceRow
	Fit     programme.FamilyFit // of the group; without one, of none
	Could   []programme.GroupID // groups to come that somebody could move them to
	State   State
	Refused string // why it could not be offered when somebody tried
}

// State is what has become of a line.
type State string

// The states.
const (
	Proposed State = "proposed" // nothing yet
	Offered  State = "offered"  // the place is offered, accepted, or more
	Gone     State = "gone"     // the family waits no more, or was offered something else
)

// Change is what moving a family by hand did to the others.
type Change struct {
	Before Reach
	Moved  []programme.PlaceRow
	Lost   []programme.PlaceRow // had a place and have none
	Gained []programme.PlaceRow // had none and have a place
	More   int                  // who are not listed
}

// Proposal reads a part of a proposal.
//
// Faults: Forbidden without PlaceFill; NotFound.
func (s *Service) Proposal(ctx context.Context, who access.Actor, ask Ask) (v View, err error) {
	if err := may(who); err != nil {
		return v, err
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		v, err = s.view(tx, who, ask)
		return err
	})
	if err != nil {
		return View{}, fmt.Errorf("read proposal %s: %w", ask.ID, err)
	}
	return v, nil
}

func (s *Service) view(tx *store.Tx, who access.Actor, ask Ask) (v View, err error) {
	if v.Proposal, err = proposalByID(tx, who, ask.ID); err != nil {
		return v, err
	}
	if v.Offer, err = s.programmes.Catalogue().Programme(v.Programme); err != nil {
		return v, err
	}
	if v.Ahead, err = s.programmes.GroupsAheadIn(tx, who, v.Programme); err != nil {
		return v, err
	}
	v.Reach = v.Sheet.Reach()
	groups, none := v.cut(ask)
	if err := s.fill(tx, who, &v, groups, none); err != nil {
		return v, err
	}
	if !v.After.IsZero() {
		v.Change, err = s.change(tx, who, v.Proposal)
	}
	return v, err
}

// cut picks the lines of the page: some groups by their first day with all of their
// families, and some of those without a place.
func (v *View) cut(ask Ask) (groups map[programme.GroupID][]Line, none []Line) {
	groups = map[programme.GroupID][]Line{}
	var without []Line
	for _, l := range v.Lines {
		if l.Placed() {
			groups[l.Group] = append(groups[l.Group], l)
			continue
		}
		without = append(without, l)
	}
	shown := slices.DeleteFunc(slices.Clone(v.Ahead), func(g programme.Group) bool {
		return len(groups[g.ID]) == 0 || !ask.Group.IsZero() && g.ID != ask.Group
	})
	from := min(max(ask.FromPart, 0), len(shown))
	until := min(from+GroupsPage, len(shown))
	v.PartsBefore, v.PartsAfter = from > 0, until < len(shown)
	for _, g := range shown[from:until] {
		v.Parts = append(v.Parts, Part{Group: g})
	}
	v.NoneAll = len(without)
	if !ask.Group.IsZero() {
		return groups, nil
	}
	at := min(max(ask.FromNone, 0), len(without))
	end := min(at+NonePage, len(without))
	v.NoneBefore, v.NoneAfter = at > 0, end < len(without)
	return groups, without[at:end]
}

// fill gives the lines of the page their people, and says what has become of each.
func (s *Service) fill(tx *store.Tx, who access.Actor, v *View, groups map[programme.GroupID][]Line, none []Line) error {
	var ids []programme.PlaceID
	for _, p := range v.Parts {
		ids = append(ids, idsOf(groups[p.Group.ID])...)
	}
	rows, could, err := s.programmes.PlannedIn(tx, who, append(ids, idsOf(none)...), v.Ahead)
	if err != nil {
		return err
	}
	done, err := madeOf(tx, v.ID)
	if err != nil {
		return err
	}
	seat := func(l Line) (Seat, bool) {
		row, seen := rows[l.Place]
		return Seat{Line: l, PlaceRow: row, Could: could[l.Place], State: stateOf(l, row), Refused: done[l.Place].refused}, seen
	}
	for i := range v.Parts {
		p := &v.Parts[i]
		for _, l := range groups[p.Group.ID] {
			if x, seen := seat(l); seen {
				x.Fit = programme.EligibleFamily(v.Offer, x.Babies(), p.Group.First, p.Group.Last)
				p.Seats = append(p.Seats, x)
			}
		}
	}
	for _, l := range none {
		if x, seen := seat(l); seen {
			v.None = append(v.None, x)
		}
	}
	return nil
}

func idsOf(lines []Line) []programme.PlaceID {
	out := make([]programme.PlaceID, len(lines))
	for i, l := range lines {
		out[i] = l.Place
	}
	return out
}

func stateOf(l Line, row programme.PlaceRow) State {
	switch {
	case row.State == programme.Waiting:
		return Proposed
	case l.Placed() && row.Group == l.Group && slices.Contains([]programme.PlaceState{programme.Offered, programme.Accepted, programme.Completed}, row.State):
		return Offered
	}
	return Gone
}

// change compares a proposal with the one in which somebody was moved.
func (s *Service) change(tx *store.Tx, who access.Actor, p Proposal) (*Change, error) {
	before, err := proposalByID(tx, who, p.After)
	if err != nil {
		return nil, err
	}
	was := map[programme.PlaceID]Line{}
	for _, l := range before.Lines {
		was[l.Place] = l
	}
	var moved, lost, gained []programme.PlaceID
	for _, l := range p.Lines {
		old, there := was[l.Place]
		switch {
		case l.Hand && (!old.Hand || old.Group != l.Group):
			moved = append(moved, l.Place)
		case there && old.Placed() && !l.Placed():
			lost = append(lost, l.Place)
		case there && !old.Placed() && l.Placed():
			gained = append(gained, l.Place)
		}
	}
	out := &Change{Before: before.Reach()}
	for _, list := range []struct {
		ids []programme.PlaceID
		to  *[]programme.PlaceRow
	}{{moved, &out.Moved}, {lost, &out.Lost}, {gained, &out.Gained}} {
		shown := list.ids[:min(len(list.ids), changeShown)]
		out.More += len(list.ids) - len(shown)
		rows, _, err := s.programmes.PlannedIn(tx, who, shown, nil)
		if err != nil {
			return nil, err
		}
		for _, id := range shown {
			if row, seen := rows[id]; seen {
				*list.to = append(*list.to, row)
			}
		}
	}
	return out, nil
}
