package proposal

import (
	"cmp"
	"slices"

	"holdfast/internal/programme"
	"holdfast/internal/programme/plan"
)

// Tally is what becomes of some families under a plan: who has a place, who has none and
// would grow out before the last week that was looked at, and who has none and can wait.
type Tally struct {
	By      TallyBy
	Lang    string         // by language; empty: no wish
	Need    programme.Need // by need
	Served  int
	AgedOut int
	Waiting int
}

// TallyBy is what families are told apart by.
type TallyBy string

// What families are told apart by.
const (
	ByAll  TallyBy = "all"
	ByNeed TallyBy = "need"
	ByLang TallyBy = "lang"
)

// tallies counts everybody who waits, then by need, then by language, whoever wishes for
// none last.
func (s *setting) tallies(p *plan.Plan) []Tally {
	sits := map[programme.PlaceID]bool{}
	for _, x := range p.Placements {
		sits[s.place[x.Family]] = true
	}
	horizon := s.today.AddDays(7 * latestWeeks)
	count := func(t Tally, of func(programme.Seeker) bool) Tally {
		for _, f := range s.board.Waiting {
			switch {
			case !of(f):
			case sits[f.ID]:
				t.Served++
			case f.Start.To.Before(horizon):
				t.AgedOut++
			default:
				t.Waiting++
			}
		}
		return t
	}
	out := []Tally{count(Tally{By: ByAll}, func(programme.Seeker) bool { return true })}
	for _, need := range []programme.Need{programme.Highest, programme.High, programme.Usual} {
		out = append(out, count(Tally{By: ByNeed, Need: need}, func(f programme.Seeker) bool { return f.Need == need }))
	}
	var languages []string
	for _, f := range s.board.Waiting {
		languages = append(languages, f.Wishes.Lang)
	}
	slices.SortFunc(languages, func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(len(b), len(a)) // no wish last
		}
		return cmp.Compare(a, b)
	})
	for _, lang := range slices.Compact(languages) {
		out = append(out, count(Tally{By: ByLang, Lang: lang}, func(f programme.Seeker) bool { return f.Wishes.Lang == lang }))
	}
	return slices.DeleteFunc(out, func(t Tally) bool { return t.Served+t.AgedOut+t.Waiting == 0 })
}
