package programme_test

import (
	"strings"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

// began is a group with two families in it, on the day of its first session.
func (h *house) began() (group programme.GroupID, amina, ben waiting, ruth access.Actor) {
	h.t.Helper()
	group = h.group(nil)
	amina = h.wait(fits("Amina", "Tom"))
	ben = h.wait(people{carers: []string{"Ben"}, born: []civil.Date{civil.New(2026, 9, 20)}})
	h.join(amina, group)
	h.join(ben, group)
	return group, amina, ben, h.on(tuesdays, 10, 30, h.Here.Practitioner)
}

func (h *house) register(who access.Actor, id programme.SessionID) programme.Register {
	h.t.Helper()
	r, err := h.Session(h.t.Context(), who, id)
	h.must(err)
	return r
}

func (h *house) row(who access.Actor, id programme.SessionID, person family.PersonID) programme.RegisterRow {
	h.t.Helper()
	for _, row := range h.register(who, id).Rows {
		if row.Caregiver.ID == person {
			return row
		}
	}
	h.t.Fatal("not in the register")
	return programme.RegisterRow{}
}

func (h *house) mark(who access.Actor, id programme.SessionID, person family.PersonID, m programme.Mark) {
	h.t.Helper()
	h.must(h.Mark(h.t.Context(), who, programme.Marking{Session: id, Person: person, Mark: m, WithBaby: true}))
}

func TestTheRegisterTellsEachBabysAgeOnTheDay(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, ruth := h.began()
		r := h.register(ruth, h.session(group, 3).ID)
		if len(r.Rows) != 3 || r.Plan.Theme != "serve-and-return" {
			t.Fatalf("%d rows, plan %q", len(r.Rows), r.Plan.Theme)
		}
		row := h.row(ruth, r.Session.ID, amina.carer(0))
		if weeks, extra := row.Dyads[0].Age.WeeksAndDays(); weeks != 13 || extra != 0 {
			t.Errorf("%d weeks and %d days on %s", weeks, extra, r.Session.Day)
		}
	})
}

func TestWhoReadsARegisterWithoutLeadingTheGroupIsRecorded(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, _, _, ruth := h.began()
		first := h.session(group, 1).ID
		h.register(ruth, first)
		if got := h.auditDetails("register.seen", first.String()); len(got) != 0 {
			t.Error("a leader's own work fills the trail")
		}
		h.register(h.on(tuesdays, 11, 0, h.Here.Coordinator), first)
		if got := h.auditDetails("register.seen", first.String()); len(got) != 1 {
			t.Errorf("recorded %d times", len(got))
		}
	})
}

func TestMarkingAndUndoing(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, ruth := h.began()
		first, person := h.session(group, 1).ID, amina.carer(0)
		h.mark(ruth, first, person, programme.Present)
		h.mark(ruth, first, person, programme.Present) // a second tap
		if row := h.row(ruth, first, person); row.Mark != programme.Present || !row.WithBaby || !row.CanUndo || row.By != "Ruth Okafor" || row.Late {
			t.Errorf("%+v", row)
		}
		h.must(h.Mark(t.Context(), ruth, programme.Marking{Session: first, Person: person, Mark: programme.Cant, Reason: "ill", WithBaby: true}))
		if row := h.row(ruth, first, person); row.Mark != programme.Cant || row.Reason != "ill" || row.WithBaby {
			t.Errorf("%+v", row)
		}
		h.must(h.UndoMark(t.Context(), ruth, first, person))
		if row := h.row(ruth, first, person); row.Mark != programme.Present || !row.WithBaby || row.Reason != "" || row.CanUndo {
			t.Errorf("undone to %+v", row)
		}
		h.refuses(h.UndoMark(t.Context(), ruth, first, person), fault.Conflict, "programme.mark.nothing-to-undo")

		other := amina.carer(1)
		h.mark(ruth, first, other, programme.Absent)
		h.must(h.UndoMark(t.Context(), ruth, first, other))
		if row := h.row(ruth, first, other); row.Mark != programme.Unmarked {
			t.Errorf("the first mark undone leaves %q", row.Mark)
		}
	})
}

func TestWhatCannotBeMarked(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, ruth := h.began()
		later, person := h.session(group, 2).ID, amina.carer(0)
		for _, tt := range []struct {
			name string
			in   programme.Marking
			kind fault.Kind
			key  string
		}{
			{"a mark nobody knows", programme.Marking{Session: later, Person: person, Mark: "asleep"}, fault.Invalid, "programme.mark.unknown"},
			{"no mark", programme.Marking{Session: later, Person: person}, fault.Invalid, "programme.mark.unknown"},
			{"a reason nobody knows", programme.Marking{Session: later, Person: person, Mark: programme.Cant, Reason: "<script>"}, fault.Invalid, "programme.reason.unknown"},
			{"present before the day", programme.Marking{Session: later, Person: person, Mark: programme.Present}, fault.Conflict, "programme.mark.early"},
			{"a baby", programme.Marking{Session: later, Person: amina.baby(), Mark: programme.Cant}, fault.NotFound, ""},
			{"somebody without a place", programme.Marking{Session: later, Person: h.wait(fits("Cleo")).carer(0), Mark: programme.Cant}, fault.NotFound, ""},
		} {
			t.Run(tt.name, func(t *testing.T) { h.refuses(h.Mark(t.Context(), ruth, tt.in), tt.kind, tt.key) })
		}
		h.must(h.Mark(t.Context(), ruth, programme.Marking{Session: later, Person: person, Mark: programme.Cant, Reason: "travel"}))
	})
}

func TestAMarkAfterTheRegisterWasFinishedIsLate(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben, ruth := h.began()
		first := h.session(group, 1).ID
		h.mark(ruth, first, amina.carer(0), programme.Present)
		h.mark(ruth, first, amina.carer(1), programme.Absent)
		h.refuses(h.CloseRegister(t.Context(), ruth, first), fault.Conflict, "programme.register.unmarked")
		h.mark(ruth, first, ben.carer(0), programme.Absent)
		h.must(h.CloseRegister(t.Context(), ruth, first))
		h.must(h.CloseRegister(t.Context(), ruth, first))
		h.mark(ruth, first, ben.carer(0), programme.Part)
		if row := h.row(ruth, first, ben.carer(0)); !row.Late || row.Mark != programme.Part {
			t.Errorf("%+v", row)
		}
		if row := h.row(ruth, first, amina.carer(0)); row.Late {
			t.Error("a mark made in time is called late")
		}
		if got := h.auditDetails("register.marked", first.String()); !strings.Contains(got[len(got)-1], `"was":"absent"`) || !strings.Contains(got[len(got)-1], `"late":"true"`) {
			t.Errorf("the audit holds %v", got)
		}
	})
}

func TestTwoMissesInARowAreSomebodyToRing(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben, ruth := h.began()
		g := h.detail(group)
		first, second, third := g.Sessions[0], g.Sessions[1], g.Sessions[2]
		h.mark(ruth, first.ID, ben.carer(0), programme.Absent)
		h.mark(ruth, first.ID, amina.carer(0), programme.Cant)
		ruth = h.on(second.Day, 12, 0, ruth)
		h.mark(ruth, second.ID, amina.carer(0), programme.Absent)
		if list := h.toRing(ruth); len(list) != 0 {
			t.Fatalf("after one miss: %+v", list)
		}
		h.mark(ruth, second.ID, ben.carer(0), programme.Absent)
		list := h.toRing(ruth)
		if len(list) != 1 || list[0].Person.ID != ben.carer(0) || list[0].Misses != 2 || list[0].Since != second.Day || len(list[0].Infants) != 1 {
			t.Fatalf("%+v", list)
		}
		if list := h.toRing(h.Here.Colleague); len(list) != 0 {
			t.Error("somebody who does not lead the group is told")
		}
		h.must(h.UndoMark(t.Context(), ruth, second.ID, ben.carer(0)))
		if list := h.toRing(ruth); len(list) != 0 {
			t.Error("a mistake undone still asks for a call")
		}
		h.mark(ruth, second.ID, ben.carer(0), programme.Absent)

		h.logCall(ruth, ben.carer(0), false)
		if list := h.toRing(ruth); len(list) != 1 || list[0].TriedAt == nil {
			t.Error("a call without an answer settles it, or is not told")
		}
		h.logCall(ruth, ben.carer(0), true)
		if list := h.toRing(ruth); len(list) != 0 {
			t.Error("who was reached is still to be rung")
		}
		if row := h.row(ruth, second.ID, ben.carer(0)); row.Ring || row.Misses != 2 {
			t.Errorf("%+v", row)
		}
		ruth = h.on(third.Day, 12, 0, ruth)
		h.mark(ruth, third.ID, ben.carer(0), programme.Absent)
		if list := h.toRing(ruth); len(list) != 1 || list[0].Misses != 3 {
			t.Error("missing again after the call asks for no other")
		}
	})
}

func (h *house) toRing(who access.Actor) []programme.Ring {
	h.t.Helper()
	list, err := h.ToRing(h.t.Context(), who)
	h.must(err)
	return list
}

func (h *house) logCall(who access.Actor, person family.PersonID, reached bool) {
	h.t.Helper()
	_, err := h.families.LogContact(h.t.Context(), who, family.Contact{Person: person, Kind: family.Called, Reached: reached, Note: "Rang"})
	h.must(err)
}

func TestNotesAreTwoLines(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, ruth := h.began()
		first := h.session(group, 1).ID
		n := programme.Note{Session: first, Dyad: amina.record.Dyads[0].ID, Well: " He looked for her <b>twice</b> 🙂 ", Next: "Sleep"}
		h.must(h.WriteNote(t.Context(), ruth, n))
		n.Next = "Sleep, and the bus"
		h.must(h.WriteNote(t.Context(), ruth, n))
		d := h.row(ruth, first, amina.carer(0)).Dyads[0]
		if d.Well != "He looked for her <b>twice</b> 🙂" || d.Next != "Sleep, and the bus" || d.NoteBy != "Ruth Okafor" {
			t.Errorf("%+v", d)
		}
		n.Well = strings.Repeat("ü", programme.NoteLimit+1)
		h.refuses(h.WriteNote(t.Context(), ruth, n), fault.Invalid, "programme.note.long")
		n.Well, n.Dyad = "", h.wait(fits("Cleo")).record.Dyads[0].ID
		h.refuses(h.WriteNote(t.Context(), ruth, n), fault.NotFound, "")
	})
}

func TestTheLastRegisterCompletesWhoCameOftenEnough(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, ben, ruth := h.began()
		for i, n := range h.detail(group).Sessions {
			ruth = h.on(n.Day, 12, 0, ruth)
			h.mark(ruth, n.ID, amina.carer(0), programme.Present)
			h.mark(ruth, n.ID, amina.carer(1), programme.Cant)
			mark := programme.Absent
			if i < 5 {
				mark = programme.Present
			}
			h.mark(ruth, n.ID, ben.carer(0), mark)
			h.must(h.CloseRegister(t.Context(), ruth, n.ID))
		}
		if p := h.placeIn(group, amina.place); p.State != programme.Completed {
			t.Errorf("eight of eight is %s", p.State)
		}
		if p := h.placeIn(group, ben.place); p.State != programme.Accepted {
			t.Errorf("five of eight is %s", p.State)
		}
	})
}

func TestTodayAndTheRegistersNobodyFinished(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina, _, ruth := h.began()
		h.must(h.Mark(t.Context(), ruth, programme.Marking{Session: h.session(group, 1).ID, Person: amina.carer(0), Mark: programme.Cant}))
		for _, tt := range []struct {
			name string
			who  access.Actor
			want int
		}{
			{"its leader", ruth, 1}, {"the coordinator", h.on(tuesdays, 10, 30, h.Here.Coordinator), 1},
			{"a colleague who does not lead it", h.on(tuesdays, 10, 30, h.Here.Colleague), 0},
			{"another service's lead", h.on(tuesdays, 10, 30, h.There.Lead), 0},
		} {
			day, err := h.SessionsOn(t.Context(), tt.who, programme.SessionFilter{Day: tuesdays})
			h.must(err)
			rows := day.Rows
			if len(rows) != tt.want {
				t.Errorf("%s sees %d sessions", tt.name, len(rows))
			}
			if tt.want == 1 && (rows[0].Places != 3 || rows[0].Coming != 2 || rows[0].Marked != 1 || rows[0].Session.Title != "Welcome, both of you" || rows[0].Group.ID != group) {
				t.Errorf("%+v", rows[0])
			}
		}
		list, err := h.Unfinished(t.Context(), ruth)
		h.must(err)
		if len(list) != 0 {
			t.Error("today's register is called unfinished")
		}
		list, err = h.Unfinished(t.Context(), h.on(tuesdays.AddDays(1), 9, 0, ruth))
		h.must(err)
		if len(list) != 1 || list[0].Session.Number != 1 {
			t.Errorf("%+v", list)
		}
	})
}
