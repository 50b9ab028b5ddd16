package plan

import (
	"cmp"
	"math"
	"slices"

	"holdfast/internal/civil"
)

// epoch is the day that days are counted from.
var epoch = civil.New(2000, 1, 1)

// problem is an instance made ready for arithmetic: ids sorted and replaced by their position, words by numbers, dates by
// days. Everything after it works on positions, which is why the order of an instance's lists cannot matter.
type problem struct {
	in       *Instance
	today    int
	earliest int // first start of a new placement

	families []famRow
	groups   []groupRow // those of the instance by id; then kinds that could open, by id
	existing int        // how many groups are the instance's own

	apart [][]int32 // of each family, whom it is kept apart from, sorted; nil for most
	fixed []int     // of each family, the group of its fixed place, or -1

	byProgramme [][]int32 // groups by start
	fitFirst    []int32   // family → first of its fits; one more at the end
	fitGroups   []int32
	words       words
}

type famRow struct {
	source            *Family
	id                string
	programme         int
	size              int
	opens, closes     int
	languages, slots  bits
	sites             bits
	inPerson, virtual bool
	weight            float64 // what a place today is worth, waiting aside
	waited            float64 // what waiting adds
	declined          []int32
	since             int
}

type groupRow struct {
	id             string
	programme      int
	starts         int
	language, slot int
	virtual        bool
	site           int // −1 when virtual
	places         int
	free           int // after fixed places; never negative
	minimum        int
	keep           float64 // what is left of a value by its start
	fixed          []int32 // families with a fixed place here
}

func (f *famRow) hasDeclined(g int) bool {
	_, found := slices.BinarySearch(f.declined, int32(g))
	return found
}

// compile makes an instance ready. It must have no [Problem].
func compile(in *Instance, kinds []Group) *problem {
	p := &problem{in: in, today: epoch.DaysUntil(in.Today), existing: len(in.Groups), words: words{}}
	p.earliest = p.today + in.NoticeDays
	p.compileGroups(kinds)
	p.compileFamilies()
	p.settleFixed()
	p.findFits()
	return p
}

func (p *problem) day(n int) civil.Date { return epoch.AddDays(n) }

func (p *problem) compileGroups(kinds []Group) {
	own := slices.Clone(p.in.Groups)
	byID := func(a, b Group) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(own, byID)
	kinds = slices.Clone(kinds)
	slices.SortFunc(kinds, byID)
	p.groups = make([]groupRow, 0, len(own)+len(kinds))
	for _, g := range append(own, kinds...) {
		row := groupRow{
			id: g.ID, programme: p.words.number("programme", g.Programme), starts: epoch.DaysUntil(g.Starts),
			language: p.words.number("language", g.Language), slot: p.words.number("slot", g.Slot),
			virtual: g.Mode == Virtual, site: -1, places: g.Places, free: g.Places, minimum: g.Minimum,
		}
		if !row.virtual {
			row.site = p.words.number("site", g.Site)
		}
		ahead := float64(max(0, row.starts-p.today)) / 7
		row.keep = math.Pow(p.in.Weights.KeepPerWeek, ahead)
		p.groups = append(p.groups, row)
	}
	p.byProgramme = make([][]int32, len(p.words["programme"]))
	for g := range p.groups {
		programme := p.groups[g].programme
		p.byProgramme[programme] = append(p.byProgramme[programme], int32(g))
	}
	for _, all := range p.byProgramme {
		slices.SortStableFunc(all, func(a, b int32) int { return cmp.Compare(p.groups[a].starts, p.groups[b].starts) })
	}
}

func (p *problem) compileFamilies() {
	order := make([]*Family, len(p.in.Families))
	for i := range p.in.Families {
		order[i] = &p.in.Families[i]
	}
	slices.SortFunc(order, func(a, b *Family) int { return cmp.Compare(a.ID, b.ID) })
	groupAt := make(map[string]int32, len(p.groups))
	for g := range p.groups {
		groupAt[p.groups[g].id] = int32(g)
	}
	familyAt := make(map[string]int32, len(order))
	p.families = make([]famRow, len(order))
	w := p.in.Weights
	for i, f := range order {
		familyAt[f.ID] = int32(i)
		row := famRow{
			source: f, id: f.ID, size: f.Size, opens: epoch.DaysUntil(f.Opens), closes: epoch.DaysUntil(f.Closes),
			programme: p.words.find("programme", f.Programme), since: epoch.DaysUntil(f.WaitingSince),
			languages: p.words.set("language", f.Languages), slots: p.words.set("slot", f.Slots),
			sites: p.words.set("site", f.Sites), inPerson: slices.Contains(f.Modes, InPerson), virtual: slices.Contains(f.Modes, Virtual),
		}
		row.weight = 1 + float64(w.Need*float64(f.Need-1))
		if f.Safeguarding {
			row.weight += w.Safeguarding
		}
		row.waited = w.PerWeekWaited * (float64(max(0, p.today-row.since)) / 7)
		row.waited += f.Extra
		for _, id := range f.Declined {
			if g, there := groupAt[id]; there {
				row.declined = append(row.declined, g)
			}
		}
		slices.Sort(row.declined)
		p.families[i] = row
	}
	p.apart = make([][]int32, len(order))
	for i, f := range order {
		for _, id := range f.ApartFrom {
			other := familyAt[id]
			p.apart[i] = append(p.apart[i], other)
			p.apart[other] = append(p.apart[other], int32(i))
		}
	}
	for i := range p.apart {
		slices.Sort(p.apart[i])
		p.apart[i] = slices.Compact(p.apart[i])
	}
	p.fixed = make([]int, len(order))
	for i := range p.fixed {
		p.fixed[i] = -1
	}
	for _, x := range p.in.Fixed {
		p.fixed[familyAt[x.Family]] = int(groupAt[x.Group])
	}
}

// settleFixed takes the fixed places out of their groups.
func (p *problem) settleFixed() {
	for f, g := range p.fixed {
		if g < 0 {
			continue
		}
		p.groups[g].free -= p.families[f].size
		p.groups[g].fixed = append(p.groups[g].fixed, int32(f))
	}
}

// micro is the value of a new placement. Conversions keep a compiler from joining a product and a sum in one rounding,
// which some machines can and others cannot.
func (p *problem) micro(f, g int) Micro {
	fam := &p.families[f]
	value := float64(fam.weight*p.groups[g].keep) + fam.waited
	return Micro(math.Floor(float64(1_000_000*value) + 0.5))
}
