package plan

import (
	"cmp"
	"slices"
)

// HelpKey names something that could be done for those whom a plan leaves out.
type HelpKey string

// What could be done.
const (
	HelpGroup       HelpKey = "group"       // one more group
	HelpInterpreter HelpKey = "interpreter" // an interpreter for a language
	HelpVideo       HelpKey = "video"       // letting everybody take part by video
)

// Help is something that could be done, and what it would bring.
type Help struct {
	Key      HelpKey
	Group    Group  // for one more group: all but its id
	Language string // for an interpreter
	Families int    // how many more families would have a place
	Value    Micro  // how much more the plan would be worth
}

// triedGroups is for how many kinds of one more group the plan is made again. They are those that most families without a
// place fit.
const triedGroups = 12

// WouldHelp tries what could be done with given groups and tells what brings a place to at least one more family, most
// families first. Each figure comes from a whole new plan, so that it counts who would move up, and not only who fits.
//
// It returns [*Refused] as [Solve] does.
func WouldHelp(in *Instance) ([]Help, error) {
	base, err := Solve(in)
	if err != nil {
		return nil, err
	}
	var out []Help
	try := func(h Help, changed Instance) error {
		p, err := Solve(&changed)
		if err != nil {
			return err
		}
		h.Families, h.Value = len(p.Placements)-len(base.Placements), p.Value-base.Value
		if h.Families > 0 {
			out = append(out, h)
		}
		return nil
	}
	left := in.leftOut(base)
	for _, g := range in.wanted(left) {
		changed := *in
		g.ID = unused(in)
		changed.Groups = append(slices.Clone(in.Groups), g)
		g.ID = ""
		if err := try(Help{Key: HelpGroup, Group: g}, changed); err != nil {
			return nil, err
		}
	}
	for _, language := range in.missing(left) {
		if err := try(Help{Key: HelpInterpreter, Language: language}, in.interpreted(language)); err != nil {
			return nil, err
		}
	}
	if err := try(Help{Key: HelpVideo}, in.byVideo()); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Help) int { return cmp.Or(cmp.Compare(b.Families, a.Families), cmp.Compare(b.Value, a.Value)) })
	return out, nil
}

func (in *Instance) leftOut(p *Plan) (out []*Family) {
	at := make(map[string]*Family, len(in.Families))
	for i := range in.Families {
		at[in.Families[i].ID] = &in.Families[i]
	}
	for _, x := range p.Unplaced {
		if x.Reason != ReasonClosed {
			out = append(out, at[x.Family])
		}
	}
	return out
}

// wanted is the kinds of group that most of some families would fit, of the starts and sizes that there are.
func (in *Instance) wanted(left []*Family) []Group {
	count := map[Group]int{}
	starts := map[Group]bool{} // as a set of what groups have in common with a new one
	for _, g := range in.Groups {
		if in.Today.DaysUntil(g.Starts) >= in.NoticeDays {
			starts[Group{Starts: g.Starts, Places: g.Places, Minimum: g.Minimum}] = true
		}
	}
	for like := range starts {
		for _, f := range left {
			if like.Starts.Before(f.Opens) || like.Starts.After(f.Closes) || f.Size > like.Places {
				continue
			}
			for _, g := range f.combinations(like) {
				count[g]++
			}
		}
	}
	all := make([]Group, 0, len(count))
	for g := range count {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b Group) int {
		return cmp.Or(
			cmp.Compare(count[b], count[a]), a.Starts.Compare(b.Starts), cmp.Compare(a.Programme, b.Programme), cmp.Compare(a.Language, b.Language),
			cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Mode, b.Mode), cmp.Compare(a.Site, b.Site), cmp.Compare(b.Places, a.Places), cmp.Compare(a.Minimum, b.Minimum),
		)
	})
	return all[:min(len(all), triedGroups)]
}

// combinations are the groups like another that a family could join, each once.
func (f *Family) combinations(like Group) (out []Group) {
	like.Programme = f.Programme
	for _, like.Language = range distinct(f.Languages) {
		for _, like.Slot = range distinct(f.Slots) {
			for _, like.Mode = range distinct(f.Modes) {
				if like.Site = ""; like.Mode == Virtual {
					out = append(out, like)
					continue
				}
				for _, like.Site = range distinct(f.Sites) {
					out = append(out, like)
				}
			}
		}
	}
	return out
}

func distinct[T cmp.Ordered](list []T) []T {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// missing is the languages of some families in which no group is held, or which are all they use.
func (in *Instance) missing(left []*Family) []string {
	var out []string
	for _, f := range left {
		out = append(out, f.Languages...)
	}
	return distinct(out)
}

// interpreted is the instance in which those who use a language can join any group.
func (in *Instance) interpreted(language string) Instance {
	var all []string
	for _, g := range in.Groups {
		all = append(all, g.Language)
	}
	return in.with(func(f *Family) {
		if slices.Contains(f.Languages, language) {
			f.Languages = append(slices.Clone(f.Languages), distinct(all)...)
		}
	})
}

func (in *Instance) byVideo() Instance {
	return in.with(func(f *Family) {
		if !slices.Contains(f.Modes, Virtual) {
			f.Modes = append(slices.Clone(f.Modes), Virtual)
		}
	})
}

// with is the instance with every family changed; change replaces lists rather than writing into them.
func (in *Instance) with(change func(*Family)) Instance {
	out := *in
	out.Families = slices.Clone(in.Families)
	for i := range out.Families {
		change(&out.Families[i])
	}
	return out
}

// unused is an id that no group has.
func unused(in *Instance) string {
	id := "+"
	for slices.ContainsFunc(in.Groups, func(g Group) bool { return g.ID == id }) {
		id += "+"
	}
	return id
}
