package report

import (
	"holdfast/internal/outcome"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// measureTable is every figure of a measure, each under its name.
func measureTable(r *page.Request, m outcome.Measure) ui.DataTable {
	t, places := r.Print.T, decimalsOf(m)
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
			interval = t("outcome.interval.of", "low", r.Print.Signed(m.Change.CI95.Low(), decimalsOf(m)), "high", r.Print.Signed(m.Change.CI95.High(), decimalsOf(m)))
		}
		better, worse := "", ""
		if m.Reliable != nil {
			better, worse = r.Print.Number(float64(m.Reliable.Better), 0), r.Print.Number(float64(m.Reliable.Worse), 0)
		}
		table.Rows = append(table.Rows, append(cells, ui.Say(r.Print.Signed(*m.Change.MeanChange, decimalsOf(m))), ui.Say(interval),
			ui.Say(signed(r, m.Change.DAv)), ui.Say(better), ui.Say(worse)))
	}
	return table
}
