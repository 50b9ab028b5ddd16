package companion

import (
	"slices"

	"holdfast/internal/civil"
)

// The ages that cards are for, in days: 26 weeks of pregnancy to about fourteen
// months.
const (
	youngest = -98
	oldest   = 427
)

// StageAt is the stage of a baby on a day; "" when nothing here is for that age. A
// baby born three weeks early or more counts from the due date and never falls back
// behind the birth; nothing is shown that is for an older baby. The phone's own
// script answers the same, and a test holds the two together.
func StageAt(due, born, today civil.Date) string {
	from := due
	if !born.IsZero() {
		from = civil.CorrectedBirth(born, due)
	}
	if from.IsZero() || !born.IsZero() && today.Before(born) {
		return ""
	}
	age := from.DaysUntil(today)
	if age < youngest || age > oldest {
		return ""
	}
	out := ""
	for _, s := range Stages() {
		if (s.From >= 0) != born.IsZero() && (out == "" || s.From <= age) {
			out = s.Key
		}
	}
	return out
}

// CardFor is the card of the first of these themes that has one for the stage: one
// written for these readers before one for anybody, never one for others.
func (b *Book) CardFor(themes []string, stage string, readers []string) (Card, bool) {
	for _, theme := range themes {
		for _, whom := range [][]string{readers, {"any"}} {
			i := slices.IndexFunc(b.Cards, func(c Card) bool {
				return c.Theme == theme && slices.Contains(c.Ages, stage) && slices.ContainsFunc(c.Who, func(w string) bool { return slices.Contains(whom, w) })
			})
			if i >= 0 {
				return b.Cards[i], true
			}
		}
	}
	return Card{}, false
}
