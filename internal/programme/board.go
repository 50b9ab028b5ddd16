package programme

import (
	"fmt"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/store"
)

// Board is what a plan of who gets which place is made from, of one programme at one
// moment. It names nobody, and says of people who are kept apart only which places may
// not come into one group: who, and why, is not for whoever plans.
type Board struct {
	Programme *Programme
	WarnDays  int                   // when growing out becomes a warning
	Lang      string                // of the service
	Waiting   []Seeker              // who can still start, least time left first
	Groups    []Group               // to come, by first day; without leaders
	Apart     [][2]PlaceID          // places that wait and may not come into one group
	Barred    map[PlaceID][]GroupID // groups in which somebody sits whom they must not meet
	Never     map[PlaceID]bool      // fits no group at all
	Before    map[PlaceID][]GroupID // groups they declined, or let the offer of lapse
	Answers   map[PlaceState]int    // how offers of the last two years ended
	Over      map[GroupID]int       // how many more places than are free may be offered
}

// Seeker is a waiting family as a plan sees it.
type Seeker struct {
	ID     PlaceID
	Takes  int // of a capacity, in the programme's unit
	Wishes Wishes
	Start  civil.Window // the days on which a group may begin for every baby of it
	Since  time.Time
	Need   Need

	Interpreter bool // whoever asked needs one
	Alone       bool // one carer comes
}

// answersDays is how far back the service's own acceptance rate looks.
const answersDays = 730

// BoardIn reads the board of a programme, as far as the reader may see who waits.
//
// Faults: NotFound for a programme that is not there.
func (s *Service) BoardIn(tx *store.Tx, who access.Actor, key Key) (b Board, err error) {
	if b.Programme, err = s.catalogue.Programme(key); err != nil {
		return b, err
	}
	team, err := s.accounts.ServiceIn(tx, who.Service)
	if err != nil {
		return b, err
	}
	b.WarnDays, b.Lang = team.WarnDays, team.Lang
	if b.Groups, err = s.GroupsAheadIn(tx, who, key); err != nil {
		return b, err
	}
	if b.Waiting, err = seekers(tx, who, key); err != nil {
		return b, err
	}
	if err := b.keepApart(tx, who); err != nil {
		return b, fmt.Errorf("kept apart on the board: %w", err)
	}
	if b.Before, err = refusedBefore(tx, who, key); err != nil {
		return b, err
	}
	if b.Answers, err = answersSince(tx, who, who.Today.AddDays(-answersDays)); err != nil {
		return b, err
	}
	b.Over, err = overOf(tx, who, key, b.Groups, b.Answers)
	return b, err
}

// GroupsAheadIn reads the groups of a programme that are to come and take families, by
// their first day.
func (s *Service) GroupsAheadIn(tx *store.Tx, who access.Actor, key Key) ([]Group, error) {
	return s.plainGroups(tx, who.Today, `WHERE g.service_id = $2 AND g.state = 'open' AND g.first_on > $3 AND g.programme = $4 ORDER BY g.first_on, g.id`,
		who.Service, who.Today, string(key))
}

// keepApart marks which places may not come into one group, with each other or with
// somebody who sits there. It is read for the whole service, because restrictions are few.
func (b *Board) keepApart(tx *store.Tx, who access.Actor) error {
	b.Barred, b.Never = map[PlaceID][]GroupID{}, map[PlaceID]bool{}
	if b.Programme.Couples {
		single, err := excludedFrom(tx, who, b.Programme.Key)
		if err != nil {
			return err
		}
		for _, id := range single {
			b.Never[id] = true
		}
	}
	all, err := placesApart(tx, who, b.Programme.Key)
	if err != nil {
		return err
	}
	for _, p := range all {
		switch {
		case p.place == p.other:
			b.Never[p.place] = true
		case p.group.IsZero():
			b.Apart = append(b.Apart, [2]PlaceID{p.place, p.other})
		default:
			b.Barred[p.place] = append(b.Barred[p.place], p.group)
		}
	}
	return nil
}

// PlannedIn reads places of a plan with their people, as far as the reader may see
// them, and of the groups given those that each could be moved to.
func (s *Service) PlannedIn(tx *store.Tx, who access.Actor, ids []PlaceID, ahead []Group) (map[PlaceID]PlaceRow, map[PlaceID][]GroupID, error) {
	rows, could := map[PlaceID]PlaceRow{}, map[PlaceID][]GroupID{}
	if len(ids) == 0 {
		return rows, could, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	found, err := places(tx, who, `pl.id IN (`+store.List(1, len(ids))+`)`, args, ``)
	if err != nil {
		return nil, nil, err
	}
	keep, err := apartFor(tx, who, found)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range found {
		rows[row.ID] = row
		for _, g := range ahead {
			if fit := fitGroup(g.Programme, row, g); fit.Fit.OK && len(fit.Misses) == 0 && !keep.keeps(row, g) {
				could[row.ID] = append(could[row.ID], g.ID)
			}
		}
	}
	return rows, could, nil
}

// OfferIn is Offer in the transaction of a caller who has more to write with it.
//
// Faults: as Offer.
func (s *Service) OfferIn(tx *store.Tx, who access.Actor, in Offer) error {
	if err := who.Require(access.PlaceFill); err != nil {
		return err
	}
	if _, done, err := offerMade(tx, in.Submission); err != nil || done {
		return err
	}
	g, err := s.groupByID(tx, who.Service, who.Today, in.Group)
	if err != nil {
		return err
	}
	p, err := placeByID(tx, who, in.Place)
	if err != nil {
		return err
	}
	return s.offerIn(tx, who, g, p, in)
}
