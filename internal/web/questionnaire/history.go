package questionnaire

import (
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/measure"
	"holdfast/internal/web/address"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// history is a dyad's scores through time, one part a scale: where it lies now,
// what moved, and every number as a table.
func (p *Pages) history(r *page.Request) (page.Reply, error) {
	var id family.DyadID
	if err := page.PathID(r, "dyad", &id); err != nil {
		return page.Reply{}, err
	}
	dyad, err := p.Families.Dyad(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	tracks, err := p.Measures.History(r.Context(), r.Who, id)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	pair := t("session.pair", "caregiver", naming.Person(dyad.Caregiver).Text, "baby", naming.Baby(r.Print, dyad.Infant))
	v := historyView{Source: t("response.sources"), Head: ui.PageHead{
		Above: &ui.Link{Label: pair, Href: address.Family(dyad.Family)}, Title: ui.Say(t("history.head")),
		Below: ui.Say(naming.BabiesWithAges(r.Print, []family.Person{dyad.Infant}, r.Today, r.Print.Age)),
	}}
	if r.Who.May(access.ResponseWrite) {
		v.KeyIn = &ui.Button{Kind: ui.Outline, Label: t("today.key-in"), Href: address.Dyad(id) + "/keyin"}
	}
	for _, track := range tracks {
		v.Tracks = append(v.Tracks, newTrack(r, track))
		v.Sources = append(v.Sources, scaleSources(track.Key, track.Scale, track.First, track.Previous)...)
	}
	slices.Sort(v.Sources)
	v.Sources = slices.Compact(v.Sources)
	if len(tracks) == 0 {
		v.Empty = &ui.Empty{Text: t("history.none")}
	}
	return page.HTML(historyPage(r.DeskFrame(t("history.head"), page.Families), v)), nil
}

type historyView struct {
	Head   ui.PageHead
	KeyIn  *ui.Button
	Tracks []trackView
	Empty  *ui.Empty

	Source  string
	Sources []string
}

type trackView struct {
	Part    ui.Part
	About   string
	Meaning string
	Strip   *ui.ScoreStrip
	Change  []string
	Table   ui.DataTable
	Note    string
}

func newTrack(r *page.Request, track measure.Track) trackView {
	t, s := r.Print.T, track.Scale
	last := track.Points[len(track.Points)-1]
	title := track.Key.Short
	if len(track.Key.Scales()) > 1 {
		title = t("history.scale", "form", track.Key.Short, "scale", s.Name.In(r.Print.Lang()))
	}
	v := trackView{
		Part:   ui.Part{ID: track.Key.ID + "-" + s.ID, Title: title},
		About:  ui.Beside(t("measure.about."+string(perOf(track.Key))), t("measure.better."+string(s.Direction))),
		Strip:  Strip(r, s, last.Value, track.Previous),
		Change: changeWords(r, s, track.First, track.Previous),
		Note:   s.Note.In(r.Print.Lang()),
		Table:  trackTable(r, track),
	}
	if band, ok := s.BandOf(last.Value); ok {
		v.Meaning = meaningWords(r, s, last.Value, &band)
	} else {
		v.Meaning = meaningWords(r, s, last.Value, nil)
	}
	if !track.Key.Validated {
		v.Note = t("measure.not-validated")
	}
	return v
}

func trackTable(r *page.Request, track measure.Track) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("history.numbers", "form", track.Key.Short), NeverFold: true, Columns: []ui.Column{
		{Head: t("history.day")}, {Head: t("history.when")}, {Head: t("history.score"), End: true},
	}}
	if len(track.Scale.Bands) > 0 {
		table.Columns = append(table.Columns, ui.Column{Head: t("history.band")})
	}
	for _, point := range track.Points {
		cells := ui.Cells{
			ui.Link{Label: r.Print.DateYear(point.On), Href: address.Response(point.Response)},
			ui.Say(t("measure.timepoint." + string(point.Timepoint))),
			ui.Say(r.Print.Number(point.Value, Decimals(track.Scale, point.Value))),
		}
		if b, ok := track.Scale.BandOf(point.Value); ok {
			cells = append(cells, ui.Say(b.Label.In(r.Print.Lang())))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}
