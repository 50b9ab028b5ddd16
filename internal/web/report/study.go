package report

import (
	"github.com/a-h/templ"

	"holdfast/internal/outcome"
	"holdfast/internal/outcome/stats"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// study is what the answers of a file score: mean and spread, the whole
// distribution, and how many reach each published line.
func (p *Pages) study(r *page.Request) (page.Reply, error) {
	var id outcome.StudyID
	if err := page.PathID(r, "study", &id); err != nil {
		return page.Reply{}, err
	}
	report, err := p.Outcomes.StudyReport(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: ui.PageHead{
		Above: &ui.Link{Label: t("nav.outcomes"), Href: address.Outcomes}, Title: ui.Bidi(ui.Name{Text: report.Name}),
		Below: ui.Say(ui.Beside(report.Instrument.Name, t("outcome.study.imported-on", "day", r.NearDay(r.Print.DayOf(report.ImportedAt))))),
	}}
	number := func(n int) string { return r.Print.Number(float64(n), 0) }
	v.Body = append(v.Body, ui.Figures{Figures: []ui.Figure{
		{Value: number(report.People), Label: t("outcome.study.people")}, {Value: number(report.Complete), Label: t("outcome.study.complete")},
	}}, layout.Para(t("outcome.study.caution")))
	for _, s := range report.Scales {
		v.Body = append(v.Body, studyScale(r, report, s))
	}
	v.Body = append(v.Body, layout.Note(report.Source))
	return page.HTML(layout.Show(r.DeskFrame(t("outcome.study.title"), page.Outcomes), v)), nil
}

func studyScale(r *page.Request, report outcome.StudyReport, s outcome.StudyScale) templ.Component {
	t, places := r.Print.T, 1
	title := report.Instrument.Short
	if len(report.Instrument.Scales()) > 1 {
		title = t("history.scale", "form", title, "scale", s.Scale.Name.In(r.Print.Lang()))
	}
	head := ui.Part{ID: "scale-" + s.Scale.ID, Title: title}
	if s.Scores.Mean == nil {
		return layout.Part(head, ui.Empty{Text: t("outcome.study.nothing")})
	}
	figures := ui.DataTable{Caption: t("outcome.figures", "form", title), NeverFold: true, Columns: []ui.Column{{Head: t("outcome.figure")}, {Head: t("outcome.value"), End: true}}}
	add := func(label, value string) {
		figures.Rows = append(figures.Rows, ui.Cells{ui.Say(label), ui.Say(value)})
	}
	add(t("outcome.study.scores"), r.Print.Number(float64(s.Scores.N), 0))
	add(t("outcome.mean-sd.label"), meanSD(r, s.Scores.Mean, s.Scores.SD, places))
	if s.Scores.CI95 != nil {
		add(t("outcome.interval.mean"), t("outcome.interval.of", "low", r.Print.Number(s.Scores.CI95.Low(), places), "high", r.Print.Number(s.Scores.CI95.High(), places)))
	}
	if s.Median != nil {
		add(t("outcome.median"), plain(r, *s.Median, places))
	}
	for _, c := range s.Shares {
		add(t("outcome.reaches", "at", plain(r, c.Cutoff.At, places), "label", c.Cutoff.Label.In(r.Print.Lang())), shareWords(r, c.Share))
	}
	return layout.Part(head, layout.SideBySide(figures, layout.Folded(t("outcome.study.distribution"), binTable(r, s))))
}

func shareWords(r *page.Request, s stats.Share) string {
	t := r.Print.T
	if s.Share == nil {
		return t("outcome.pairs", "pairs", s.Count, "of", s.Of)
	}
	percent := func(v float64) string { return r.Print.Number(v*100, 0) }
	if s.CI95 == nil {
		return t("outcome.share", "count", s.Count, "of", s.Of, "percent", percent(*s.Share))
	}
	return t("outcome.share.interval", "count", s.Count, "of", s.Of, "percent", percent(*s.Share), "low", percent(s.CI95.Low()), "high", percent(s.CI95.High()))
}

// binTable is the whole distribution: how many have which score.
func binTable(r *page.Request, s outcome.StudyScale) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("outcome.study.distribution"), NeverFold: true, Columns: []ui.Column{{Head: t("history.score")}, {Head: t("outcome.study.how-many"), End: true}}}
	for _, b := range s.Bins {
		label := plain(r, b.From, 2)
		if b.To != b.From {
			label = t("outcome.study.bin", "from", label, "to", plain(r, b.To, 2))
		}
		table.Rows = append(table.Rows, ui.Cells{ui.Say(label), count(r, b.Count)})
	}
	return table
}
