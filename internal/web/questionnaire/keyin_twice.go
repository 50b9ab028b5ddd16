package questionnaire

import (
	"strconv"

	"holdfast/internal/measure"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// twiceView is two entries for one time: what stands and what was just keyed in,
// item by item.
type twiceView struct {
	Head   ui.PageHead
	Lead   string
	Risk   *ui.Banner // that the form keyed in now opened an alert; nil for none
	Table  ui.DataTable
	Action string
	Hidden map[string]string
	Take   ui.Button
	Keep   ui.Link
}

func newTwice(r *page.Request, s measure.Sheet, stands measure.View, in *form.Values, shown *form.Shown) (ui.Frame, twiceView) {
	t := r.Print.T
	hidden := shown.Hidden("replaces", stands.ID.String())
	for _, name := range []string{"taken-on", "timepoint", "coder"} {
		hidden[name] = shown.Value(name)
	}
	pair := t("session.pair", "caregiver", naming.Person(s.Dyad.Caregiver).Text, "baby", naming.Baby(r.Print, s.Dyad.Infant))
	table := ui.DataTable{Caption: t("twice.caption"), NeverFold: true, Columns: []ui.Column{
		{Head: t("twice.item")}, {Head: t("twice.there"), End: true}, {Head: t("twice.here"), End: true},
	}}
	table.Rows = append(table.Rows, ui.Cells{
		ui.Say(t("twice.day")), ui.Say(r.Print.DateYear(stands.TakenOn)), ui.Say(r.Print.DateYear(in.OptionalDate("taken-on"))),
	})
	for i, item := range s.Items {
		name := measure.Field(item.Number)
		hidden[name] = shown.Value(name)
		typed, _ := in.Int(name)
		there := 0
		if i < len(stands.Items) {
			there = stands.Items[i].Value
		}
		table.Rows = append(table.Rows, twiceCells(r, item, there, typed))
	}
	v := twiceView{
		Head: ui.PageHead{
			Above: &ui.Link{Label: t("keyin.due"), Href: address.KeyIn},
			Title: ui.Say(t("twice.head")), Below: ui.Say(ui.Beside(s.Key.Short, t("measure.timepoint."+string(s.Timepoint)), pair)),
		},
		Lead: t("twice.lead", "entered", enteredWords(r, stands)), Table: table,
		Action: address.Sheet(s.Dyad.ID, s.Key.ID, ""), Hidden: hidden,
		Take: ui.Button{Label: t("twice.take")},
		Keep: ui.Link{Label: t("twice.keep"), Href: address.Response(stands.ID)},
	}
	return r.DeskFrame(t("twice.head"), page.Families), v
}

// twiceCells is one item in both entries; where they differ a word says so.
func twiceCells(r *page.Request, item measure.Item, there, typed int) ui.Cells {
	topic := strconv.Itoa(item.Number) + ". " + item.Topic.In(r.Print.Lang())
	here := ui.Join(ui.Say(valueWords(r, item, typed)))
	if there != typed {
		here = ui.Join(ui.Tag{Text: r.Print.T("twice.differs"), Tone: ui.ToneWarm}, ui.Say(" "+valueWords(r, item, typed)))
	}
	return ui.Cells{ui.Say(topic), ui.Say(valueWords(r, item, there)), here}
}

// valueWords is the box that was ticked.
func valueWords(r *page.Request, item measure.Item, value int) string {
	if value < 1 || value > item.Boxes {
		return r.Print.T("response.blank")
	}
	return boxLabel(r, item, value)
}
