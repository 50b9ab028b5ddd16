package desk

import (
	"math"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/measure/score"
	"holdfast/internal/outcome"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// measureBody is one measure before and after: the finding in a sentence, what it
// cannot say, the plots, the numbers and where they come from.
func measureBody(r *page.Request, m outcome.Measure) []templ.Component {
	t := r.Print.T
	out := []templ.Component{says(t(m.Finding.Key, m.Finding.Args...)), note(aboutMeasure(r, m)), para(t("outcome.caution"))}
	if !m.Key.Validated {
		out = append(out, para(t("measure.not-validated")))
	}
	out = append(out, note(missingWords(r, m)))
	if m.Few() {
		if m.Change.NPairs > 0 {
			out = append(out, note(t("outcome.few", "least", outcome.FewPairs)))
		}
		return out
	}
	if len(m.Dots) > 0 {
		out = append(out, sideBySide(slopes(r, m), changes(r, m)), plotKey(r, m))
	}
	out = append(out, measureTable(r, m), note(reliableWords(r, m)))
	if sources := measureSources(m); len(sources) > 0 {
		out = append(out, folded(t("response.sources"), listed(sources)))
	}
	return out
}

func aboutMeasure(r *page.Request, m outcome.Measure) string {
	t := r.Print.T
	unit := t("outcome.unit.dyad")
	if m.PerPerson() {
		unit = t("outcome.unit.person")
	}
	return joined(m.Key.Name, t("outcome.range", "from", r.Print.Number(m.Scale.Min, 0), "to", r.Print.Number(m.Scale.Max, 0)),
		t("measure.better."+string(m.Scale.Direction)), unit)
}

func missingWords(r *page.Request, m outcome.Measure) string {
	t := r.Print.T
	if !m.AfterDue {
		return joined(t("outcome.missing.before", "n", m.MissingBefore), t("outcome.after-not-due"))
	}
	return t("outcome.missing", "before", m.MissingBefore, "after", m.MissingAfter)
}

func reliableWords(r *page.Request, m outcome.Measure) string {
	t := r.Print.T
	if m.Reliable == nil {
		return t("outcome.reliable.none")
	}
	points := r.Print.Number(m.Reliable.Threshold, outcomeDecimals(m))
	if m.Reliable.FromSpread {
		return t("outcome.reliable.spread", "points", points, "source", m.Reliable.Source.Cite)
	}
	return t("outcome.reliable.published", "points", points, "source", m.Reliable.Source.Cite)
}

// outcomeDecimals is how precisely figures of a scale are told: one place more
// than its scores have.
func outcomeDecimals(m outcome.Measure) int {
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
	t, places := r.Print.T, outcomeDecimals(m)
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
		p.Note = r.Print.T("outcome.plot.chance", "points", plain(r, m.Reliable.Threshold, outcomeDecimals(m))) + " " + p.Note
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

// measureTable is every figure of a measure, each under its name.
func measureTable(r *page.Request, m outcome.Measure) ui.DataTable {
	t, places := r.Print.T, outcomeDecimals(m)
	table := ui.DataTable{Caption: t("outcome.figures", "form", measureName(r, m)), CaptionSeen: true, NeverFold: true, Columns: []ui.Column{
		{Head: t("outcome.figure")}, {Head: t("outcome.value"), End: true},
	}}
	add := func(label, value string) {
		if value != "" {
			table.Rows = append(table.Rows, ui.Cells{ui.Say(label), ui.Say(value)})
		}
	}
	c := m.Change
	add(t("outcome.pairs.label"), t("outcome.pairs", "pairs", c.NPairs, "of", m.Expected))
	add(t("outcome.mean.before"), meanSD(r, c.MeanBefore, c.SDBefore, places))
	add(t("outcome.mean.after"), meanSD(r, c.MeanAfter, c.SDAfter, places))
	add(t("outcome.mean.change"), meanSD(r, c.MeanChange, c.SDChange, places))
	if c.CI95 != nil {
		add(t("outcome.interval"), t("outcome.interval.of", "low", r.Print.Signed(c.CI95.Low(), places), "high", r.Print.Signed(c.CI95.High(), places)))
	}
	add(t("outcome.effect.d-av"), signed(r, c.DAv))
	add(t("outcome.effect.g-av"), signed(r, c.HedgesGAv))
	if m.Reliable != nil {
		number := func(n int) string { return r.Print.Number(float64(n), 0) }
		add(t("measure.verdict.improved"), number(m.Reliable.Better))
		add(t("measure.verdict.unchanged"), number(m.Reliable.Unchanged))
		add(t("measure.verdict.deteriorated"), number(m.Reliable.Worse))
		if m.Reliable.Recovered != nil {
			add(t("outcome.recovered"), number(*m.Reliable.Recovered))
		}
	}
	return table
}

func meanSD(r *page.Request, mean, sd *float64, places int) string {
	switch {
	case mean == nil:
		return ""
	case sd == nil:
		return r.Print.Number(*mean, places)
	}
	return r.Print.T("outcome.mean-sd", "mean", r.Print.Number(*mean, places), "sd", r.Print.Number(*sd, places))
}

func signed(r *page.Request, v *float64) string {
	if v == nil {
		return ""
	}
	return r.Print.Signed(*v, 2)
}

// summaryTable is all measures beside each other.
func summaryTable(r *page.Request, all []outcome.Measure) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("outcome.numbers"), Columns: []ui.Column{
		{Head: t("outcome.measure")}, {Head: t("outcome.pairs.label"), End: true}, {Head: t("outcome.mean.change"), End: true}, {Head: t("outcome.interval"), End: true},
		{Head: t("outcome.effect.short"), End: true}, {Head: t("measure.verdict.improved"), End: true}, {Head: t("measure.verdict.deteriorated"), End: true},
	}}
	for _, m := range all {
		cells := ui.Cells{ui.Say(measureName(r, m)), ui.Say(t("outcome.pairs", "pairs", m.Change.NPairs, "of", m.Expected))}
		if m.Few() {
			table.Rows = append(table.Rows, append(cells, ui.Say(t("outcome.left-out")), nil, nil, nil, nil))
			continue
		}
		interval := ""
		if m.Change.CI95 != nil {
			interval = t("outcome.interval.of", "low", r.Print.Signed(m.Change.CI95.Low(), outcomeDecimals(m)), "high", r.Print.Signed(m.Change.CI95.High(), outcomeDecimals(m)))
		}
		better, worse := "", ""
		if m.Reliable != nil {
			better, worse = r.Print.Number(float64(m.Reliable.Better), 0), r.Print.Number(float64(m.Reliable.Worse), 0)
		}
		table.Rows = append(table.Rows, append(cells, ui.Say(r.Print.Signed(*m.Change.MeanChange, outcomeDecimals(m))), ui.Say(interval),
			ui.Say(signed(r, m.Change.DAv)), ui.Say(better), ui.Say(worse)))
	}
	return table
}
