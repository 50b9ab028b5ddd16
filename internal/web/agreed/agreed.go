// Package agreed says what a no sets in motion. A caregiver reads it on their own
// page and staff read it out, so both say the same.
package agreed

import (
	"holdfast/internal/consent"
	"holdfast/internal/i18n"
	"holdfast/internal/web/ui"
)

// Consequences are the lines of the page before a no is kept: what stops, what it
// does at this moment, what stays, and whether it can come back.
func Consequences(p i18n.Printer, l consent.Line, then []consent.Consequence) []ui.Consequence {
	t, purpose := p.T, string(l.Purpose)
	stops := t("agreed.stop.stops." + purpose)
	if !l.About.IsZero() {
		stops = t("agreed.stop.infant."+purpose, "name", called(p, l))
	}
	out := []ui.Consequence{{Label: t("agreed.stop.label.stops"), Text: ui.Say(stops)}}
	back := "agreed.stop.back"
	for _, c := range then {
		out = append(out, ui.Consequence{Label: t(c.Key + ".label"), Text: ui.Say(t(c.Key, "n", c.N))})
		if c.Key == "agreed.sets.drafts" {
			back = "agreed.stop.back.deleted"
		}
	}
	return append(out,
		ui.Consequence{Label: t("agreed.stop.label.stays"), Text: ui.Say(t("agreed.stop.stays." + purpose))},
		ui.Consequence{Label: t("agreed.stop.label.back"), Text: ui.Say(t(back))})
}

func called(p i18n.Printer, l consent.Line) string {
	if l.Called == "" {
		return p.T("agreed.your-baby")
	}
	return ui.Isolate(l.Called)
}
