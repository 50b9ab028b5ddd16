package planning

import (
	"cmp"
	"slices"
	"strings"

	"holdfast/internal/family"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// whyPlaced is the reason for a place, in sentences that could be read out to the
// family: how old the baby will be, what other groups there are, until when they can
// start.
func whyPlaced(r *page.Request, v proposal.View, g programme.Group, s proposal.Seat) string {
	t := r.Print.T
	said := append(agesAtFirst(r, g, s), t("planning.why."+string(s.Why), "n", s.Fits), t("planning.can-until", "day", r.Print.DateIn(r.Today, s.StartBy)))
	return strings.Join(said, " ")
}

// agesAtFirst says how old each baby will be at the first session, those of one age
// together.
func agesAtFirst(r *page.Request, g programme.Group, s proposal.Seat) (out []string) {
	day := r.Print.DateIn(r.Today, g.First)
	var ages []string
	names := map[string][]string{}
	for i, baby := range s.Infants {
		if i >= len(s.Fit.Babies) {
			break
		}
		fit := s.Fit.Babies[i]
		if fit.Weeks {
			return []string{r.Print.T("planning.pregnant", "pregnant", r.Print.PregnantWords(fit.Pregnant), "day", day)}
		}
		age := r.Print.AgeWords(fit.AtFirst)
		if !slices.Contains(ages, age) {
			ages = append(ages, age)
		}
		names[age] = append(names[age], babyName(r, baby))
	}
	for _, age := range ages {
		out = append(out, r.Print.T("planning.age", "who", r.Print.List(names[age]), "age", age, "day", day))
	}
	return out
}

// whyNone is the reason for no place.
func whyNone(r *page.Request, s proposal.Seat) string {
	p := r.Print
	lang := ""
	if s.Wishes.Lang != "" {
		lang = p.Language(s.Wishes.Lang)
	}
	why := s.Why
	if why == proposal.Age && !s.StartFrom.After(r.Today) {
		why = proposal.Closed // they could start now: it is the last day that matters
	}
	return p.T("planning.none."+string(why), "n", s.Fits, "lang", lang, "from", p.DateIn(r.Today, s.StartFrom), "until", p.DateIn(r.Today, s.StartBy))
}

// refusedWords is why a place could not be offered when somebody tried.
func refusedWords(r *page.Request, key string) string {
	short := "planning.refused." + key[strings.LastIndex(key, ".")+1:]
	if r.Print.Has(short) {
		return r.Print.T(short)
	}
	return r.Print.T("planning.refused.other")
}

// weightingWords says by which choice a plan was made.
func weightingWords(r *page.Request, w proposal.Weighting, moved bool) string {
	words := r.Print.T("planning.weighting." + string(w))
	if moved {
		words += " " + r.Print.T("planning.by-hand")
	}
	return words
}

func byName(r *page.Request, name string) string {
	if name == "" {
		return r.Print.T("planning.the-program")
	}
	return ui.Isolate(name)
}

// groupStarting names a group by its weekday and its first day.
func groupStarting(r *page.Request, g programme.Group) string {
	return r.Print.T("fits.group."+string(g.Mode), "weekday", r.Print.Weekdays(g.First.Weekday()), "first", r.Print.DateIn(r.Today, g.First))
}

func babyName(r *page.Request, p family.Person) string {
	if name := cmp.Or(p.Called, p.Name); name != "" {
		return ui.Isolate(name)
	}
	return r.Print.T("planning.baby")
}

// takesWords says how many seats a family takes, where that is more than one.
func takesWords(r *page.Request, dyads int) string {
	if dyads < 2 {
		return ""
	}
	return r.Print.T("waiting.takes", "n", dyads)
}
