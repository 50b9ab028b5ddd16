package session_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holdfast/internal/app/officetest"
	"holdfast/internal/family"
	"holdfast/internal/programme"
)

// rowOf is the prefix of a caregiver's fields.
func rowOf(record family.Record) string { return "p" + record.Adults()[0].ID.String() }

// marked is what the register says of a caregiver.
func marked(h *officetest.House, record family.Record, n int) programme.RegisterRow {
	h.T.Helper()
	reg, err := h.Rooms.Programmes.Session(h.T.Context(), h.Here.Practitioner, h.Session(n).ID)
	h.Must(err)
	for _, row := range reg.Rows {
		if row.Caregiver.ID == record.Adults()[0].ID {
			return row
		}
	}
	h.T.Fatal("not in the register")
	return programme.RegisterRow{}
}

func TestTheRegisterShowsWhoIsComing(t *testing.T) {
	h := officetest.NewHouse(t)
	p := h.Get(h.Here.Practitioner, h.SessionPath(1))
	p.Says("h1", "Session 1 of 8: Welcome, both of you")
	p.Says(".head", "Tuesday 16 February, 10:00 to 11:30 · Room 2, Quay House · Dana Whitlock and Ruth Okafor")
	p.Has(".reg > li", 2)
	p.Says(".reg > li:first-of-type", "Hollie Pratt", "Alfie and Edie, 15 w today", "Present", "Part", "Can’t", "Not here", "Not held")
	p.Has(".reg > li:first-of-type .then-well input", 4) // two lines for each of the twins
	p.Has(".reg > li:last-of-type .then-well input", 2)
	p.Has(".reg input[type=radio][checked]", 0)
	p.Has("fieldset.mark > legend", 2)
	p.Says(".tally", "2 to mark", "Done")
	p.Has("a[href$='/cancel']", 0) // a practitioner does not move dates
	h.Get(h.Here.Lead, h.SessionPath(1)).Has("a[href$='/cancel']", 1)
}

func TestARowIsSavedAsSoonAsItIsMarked(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth, at, row := h.Here.Practitioner, h.SessionPath(1), rowOf(h.Tove)
	form := h.Get(ruth, at).Form("form[data-register]")
	form.Set(row+"-mark", "present")
	form.Set(row+"-alone", "1")
	form.Set(row+"-well-"+h.Tove.Dyads[0].ID.String(), "Elin turned to her voice, twice")
	form.Set("row", row)
	saved := h.Ask(ruth, at+"/row", form).Is(http.StatusOK)
	saved.Says("[role=status]", "Tove Lindqvist marked present, 10:05", "Undo")
	saved.Has("template[data-tally]", 1)
	saved.Has("html body main", 0)
	got := marked(h, h.Tove, 1)
	if got.Mark != programme.Present || got.WithBaby || got.Dyads[0].Well != "Elin turned to her voice, twice" {
		t.Errorf("stored %+v", got)
	}
	if marked(h, h.Hollie, 1).Mark != programme.Unmarked {
		t.Error("another row was marked with it")
	}
	h.Ask(ruth, at+"/row", form).Is(http.StatusOK) // the same once more
	p := h.Get(ruth, at)
	p.Says(".tally", "1 present", "1 to mark")
	p.Has(".undo", 1)

	undone := h.Submit(ruth, at+"/undo", url.Values{"person": {h.Tove.Adults()[0].ID.String()}})
	undone.Says("[role=status]", "Taken back: the last mark of Tove Lindqvist")
	h.Submit(ruth, at+"/undo", url.Values{"person": {h.Tove.Adults()[0].ID.String()}}) // a second tap
	if marked(h, h.Tove, 1).Mark != programme.Unmarked {
		t.Error("the mark still stands")
	}
}

func TestTheRegisterWithoutAScript(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth, at := h.Here.Practitioner, h.SessionPath(1)
	form := h.Get(ruth, at).Form("form[data-register]")
	form.Set(rowOf(h.Tove)+"-mark", "cant")
	form.Set(rowOf(h.Tove)+"-reason", "baby-ill")
	open := h.Submit(ruth, at, form)
	open.Says("[role=status]", "Saved. One person is not marked yet")
	if got := marked(h, h.Tove, 1); got.Mark != programme.Cant || got.Reason != "baby-ill" {
		t.Errorf("stored %+v", got)
	}
	form = open.Form("form[data-register]")
	form.Set(rowOf(h.Hollie)+"-mark", "part")
	done := h.Submit(ruth, at, form)
	done.Says("[role=status]", "Saved. The register is finished")
	done.Says("main", "This register was finished 10:05", "kept as a late one")
	if h.Session(1).ClosedAt == nil {
		t.Error("the register is open")
	}
	form = done.Form("form[data-register]")
	form.Set(rowOf(h.Tove)+"-mark", "present")
	h.Submit(ruth, at, form).Says("[role=status]", "Saved.")
	if got := marked(h, h.Tove, 1); got.Mark != programme.Present || !got.Late {
		t.Errorf("stored late: %+v", got)
	}
}

func TestTwoFacilitatorsAtOnce(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth, dana, at := h.Here.Practitioner, h.Here.Lead, h.SessionPath(1)
	well := rowOf(h.Tove) + "-well-" + h.Tove.Dyads[0].ID.String()
	stale := h.Get(ruth, at).Form("form[data-register]")
	hers := h.Get(dana, at).Form("form[data-register]")
	hers.Set(rowOf(h.Tove)+"-mark", "part")
	hers.Set(well, "Laughed together")
	h.Submit(dana, at, hers)
	stale.Set(rowOf(h.Hollie)+"-mark", "present")
	stale.Set(well, "Settled at once")
	h.Submit(ruth, at, stale)
	got := marked(h, h.Tove, 1)
	if got.Mark != programme.Part {
		t.Errorf("a page that did not touch the mark made it %q", got.Mark)
	}
	if got.Dyads[0].Well != "Laughed together · Settled at once" {
		t.Errorf("of two lines this is left: %q", got.Dyads[0].Well)
	}
}

func TestALineTooLongIsKeptAndNothingElseIsStored(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth, at := h.Here.Practitioner, h.SessionPath(1)
	form := h.Get(ruth, at).Form("form[data-register]")
	long := strings.Repeat("ä", programme.NoteLimit+5)
	well := rowOf(h.Tove) + "-well-" + h.Tove.Dyads[0].ID.String()
	form.Set(rowOf(h.Tove)+"-mark", "present")
	form.Set(well, long)
	p := h.Ask(ruth, at, form).Is(http.StatusUnprocessableEntity)
	p.FaultsLead(1)
	if got := p.Form("form[data-register]"); got.Get(well) != long || got.Get(rowOf(h.Tove)+"-mark") != "present" {
		t.Error("what was typed is lost")
	}
	if marked(h, h.Tove, 1).Mark != programme.Unmarked {
		t.Error("half of the form was stored")
	}
	form.Set("row", rowOf(h.Tove))
	h.Ask(ruth, at+"/row", form).Is(http.StatusOK).Says("[role=alert]", "characters")
}

func TestScriptInANoteStaysText(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth, at := h.Here.Practitioner, h.SessionPath(1)
	form := h.Get(ruth, at).Form("form[data-register]")
	well := rowOf(h.Tove) + "-well-" + h.Tove.Dyads[0].ID.String()
	form.Set(well, `"><script>alert(1)</script>`)
	p := h.Submit(ruth, at, form)
	p.Hides("<script>alert")
	if got := p.Form("form[data-register]").Get(well); got != `"><script>alert(1)</script>` {
		t.Errorf("shown as %q", got)
	}
}

func TestASessionToCome(t *testing.T) {
	h := officetest.NewHouse(t)
	p := h.Get(h.Here.Practitioner, h.SessionPath(2))
	p.Says("main", "The register opens on Tuesday 23 February", "16 w on the day")
	p.Has(".reg > li:first-of-type input[type=radio]", 1)
	form := p.Form("form[data-register]")
	form.Set(rowOf(h.Tove)+"-mark", "cant")
	h.Submit(h.Here.Practitioner, h.SessionPath(2), form)
	if marked(h, h.Tove, 2).Mark != programme.Cant {
		t.Error("who cannot come was not noted")
	}
	form.Set(rowOf(h.Tove)+"-mark", "present")
	h.Ask(h.Here.Practitioner, h.SessionPath(2), form).Is(http.StatusConflict)
}

func TestWhoMayReadARegister(t *testing.T) {
	h := officetest.NewHouse(t)
	read := h.Get(h.Here.Coordinator, h.SessionPath(1))
	read.Says("table", "Tove Lindqvist", "Elin, 15 w today", "Not marked yet")
	read.Has("form[data-register]", 0)
	h.Ask(h.Here.Coordinator, h.SessionPath(1), url.Values{"x": {"1"}}).Is(http.StatusForbidden)
	nobody := h.Get(h.Here.Colleague, h.SessionPath(1))
	nobody.Says("main", "Nobody you work with")
	nobody.Hides("Tove", "Hollie", "Elin")
	h.Ask(h.Here.Administrator, h.SessionPath(1), nil).Is(http.StatusForbidden)
	h.Ask(h.There.Lead, h.SessionPath(1), nil).Is(http.StatusNotFound)

	h.Must(h.Rooms.Programmes.Mark(t.Context(), h.Here.Practitioner, programme.Marking{
		Session: h.Session(1).ID, Person: h.Tove.Adults()[0].ID, Mark: programme.Present, WithBaby: true,
	}))
	h.Get(h.Here.Coordinator, h.SessionPath(1)).Says("table", "Elin, 15 w today", "Present")
}

func TestThePlanAndThePageToPrint(t *testing.T) {
	h := officetest.NewHouse(t)
	plan := h.Get(h.Here.Colleague, h.SessionPath(1)+"/plan")
	plan.Says("main", "What we want", "How the session goes", "10:15", "The story of a name", "Baby Love is a programme of its owners")
	plan.Hides("Tove", "Elin")
	paper := h.Get(h.Here.Practitioner, h.SessionPath(1)+"/print")
	paper.Says("table", "Tove Lindqvist", "Elin, 15 w today", "☐")
	paper.Says("main", "Printed by Ruth Okafor")
}

func TestASessionIsHeldOnAnotherDay(t *testing.T) {
	h := officetest.NewHouse(t)
	at, lead := h.SessionPath(1), h.Here.Lead
	h.Get(lead, at).Has("a[href$='/move']", 1)
	h.Ask(h.Here.Practitioner, at+"/move", nil).Is(http.StatusForbidden)
	page := h.Get(lead, at+"/move")
	page.Says("h1", "Move session 1 from Tuesday 16 February")
	form := page.Form("form.confirm")
	form.Set("look", "1")
	h.Ask(lead, at+"/move", form).Is(http.StatusUnprocessableEntity)
	for name, value := range map[string]string{"day-day": "16", "day-month": "2", "day-year": "2027"} {
		form.Set(name, value)
	}
	h.Ask(lead, at+"/move", form).Is(http.StatusUnprocessableEntity).Says(".faults", "It is on that day already")
	form.Set("day-day", "18")
	look := h.Ask(lead, at+"/move", form).Is(http.StatusOK)
	look.Says("main", "Session 1: from 16 February to 18 February")
	told := h.Submit(lead, at+"/move", look.Form("form.confirm"))
	told.Says("[role=status]", "The session has moved")
	told.Says("main", "Thursday 18 February")
}

func TestAWholeSessionIsCancelled(t *testing.T) {
	h := officetest.NewHouse(t)
	mei, at := h.Here.Coordinator, h.SessionPath(1)
	h.Ask(h.Here.Practitioner, at+"/cancel", nil).Is(http.StatusForbidden)
	page := h.Get(mei, at+"/cancel")
	page.Says("h1", "Cancel session 1 on Tuesday 16 February")
	page.Says("main", "Session 1: from 16 February to 23 February", "Session 8: from 6 April to 13 April", "2 families")
	form := page.Form("form.confirm")
	p := h.Ask(mei, at+"/cancel", form).Is(http.StatusUnprocessableEntity)
	p.FaultsLead(1)
	form.Set("why", "The heating has failed")
	told := h.Submit(mei, at+"/cancel", form)
	told.Says("[role=status]", "The session is cancelled and has moved")
	told.Says("main", "This session was to be on Tuesday 16 February")
	h.Submit(mei, at+"/cancel", form) // the same form once more
	if got := h.Session(1).Day.String(); got != "2027-02-23" {
		t.Errorf("session 1 is on %s", got)
	}
}

func TestACallIsWrittenDown(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth, tove := h.Here.Practitioner, h.Tove.Adults()[0].ID
	at := "/desk/people/" + tove.String() + "/call"
	p := h.Get(ruth, at+"?back=/desk/due")
	p.Says("h1", "Call with Tove Lindqvist")
	p.Says("aside", "07700 900982", "From 14:00 until 16:00", "Leave no message", "This way is not safe for them")
	p.Hides("her@mail.example") // an address that is not safe is not there to slip on
	form := p.Form("main form[method=post]")
	wrong := h.Ask(ruth, at, form).Is(http.StatusUnprocessableEntity)
	wrong.FaultsLead(1)
	form.Set("reached", "no")
	form.Set("note", "Rang twice")
	first := h.Ask(ruth, at, form).Is(http.StatusSeeOther)
	if first.Location != "/desk/due" {
		t.Errorf("leads to %s", first.Location)
	}
	h.Ask(ruth, at, form).Is(http.StatusSeeOther)
	calls, err := h.Rooms.Families.Contacts(t.Context(), ruth, tove)
	h.Must(err)
	if len(calls) != 1 || calls[0].Reached || calls[0].Note != "Rang twice" {
		t.Errorf("sent twice, kept as %+v", calls)
	}
	evil := p.Form("main form[method=post]")
	evil.Set("back", "https://elsewhere.example/")
	evil.Set("reached", "yes")
	if got := h.Ask(ruth, at, evil).Location; got != "/desk/families/"+h.Tove.ID.String() {
		t.Errorf("leads to %s", got)
	}
}

func TestSomethingSaidOnACallBecomesAnAlert(t *testing.T) {
	h := officetest.NewHouse(t)
	ruth := h.Here.Practitioner
	at := "/desk/people/" + h.Tove.Adults()[0].ID.String() + "/call"
	form := h.Get(ruth, at).Form("main form[method=post]")
	form.Set("reached", "yes")
	form.Set("worried", "1")
	h.Ask(ruth, at, form).Is(http.StatusUnprocessableEntity).FaultsLead(1)
	form.Set("note", "Said that she is frightened to go home.")
	h.Submit(ruth, at, form).Says("main", "Tove Lindqvist", "An alert is open", "I have this")
	h.Submit(ruth, at, form)
	all, err := h.Rooms.Safety.Alerts(t.Context(), ruth)
	h.Must(err)
	if len(all) != 1 {
		t.Errorf("sent twice, %d alerts", len(all))
	}
}
