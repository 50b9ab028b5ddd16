package proposal

import (
	"cmp"
	"slices"

	"holdfast/internal/programme"
)

// Share is how a plan serves some of the families.
type Share struct {
	Who     Group  `json:"who"`
	Lang    string `json:"lang,omitempty"` // for families who wish for a language
	Waiting int    `json:"waiting"`
	Placed  int    `json:"placed"`
}

// Gap reports whether families wait of whom the plan serves nobody, and pooling or an
// interpreter would help. Who wishes for no language needs neither.
func (s Share) Gap() bool { return s.Waiting > 0 && s.Placed == 0 && s.Who != NoWish }

// Group is some of the families, to see that a plan passes nobody over.
type Group string

// The groups of families that every plan is looked at for.
const (
	Wishing     Group = "lang"        // for a group in a language
	Interpreter Group = "interpreter" // whoever asked needs one
	Alone       Group = "alone"       // one carer comes
	Several     Group = "several"     // a family that takes more than one place
	NoWish      Group = "no-lang"     // for no language: a plan takes them to come to a group in any
	Few         Group = "few"         // can come at three half-days or fewer
)

// fewTimes is how many half-days are few.
const fewTimes = 3

// shares counts how a plan serves the families of each group, languages last.
func shares(waiting []programme.Seeker, lines []Line) []Share {
	placed := map[programme.PlaceID]bool{}
	for _, l := range lines {
		placed[l.Place] = l.Placed()
	}
	var out []Share
	count := func(who Group, lang string, of func(programme.Seeker) bool) {
		s := Share{Who: who, Lang: lang}
		for _, f := range waiting {
			if !of(f) {
				continue
			}
			s.Waiting++
			if placed[f.ID] {
				s.Placed++
			}
		}
		if s.Waiting > 0 {
			out = append(out, s)
		}
	}
	count(Alone, "", func(f programme.Seeker) bool { return f.Alone })
	count(Several, "", func(f programme.Seeker) bool { return f.Takes > 1 })
	count(Few, "", func(f programme.Seeker) bool { return len(f.Wishes.Times) > 0 && len(f.Wishes.Times) <= fewTimes })
	count(Interpreter, "", func(f programme.Seeker) bool { return f.Interpreter })
	var languages []string
	for _, f := range waiting {
		if f.Wishes.Lang != "" {
			languages = append(languages, f.Wishes.Lang)
		}
	}
	slices.SortFunc(languages, cmp.Compare)
	for _, lang := range slices.Compact(languages) {
		count(Wishing, lang, func(f programme.Seeker) bool { return f.Wishes.Lang == lang })
	}
	count(NoWish, "", func(f programme.Seeker) bool { return f.Wishes.Lang == "" })
	return out
}
