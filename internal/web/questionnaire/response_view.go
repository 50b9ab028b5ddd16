package questionnaire

import (
	"math"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/web/address"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// scaleView is one score: what it means first, then where it lies, then whether it
// moved.
type scaleView struct {
	ID, Title string
	Meaning   string
	Strip     *ui.ScoreStrip
	Change    []string
	Note      string
}

func responseHead(r *page.Request, view measure.View) ui.PageHead {
	t := r.Print.T
	pair := t("session.pair", "caregiver", naming.Person(view.Dyad.Caregiver).Text, "baby", naming.Baby(r.Print, view.Dyad.Infant))
	return ui.PageHead{
		Above: &ui.Link{Label: pair, Href: address.Family(view.Dyad.Family)},
		Title: ui.Say(t("response.head", "form", view.Key.Short, "when", t("measure.timepoint."+string(view.Timepoint)))),
		Below: ui.Say(enteredWords(r, view)),
	}
}

// enteredWords is when, how and by whom: "9 February, entered from paper by Ruth
// Okafor".
func enteredWords(r *page.Request, view measure.View) string {
	t := r.Print.T
	by := ""
	switch {
	case view.Coder != "":
		by = t("response.coder", "coder", view.Coder)
	case view.EnteredBy != "" && view.Source == measure.OnPaper:
		by = t("response.entered-by", "name", view.EnteredBy)
	}
	return ui.Beside(r.Print.DateYear(view.TakenOn), t("measure.source."+string(view.Source)), by)
}

func voidWords(r *page.Request, view measure.View) string {
	if view.VoidWhy == "" {
		return r.Print.T("measure.state.replaced")
	}
	return r.Print.T("response.voided", "why", view.VoidWhy)
}

// responseItems is what was ticked, item by item. Beside a risk no item's score
// stands.
func responseItems(r *page.Request, view measure.View) templ.Component {
	t := r.Print.T
	table := ui.DataTable{Caption: t("response.items"), NeverFold: true, Columns: []ui.Column{{Head: t("twice.item")}, {Head: t("response.ticked"), End: true}}}
	if !view.Risk {
		table.Columns = append(table.Columns, ui.Column{Head: t("response.points"), End: true})
	}
	for _, item := range view.Items {
		topic := strconv.Itoa(item.Number) + ". " + item.Topic.In(r.Print.Lang())
		if item.Text != "" {
			topic = strconv.Itoa(item.Number) + ". " + item.Text
		}
		cells := ui.Cells{ui.Say(topic), ui.Say(valueWords(r, item, item.Value))}
		if item.Explore {
			cells[0] = ui.Join(ui.Say(topic+" "), ui.Tag{Text: t("response.explore"), Tone: ui.ToneWarm})
		}
		if !view.Risk {
			points := ""
			if item.Score != nil {
				points = r.Print.Number(*item.Score, 0)
			}
			cells = append(cells, ui.Say(points))
		}
		table.Rows = append(table.Rows, cells)
	}
	part := ui.Part{ID: "items", Title: t("response.items"), Count: t("measure.missing", "n", len(view.Missing))}
	return layout.Part(part, table)
}

// scaleViews is every scale of a response, and the sources of what is said.
func scaleViews(r *page.Request, view measure.View) (scales []scaleView, sources []string) {
	several := len(view.Scales) > 1
	for _, s := range view.Scales {
		v := scaleView{ID: "scale-" + s.Scale.ID, Title: s.Scale.Name.In(r.Print.Lang()), Note: s.Scale.Note.In(r.Print.Lang())}
		if !several {
			v.Title = view.Key.Short
		}
		if s.Value == nil {
			v.Meaning = r.Print.T("measure.no-total")
		} else {
			v.Meaning = meaningWords(r, s.Scale, *s.Value, s.Band)
			v.Strip = Strip(r, s.Scale, *s.Value, s.Previous)
			v.Change = changeWords(r, s.Scale, s.First, s.Previous)
		}
		scales = append(scales, v)
		sources = append(sources, scaleSources(view.Key, s.Scale, s.First, s.Previous)...)
	}
	slices.Sort(sources)
	return scales, slices.Compact(sources)
}

// meaningWords is a score with its band and what that means, or that no band was
// ever published.
func meaningWords(r *page.Request, s score.Scale, value float64, band *score.Band) string {
	points := r.Print.Number(value, Decimals(s, value))
	of := r.Print.T("response.score", "score", points, "from", r.Print.Number(s.Min, 0), "to", r.Print.Number(s.Max, 0))
	if band == nil {
		return of + " " + r.Print.T("response.no-bands")
	}
	words := of + " " + r.Print.T("response.band", "meaning", band.Meaning.In(r.Print.Lang()))
	if !band.Source.Confirmed() && band.Source.Cite != "" {
		words += " " + r.Print.T("measure.not-confirmed") + "."
	}
	return words
}

// Decimals is how precisely a score is told: means to two places, sums whole
// unless a blank was filled in by the mean of the others.
func Decimals(s score.Scale, value float64) int {
	switch {
	case s.Method == score.Mean:
		return 2
	case value != math.Trunc(value):
		return 1
	}
	return 0
}

// changeWords says what moved since the first time and since the time before, and
// whether that is more than chance.
func changeWords(r *page.Request, s score.Scale, first, previous *measure.Change) []string {
	var out []string
	if first != nil {
		out = append(out, oneChange(r, s, "response.change.first", *first))
	}
	if previous != nil && (first == nil || previous.Since != first.Since) {
		out = append(out, oneChange(r, s, "response.change.previous", *previous))
	}
	return out
}

func oneChange(r *page.Request, s score.Scale, key string, c measure.Change) string {
	t := r.Print.T
	moved := t("response.same")
	switch size := r.Print.Number(math.Abs(c.Points), Decimals(s, c.Points)); {
	case c.Points < 0:
		moved = t("response.down", "points", size)
	case c.Points > 0:
		moved = t("response.up", "points", size)
	}
	words := t(key, "moved", moved, "day", c.Since, "verdict", t("measure.verdict."+string(c.Verdict)))
	if c.Verdict != score.Unclear {
		words += " " + t("response.threshold", "points", r.Print.Number(c.Threshold, Decimals(s, c.Threshold)))
	}
	return words
}

// Strip draws where the score lies. Its words say all of it for those who hear
// the page.
func Strip(r *page.Request, s score.Scale, value float64, previous *measure.Change) *ui.ScoreStrip {
	t := r.Print.T
	now := r.Print.Number(value, Decimals(s, value))
	strip := &ui.ScoreStrip{
		Label: t("response.strip", "score", now, "from", r.Print.Number(s.Min, 0), "to", r.Print.Number(s.Max, 0)),
		Min:   s.Min, Max: s.Max, Now: value, NowText: t("response.now", "score", now), BetterIs: t("response.better"),
	}
	switch s.Direction {
	case score.LowerBetter:
		strip.Better = ui.LowerBetter
	case score.HigherBetter:
		strip.Better = ui.HigherBetter
	}
	strip.Bands = stripBands(r, s, value)
	if previous != nil {
		was := previous.Before
		strip.Was, strip.WasText = &was, t("response.was", "score", r.Print.Number(was, Decimals(s, was)), "day", previous.Since)
		strip.Reliable = previous.Threshold
	}
	return strip
}

// nameFrom is how much of the strip a band has to take up for its name to stand
// under it. The band of the score is always named; its neighbours need more room
// when it is a narrow one.
const (
	nameFrom        = 0.25
	narrow          = 0.2
	nameBesideSmall = 0.4
)

func stripBands(r *page.Request, s score.Scale, value float64) []ui.Band {
	if len(s.Bands) == 0 {
		return []ui.Band{{From: s.Min, To: s.Max, Name: r.Print.T("response.range", "from", r.Print.Number(s.Min, 0), "to", r.Print.Number(s.Max, 0))}}
	}
	here, _ := s.BandOf(value)
	room := nameFrom
	if (here.To-here.From)/(s.Max-s.Min) < narrow {
		room = nameBesideSmall
	}
	var out []ui.Band
	for i, b := range s.Bands {
		band := ui.Band{From: b.From, To: b.To}
		if i+1 < len(s.Bands) {
			band.To = s.Bands[i+1].From
		}
		if b.From == here.From || (b.To-b.From)/(s.Max-s.Min) >= room {
			band.Name = b.Label.In(r.Print.Lang())
		}
		out = append(out, band)
	}
	return out
}

// scaleSources are the works that what was said rests on.
func scaleSources(key score.Key, s score.Scale, changes ...*measure.Change) []string {
	all := []score.Source{key.Source, s.Source}
	for _, b := range s.Bands {
		all = append(all, b.Source)
	}
	for _, c := range changes {
		if c != nil {
			all = append(all, c.Source)
		}
	}
	var out []string
	for _, source := range all {
		if source.Cite != "" {
			out = append(out, source.Cite)
		}
	}
	return out
}
