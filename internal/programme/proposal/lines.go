package proposal

import (
	"errors"
	"fmt"
	"slices"

	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
)

// solved is a plan of a setting: its lines, and what is known of it.
type solved struct {
	method plan.Method
	most   int
	sheet  Sheet
}

// solve plans a setting, with some families moved by hand.
//
// Faults: Conflict when a family cannot be where somebody wants it.
func (s *setting) solve(by moves) (out solved, err error) {
	best, beside, err := plan.SolveBeside(&s.in)
	if err != nil {
		return out, fmt.Errorf("plan: %w", err)
	}
	made := best
	if len(by) > 0 {
		in := s.moved(by)
		made, err = plan.Solve(&in)
		var refused *plan.Refused
		if errors.As(err, &refused) {
			return out, fault.Refuse(programme.FitOther)
		}
		if err != nil {
			return out, fmt.Errorf("plan with moves: %w", err)
		}
	}
	out.method, out.most = made.Method, beside.Most
	out.sheet = Sheet{Lines: s.lines(made, by), FirstCome: s.reachOf(beside.FirstCome), Deadline: s.reachOf(beside.Deadline)}
	out.sheet.Best, out.sheet.Shares = s.reach(best), shares(s.board.Waiting, out.sheet.Lines)
	for _, g := range s.board.Groups {
		if more := s.board.Over[g.ID]; more > 0 {
			out.sheet.Over, out.sheet.Rate = append(out.sheet.Over, Over{g.ID, more}), programme.AcceptanceRate(s.board.Answers)
		}
	}
	return out, nil
}

// reachOf counts families by the planner's ids.
func (s *setting) reachOf(families []string) (r Reach) {
	r.Placed = len(families)
	for _, id := range families {
		if s.urgent[s.place[id]] {
			r.Urgent++
		}
	}
	return r
}

func (s *setting) reach(p *plan.Plan) (r Reach) {
	for _, x := range p.Placements {
		r.Placed++
		if s.urgent[s.place[x.Family]] {
			r.Urgent++
		}
	}
	return r
}

// lines puts a plan into words' keys, one line for every family that waits.
func (s *setting) lines(made *plan.Plan, by moves) []Line {
	out := make([]Line, 0, len(s.board.Waiting))
	sits := map[string]string{}
	for _, x := range made.Placements {
		sits[x.Family] = x.Group
	}
	known := map[programme.PlaceID]bool{}
	add := func(l Line) {
		known[l.Place], l.Urgent = true, s.urgent[l.Place]
		if _, hand := by[l.Place]; hand {
			l.Hand, l.Why = true, LeftOut
			if l.Placed() {
				l.Why = Moved
			}
		}
		out = append(out, l)
	}
	for _, x := range made.Placements {
		l := Line{Place: s.place[x.Family], Group: s.group[x.Group], Fits: x.Why.Fit, Why: whys[x.Why.Key]}
		if s.barred[l.Place] {
			l.Fits, l.Why = s.whyBarred(x.Family, x.Group, sits)
		}
		add(l)
	}
	for _, x := range made.Unplaced {
		l := Line{Place: s.place[x.Family], Why: reasons[x.Reason]}
		if l.Why == Refused && s.barred[l.Place] {
			l.Why = Other
		}
		if l.Why == Full {
			l.Fits = x.Groups
		}
		add(l)
	}
	for _, f := range s.board.Waiting {
		if !known[f.ID] {
			add(Line{Place: f.ID, Why: Other})
		}
	}
	slices.SortFunc(out, compareBy(s.byTime()))
	return out
}

var whys = map[plan.WhyKey]Why{
	plan.WhyFixed: Moved, plan.WhyOnly: Only, plan.WhyFirst: First, plan.WhyLater: Later, plan.WhyLast: Last,
}

// reasons: being kept apart is told as what is told of anybody whom nothing fits.
var reasons = map[plan.Reason]Why{
	plan.ReasonClosed: Closed, plan.ReasonProgramme: Age, plan.ReasonWindow: Age, plan.ReasonLanguage: Lang, plan.ReasonMode: Mode,
	plan.ReasonSite: Other, plan.ReasonSlot: Time, plan.ReasonDeclined: Refused, plan.ReasonApart: Other, plan.ReasonFull: Full,
}

// whyBarred explains the place of somebody who may not meet somebody: a group in which
// the other sits is told as one that does not fit, so that nothing shows that it would.
func (s *setting) whyBarred(family, group string, sits map[string]string) (fits int, why Why) {
	f, g := s.familyOf(family), s.groupOf(group)
	earlier, later := 0, 0
	for i := range s.in.Groups {
		other := &s.in.Groups[i]
		if !s.in.Fits(f, other) || slices.ContainsFunc(s.apartFrom(family), func(id string) bool { return sits[id] == other.ID }) {
			continue
		}
		fits++
		switch {
		case other.Starts.Before(g.Starts):
			earlier++
		case other.Starts.After(g.Starts):
			later++
		}
	}
	switch {
	case fits <= 1:
		return 1, Only
	case earlier == 0:
		return fits, First
	case later == 0:
		return fits, Last
	}
	return fits, Later
}

func (s *setting) familyOf(id string) *plan.Family {
	return &s.in.Families[slices.IndexFunc(s.in.Families, func(f plan.Family) bool { return f.ID == id })]
}

func (s *setting) groupOf(id string) *plan.Group {
	return &s.in.Groups[slices.IndexFunc(s.in.Groups, func(g plan.Group) bool { return g.ID == id })]
}

// apartFrom is whom a family is kept apart from, whichever side says so.
func (s *setting) apartFrom(family string) (out []string) {
	for _, pair := range s.board.Apart {
		switch family {
		case pair[0].String():
			out = append(out, pair[1].String())
		case pair[1].String():
			out = append(out, pair[0].String())
		}
	}
	return out
}
