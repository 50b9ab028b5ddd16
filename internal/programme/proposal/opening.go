package proposal

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/store"
)

// What a new group is held to: a week between two groups of a leader, and a leader may
// miss one session, never the first.
const (
	gapWeeks = 1
	mayMiss  = 1
)

// OpenAsk asks which groups to open, and what if.
type OpenAsk struct {
	Programme programme.Key
	Minimum   int              // places taken, or a group is not opened
	Without   access.AccountID // as if somebody were away
	Video     bool             // as if everybody could come by video
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
}

// NewGroup is a group that a plan would open.
type NewGroup struct {
	Week     civil.Date // the Monday in whose week it would begin
	Time     programme.HalfDay
	Mode     programme.Mode
	Lang     string
	Leaders  []string
	Families []programme.PlaceRow
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
	set := settingOf(board, who, holds.weighting())
	made, err := set.open(ask, leaders)
	if err != nil {
		return out, fmt.Errorf("which groups to open: %w", err)
	}
	err = s.db.View(ctx, func(tx *store.Tx) error {
		out, err = s.opened(tx, who, set, made, leaders)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("who would come: %w", err)
	}
	return out, nil
}

// open asks the planner.
func (s *setting) open(ask OpenAsk, leaders []Leader) (*plan.Plan, error) {
	in := s.in
	if ask.Video {
		in = s.byVideo()
	}
	// A group is opened for somebody who would have no place without it, and not so that
	// others begin a week earlier.
	in.Weights.KeepPerWeek = 1
	offer := s.board.Programme
	in.Opening = &plan.Opening{
		Programmes: []string{in.Name}, Modes: []plan.Mode{plan.InPerson, plan.Virtual}, Places: offer.Capacity, Minimum: min(ask.Minimum, offer.Capacity),
		LengthWeeks: max(1, len(offer.Sessions)), GapWeeks: gapWeeks, Leaders: max(1, offer.Facilitators), MayMiss: mayMiss,
	}
	in.Sites = []plan.Site{{ID: anywhere}}
	monday := s.today.AddDays(7*soonestWeeks - (int(s.today.Weekday())+6)%7)
	for week := 0; week <= latestWeeks-soonestWeeks; week += 2 {
		in.Opening.Starts = append(in.Opening.Starts, monday.AddDays(7*week))
	}
	languages, slots := map[string]bool{}, map[string]bool{}
	for _, l := range leaders {
		if l.Account == ask.Without || len(l.Langs) == 0 {
			continue
		}
		for _, lang := range l.Langs {
			languages[lang] = true
		}
		for _, t := range l.Times {
			slots[string(t)] = true
			in.Facilitators = append(in.Facilitators, s.facilitator(l, t))
		}
	}
	if len(in.Facilitators) == 0 {
		return plan.Solve(&in)
	}
	in.Opening.Languages, in.Opening.Slots = sorted(languages, "any"), sorted(slots, "none")
	made, err := plan.Open(&in)
	if err != nil {
		return nil, err
	}
	in.Opening, in.Facilitators = nil, nil
	return needed(in, made)
}

// needed closes again whatever group nobody loses a place without: opening costs the
// planner nothing, and a service two people's mornings.
func needed(in plan.Instance, made *plan.Plan) (*plan.Plan, error) {
	for i := 0; i < len(made.Opened); {
		kept := slices.Delete(slices.Clone(made.Opened), i, i+1)
		without := in
		without.Groups = slices.Clone(in.Groups)
		for _, g := range kept {
			without.Groups = append(without.Groups, g.Group)
		}
		p, err := plan.Solve(&without)
		if err != nil {
			return nil, err
		}
		short := slices.ContainsFunc(kept, func(g plan.Opened) bool { return slices.Contains(p.BelowMinimum, g.ID) })
		if short || len(p.Placements) < len(made.Placements) {
			i++
			continue
		}
		p.Opened = kept
		made = p
	}
	return made, nil
}

// facilitator is somebody at one half-day: they can lead a group at each of theirs, and
// only one at a time at any of them.
func (s *setting) facilitator(l Leader, t programme.HalfDay) plan.Facilitator {
	out := plan.Facilitator{
		ID: l.Account.String() + "/" + string(t), Programmes: []string{s.in.Name}, Languages: l.Langs, Slots: []string{string(t)}, Sites: []string{anywhere},
	}
	for _, m := range l.Modes {
		out.Modes = append(out.Modes, modeOf(m))
	}
	if !l.Away.From.IsZero() {
		out.Away = []civil.Window{l.Away}
	}
	return out
}

// opened says who leads and who comes.
func (s *Service) opened(tx *store.Tx, who access.Actor, set *setting, made *plan.Plan, leaders []Leader) (out Opening, err error) {
	now, err := plan.Solve(&set.in)
	if err != nil {
		return out, err
	}
	out.Offer, out.All, out.Reach, out.Now = set.board.Programme, len(set.board.Waiting), set.reach(made), set.reach(now)
	names := map[string]string{}
	for _, l := range leaders {
		names[l.Account.String()] = l.Name
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
		n := NewGroup{Week: g.Starts, Time: programme.HalfDay(g.Slot), Mode: programme.InPerson, Lang: g.Language, Families: people(in[g.ID])}
		if g.Mode == plan.Virtual {
			n.Mode = programme.Video
		}
		for _, f := range g.Facilitators {
			account, _, _ := strings.Cut(f, "/")
			n.Leaders = append(n.Leaders, names[account])
		}
		out.Groups = append(out.Groups, n)
	}
	slices.SortStableFunc(out.Groups, func(a, b NewGroup) int { return cmp.Or(a.Week.Compare(b.Week), cmp.Compare(a.Time, b.Time)) })
	out.Left = people(left)
	return out, nil
}
