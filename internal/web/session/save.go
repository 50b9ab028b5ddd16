package session

import (
	"slices"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
	"holdfast/internal/web/address"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
)

// save takes the whole form: the way without a script, and Done with one.
// When nobody is left to mark, the register is finished with it.
func (p *Pages) save(r *page.Request) (page.Reply, error) {
	in, reg, err := p.postedRegister(r)
	if err != nil {
		return page.Reply{}, err
	}
	if err := p.saveRows(r, in, reg, reg.Rows); err != nil {
		if form.Shows(err) {
			return p.showSession(r, reg, in.Show(r.Print, err))
		}
		return page.Reply{}, err
	}
	at, key := address.Session(reg.Session.ID), "told.register-saved"
	if !toCome(r, reg) && reg.Session.ClosedAt == nil {
		err := p.Programmes.CloseRegister(r.Context(), r.Who, reg.Session.ID)
		switch {
		case err == nil:
			key = "told.register-finished"
		case !fault.Is(err, fault.Conflict): // somebody is unmarked still: the page says so
			return page.Reply{}, err
		}
	}
	return page.SeeOther(at).Tell(key, reg.Session.ID.String()), nil
}

// saveRow takes one row as soon as it is marked, and answers what stands in the
// row then.
func (p *Pages) saveRow(r *page.Request) (page.Reply, error) {
	in, reg, err := p.postedRegister(r)
	if err != nil {
		return page.Reply{}, err
	}
	key := in.Text("row", 40)
	i := slices.IndexFunc(reg.Rows, func(row programme.RegisterRow) bool { return rowKey(row) == key })
	if i < 0 {
		return page.Reply{}, fault.NotFoundf("row of session %s", reg.Session.ID)
	}
	if err := p.saveRows(r, in, reg, reg.Rows[i:i+1]); err != nil {
		if words := form.New().Show(r.Print, err).Summary(); words != nil && len(words.Faults) > 0 {
			return page.HTML(rowProblem(words.Faults[0].Text)), nil
		}
		return page.Reply{}, err
	}
	if reg, err = p.registerAt(r); err != nil {
		return page.Reply{}, err
	}
	i = slices.IndexFunc(reg.Rows, func(row programme.RegisterRow) bool { return rowKey(row) == key })
	if i < 0 || reg.Rows[i].At == nil {
		return page.Reply{}, fault.NotFoundf("row of session %s", reg.Session.ID)
	}
	return page.HTML(rowSaved(r, reg, reg.Rows[i])), nil
}

func rowSaved(r *page.Request, reg programme.Register, row programme.RegisterRow) templ.Component {
	done := markDone(r, reg, row)
	if !undoable(r, row) {
		done.Undo = nil
	}
	short, counts := tally(r, reg)
	return rowAnswer(*done, short, counts)
}

// undoMark takes one mark back. What else stands in the form is kept: without a
// script it has not been saved yet.
func (p *Pages) undoMark(r *page.Request) (page.Reply, error) {
	in, reg, err := p.postedRegister(r)
	if err != nil {
		return page.Reply{}, err
	}
	var person access.PersonID
	if err := person.UnmarshalText([]byte(in.Text("person", 36))); err != nil {
		return page.Reply{}, fault.NotFoundf("person to undo")
	}
	others := slices.DeleteFunc(slices.Clone(reg.Rows), func(row programme.RegisterRow) bool { return row.Caregiver.ID == person })
	if err := p.saveRows(r, in, reg, others); err != nil {
		if form.Shows(err) {
			return p.showSession(r, reg, in.Show(r.Print, err))
		}
		return page.Reply{}, err
	}
	// Undone already, from a second tap or another tab, is undone.
	if err := p.Programmes.UndoMark(r.Context(), r.Who, reg.Session.ID, person); err != nil && !fault.Is(err, fault.Conflict) {
		return page.Reply{}, err
	}
	return page.SeeOther(address.Session(reg.Session.ID)).Tell("told.mark-undone", person.String()), nil
}

func (p *Pages) postedRegister(r *page.Request) (*form.Values, programme.Register, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return nil, programme.Register{}, err
	}
	reg, err := p.registerAt(r)
	return in, reg, err
}

// saveRows reads all rows before it stores the first, so that a line too long in
// one of them is put right before anything is done.
func (p *Pages) saveRows(r *page.Request, in *form.Values, reg programme.Register, rows []programme.RegisterRow) error {
	var marks []programme.Marking
	var notes []programme.Note
	for _, row := range rows {
		if m, changed := readMark(in, reg, row); changed {
			marks = append(marks, m)
		}
		notes = append(notes, readNotes(in, reg, row)...)
	}
	if err := in.Check(); err != nil {
		return err
	}
	for _, m := range marks {
		if err := p.Programmes.Mark(r.Context(), r.Who, m); err != nil {
			return err
		}
	}
	for _, n := range notes {
		if err := p.Programmes.WriteNote(r.Context(), r.Who, n); err != nil {
			return err
		}
	}
	return nil
}

// readMark is a row's mark, when this page changed it. What a colleague marked
// meanwhile in a row that was not touched here stays as they marked it.
func readMark(in *form.Values, reg programme.Register, row programme.RegisterRow) (programme.Marking, bool) {
	key := rowKey(row)
	marks := make([]string, 0, len(programme.Marks()))
	for _, m := range programme.Marks() {
		marks = append(marks, string(m))
	}
	m := programme.Marking{Session: reg.Session.ID, Person: row.Caregiver.ID, Mark: programme.Mark(in.One(key+"-mark", marks...))}
	if m.Mark == programme.Unmarked {
		return m, false
	}
	alone := in.Ticked(key + "-alone")
	m.WithBaby = m.Mark.Came() && !alone
	changed := in.Text(wasField(key+"-mark"), 20) != string(m.Mark)
	if m.Mark.Came() && alone != in.Ticked(wasField(key+"-alone")) {
		changed = true
	}
	if m.Mark == programme.Cant {
		m.Reason = programme.Reason(in.Text(key+"-reason", 20))
		changed = changed || in.Text(wasField(key+"-reason"), 20) != string(m.Reason)
	}
	return m, changed
}

// readNotes is the lines of a row that this page changed.
func readNotes(in *form.Values, reg programme.Register, row programme.RegisterRow) (out []programme.Note) {
	key := rowKey(row)
	for _, d := range row.Dyads {
		well, wellChanged := readLine(in, wellField(key, d.Dyad), d.Well)
		next, nextChanged := readLine(in, nextField(key, d.Dyad), d.Next)
		if wellChanged || nextChanged {
			out = append(out, programme.Note{Session: reg.Session.ID, Dyad: d.Dyad, Well: well, Next: next})
		}
	}
	return out
}

const tooLongTogether = "session.both-too-long"

// readLine is a line as it should be stored now. Two people who lead a group write
// at the same time: when a colleague changed the line since this page was made,
// both are kept, one behind the other.
func readLine(in *form.Values, name, stored string) (line string, changed bool) {
	if !in.Has(name) {
		return stored, false
	}
	typed, before := in.Text(name, programme.NoteLimit), in.Text(wasField(name), programme.NoteLimit)
	switch {
	case typed == before, typed == stored:
		return stored, false
	case stored == before, stored == "":
		return typed, true
	case typed == "":
		return stored, false
	}
	both := stored + " · " + typed
	if over := len([]rune(both)) - programme.NoteLimit; over > 0 {
		in.Problem(name, tooLongTogether, "n", over, "theirs", stored)
	}
	return both, true
}
