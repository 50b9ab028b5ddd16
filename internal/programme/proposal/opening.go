package proposal

import (
	"context"
	"fmt"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/store"
)

// OpenAsk asks which groups to open, and what if.
type OpenAsk struct {
	Programme programme.Key
	Minimum   int              // places taken, or a group is not opened
	Without   access.AccountID // as if somebody were away
	Video     bool             // as if everybody could come by video
	Rooms     int              // as if there were so many more
}

// Opening is which groups to open, who leads them and who would come.
type Opening struct {
	Offer  *programme.Programme
	Groups []NewGroup // by week
	Reach  Reach      // with the groups to come, of those who can start
	Now    Reach      // with the groups to come alone
	All    int
	Left   []programme.PlaceRow // without a place, least time left first; the first of them
	LeftN  int

	Tallies []Tally // of everybody who waits, with these groups
}

// NewGroup is a group that a plan would open.
type NewGroup struct {
	First    civil.Date // the day of its first session
	Time     programme.HalfDay
	Starts   civil.Clock
	Mode     programme.Mode
	Site     programme.SiteID // of one in person, where a room is free
	SiteName string
	Room     string // where names of rooms are known
	Lang     string
	Leaders  []Leader
	Families []programme.PlaceRow
	Gain     int // families who would have no place without it

	id string // as the planner calls it
}

// leftShown is how many of those left out are named.
const leftShown = 10

// Opening plans which groups to open for everybody who waits now. It decides nothing.
//
// Faults: Forbidden without PlaceFill and GroupPlan; NotFound.
func (s *Service) Opening(ctx context.Context, who access.Actor, ask OpenAsk) (out Opening, err error) {
	if err := may(who); err != nil {
		return out, err
	}
	leaders, err := s.Leaders(ctx, who)
	if err != nil {
		return out, err
	}
	board, holds, err := s.board(ctx, who, ask.Programme)
	if err != nil {
		return out, fmt.Errorf("which groups to open: %w", err)
	}
	var on ground
	err = s.db.View(ctx, func(tx *store.Tx) error {
		on, err = s.groundIn(tx, who)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("what there is for new groups: %w", err)
	}
	on.leaders = leaders
	set := settingOf(board, who, holds.weighting())
	made, err := set.open(ask, on)
	if err != nil {
		return out, fmt.Errorf("which groups to open: %w", err)
	}
	gains, err := set.gains(set.opening(ask, on), made)
	if err != nil {
		return out, fmt.Errorf("what each new group gains: %w", err)
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = s.opened(tx, who, set, made, leaders)
		return err
	})
	for i := range out.Groups {
		out.Groups[i].Gain = gains[out.Groups[i].id]
	}
	rooming(out.Groups, on, max(1, len(board.Programme.Sessions)))
	if err != nil {
		return out, fmt.Errorf("who would come: %w", err)
	}
	return out, nil
}

// opened says who leads and who comes.
func (s *Service) opened(tx *store.Tx, who access.Actor, set *setting, made *plan.Plan, leaders []Leader) (out Opening, err error) {
	now, err := plan.Solve(&set.in)
	if err != nil {
		return out, err
	}
	out.Offer, out.All, out.Reach, out.Now = set.board.Programme, len(set.board.Waiting), set.reach(made), set.reach(now)
	out.Tallies = set.tallies(made)
	names := map[string]Leader{}
	for _, l := range leaders {
		names[l.Account.String()] = l
	}
	var ids []programme.PlaceID
	in := map[string][]programme.PlaceID{}
	for _, x := range made.Placements {
		in[x.Group] = append(in[x.Group], set.place[x.Family])
	}
	for _, g := range made.Opened {
		ids = append(ids, in[g.ID]...)
	}
	sits := map[programme.PlaceID]bool{}
	for _, x := range made.Placements {
		sits[set.place[x.Family]] = true
	}
	var left []programme.PlaceID
	for _, f := range set.board.Waiting {
		if !sits[f.ID] {
			left = append(left, f.ID)
		}
	}
	out.LeftN = len(left)
	left = left[:min(len(left), leftShown)]
	rows, _, err := s.programmes.PlannedIn(tx, who, append(ids, left...), nil)
	if err != nil {
		return out, err
	}
	people := func(ids []programme.PlaceID) (found []programme.PlaceRow) {
		for _, id := range ids {
			if row, seen := rows[id]; seen {
				found = append(found, row)
			}
		}
		return found
	}
	for _, g := range made.Opened {
		at := programme.HalfDay(g.Slot)
		n := NewGroup{id: g.ID, First: g.Starts, Time: at, Starts: clockOf(at), Mode: programme.InPerson, Lang: g.Language, Families: people(in[g.ID])}
		if g.Mode == plan.Virtual {
			n.Mode = programme.Video
		}
		for _, f := range g.Facilitators {
			account, _, _ := strings.Cut(f, "/")
			n.Leaders = append(n.Leaders, names[account])
		}
		out.Groups = append(out.Groups, n)
	}
	out.Left = people(left)
	return out, nil
}
