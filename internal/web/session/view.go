package session

import (
	"holdfast/internal/access"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/layout"
	"holdfast/internal/web/naming"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// rowKey is the prefix of a row's fields. It names the person and not the place in
// the list: the list may have changed in another tab.
func rowKey(row programme.RegisterRow) string { return "p" + row.Caregiver.ID.String() }

// wasField holds what a field was when the page was made, so that a stale tab
// changes only what was changed in it.
func wasField(name string) string { return "was-" + name }

func wellField(key string, d family.DyadID) string { return key + "-well-" + d.String() }
func nextField(key string, d family.DyadID) string { return key + "-next-" + d.String() }

func newRegister(r *page.Request, reg programme.Register, in *form.Shown, hours map[access.PersonID]string) ui.Register {
	t, at := r.Print.T, address.Session(reg.Session.ID)
	out := ui.Register{
		Action: at, Save: at + "/row", Failed: t("session.failed"), Title: t("session.who"), Hidden: map[string]string{},
		Marks: registerMarks(r, reg), Keys: t("session.keys", "last", len(registerMarks(r, reg))),
		Finish: ui.Button{Label: t("session.done"), Busy: t("session.busy")},
	}
	if toCome(r, reg) {
		out.Finish.Label = t("session.save")
	}
	out.Short, out.Tally = tally(r, reg)
	last := lastMarked(reg)
	for i, row := range reg.Rows {
		line := registerRow(r, reg, row, hours[row.Caregiver.ID])
		if i == last && undoable(r, row) {
			line.Done = markDone(r, reg, row)
		}
		keepBefore(out.Hidden, row)
		if in != nil {
			retype(&line, row, in)
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// registerMarks are the answers of a row. Before the day there is one: who cannot
// come.
func registerMarks(r *page.Request, reg programme.Register) []ui.Mark {
	var out []ui.Mark
	for _, m := range programme.Marks() {
		if toCome(r, reg) && m != programme.Cant {
			continue
		}
		mark := ui.Mark{Value: string(m), Label: r.Print.T("programme.mark." + string(m)), Here: m.Came()}
		switch m {
		case programme.Cant:
			mark.Then = ui.ThenReason
		case programme.Absent:
			mark.Then = ui.ThenCall
		}
		out = append(out, mark)
	}
	return out
}

func registerRow(r *page.Request, reg programme.Register, row programme.RegisterRow, hours string) ui.RegisterRow {
	t, key := r.Print.T, rowKey(row)
	name := naming.Person(row.Caregiver)
	line := ui.RegisterRow{
		Key: key, Name: name, Link: address.Family(row.Caregiver.Family), Chosen: string(row.Mark),
		With: rowWith(r, reg, row), Question: t("session.was-here", "name", name.Text),
		Alone:    &ui.Check{Name: key + "-alone", Label: t("session.alone"), Checked: row.Mark.Came() && !row.WithBaby},
		Reason:   reasonSelect(r, key, name.Text, row.Reason),
		Call:     &ui.Link{Label: t("session.call", "name", row.Caregiver.Called), Href: address.Call(row.Caregiver.ID, address.Session(reg.Session.ID))},
		CallNote: hours,
	}
	if row.Ring {
		line.Flag = t("session.ring", "n", row.Misses)
	}
	fields := noteFields(r, key, row)
	if len(fields) > 0 {
		line.Well, line.More = fields[0], fields[1:]
	}
	return line
}

// rowWith is the babies' ages on the day, and what else one should see at a
// glance.
func rowWith(r *page.Request, reg programme.Register, row programme.RegisterRow) string {
	words := naming.BabiesWithAges(r.Print, rowInfants(row), reg.Session.Day, r.Print.Age)
	if words == "" {
		return ""
	}
	if reg.Session.Day == r.Today {
		words = r.Print.T("session.ages-today", "babies", words)
	} else {
		words = r.Print.T("session.ages-then", "babies", words)
	}
	for _, d := range row.Dyads {
		if early(d) {
			words += " " + r.Print.T("session.corrected", "age", r.Print.Age(d.Corrected))
			break
		}
	}
	return words
}

// early reports whether the age counted from the due date is worth telling: three
// weeks or more apart, as the field corrects for prematurity.
func early(d programme.RegisterDyad) bool {
	return !d.Infant.Born.IsZero() && d.Age.Days-d.Corrected.Days >= 21
}

func rowInfants(row programme.RegisterRow) []family.Person {
	out := make([]family.Person, len(row.Dyads))
	for i, d := range row.Dyads {
		out[i] = d.Infant
	}
	return out
}

func reasonSelect(r *page.Request, key, name string, chosen programme.Reason) ui.Select {
	s := ui.Select{
		Name: key + "-reason", Label: r.Print.T("session.reason", "name", name), Unseen: true, Value: string(chosen),
		Options: []ui.Option{{Label: r.Print.T("session.reason.none")}},
	}
	for _, reason := range programme.Reasons() {
		s.Options = append(s.Options, ui.Option{Value: string(reason), Label: Reason(r.Print, reason)})
	}
	return s
}

func Reason(p i18n.Printer, reason programme.Reason) string {
	return p.T("programme.reason." + string(reason))
}

// noteFields are two lines a dyad, what went well first. With twins each names the
// baby it is about.
func noteFields(r *page.Request, key string, row programme.RegisterRow) []ui.Field {
	var out []ui.Field
	for _, d := range row.Dyads {
		if !d.Infant.Lost.IsZero() {
			continue // nobody is asked what went well with a baby who died
		}
		pair := r.Print.T("session.pair", "caregiver", naming.Person(row.Caregiver).Text, "baby", naming.Baby(r.Print, d.Infant))
		hold := ""
		if len(row.Dyads) > 1 {
			hold = naming.Baby(r.Print, d.Infant) + ": "
		}
		out = append(out,
			ui.Field{
				Name: wellField(key, d.Dyad), Label: r.Print.T("session.well.for", "pair", pair), Unseen: true,
				Hold: hold + r.Print.T("session.well"), Value: d.Well, Max: programme.NoteLimit, Dir: "auto",
			},
			ui.Field{
				Name: nextField(key, d.Dyad), Label: r.Print.T("session.next.for", "pair", pair), Unseen: true,
				Hold: hold + r.Print.T("session.next"), Value: d.Next, Max: programme.NoteLimit, Dir: "auto",
			})
	}
	return out
}

// keepBefore writes down what a row was when the page was made.
func keepBefore(hidden map[string]string, row programme.RegisterRow) {
	key := rowKey(row)
	hidden[wasField(key+"-mark")] = string(row.Mark)
	hidden[wasField(key+"-reason")] = string(row.Reason)
	hidden[wasField(key+"-alone")] = ""
	if row.Mark.Came() && !row.WithBaby {
		hidden[wasField(key+"-alone")] = "1"
	}
	for _, d := range row.Dyads {
		hidden[wasField(wellField(key, d.Dyad))] = d.Well
		hidden[wasField(nextField(key, d.Dyad))] = d.Next
	}
}

// retype puts what was typed back into a row, with what to put right.
func retype(line *ui.RegisterRow, row programme.RegisterRow, in *form.Shown) {
	if mark := in.Value(line.Key + "-mark"); mark != "" {
		line.Chosen = mark
	}
	line.Alone.Checked = in.Value(line.Key+"-alone") != ""
	line.Reason.Value = in.Value(line.Key + "-reason")
	line.Error = in.Error(line.Key + "-mark")
	line.Well = retyped(line.Well, in)
	for i, more := range line.More {
		line.More[i] = retyped(more, in)
	}
}

func retyped(f ui.Field, in *form.Shown) ui.Field {
	f.Value, f.Error, f.ErrorWord = in.Value(f.Name), in.Error(f.Name), in.ErrorWord()
	f.Max = 0 // what is too long is kept whole, to be shortened by whoever typed it
	return f
}

// lastMarked is the row whose mark can still be taken back in the row: the last
// one that was marked, until the next; -1 for none.
func lastMarked(reg programme.Register) int {
	last := -1
	for i, row := range reg.Rows {
		if row.At != nil && (last < 0 || row.At.After(*reg.Rows[last].At)) {
			last = i
		}
	}
	return last
}

// undoable reports whether the reader made the mark, and it can be taken back. What
// the caregiver or a colleague said is not undone in passing.
func undoable(r *page.Request, row programme.RegisterRow) bool {
	return row.CanUndo && row.At != nil && row.By == r.Who.Name
}

func markDone(r *page.Request, reg programme.Register, row programme.RegisterRow) *ui.Done {
	name := naming.Person(row.Caregiver).Text
	text := r.Print.T("session.marked."+string(row.Mark), "name", name, "at", r.Print.AtIn(r.Now, *row.At))
	return &ui.Done{Text: text, Undo: &ui.Button{
		Kind: ui.Quiet, Label: r.Print.T("session.undo"), Hidden: name, Form: address.Session(reg.Session.ID) + "/undo",
		Name: "person", Value: row.Caregiver.ID.String(), Free: true, Keys: "U",
	}}
}

// tally counts the marks, in the words beside Done.
func tally(r *page.Request, reg programme.Register) (short string, counts []string) {
	n := reg.Marked()
	all, open := len(reg.Rows), n[programme.Unmarked]
	short = r.Print.T("session.tally", "n", all-open, "all", all)
	for _, m := range programme.Marks() {
		if n[m] > 0 {
			counts = append(counts, r.Print.T("session.tally."+string(m), "n", n[m]))
		}
	}
	if open > 0 {
		counts = append(counts, r.Print.T("session.tally.open", "n", open))
	}
	return short, counts
}

// registerTable is the register for whom it is not to write: who came.
func registerTable(r *page.Request, reg programme.Register) ui.DataTable {
	t := r.Print.T
	table := ui.DataTable{Caption: t("session.who"), Columns: []ui.Column{{Head: t("session.column.who")}, {Head: t("session.column.baby")}, {Head: t("session.column.mark")}}}
	for _, row := range reg.Rows {
		table.Rows = append(table.Rows, ui.Cells{
			layout.LinkedName(naming.Person(row.Caregiver), address.Family(row.Caregiver.Family)),
			ui.Say(rowWith(r, reg, row)), ui.Say(markWords(r.Print, row)),
		})
	}
	return table
}

// markWords is a mark and its reason, for reading.
func markWords(p i18n.Printer, row programme.RegisterRow) string {
	switch {
	case row.Mark == programme.Unmarked:
		return p.T("session.unmarked")
	case row.Mark == programme.Cant && row.Reason != "":
		return ui.Beside(p.T("programme.mark.cant"), Reason(p, row.Reason))
	case row.Mark.Came() && !row.WithBaby:
		return ui.Beside(p.T("programme.mark."+string(row.Mark)), p.T("session.alone"))
	}
	return p.T("programme.mark." + string(row.Mark))
}
