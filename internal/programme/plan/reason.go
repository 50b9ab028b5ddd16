package plan

import (
	"slices"

	"holdfast/internal/civil"
)

// Reason says why a family has no place: the first test after which no group was left.
type Reason string

// The tests in the order in which they are made, and the two states after them.
const (
	ReasonClosed    Reason = "closed" // the window closes before a group could be told in time
	ReasonProgramme Reason = "programme"
	ReasonWindow    Reason = "window"
	ReasonLanguage  Reason = "language"
	ReasonMode      Reason = "mode"
	ReasonSite      Reason = "site"
	ReasonSlot      Reason = "slot"
	ReasonDeclined  Reason = "declined"
	ReasonApart     Reason = "apart" // every group that fits has somebody this family is kept apart from
	ReasonFull      Reason = "full"
)

// steps is the order of the tests.
var steps = []Reason{ReasonProgramme, ReasonWindow, ReasonLanguage, ReasonMode, ReasonSite, ReasonSlot, ReasonDeclined}

// WhyKey says why a family got this group of those that fit.
type WhyKey string

// Why a family has its place.
const (
	WhyFixed WhyKey = "fixed" // accepted or offered before
	WhyOnly  WhyKey = "only"  // the only group that fits
	WhyFirst WhyKey = "first" // no group that fits starts earlier
	WhyLater WhyKey = "later" // earlier groups fit and are full with families for whom more depends on it
	WhyLast  WhyKey = "last"  // as later, and no group that fits starts after this one
)

// Why explains a placement; every figure can be read out to the family.
type Why struct {
	Key     WhyKey
	Fit     int        // groups that fit
	Earlier int        // of these, how many start earlier
	Until   civil.Date // last start of a group that fits
}

// step is the first test that family f fails in group g, or "" when it passes all.
func (p *problem) step(f, g int) Reason {
	fam, grp := &p.families[f], &p.groups[g]
	switch {
	case fam.programme != grp.programme:
		return ReasonProgramme
	case grp.starts < fam.opens || grp.starts > fam.closes || grp.starts < p.earliest:
		return ReasonWindow
	case !fam.languages.has(grp.language):
		return ReasonLanguage
	case grp.virtual && !fam.virtual, !grp.virtual && !fam.inPerson:
		return ReasonMode
	case !grp.virtual && !fam.sites.has(grp.site):
		return ReasonSite
	case !fam.slots.has(grp.slot):
		return ReasonSlot
	case fam.hasDeclined(g):
		return ReasonDeclined
	}
	return ""
}

// unplacedReason is why a family got nothing, and how many groups were left before the test that struck out the last.
func (p *problem) unplacedReason(f int, s *seating) (Reason, int) {
	fam := &p.families[f]
	if fam.closes < p.earliest {
		return ReasonClosed, 0
	}
	if fits := p.fits(f); len(fits) > 0 {
		for _, g := range fits {
			if !s.clash(f, int(g)) {
				return ReasonFull, len(fits)
			}
		}
		return ReasonApart, len(fits)
	}
	if fam.programme >= len(p.byProgramme) {
		return ReasonProgramme, len(p.groups)
	}
	all := p.byProgramme[fam.programme]
	within := p.within(all, fam)
	if len(within) == 0 {
		return ReasonWindow, len(all)
	}
	furthest, left := ReasonLanguage, 0
	for _, g := range within {
		step := p.step(f, int(g))
		if slices.Index(steps, step) > slices.Index(steps, furthest) {
			furthest, left = step, 0
		}
		if step == furthest {
			left++
		}
	}
	return furthest, left
}

// why explains the place of a family that has one.
func (p *problem) why(f, g int, fixed bool) Why {
	if fixed {
		return Why{Key: WhyFixed}
	}
	w := Why{Key: WhyFirst}
	last := p.groups[g].starts
	for _, other := range p.fits(f) {
		starts := p.groups[other].starts
		w.Fit++
		if starts < p.groups[g].starts {
			w.Earlier++
		}
		last = max(last, starts)
	}
	w.Until = p.day(last)
	switch {
	case w.Fit == 1:
		w.Key = WhyOnly
	case w.Earlier > 0 && last == p.groups[g].starts:
		w.Key = WhyLast
	case w.Earlier > 0:
		w.Key = WhyLater
	}
	return w
}
