package report

import (
	"math"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/measure/score"
	"holdfast/internal/outcome"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// measureBody is one measure before and after: the finding in a sentence, the
// plots, the numbers and where they come from. What no comparison without another
func measureBody(r *page.Request, m outcome.Measure) []templ.Component {
	t := r.Print.T
	out := []templ.Component{layout.Says(foundWords(r, m)), layout.Note(aboutMeasure(r, m))}
	if !m.Key.Validated {
		out = append(out, layout.Para(t("measure.not-validated")))
	}
	out = append(out, layout.Note(missingWords(r, m)))
	if m.Few() {
		if m.Change.NPairs > 0 {
			out = append(out, layout.Note(t("outcome.few", "least", outcome.FewPairs)))
		}
		return out
	}
	if len(m.Dots) > 0 {
		out = append(out, layout.SideBySide(slopes(r, m), changes(r, m)), plotKey(r, m))
	}
	beside := []templ.Component{layout.Note(reliableWords(r, m))}
	if sources := measureSources(m); len(sources) > 0 {
		beside = append(beside, layout.Folded(t("response.sources"), layout.Listed(sources)))
	}
	return append(out, layout.SideBySide(measureTable(r, m), layout.Stack(beside...)))
}

// foundWords is the finding, and how many moved further than chance would.
func foundWords(r *page.Request, m outcome.Measure) string {
	words := r.Print.T(m.Finding.Key, m.Finding.Args...)
	if m.Few() || m.Reliable == nil {
		return words
	}
	return words + " " + r.Print.T("outcome.reliable.says", "better", m.Reliable.Better, "worse", m.Reliable.Worse, "of", m.Change.NPairs)
}

func aboutMeasure(r *page.Request, m outcome.Measure) string {
	t := r.Print.T
	unit := t("outcome.unit.dyad")
	if m.PerPerson() {
		unit = t("outcome.unit.person")
	}
	return ui.Beside(m.Key.Name, t("outcome.range", "from", r.Print.Number(m.Scale.Min, 0), "to", r.Print.Number(m.Scale.Max, 0)),
		t("measure.better."+string(m.Scale.Direction)), unit)
}

func missingWords(r *page.Request, m outcome.Measure) string {
	t := r.Print.T
	if !m.AfterDue {
		return ui.Beside(t("outcome.missing.before", "n", m.MissingBefore), t("outcome.after-not-due"))
	}
	return t("outcome.missing", "before", m.MissingBefore, "after", m.MissingAfter)
}

func reliableWords(r *page.Request, m outcome.Measure) string {
	t := r.Print.T
	if m.Reliable == nil {
		return t("outcome.reliable.none")
	}
	points := plain(r, m.Reliable.Threshold, decimalsOf(m))
	if m.Reliable.FromSpread {
		return t("outcome.reliable.spread", "points", points, "source", m.Reliable.Source.Cite)
	}
	return t("outcome.reliable.published", "points", points, "source", m.Reliable.Source.Cite)
}

// decimalsOf is how precisely figures of a scale are told: one place more
// than its scores have.
func decimalsOf(m outcome.Measure) int {
	if m.Scale.Method == score.Mean {
		return 2
	}
	return 1
}

func measureSources(m outcome.Measure) []string {
	var out []string
	for _, s := range []score.Source{m.Key.Source, m.Scale.Source} {
		if s.Cite != "" && (len(out) == 0 || out[0] != s.Cite) {
			out = append(out, s.Cite)
		}
	}
	return out
}

// verdicts are how a pair is drawn. What no published value decides is drawn as
// what could be chance.
var verdicts = map[score.Verdict]ui.Verdict{score.Improved: ui.Better, score.Deteriorated: ui.Worse}

// plotOf is what both plots of a measure share.
func plotOf(r *page.Request, m outcome.Measure) ui.PairPlot {
	t, places := r.Print.T, decimalsOf(m)
	p := ui.PairPlot{
		Min: m.Scale.Min, Max: m.Scale.Max, Label: t(m.Finding.Key, m.Finding.Args...) + " " + t("outcome.plot.table"),
		Words: ui.PlotWords{
			Before: t("measure.timepoint.before"), After: t("measure.timepoint.after"), Change: t("outcome.change"), Mean: t("outcome.mean"),
			Better: t("response.better"), Worse: t("outcome.worse"), IsBetter: t("measure.verdict.improved"), IsChance: t("measure.verdict.unchanged"),
			IsWorse: t("measure.verdict.deteriorated"), Who: t("outcome.pair"), Verdict: t("outcome.verdict"),
		},
		Format: func(v float64) string { return plain(r, v, places) },
		Signed: func(v float64) string {
			if v == math.Trunc(v) {
				return r.Print.Signed(v, 0)
			}
			return r.Print.Signed(v, places)
		},
	}
	switch m.Scale.Direction {
	case score.LowerBetter:
		p.Better = ui.LowerBetter
	case score.HigherBetter:
		p.Better = ui.HigherBetter
	}
	for i, d := range m.Dots {
		p.Pairs = append(p.Pairs, ui.Pair{Label: strconv.Itoa(i + 1), Before: d.Before, After: d.After, Verdict: verdicts[d.Verdict]})
	}
	return p
}

// plain is a score without decimals it does not have.
func plain(r *page.Request, v float64, places int) string {
	if v == math.Trunc(v) {
		places = 0
	}
	return r.Print.Number(v, places)
}

func slopes(r *page.Request, m outcome.Measure) ui.PairPlot {
	p := plotOf(r, m)
	p.Kind, p.Title, p.Words.Numbers = ui.Slopes, r.Print.T("outcome.plot.slopes"), r.Print.T("outcome.behind")
	if bands := m.Scale.Bands; len(bands) > 1 {
		worst := bands[len(bands)-1]
		if m.Scale.Direction == score.HigherBetter {
			worst = bands[0]
		}
		p.Band = &[2]float64{worst.From, worst.To}
		p.Note = r.Print.T("outcome.plot.band", "from", plain(r, worst.From, 2), "to", plain(r, worst.To, 2), "band", worst.Label.In(r.Print.Lang()))
	}
	return p
}

func changes(r *page.Request, m outcome.Measure) ui.PairPlot {
	p := plotOf(r, m)
	p.Kind, p.Title, p.Note = ui.Changes, r.Print.T("outcome.plot.changes"), r.Print.T("outcome.plot.mean")
	if m.Reliable != nil {
		p.Reliable = m.Reliable.Threshold
		p.Note = r.Print.T("outcome.plot.chance", "points", plain(r, m.Reliable.Threshold, decimalsOf(m))) + " " + p.Note
	}
	if m.Change.CI95 != nil {
		p.Mean = &ui.Interval{Mean: *m.Change.MeanChange, Low: m.Change.CI95.Low(), High: m.Change.CI95.High()}
	}
	return p
}

func plotKey(r *page.Request, m outcome.Measure) templ.Component {
	if m.Reliable == nil {
		return nil
	}
	t := r.Print.T
	number := func(n int) string { return r.Print.Number(float64(n), 0) }
	return ui.PlotKey{
		Better: t("measure.verdict.improved"), Chance: t("measure.verdict.unchanged"), Worse: t("measure.verdict.deteriorated"),
		BetterCount: number(m.Reliable.Better), ChanceCount: number(m.Reliable.Unchanged), WorseCount: number(m.Reliable.Worse),
	}
}
