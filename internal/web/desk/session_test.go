package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/family"
	"holdfast/internal/programme"
)

// rowOf is the prefix of a caregiver's fields.
func rowOf(record family.Record) string { return "p" + record.Adults()[0].ID.String() }

// marked is what the register says of a caregiver.
func (h *house) marked(record family.Record, n int) programme.RegisterRow {
	h.t.Helper()
	reg, err := h.rooms.Session(h.t.Context(), h.Here.Practitioner, h.session(n).ID)
	h.must(err)
	for _, row := range reg.Rows {
		if row.Caregiver.ID == record.Adults()[0].ID {
			return row
		}
	}
	h.t.Fatal("not in the register")
	return programme.RegisterRow{}
}

func TestTheRegisterShowsWhoIsComing(t *testing.T) {
	h := newHouse(t)
	p := h.get(h.Here.Practitioner, h.sessionPath(1))
	p.says("h1", "Session 1 of 8: Welcome, both of you")
	p.says(".head", "Tuesday 16 February, 10:00 to 11:30 · Room 2, Quay House · Dana Whitlock and Ruth Okafor")
	p.has(".reg > li", 2)
	p.says(".reg > li:first-of-type", "Hollie Pratt", "Alfie and Edie, 15 w today", "Present", "Part", "Can’t", "Not here", "Not held")
	p.has(".reg > li:first-of-type .then-well input", 4) // two lines for each of the twins
	p.has(".reg > li:last-of-type .then-well input", 2)
	p.has(".reg input[type=radio][checked]", 0)
	p.has("fieldset.mark > legend", 2)
	p.says(".tally", "2 to mark", "Done")
	p.has("a[href$='/cancel']", 0) // a practitioner does not move dates
	h.get(h.Here.Lead, h.sessionPath(1)).has("a[href$='/cancel']", 1)
}

func TestARowIsSavedAsSoonAsItIsMarked(t *testing.T) {
	h := newHouse(t)
	ruth, at, row := h.Here.Practitioner, h.sessionPath(1), rowOf(h.tove)
	form := h.get(ruth, at).form("form[data-register]")
	form.Set(row+"-mark", "present")
	form.Set(row+"-alone", "1")
	form.Set(row+"-well-"+h.tove.Dyads[0].ID.String(), "Elin turned to her voice, twice")
	form.Set("row", row)
	saved := h.ask(ruth, at+"/row", form).is(http.StatusOK)
	saved.says("[role=status]", "Tove Lindqvist marked present, 10:05", "Undo")
	saved.has("template[data-tally]", 1)
	saved.has("html body main", 0)
	got := h.marked(h.tove, 1)
	if got.Mark != programme.Present || got.WithBaby || got.Dyads[0].Well != "Elin turned to her voice, twice" {
		t.Errorf("stored %+v", got)
	}
	if h.marked(h.hollie, 1).Mark != programme.Unmarked {
		t.Error("another row was marked with it")
	}
	h.ask(ruth, at+"/row", form).is(http.StatusOK) // the same once more
	p := h.get(ruth, at)
	p.says(".tally", "1 present", "1 to mark")
	p.has(".undo", 1)

	undone := h.post(ruth, at+"/undo", url.Values{"person": {h.tove.Adults()[0].ID.String()}})
	undone.says("[role=status]", "Taken back: the last mark of Tove Lindqvist")
	h.post(ruth, at+"/undo", url.Values{"person": {h.tove.Adults()[0].ID.String()}}) // a second tap
	if h.marked(h.tove, 1).Mark != programme.Unmarked {
		t.Error("the mark still stands")
	}
}

func TestTheRegisterWithoutAScript(t *testing.T) {
	h := newHouse(t)
	ruth, at := h.Here.Practitioner, h.sessionPath(1)
	form := h.get(ruth, at).form("form[data-register]")
	form.Set(rowOf(h.tove)+"-mark", "cant")
	form.Set(rowOf(h.tove)+"-reason", "baby-ill")
	open := h.post(ruth, at, form)
	open.says("[role=status]", "Saved. One person is not marked yet")
	if got := h.marked(h.tove, 1); got.Mark != programme.Cant || got.Reason != "baby-ill" {
		t.Errorf("stored %+v", got)
	}
	form = open.form("form[data-register]")
	form.Set(rowOf(h.hollie)+"-mark", "part")
	done := h.post(ruth, at, form)
	done.says("[role=status]", "Saved. The register is finished")
	done.says("main", "This register was finished 10:05", "kept as a late one")
	if h.session(1).ClosedAt == nil {
		t.Error("the register is open")
	}
	form = done.form("form[data-register]")
	form.Set(rowOf(h.tove)+"-mark", "present")
	h.post(ruth, at, form).says("[role=status]", "Saved.")
	if got := h.marked(h.tove, 1); got.Mark != programme.Present || !got.Late {
		t.Errorf("stored late: %+v", got)
	}
}

func TestTwoFacilitatorsAtOnce(t *testing.T) {
	h := newHouse(t)
	ruth, dana, at := h.Here.Practitioner, h.Here.Lead, h.sessionPath(1)
	well := rowOf(h.tove) + "-well-" + h.tove.Dyads[0].ID.String()
	stale := h.get(ruth, at).form("form[data-register]")
	hers := h.get(dana, at).form("form[data-register]")
	hers.Set(rowOf(h.tove)+"-mark", "part")
	hers.Set(well, "Laughed together")
	h.post(dana, at, hers)
	stale.Set(rowOf(h.hollie)+"-mark", "present")
	stale.Set(well, "Settled at once")
	h.post(ruth, at, stale)
	got := h.marked(h.tove, 1)
	if got.Mark != programme.Part {
		t.Errorf("a page that did not touch the mark made it %q", got.Mark)
	}
	if got.Dyads[0].Well != "Laughed together · Settled at once" {
		t.Errorf("of two lines this is left: %q", got.Dyads[0].Well)
	}
}

func TestALineTooLongIsKeptAndNothingElseIsStored(t *testing.T) {
	h := newHouse(t)
	ruth, at := h.Here.Practitioner, h.sessionPath(1)
	form := h.get(ruth, at).form("form[data-register]")
	long := strings.Repeat("ä", programme.NoteLimit+5)
	well := rowOf(h.tove) + "-well-" + h.tove.Dyads[0].ID.String()
	form.Set(rowOf(h.tove)+"-mark", "present")
	form.Set(well, long)
	p := h.ask(ruth, at, form).is(http.StatusUnprocessableEntity)
	p.faultsLead(1)
	if got := p.form("form[data-register]"); got.Get(well) != long || got.Get(rowOf(h.tove)+"-mark") != "present" {
		t.Error("what was typed is lost")
	}
	if h.marked(h.tove, 1).Mark != programme.Unmarked {
		t.Error("half of the form was stored")
	}
	form.Set("row", rowOf(h.tove))
	h.ask(ruth, at+"/row", form).is(http.StatusOK).says("[role=alert]", "characters")
}

func TestScriptInANoteStaysText(t *testing.T) {
	h := newHouse(t)
	ruth, at := h.Here.Practitioner, h.sessionPath(1)
	form := h.get(ruth, at).form("form[data-register]")
	well := rowOf(h.tove) + "-well-" + h.tove.Dyads[0].ID.String()
	form.Set(well, `"><script>alert(1)</script>`)
	p := h.post(ruth, at, form)
	p.hides("<script>alert")
	if got := p.form("form[data-register]").Get(well); got != `"><script>alert(1)</script>` {
		t.Errorf("shown as %q", got)
	}
}

func TestASessionToCome(t *testing.T) {
	h := newHouse(t)
	p := h.get(h.Here.Practitioner, h.sessionPath(2))
	p.says("main", "The register opens on Tuesday 23 February", "16 w on the day")
	p.has(".reg > li:first-of-type input[type=radio]", 1)
	form := p.form("form[data-register]")
	form.Set(rowOf(h.tove)+"-mark", "cant")
	h.post(h.Here.Practitioner, h.sessionPath(2), form)
	if h.marked(h.tove, 2).Mark != programme.Cant {
		t.Error("who cannot come was not noted")
	}
	form.Set(rowOf(h.tove)+"-mark", "present")
	h.ask(h.Here.Practitioner, h.sessionPath(2), form).is(http.StatusConflict)
}

func TestWhoMayReadARegister(t *testing.T) {
	h := newHouse(t)
	read := h.get(h.Here.Coordinator, h.sessionPath(1))
	read.says("table", "Tove Lindqvist", "Elin, 15 w today", "Not marked yet")
	read.has("form[data-register]", 0)
	h.ask(h.Here.Coordinator, h.sessionPath(1), url.Values{"x": {"1"}}).is(http.StatusForbidden)
	nobody := h.get(h.Here.Colleague, h.sessionPath(1))
	nobody.says("main", "Nobody you work with")
	nobody.hides("Tove", "Hollie", "Elin")
	h.ask(h.Here.Administrator, h.sessionPath(1), nil).is(http.StatusForbidden)
	h.ask(h.There.Lead, h.sessionPath(1), nil).is(http.StatusNotFound)

	h.must(h.rooms.Mark(t.Context(), h.Here.Practitioner, programme.Marking{
		Session: h.session(1).ID, Person: h.tove.Adults()[0].ID, Mark: programme.Present, WithBaby: true,
	}))
	h.get(h.Here.Coordinator, h.sessionPath(1)).says("table", "Elin, 15 w today", "Present")
}

func TestThePlanAndThePageToPrint(t *testing.T) {
	h := newHouse(t)
	plan := h.get(h.Here.Colleague, h.sessionPath(1)+"/plan")
	plan.says("main", "What we want", "How the session goes", "10:15", "The story of a name", "Baby Love is a programme of its owners")
	plan.hides("Tove", "Elin")
	paper := h.get(h.Here.Practitioner, h.sessionPath(1)+"/print")
	paper.says("table", "Tove Lindqvist", "Elin, 15 w today", "☐")
	paper.says("main", "Printed by Ruth Okafor")
}

func TestAWholeSessionIsCancelled(t *testing.T) {
	h := newHouse(t)
	mei, at := h.Here.Coordinator, h.sessionPath(1)
	h.ask(h.Here.Practitioner, at+"/cancel", nil).is(http.StatusForbidden)
	page := h.get(mei, at+"/cancel")
	page.says("h1", "Cancel session 1 on Tuesday 16 February")
	page.says("main", "Session 1: from 16 February to 23 February", "Session 8: from 6 April to 13 April", "2 families")
	form := page.form("form.confirm")
	p := h.ask(mei, at+"/cancel", form).is(http.StatusUnprocessableEntity)
	p.faultsLead(1)
	form.Set("why", "The heating has failed")
	told := h.post(mei, at+"/cancel", form)
	told.says("[role=status]", "The session is cancelled and has moved")
	told.says("main", "This session was to be on Tuesday 16 February")
	h.post(mei, at+"/cancel", form) // the same form once more
	if got := h.session(1).Day.String(); got != "2027-02-23" {
		t.Errorf("session 1 is on %s", got)
	}
}

func TestACallIsWrittenDown(t *testing.T) {
	h := newHouse(t)
	ruth, tove := h.Here.Practitioner, h.tove.Adults()[0].ID
	at := "/desk/people/" + tove.String() + "/call"
	p := h.get(ruth, at+"?back=/desk/due")
	p.says("h1", "Call with Tove Lindqvist")
	p.says("aside", "07700 900982", "From 14:00 until 16:00", "Leave no message", "This way is not safe for them")
	p.hides("her@mail.example") // an address that is not safe is not there to slip on
	form := p.form("main form[method=post]")
	wrong := h.ask(ruth, at, form).is(http.StatusUnprocessableEntity)
	wrong.faultsLead(1)
	form.Set("reached", "no")
	form.Set("note", "Rang twice")
	first := h.ask(ruth, at, form).is(http.StatusSeeOther)
	if first.location != "/desk/due" {
		t.Errorf("leads to %s", first.location)
	}
	h.ask(ruth, at, form).is(http.StatusSeeOther)
	calls, err := h.families.Contacts(t.Context(), ruth, tove)
	h.must(err)
	if len(calls) != 1 || calls[0].Reached || calls[0].Note != "Rang twice" {
		t.Errorf("sent twice, kept as %+v", calls)
	}
	evil := p.form("main form[method=post]")
	evil.Set("back", "https://elsewhere.example/")
	evil.Set("reached", "yes")
	if got := h.ask(ruth, at, evil).location; got != "/desk/families/"+h.tove.ID.String() {
		t.Errorf("leads to %s", got)
	}
}

func TestSomethingSaidOnACallBecomesAnAlert(t *testing.T) {
	h := newHouse(t)
	ruth := h.Here.Practitioner
	at := "/desk/people/" + h.tove.Adults()[0].ID.String() + "/call"
	form := h.get(ruth, at).form("main form[method=post]")
	form.Set("reached", "yes")
	form.Set("worried", "1")
	h.ask(ruth, at, form).is(http.StatusUnprocessableEntity).faultsLead(1)
	form.Set("note", "Said that she is frightened to go home.")
	h.post(ruth, at, form).says("main", "Tove Lindqvist", "An alert is open", "I have this")
	h.post(ruth, at, form)
	all, err := h.contacts.Alerts(t.Context(), ruth)
	h.must(err)
	if len(all) != 1 {
		t.Errorf("sent twice, %d alerts", len(all))
	}
}
