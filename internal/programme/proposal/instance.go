package proposal

import (
	"cmp"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/programme/replay"
)

// noticeDays is how long before its first session a group can still be planned for.
// One day: whoever grows out is better asked in a hurry than not at all.
const noticeDays = 1

// anywhere is where every group meets, for a plan: families are not asked which site
// they can get to.
const anywhere = "anywhere"

// moves is who was moved by hand, and to where; a zero group takes them out.
type moves map[programme.PlaceID]programme.GroupID

// setting is a board laid out as the planner wants it.
type setting struct {
	board  programme.Board
	today  civil.Date
	in     plan.Instance // without what was moved by hand
	place  map[string]programme.PlaceID
	group  map[string]programme.GroupID
	urgent map[programme.PlaceID]bool
	barred map[programme.PlaceID]bool // somebody sits or waits whom they must not meet
}

// weightsOf is what a place is worth under a weighting.
func weightsOf(w Weighting) plan.Weights {
	out := replay.Standard.Weights
	if w == Count {
		out.Need, out.Safeguarding = 0, 0
	}
	return out
}

// stepOf is a need on the planner's scale of 1 to 5; 4 and 5 are high need in its figures.
func stepOf(n programme.Need) int {
	switch n {
	case programme.High:
		return 4
	case programme.Highest:
		return 5
	}
	return 1
}

// settingOf lays a board out.
func settingOf(b programme.Board, who access.Actor, w Weighting) *setting {
	s := &setting{
		board: b, today: who.Today, place: map[string]programme.PlaceID{}, group: map[string]programme.GroupID{},
		urgent: map[programme.PlaceID]bool{}, barred: map[programme.PlaceID]bool{},
		in: plan.Instance{Name: string(b.Programme.Key), Today: who.Today, NoticeDays: noticeDays, Weights: weightsOf(w)},
	}
	anything := s.addGroups()
	for _, f := range b.Waiting {
		s.urgent[f.ID] = s.today.DaysUntil(f.Start.To) <= b.WarnDays
		if s.plannable(f) {
			s.in.Families = append(s.in.Families, s.family(f, anything))
			s.place[f.ID.String()] = f.ID
		}
	}
	s.keepApart()
	return s
}

// plannable reports whether a plan has to look at a family: some can join no group,
// whatever is planned.
func (s *setting) plannable(f programme.Seeker) bool {
	return !s.board.Never[f.ID] && !f.Start.From.IsZero() && !f.Start.To.Before(f.Start.From)
}

// addGroups lays the groups out and returns what a family can use that wishes for
// nothing in particular.
func (s *setting) addGroups() plan.Family {
	s.in.Sites = []plan.Site{{ID: anywhere}}
	languages := map[string]bool{}
	if s.board.Lang != "" {
		languages[s.board.Lang] = true
	}
	for _, g := range s.board.Groups {
		row := plan.Group{
			ID: g.ID.String(), Programme: string(g.Programme.Key), Starts: g.First, Language: g.Lang, Mode: modeOf(g.Mode),
			Slot: string(programme.HalfDayOf(g.First.Weekday(), g.Starts)), Places: g.Left + s.board.Over[g.ID],
		}
		if row.Mode == plan.InPerson {
			row.Site = anywhere
		}
		languages[g.Lang] = true
		s.in.Groups = append(s.in.Groups, row)
		s.group[row.ID] = g.ID
	}
	return anything(sorted(languages, "any"))
}

// sorted is the words of a set in order, or one that nothing has when it is empty.
func sorted(set map[string]bool, otherwise string) []string {
	if len(set) == 0 {
		return []string{otherwise}
	}
	out := make([]string, 0, len(set))
	for word := range set {
		out = append(out, word)
	}
	slices.Sort(out)
	return out
}

func modeOf(m programme.Mode) plan.Mode {
	if m == programme.Video {
		return plan.Virtual
	}
	return plan.InPerson
}

// family is a waiting family for the planner. What it wishes is a rule here, as it is
// for the one-click offer; a coordinator may still offer against it.
func (s *setting) family(f programme.Seeker, anything plan.Family) plan.Family {
	out := anything
	out.ID, out.Programme, out.Size, out.Need = f.ID.String(), string(s.board.Programme.Key), f.Takes, stepOf(f.Need)
	out.Opens, out.Closes, out.WaitingSince = f.Start.From, f.Start.To, civil.Of(f.Since)
	if f.Wishes.Lang != "" {
		out.Languages = []string{f.Wishes.Lang}
	}
	if len(f.Wishes.Times) > 0 {
		out.Slots = nil
		for _, t := range f.Wishes.Times {
			out.Slots = append(out.Slots, string(t))
		}
	}
	if len(f.Wishes.Modes) > 0 {
		out.Modes = nil
		for _, m := range f.Wishes.Modes {
			out.Modes = append(out.Modes, modeOf(m))
		}
	}
	for _, g := range slices.Concat(s.board.Before[f.ID], s.board.Barred[f.ID]) {
		out.Declined = append(out.Declined, g.String())
	}
	s.barred[f.ID] = len(s.board.Barred[f.ID]) > 0
	// The less time is left, the more depends on this plan: a later one may come too late.
	t := replay.Standard
	out.Extra = t.Urgent * max(0, 1-float64(s.today.DaysUntil(f.Start.To))/7/t.UrgentWeeks)
	return out
}

// keepApart tells the planner which families may not come into one group.
func (s *setting) keepApart() {
	at := map[string]int{}
	for i := range s.in.Families {
		at[s.in.Families[i].ID] = i
	}
	for _, pair := range s.board.Apart {
		a, there := at[pair[0].String()]
		_, here := at[pair[1].String()]
		if there && here {
			s.in.Families[a].ApartFrom = append(s.in.Families[a].ApartFrom, pair[1].String())
			s.barred[pair[0]], s.barred[pair[1]] = true, true
		}
	}
}

// moved is the instance with some families put where somebody wants them, and the
// others of those left out.
func (s *setting) moved(by moves) plan.Instance {
	out := s.in
	if len(by) == 0 {
		return out
	}
	out.Families = nil
	taken := map[string]bool{} // left out
	for _, f := range s.in.Families {
		to, hand := by[s.place[f.ID]]
		switch {
		case hand && to.IsZero():
			taken[f.ID] = true
			continue
		case hand:
			out.Fixed = append(out.Fixed, plan.Fixed{Family: f.ID, Group: to.String()})
		}
		out.Families = append(out.Families, f)
	}
	for i := range out.Families {
		f := &out.Families[i]
		if slices.ContainsFunc(f.ApartFrom, func(id string) bool { return taken[id] }) {
			f.ApartFrom = slices.DeleteFunc(slices.Clone(f.ApartFrom), func(id string) bool { return taken[id] })
		}
	}
	return out
}

// byTime orders lines as the waiting list is: least time left first.
func (s *setting) byTime() map[programme.PlaceID]int {
	at := make(map[programme.PlaceID]int, len(s.board.Waiting))
	for i, f := range s.board.Waiting {
		at[f.ID] = i
	}
	return at
}

func compareBy(at map[programme.PlaceID]int) func(a, b Line) int {
	return func(a, b Line) int { return cmp.Compare(at[a.Place], at[b.Place]) }
}
