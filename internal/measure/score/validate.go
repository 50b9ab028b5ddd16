package score

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Validate refuses a key that could mislead: a range that its items cannot give, a band with a gap before it, a number
// without a source. It reports everything it finds.
func (k Key) Validate() error {
	v := &checker{id: k.ID}
	v.check(k.ID != "" && k.Name != "" && k.Short != "" && k.About["en"] != "", "id, name, short name and what it is about must be given")
	v.check(k.Version != "", "the version must be given")
	v.check(slices.Contains([]LicenceClass{Free, Unaltered, KeyOnly, EntryOnly}, k.Licence.Class), "the licence class is A, B, C or D")
	v.check(k.Licence.Holder != "", "the licence must say who owns the wording")
	v.check(k.Respondent == Caregiver || k.Respondent == Coder, "the respondent is a caregiver or a coder")
	v.check(k.Per == PerPerson || k.Per == PerDyad, "one filling-in is about a person or a dyad")
	v.source("the key", k.Source)
	v.items(k.Items)
	if k.Total == nil && len(k.Subscales) == 0 {
		v.check(false, "there is neither a total nor a subscale")
	}
	seen := map[string]bool{}
	for _, s := range k.Scales() {
		v.check(s.ID != "" && !seen[s.ID], "scale %q has no identifier of its own", s.ID)
		seen[s.ID] = true
		v.scale(k, s)
	}
	v.check(k.Total == nil || k.Total.ID == TotalID, "the total must be called %q", TotalID)
	v.risks(k)
	v.check(k.Missing.ProrateUpTo >= 0, "a missing rule cannot be negative")
	if k.Missing.ProrateUpTo > 0 {
		v.source("the missing rule", k.Missing.Source)
	}
	return errors.Join(v.problems...)
}

type checker struct {
	id       string
	problems []error
}

func (v *checker) check(ok bool, format string, args ...any) {
	if !ok {
		v.problems = append(v.problems, fmt.Errorf("instrument %q: "+format, append([]any{v.id}, args...)...))
	}
}

func (v *checker) source(what string, s Source) {
	v.check(s.Cite != "", "%s names no source", what)
	v.check(slices.Contains([]Trust{Verified, Secondary, Specialist, Ours}, s.Trust), "%s: trust is V, V2, K or own", what)
}

func (v *checker) items(items []Item) {
	v.check(len(items) > 0, "there are no items")
	for i, item := range items {
		v.check(item.Number == i+1, "item %d stands at place %d", item.Number, i+1)
		v.check(item.Topic["en"] != "", "item %d has no topic", item.Number)
		v.check(len(item.Scores) >= 2, "item %d has fewer than two options", item.Number)
		v.check(finite(item.Scores...), "item %d has a score that is not a number", item.Number)
		v.check(!hasRepeats(item.Scores), "item %d scores two options alike", item.Number)
	}
}

func (v *checker) scale(k Key, s Scale) {
	v.check(s.Name["en"] != "", "scale %q has no name", s.ID)
	v.check(s.Method == Sum || s.Method == Mean, "scale %q is neither a sum nor a mean", s.ID)
	v.check(slices.Contains([]Direction{HigherBetter, LowerBetter, NeitherEnd}, s.Direction), "scale %q does not say which way is better", s.ID)
	v.check(len(s.Items) > 0 && !hasRepeats(s.Items), "scale %q has no items, or one twice", s.ID)
	v.source(fmt.Sprintf("scale %q", s.ID), s.Source)
	lowest, highest := 0.0, 0.0
	for _, number := range s.Items {
		item, ok := k.Item(number)
		v.check(ok, "scale %q counts item %d, which does not exist", s.ID, number)
		if !ok || len(item.Scores) == 0 {
			return
		}
		low, high := item.Range()
		lowest, highest = lowest+low, highest+high
	}
	if s.Method == Mean && len(s.Items) > 0 {
		lowest, highest = lowest/float64(len(s.Items)), highest/float64(len(s.Items))
	}
	v.check(s.Min == lowest && s.Max == highest, "scale %q says %g to %g, its items give %g to %g", s.ID, s.Min, s.Max, lowest, highest)
	v.bands(s)
	for _, c := range s.Cutoffs {
		v.check(c.At >= s.Min && c.At <= s.Max && c.Label["en"] != "", "scale %q has a cutoff out of range or without a label", s.ID)
		v.source(fmt.Sprintf("the cutoff %g of %q", c.At, s.ID), c.Source)
	}
	v.change(s)
}

func (v *checker) bands(s Scale) {
	for i, b := range s.Bands {
		v.check(b.From <= b.To && b.Label["en"] != "" && b.Meaning["en"] != "", "scale %q: band %d is upside down or says nothing", s.ID, i+1)
		v.source(fmt.Sprintf("band %d of %q", i+1, s.ID), b.Source)
		if i == 0 {
			v.check(b.From == s.Min, "scale %q: the first band starts at %g, not %g", s.ID, b.From, s.Min)
			continue
		}
		v.check(b.From > s.Bands[i-1].To && b.From-s.Bands[i-1].To <= 1, "scale %q: there is a gap or an overlap before band %d", s.ID, i+1)
	}
	if n := len(s.Bands); n > 0 {
		v.check(s.Bands[n-1].To == s.Max, "scale %q: the last band ends at %g, not %g", s.ID, s.Bands[n-1].To, s.Max)
	}
}

func (v *checker) change(s Scale) {
	c := s.Change
	if c == nil {
		return
	}
	v.source(fmt.Sprintf("the reliable change of %q", s.ID), c.Source)
	v.check(finite(c.Points, c.Reliability, c.SD) && c.Points >= 0 && c.SD >= 0, "scale %q: reliable change is not a number", s.ID)
	v.check(c.Points > 0 || (c.Reliability > 0 && c.Reliability < 1), "scale %q: reliable change needs a value, or a reliability between 0 and 1", s.ID)
	v.check(s.Direction != NeitherEnd, "scale %q has no better end, so change on it has no name", s.ID)
	if c.Recovery != nil {
		v.check(c.Recovery.CaseAt >= s.Min && c.Recovery.CaseAt <= s.Max, "scale %q: the line of recovery is out of range", s.ID)
		v.source(fmt.Sprintf("the recovery line of %q", s.ID), c.Recovery.Source)
	}
}

func (v *checker) risks(k Key) {
	for i, r := range k.Risks {
		v.check((r.Item == 0) != (r.Scale == ""), "risk %d must name an item or a scale, and not both", i+1)
		if r.Item != 0 {
			_, ok := k.Item(r.Item)
			v.check(ok, "risk %d watches item %d, which does not exist", i+1, r.Item)
		}
		if r.Scale != "" {
			_, ok := k.Scale(r.Scale)
			v.check(ok, "risk %d watches scale %q, which does not exist", i+1, r.Scale)
		}
		v.check(r.AtLeast != nil || r.AtMost != nil, "risk %d has no threshold", i+1)
		v.check(slices.Contains([]Alert{SelfHarm, HarmToInfant, DomesticAbuse, WantsToTalk}, r.Alert), "risk %d raises an alert nobody knows", i+1)
		v.source(fmt.Sprintf("risk %d", i+1), r.Source)
	}
}

func finite(values ...float64) bool {
	return !slices.ContainsFunc(values, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) })
}

func hasRepeats[T int | float64](values []T) bool {
	sorted := slices.Sorted(slices.Values(values))
	return len(slices.Compact(sorted)) < len(values)
}
