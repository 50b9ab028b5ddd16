package proposal

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
	"holdfast/internal/store"
)

// What is tried for those whom a plan leaves out: groups that would begin so many weeks
// from now, of the kinds that most of them could join; and how much of it is told.
const (
	soonestWeeks = 3
	latestWeeks  = 11
	kindsTried   = 10
	helpShown    = 6
	groupsTold   = 3
)

// Help is something that could be done, and how many more families would have a place.
// The figure comes from a whole new plan: it counts who would move up.
type Help struct {
	Key      plan.HelpKey
	Lang     string            // of one more group, or of an interpreter
	Time     programme.HalfDay // of one more group
	Mode     programme.Mode
	Week     civil.Date // the Monday in whose week it would begin
	Families int
}

// WouldHelp says what could be done for those whom a plan of this moment leaves out,
// most families first.
//
// Faults: Forbidden without PlaceFill; NotFound for a proposal that is not there.
func (s *Service) WouldHelp(ctx context.Context, who access.Actor, id ID) (out []Help, err error) {
	if err := may(who); err != nil {
		return nil, err
	}
	var board programme.Board
	var p Proposal
	err = s.db.View(ctx, func(tx *store.Tx) error {
		if p, err = proposalByID(tx, who, id); err != nil {
			return err
		}
		board, err = s.programmes.BoardIn(tx, who, p.Programme)
		return err
	})
	if err == nil {
		out, err = settingOf(board, who, p.Weighting).wouldHelp(board.Programme.Capacity)
	}
	if err != nil {
		return nil, fmt.Errorf("what would help beside proposal %s: %w", id, err)
	}
	return out, nil
}

// wouldHelp tries one thing after the other.
func (s *setting) wouldHelp(places int) ([]Help, error) {
	base, err := plan.Solve(&s.in)
	if err != nil {
		return nil, err
	}
	sits := map[string]bool{}
	for _, x := range base.Placements {
		sits[x.Family] = true
	}
	var left []plan.Family
	for _, f := range s.in.Families {
		if !sits[f.ID] {
			left = append(left, f)
		}
	}
	var out []Help
	try := func(h Help, in plan.Instance) error {
		p, err := plan.Solve(&in)
		if err != nil {
			return err
		}
		if h.Families = len(p.Placements) - len(base.Placements); h.Families > 0 {
			out = append(out, h)
		}
		return nil
	}
	for _, k := range s.kinds(left) {
		in := s.in
		in.Groups = append(slices.Clone(s.in.Groups), plan.Group{
			ID: "+", Programme: in.Name, Starts: k.Week, Language: k.Lang, Slot: string(k.Time), Mode: modeOf(k.Mode), Site: siteOf(k.Mode), Places: places,
		})
		if err := try(k, in); err != nil {
			return nil, err
		}
	}
	for _, lang := range wished(left) {
		if err := try(Help{Key: plan.HelpInterpreter, Lang: lang}, s.interpreted(lang)); err != nil {
			return nil, err
		}
	}
	if err := try(Help{Key: plan.HelpVideo}, s.byVideo()); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Help) int { return cmp.Compare(b.Families, a.Families) })
	return told(out), nil
}

// told is what is shown: not so many groups, which are often for the same families, that
// an interpreter or video would be crowded out.
func told(all []Help) (out []Help) {
	groups := 0
	for _, h := range all {
		if h.Key == plan.HelpGroup {
			if groups++; groups > groupsTold {
				continue
			}
		}
		out = append(out, h)
	}
	return out[:min(len(out), helpShown)]
}

func siteOf(m programme.Mode) string {
	if m == programme.Video {
		return ""
	}
	return anywhere
}

// kinds are the kinds of one more group that most of those left out could join, each
// with the week in which most could.
func (s *setting) kinds(left []plan.Family) []Help {
	languages := map[string]bool{}
	for _, f := range left {
		for _, l := range f.Languages {
			languages[l] = true
		}
	}
	var out []Help
	for _, lang := range sorted(languages, "") {
		for _, time := range programme.HalfDays() {
			for _, mode := range []programme.Mode{programme.InPerson, programme.Video} {
				if best := s.bestWeek(left, Help{Key: plan.HelpGroup, Lang: lang, Time: time, Mode: mode}); best.Families > 0 {
					out = append(out, best)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Help) int { return cmp.Compare(b.Families, a.Families) })
	return out[:min(len(out), kindsTried)]
}

// bestWeek sets the week in which most of those left out could join such a group.
func (s *setting) bestWeek(left []plan.Family, h Help) Help {
	monday := s.today.AddDays(7*soonestWeeks - (int(s.today.Weekday())+6)%7)
	g := plan.Group{Programme: s.in.Name, Language: h.Lang, Slot: string(h.Time), Mode: modeOf(h.Mode), Site: siteOf(h.Mode)}
	for week := 0; week <= latestWeeks-soonestWeeks; week += 2 {
		g.Starts = monday.AddDays(7 * week)
		n := 0
		for i := range left {
			// Who wished for no language is met in the service's own.
			if s.in.Fits(&left[i], &g) && (len(left[i].Languages) == 1 || h.Lang == s.board.Lang) {
				n++
			}
		}
		if n > h.Families {
			h.Families, h.Week = n, g.Starts
		}
	}
	return h
}

// wished is the languages that some families wish for and cannot do without.
func wished(left []plan.Family) []string {
	set := map[string]bool{}
	for _, f := range left {
		if len(f.Languages) == 1 {
			set[f.Languages[0]] = true
		}
	}
	return slices.DeleteFunc(sorted(set, ""), func(l string) bool { return l == "" })
}

// interpreted is the instance in which those who wish for a language can join any group.
func (s *setting) interpreted(lang string) plan.Instance {
	all := map[string]bool{}
	for _, g := range s.in.Groups {
		all[g.Language] = true
	}
	return s.changed(func(f *plan.Family) {
		if slices.Contains(f.Languages, lang) {
			f.Languages = slices.Concat(f.Languages, sorted(all, lang))
		}
	})
}

func (s *setting) byVideo() plan.Instance {
	return s.changed(func(f *plan.Family) {
		if !slices.Contains(f.Modes, plan.Virtual) {
			f.Modes = append(slices.Clone(f.Modes), plan.Virtual)
		}
	})
}

// changed is the instance with every family changed; change replaces lists rather than
// writing into them.
func (s *setting) changed(change func(*plan.Family)) plan.Instance {
	out := s.in
	out.Families = slices.Clone(s.in.Families)
	for i := range out.Families {
		change(&out.Families[i])
	}
	return out
}
