package programme_test

import (
	"slices"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/programme"
)

func TestASessionIsHeldOnAnotherDay(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group, amina := h.group(nil), h.wait(fits("Amina"))
		h.join(amina, group)
		third := h.session(group, 3)
		mei := h.Here.Coordinator

		preview, err := h.PreviewMove(t.Context(), mei, programme.Move{Session: third.ID, First: march(18)})
		h.must(err)
		if len(preview.Moves) != 6 || preview.Moves[0].To != march(18) || preview.Families != 1 {
			t.Errorf("%+v", preview)
		}
		for range 2 { // the same form once more
			h.must(h.MoveSession(t.Context(), mei, third.ID, march(18)))
		}
		want := []string{"2027-03-02", "2027-03-09", "2027-03-18", "2027-03-25", "2027-04-01", "2027-04-08", "2027-04-15", "2027-04-22"}
		g := h.detail(group)
		if !slices.Equal(days(g.Sessions), want) || g.Last.String() != want[7] || len(g.DaysOff) != 0 {
			t.Errorf("%v until %s, days off %v", days(g.Sessions), g.Last, g.DaysOff)
		}
		if got := h.sent(amina.carer(0), "session-moved"); len(got) != 1 || got[0]["was"] != "2027-03-16" || got[0]["day"] != "2027-03-18" {
			t.Errorf("told %v", got)
		}
		// Called off, held that day after all, and called off once more.
		h.must(h.CancelSession(t.Context(), mei, third.ID, "Both of us are ill"))
		h.must(h.MoveSession(t.Context(), mei, third.ID, march(18)))
		h.must(h.CancelSession(t.Context(), mei, third.ID, "Ill after all"))
		if off := h.detail(group).DaysOff; len(off) != 1 || off[0].Why != "Ill after all" || h.session(group, 3).Day != march(25) {
			t.Errorf("days off %v, session 3 on %s", off, h.session(group, 3).Day)
		}
		// Earlier again, which takes it back.
		h.must(h.MoveSession(t.Context(), mei, third.ID, march(16)))
		if got := h.session(group, 8).Day; got != civil.New(2027, 4, 20) {
			t.Errorf("the last is on %s", got)
		}
	})
}

func TestTheFirstSessionWithTheBabiesMovesItsPartAlone(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(func(n *programme.NewGroup) { n.Programme = "baby-steps" })
		before := days(h.detail(group).Sessions)
		seventh := h.session(group, 7)
		h.must(h.MoveSession(t.Context(), h.Here.Coordinator, seventh.ID, seventh.Day.AddDays(14)))
		got := days(h.detail(group).Sessions)
		for i := range got {
			was, err := civil.Parse(before[i])
			h.must(err)
			want := was
			if i >= 6 {
				want = was.AddDays(14)
			}
			if got[i] != want.String() {
				t.Errorf("session %d is on %s, want %s", i+1, got[i], want)
			}
		}
		if last := h.detail(group).Last.String(); last != got[len(got)-1] {
			t.Errorf("the group ends on %s", last)
		}
	})
}

func TestADayOnWhichASessionCannotBe(t *testing.T) {
	eachEngine(t, func(t *testing.T, h *house) {
		group := h.group(nil)
		mei, third := h.Here.Coordinator, h.session(group, 3)
		h.must(h.CloseDays(t.Context(), h.Here.Administrator, programme.Closure{From: march(19), Name: "Training day"}))
		for _, tt := range []struct {
			name string
			day  civil.Date
			key  string
		}{
			{"none", civil.Date{}, ""},
			{"over", civil.New(2027, 2, 8), "programme.group.first.past"},
			{"a slip in the year", civil.New(2029, 3, 16), "programme.group.first.far"},
			{"the day of the session before", march(9), "programme.session.before"},
			{"the service is closed", march(19), "programme.session.off"},
		} {
			err := h.MoveSession(t.Context(), mei, third.ID, tt.day)
			h.refuses(err, fault.Invalid, tt.key)
		}
		h.refuses(h.MoveSession(t.Context(), h.Here.Practitioner, third.ID, march(18)), fault.Forbidden, "")
		h.refuses(h.MoveSession(t.Context(), h.There.Coordinator, third.ID, march(18)), fault.NotFound, "")
		h.must(h.Postpone(t.Context(), mei, group, "Burst pipe", civil.New(2027, 5, 1)))
		h.refuses(h.MoveSession(t.Context(), mei, third.ID, march(18)), fault.Conflict, "programme.session.group-stopped")
	})
}
