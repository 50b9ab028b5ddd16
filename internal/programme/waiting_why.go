package programme

import (
	"fmt"

	"holdfast/internal/access"
	"holdfast/internal/store"
)

// Unfit is why a group to come cannot be had by a family that waits.
type Unfit string

// Why a group does not fit, in the order in which it is asked: the first that holds is
// said.
const (
	UnfitAge      Unfit = "age"
	UnfitLang     Unfit = "lang"
	UnfitMode     Unfit = "mode"
	UnfitTime     Unfit = "time"
	UnfitDeclined Unfit = "declined" // declined, or the offer lapsed
	UnfitFull     Unfit = "full"     // not enough places for the whole family
	UnfitApart    Unfit = "apart"    // somebody there is kept apart from somebody of the family
	UnfitOther    Unfit = "other"    // as much as may be said to whoever may not know that
)

// UnfitCount is how many groups to come do not fit for one reason.
type UnfitCount struct {
	Why    Unfit
	Groups int
}

// unfits lists the reasons in their order.
var unfits = []Unfit{UnfitAge, UnfitLang, UnfitMode, UnfitTime, UnfitDeclined, UnfitFull, UnfitApart, UnfitOther}

// refusals is what keeps families and groups from each other beside what the two are.
type refusals struct {
	apart
	declined map[PlaceID]map[GroupID]bool
	knows    bool // the reader may know that somebody is kept apart
}

// refusalsFor reads it for a page of places.
func refusalsFor(tx *store.Tx, who access.Actor, found []PlaceRow) (r refusals, err error) {
	if r.apart, err = apartFor(tx, who, found); err != nil {
		return r, err
	}
	// Whoever leads the work of one family may know what is kept from it, and not whom it
	// would meet elsewhere: that takes somebody who fills groups as well.
	r.knows = who.May(access.RestrictionRead) && who.May(access.PlaceFill)
	r.declined, err = declinedBy(tx, found)
	return r, err
}

// declinedBy is which groups these places declined, or let the offer of lapse.
func declinedBy(tx *store.Tx, found []PlaceRow) (map[PlaceID]map[GroupID]bool, error) {
	out := map[PlaceID]map[GroupID]bool{}
	if len(found) == 0 {
		return out, nil
	}
	ids := make([]any, len(found))
	for i, row := range found {
		ids[i] = row.ID
	}
	rows, err := tx.Query(offerSelect+`WHERE o.place_id IN (`+store.List(1, len(ids))+`) AND o.outcome IN ('declined', 'lapsed')`, ids...)
	all, err := store.Collect(rows, err, scanOffer)
	if err != nil {
		return nil, fmt.Errorf("declined by places: %w", err)
	}
	for _, o := range all {
		if out[o.place] == nil {
			out[o.place] = map[GroupID]bool{}
		}
		out[o.place][o.group] = true
	}
	return out, nil
}

// why is why a family cannot have a group as it wished; empty when it can. A group kept
// from it by age or wishes says that first, so that nothing shows what else does.
func (r refusals) why(row PlaceRow, f GroupFit) Unfit {
	switch {
	case !f.Fit.OK:
		return UnfitAge
	case len(f.Misses) > 0:
		return map[Wish]Unfit{WishLang: UnfitLang, WishMode: UnfitMode, WishTime: UnfitTime}[f.Misses[0]]
	case r.declined[row.ID][f.Group.ID]:
		return UnfitDeclined
	case r.knows && r.groups[row.ID][f.Group.ID]:
		return UnfitApart
	case r.keeps(row, f.Group):
		return UnfitOther
	case !f.Seats:
		return UnfitFull
	}
	return ""
}

// whyNot counts the groups to come that a family cannot have as it wished, by reason.
// The one that fits best is not among them: what speaks against it stands beside it.
func (r refusals) whyNot(p *Programme, row WaitingRow, ahead []Group) (out []UnfitCount) {
	count := map[Unfit]int{}
	for _, g := range ahead {
		if len(row.Fits) > 0 && row.Fits[0].Group.ID == g.ID {
			continue
		}
		count[r.why(row.PlaceRow, fitGroup(p, row.PlaceRow, g))]++
	}
	for _, why := range unfits {
		if count[why] > 0 {
			out = append(out, UnfitCount{why, count[why]})
		}
	}
	return out
}
