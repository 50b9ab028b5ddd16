package report

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/outcome"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// group is what became of one group: who came, and one measure at a time.
func (p *Pages) group(r *page.Request) (page.Reply, error) {
	report, err := p.reportAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	t, at := r.Print.T, address.GroupOutcome(report.Group.ID)
	chosen := chosenMeasure(report, r.URL.Query().Get("scale"))
	v := layout.Page{Head: headOf(r, report), Acts: []templ.Component{
		ui.Button{Kind: ui.Outline, Label: t("outcome.csv"), Icon: ui.IconDownload, Href: at + "/csv"},
		ui.Button{Kind: ui.Outline, Label: t("outcome.print"), Icon: ui.IconPrint, Href: at + "/print"},
	}}
	v.Body = append(v.Body, flowFigures(r, report, chosen))
	if !report.Group.Ended {
		v.Body = append(v.Body, ui.Banner{Text: t("outcome.caution.running")})
	}
	if tabs := measureTabs(r, report, chosen, at); len(tabs.Tabs) > 1 {
		v.Body = append(v.Body, tabs)
	}
	if chosen >= 0 {
		v.Body = append(v.Body, layout.Stack(slices.Insert(measureBody(r, report.Measures[chosen]), 2, layout.Para(t("outcome.caution")))...))
	} else {
		v.Body = append(v.Body, ui.Empty{Text: t("outcome.no-measure")})
	}
	v.Body = append(v.Body, attendancePart(r, report))
	if len(report.Measures) > 0 {
		v.Body = append(v.Body, layout.Part(ui.Part{ID: "numbers", Title: t("outcome.numbers")}, summaryTable(r, report.Measures), layout.Note(t("outcome.caution.small"))))
	}
	return page.HTML(layout.Show(r.DeskFrame(t("outcome.title", "group", outcomeName(r, report.Group)), page.Outcomes), v)), nil
}

// printed is all of it on paper: every measure, one after the other.
func (p *Pages) printed(r *page.Request) (page.Reply, error) {
	report, err := p.reportAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := layout.Page{Head: headOf(r, report)}
	v.Head.Above = &ui.Link{Label: t("outcome.on-screen"), Href: address.GroupOutcome(report.Group.ID)}
	v.Body = append(v.Body, flowFigures(r, report, -1))
	if !report.Group.Ended {
		v.Body = append(v.Body, layout.Para(t("outcome.caution.running")))
	}
	v.Body = append(v.Body, layout.Para(t("outcome.caution")))
	for _, m := range report.Measures {
		v.Body = append(v.Body, layout.Part(ui.Part{ID: measureID(m), Title: measureName(r, m)}, measureBody(r, m)...))
	}
	v.Body = append(v.Body, attendancePart(r, report))
	if len(report.Measures) > 0 {
		v.Body = append(v.Body, layout.Part(ui.Part{ID: "numbers", Title: t("outcome.numbers")}, summaryTable(r, report.Measures)))
	}
	f := r.DeskFrame(t("outcome.title", "group", outcomeName(r, report.Group)), page.Outcomes)
	f.Printed = t("outcome.printed", "name", r.Who.Name, "at", r.Print.At(r.Now))
	return page.HTML(layout.Show(f, v)), nil
}

// csv is the file: one line a dyad, nobody's name.
func (p *Pages) csv(r *page.Request) (page.Reply, error) {
	report, err := p.reportAt(r)
	if err != nil {
		return page.Reply{}, err
	}
	var file bytes.Buffer
	if err := p.Outcomes.WriteCSV(r.Context(), r.Who, report.Group.ID, &file); err != nil {
		return page.Reply{}, err
	}
	return page.File("outcome-"+report.Group.Ref+".csv", "text/csv; charset=utf-8", &file), nil
}

func (p *Pages) reportAt(r *page.Request) (outcome.Report, error) {
	var id programme.GroupID
	if err := page.PathID(r, "group", &id); err != nil {
		return outcome.Report{}, err
	}
	return p.Outcomes.GroupReport(r.Context(), r.Who, id)
}

func headOf(r *page.Request, report outcome.Report) ui.PageHead {
	g := report.Group
	return ui.PageHead{
		Above: &ui.Link{Label: r.Print.T("nav.outcomes"), Href: address.Outcomes},
		Title: ui.Say(outcomeName(r, g)),
		Below: ui.Join(ui.Say(ui.Beside(r.Print.DateRange(g.First, g.Last), r.Print.T("outcome.no-names"))+" · "),
			ui.Link{Label: r.Print.T("outcome.to-group"), Href: address.Group(g.ID)}),
	}
}

// flowFigures is who was reached, came, stayed and left, and for one measure how
// many have it both times.
func flowFigures(r *page.Request, report outcome.Report, chosen int) ui.Figures {
	t, f := r.Print.T, report.Flow
	number := func(n int) string { return r.Print.Number(float64(n), 0) }
	out := ui.Figures{Figures: []ui.Figure{
		{Value: number(f.Reached), Label: t("outcome.flow.reached")},
		{Value: number(f.Started), Label: t("outcome.flow.started")},
		{Value: number(f.Completed), Label: t("outcome.flow.completed", "needed", f.Needed, "sessions", f.Sessions)},
		{Value: number(f.Withdrawn), Label: t("outcome.flow.withdrawn")},
	}}
	if chosen >= 0 {
		m := report.Measures[chosen]
		out.Figures = append(out.Figures, ui.Figure{
			Value: t("outcome.pairs", "pairs", m.Change.NPairs, "of", m.Expected), Label: t("outcome.have-both", "form", m.Key.Short),
		})
	}
	return out
}

// chosenMeasure is the measure of the address, or the first; -1 when the programme
// has none.
func chosenMeasure(report outcome.Report, scale string) int {
	i := slices.IndexFunc(report.Measures, func(m outcome.Measure) bool { return measureID(m) == scale })
	if i < 0 && len(report.Measures) > 0 {
		return 0
	}
	return i
}

func measureID(m outcome.Measure) string { return m.Key.ID + "." + m.Scale.ID }

func measureName(r *page.Request, m outcome.Measure) string {
	if len(m.Key.Scales()) == 1 {
		return m.Key.Short
	}
	return r.Print.T("history.scale", "form", m.Key.Short, "scale", m.Scale.Name.In(r.Print.Lang()))
}

func measureTabs(r *page.Request, report outcome.Report, chosen int, at string) ui.Tabs {
	tabs := ui.Tabs{Label: r.Print.T("outcome.tabs")}
	for i, m := range report.Measures {
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Label: measureName(r, m), Href: at + "?scale=" + measureID(m), Current: i == chosen})
	}
	return tabs
}

// attendancePart is who came to each session.
func attendancePart(r *page.Request, report outcome.Report) templ.Component {
	t := r.Print.T
	plot := ui.AttendancePlot{
		Title: t("outcome.attendance"), Session: t("outcome.session"), Present: t("programme.mark.present"), Part: t("programme.mark.part"),
		Cant: t("programme.mark.cant"), NotHere: t("programme.mark.absent"), Cancelled: t("programme.mark.service"), Numbers: t("outcome.behind"),
		Format: func(n int) string { return r.Print.Number(float64(n), 0) },
	}
	held, came, of := 0, 0, 0
	for _, s := range report.Sessions {
		marked := s.Present + s.Part + s.Cant + s.Absent
		if marked > 0 {
			held, came, of = held+1, came+s.Came.Count, of+s.Came.Of
		}
		plot.Sessions = append(plot.Sessions, ui.SessionCount{
			Label: strconv.Itoa(s.Number), Title: t("outcome.session-on", "number", s.Number, "day", r.NearDay(s.On)),
			Present: s.Present, Part: s.Part, Cant: s.Cant, NotHere: s.Absent, Cancelled: s.NotHeld > 0 && marked == 0,
		})
	}
	head := ui.Part{ID: "attendance", Title: t("outcome.who-came")}
	if held == 0 {
		return layout.Part(head, ui.Empty{Text: t("outcome.attendance.none")})
	}
	sentence := t("outcome.attendance.says", "came", came, "of", of, "n", held)
	plot.Label = sentence + " " + t("outcome.plot.table")
	return layout.Part(head, layout.Para(sentence), layout.SideBySide(plot))
}
