package questionnaire

import (
	"slices"
	"strconv"

	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/measure"
	"holdfast/internal/measure/score"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// sheet is an empty form to key in a paper questionnaire, or a coder's rating.
func (p *Pages) sheet(r *page.Request) (page.Reply, error) {
	q := form.Query(r.Request)
	s, err := p.sheetAt(r, timepointOf(q, "at"))
	if err != nil {
		return page.Reply{}, err
	}
	in := form.New("timepoint", string(s.Timepoint), "taken-on", r.Today.String())
	return page.HTML(sheetPage(p.newSheet(r, s, in.Show(r.Print, nil)))), nil
}

func (p *Pages) sheetAt(r *page.Request, at measure.Timepoint) (measure.Sheet, error) {
	var dyad family.DyadID
	if err := page.PathID(r, "dyad", &dyad); err != nil {
		return measure.Sheet{}, err
	}
	return p.Measures.Sheet(r.Context(), r.Who, measure.NewSheet{Instrument: r.PathValue("instrument"), Dyad: dyad, Timepoint: at})
}

// timepointOf is a timepoint that was chosen, or none.
func timepointOf(in *form.Values, name string) measure.Timepoint {
	at := measure.Timepoint(in.Text(name, 20))
	if !slices.Contains(measure.Timepoints(), at) {
		return ""
	}
	return at
}

// keyIn stores what was keyed in. A second entry for the same time shows both and
// asks which one stays; nothing typed is lost over it.
func (p *Pages) keyIn(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	s, err := p.sheetAt(r, timepointOf(in, "timepoint"))
	if err != nil {
		return page.Reply{}, err
	}
	keyed, err := p.storeSheet(r, s, in)
	shown := in.Show(r.Print, err)
	switch {
	case err == nil:
		return page.SeeOther(address.Response(keyed.ID)).Tell("told.keyed", keyed.ID.String()), nil
	case form.Shows(err):
		f, v := p.newSheet(r, s, shown)
		f.Failed = true
		return page.Invalid(sheetPage(f, v)), nil
	case fault.Is(err, fault.Conflict) && !keyed.Twice.IsZero():
		stands, err := p.Measures.Response(r.Context(), r.Who, keyed.Twice)
		if err != nil {
			return page.Reply{}, err
		}
		f, v := newTwice(r, s, stands, in, shown)
		if keyed.Risk {
			v.Risk = &ui.Banner{Text: r.Print.T("twice.risk")}
		}
		return page.Status(409, twicePage(f, v)), nil
	}
	return page.Reply{}, err
}

// storeSheet reads the form as the domain takes it. An item that was left out
// stays blank; it is never guessed.
func (p *Pages) storeSheet(r *page.Request, s measure.Sheet, in *form.Values) (measure.Keyed, error) {
	k := measure.KeyIn{
		Instrument: s.Key.ID, Dyad: s.Dyad.ID, Timepoint: s.Timepoint,
		TakenOn: in.OptionalDate("taken-on"), Coder: in.Text("coder", measure.CoderLimit), Values: map[int]int{},
	}
	in.SubmissionInto(&k.ID)
	for _, item := range s.Items {
		if value, ok := in.Int(measure.Field(item.Number)); ok {
			k.Values[item.Number] = value
		}
	}
	if replaced := in.Text("replaces", 36); replaced != "" {
		if err := k.Replaces.UnmarshalText([]byte(replaced)); err != nil {
			return measure.Keyed{}, fault.NotFoundf("response to replace")
		}
	}
	if err := in.Check(); err != nil {
		return measure.Keyed{}, err
	}
	return p.Measures.KeyIn(r.Context(), r.Who, k)
}

type sheetView struct {
	Head    ui.PageHead
	Summary *ui.ErrorSummary
	Twice   *ui.Banner // entered before for this time
	KeyIn   ui.KeyIn
	Taken   ui.Field
	When    ui.Choices
	Coder   *ui.Field
	Notes   []string
}

func (p *Pages) newSheet(r *page.Request, s measure.Sheet, in *form.Shown) (ui.Frame, sheetView) {
	t := r.Print.T
	pair := t("session.pair", "caregiver", naming.Person(s.Dyad.Caregiver).Text, "baby", naming.Baby(r.Print, s.Dyad.Infant))
	v := sheetView{
		Head: ui.PageHead{
			Above: &ui.Link{Label: t("keyin.due"), Href: address.KeyIn},
			Title: ui.Say(t("keyin.head", "form", s.Key.Short, "pair", pair)),
			Below: ui.Say(ui.Beside(s.Key.Name, naming.BabiesWithAges(r.Print, []family.Person{s.Dyad.Infant}, r.Today, r.Print.Age), t("measure.about."+string(perOf(s.Key))))),
		},
		Summary: in.Summary(),
		Taken:   in.Field("taken-on", t("keyin.taken")),
		When:    in.Choices(ui.Radios, "timepoint", t("keyin.when"), timepoints(r)...),
		KeyIn: ui.KeyIn{
			Action: address.Sheet(s.Dyad.ID, s.Key.ID, ""), Hidden: in.Hidden(), Help: t("keyin.help"),
			Finish: ui.Button{Label: t("keyin.save"), Busy: t("session.busy")},
		},
	}
	v.Taken.Kind, v.Taken.Width = ui.DayField, 10
	v.When.Look = ui.SideBySide
	if s.Key.Respondent == score.Coder {
		coder := in.Field("coder", t("keyin.coder"))
		coder.Hint, coder.Width, coder.Dir, v.Coder = t("keyin.coder.hint"), 20, "auto", &coder
		coder.Focus = coder.Value == ""
		v.Taken.Label, v.KeyIn.Help = t("keyin.filmed"), t("keyin.help.rating")
		v.Notes = append(v.Notes, t("keyin.never-pooled"))
	}
	if !s.Key.Validated {
		v.Notes = append(v.Notes, t("measure.not-validated"))
	}
	if !s.Twice.IsZero() {
		v.Twice = &ui.Banner{Text: t("keyin.twice"), Link: &ui.Link{Label: t("keyin.twice.open"), Href: address.Response(s.Twice)}, Icon: ui.IconPaper}
	}
	for _, item := range s.Items {
		v.KeyIn.Items = append(v.KeyIn.Items, keyItem(r, item, in))
	}
	f := r.DeskFrame(t("keyin.title", "form", s.Key.Short), page.Families)
	f.Scripts = []string{"keyin.js"}
	return f, v
}

// perOf is what one filling-in is about; an empty key says the dyad.
func perOf(k score.Key) score.Per {
	if k.Per == score.PerPerson {
		return k.Per
	}
	return score.PerDyad
}

func timepoints(r *page.Request) []ui.Choice {
	var out []ui.Choice
	for _, at := range measure.Timepoints() {
		out = append(out, ui.Choice{Value: string(at), Label: r.Print.T("measure.timepoint." + string(at))})
	}
	return out
}

// keyItem is one item by its number and topic; its question where the service has
// the wording.
func keyItem(r *page.Request, item measure.Item, in *form.Shown) ui.KeyItem {
	name := measure.Field(item.Number)
	topic := item.Topic.In(r.Print.Lang())
	if item.Text != "" {
		topic = item.Text
	}
	number := strconv.Itoa(item.Number)
	k := ui.KeyItem{
		Name: name, Number: number, Topic: topic, Legend: r.Print.T("keyin.item", "number", number, "topic", topic),
		Chosen: in.Value(name), Error: in.Error(name),
	}
	for box := 1; box <= item.Boxes; box++ {
		k.Answers = append(k.Answers, ui.KeyAnswer{Value: strconv.Itoa(box), Label: boxLabel(r, item, box), Key: strconv.Itoa(box)})
	}
	return k
}

// boxLabel is what stands in a box: what is printed beside it where the wording is
// here, else its place.
func boxLabel(r *page.Request, item measure.Item, box int) string {
	switch {
	case box <= len(item.Options):
		return item.Options[box-1]
	case item.NotApplicable && box == item.Boxes:
		return r.Print.T("keyin.not-applicable")
	}
	return strconv.Itoa(box)
}
